using System.Text;
using Ledger.Transparency.Notes;

namespace Ledger.Audit.Checkpoints;

/// <summary>
/// A copy of the newest signed checkpoint, outside the database: a database that is restored to an older state does not take it
/// back too.
/// </summary>
/// <param name="file">Full name of the file; null keeps no copy (tests).</param>
public sealed class PublishedCheckpoint(string? file)
{
    /// <summary>The checkpoint; null when none was published yet.</summary>
    /// <exception cref="InconsistentLogException">The file is there and not signed by this key.</exception>
    public Checkpoint? Read(LogKey key)
    {
        if (file is null || !File.Exists(file)) return null;
        return key.Verified(File.ReadAllText(file, Encoding.UTF8))
            ?? throw new InconsistentLogException($"the published checkpoint in {file} is not signed by the key {key.Public}");
    }

    /// <summary>Replaces the file in one step; it is on disk when this returns.</summary>
    public void Write(SignedNote note)
    {
        if (file is null) return;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var fresh = $"{file}.new";
        using (var stream = new FileStream(fresh, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            stream.Write(note.ToBytes());
            stream.Flush(flushToDisk: true);
        }

        File.Move(fresh, file, overwrite: true);
    }
}

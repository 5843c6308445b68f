using Microsoft.Win32.SafeHandles;

namespace Ledger.Contributions.EvidenceFiles;

/// <summary>
/// Where things lie in the evidence folder: encrypted files under <c>files/</c>, their wrapped keys under <c>keys/</c>, uploads
/// that have not ended under <c>.incoming/</c>. Files and keys lie apart so that backups of keys can be kept shorter: an erasure
/// is complete when the last copy of the key is gone.
/// </summary>
/// <param name="Root">The folder.</param>
internal sealed record EvidencePlaces(string Root)
{
    public string Incoming => Path.Combine(Root, ".incoming");

    public string Keys => Path.Combine(Root, "keys");

    /// <summary>Where wrapped keys are written before they are renamed; beside the keys, which may be a volume of their own.</summary>
    public string IncomingKeys => Path.Combine(Keys, ".incoming");

    /// <summary>Tells under which secret names the folder was begun.</summary>
    public string NamesCheck => Path.Combine(Root, ".names");

    /// <param name="folder">Folder of the consortium.</param>
    /// <param name="name">The file's secret name.</param>
    public string File(string folder, string name) => Path.Combine(Root, "files", folder, name[..2], name);

    /// <param name="folder">Folder of the consortium.</param>
    /// <param name="file">Id of the stored file.</param>
    public string Key(string folder, Guid file) => Path.Combine(Keys, folder, file.ToString("n")[..2], file.ToString("n"));

    /// <summary>What a wrapped key is bound to.</summary>
    public static string Binding(string folder, Guid file) => $"{folder}/{file:n}";

    /// <summary>Id of the stored file at a path; null when none is there, or another thing.</summary>
    public static Guid? IdOf(string path)
    {
        if (!System.IO.File.Exists(path)) return null;
        using var file = System.IO.File.OpenHandle(path);
        return IdOf(file);
    }

    public static Guid? IdOf(SafeFileHandle file)
    {
        Span<byte> head = stackalloc byte[ChunkCipher.HeadBytes];
        return RandomAccess.Read(file, head, 0) == head.Length ? ChunkCipher.FileOf(head) : null;
    }

    /// <summary>Writes a small file so that a crash leaves either the old one, the new one or none.</summary>
    /// <param name="path">Where it will lie.</param>
    /// <param name="bytes">Its content.</param>
    /// <param name="incoming">Folder on the same volume, swept of what a crash leaves.</param>
    public static void WriteDurably(string path, byte[] bytes, string incoming)
    {
        var folder = Path.GetDirectoryName(path)!;
        DurableFolder.Ensure(folder);
        DurableFolder.Ensure(incoming);
        var fresh = Path.Combine(incoming, Guid.NewGuid().ToString("n"));
        using (var file = new FileStream(fresh, FileMode.CreateNew, FileAccess.Write))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        System.IO.File.Move(fresh, path, overwrite: true);
        DurableFolder.Flush(folder);
    }

    /// <summary>Removes a file, first overwriting what is short; false when it was not there.</summary>
    public static bool Destroy(string path, bool overwrite)
    {
        if (!System.IO.File.Exists(path)) return false;
        if (overwrite)
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Write);
            file.Write(new byte[file.Length]);
            file.Flush(flushToDisk: true);
        }

        System.IO.File.Delete(path);
        DurableFolder.Flush(Path.GetDirectoryName(path)!);
        return true;
    }
}

namespace Ledger.Contributions.EvidenceFiles;

/// <summary>
/// The rotation of the master key: only the small wrapped keys are written anew, never the files. It can be broken off and run
/// again, also by several replicas at once: each key is replaced at once, and either wrapping opens.
/// </summary>
internal sealed class Rewrapping(EvidencePlaces places, EvidenceKeys keys)
{
    public (int Rewrapped, int Unreadable) Run(CancellationToken ct)
    {
        var (rewrapped, unreadable) = (0, 0);
        if (!Directory.Exists(places.Keys)) return (0, 0);
        foreach (var folder in Directory.EnumerateDirectories(places.Keys))
        {
            if (folder == places.IncomingKeys) continue;
            foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            {
                ct.ThrowIfCancellationRequested();
                if (!Guid.TryParseExact(Path.GetFileName(path), "n", out var id)) continue;
                switch (One(path, Path.GetFileName(folder), id))
                {
                    case true: rewrapped++; break;
                    case null: unreadable++; break;
                }
            }
        }

        return (rewrapped, unreadable);
    }

    // True when it was wrapped anew, false when there was nothing to do, null when it cannot be opened.
    private bool? One(string path, string folder, Guid id)
    {
        if (Read(path) is not { } wrapped) return false;
        var master = FileKey.MasterOf(wrapped);
        if (master == keys.Current.Id) return false;
        var binding = EvidencePlaces.Binding(folder, id);
        if (master is null || keys.Find(master.Value) is not { } old || FileKey.Unwrap(wrapped, old, binding) is not { } key) return null;

        // A key whose file is not there belongs to an upload that has not ended, or to nothing. And a file that is erased while
        // its key is written must not leave the key behind.
        var file = places.File(folder, keys.NameOf(folder, key.File.Sha256));
        if (EvidencePlaces.IdOf(file) != id) return false;
        EvidencePlaces.WriteDurably(path, key.Wrap(keys.Current, binding), places.IncomingKeys);
        if (EvidencePlaces.IdOf(file) != id) EvidencePlaces.Destroy(path, overwrite: true);
        return true;
    }

    private static byte[]? Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (FileNotFoundException)
        {
            return null; // Erased meanwhile.
        }
    }
}

using System.Runtime.InteropServices;

namespace Ledger.Witness;

/// <summary>Replaces a file in one step that outlasts a crash and a power failure: content first, then the name, each made durable.</summary>
internal static partial class DurableFile
{
    /// <summary>The file holds the new bytes when this returns; before that, after any failure, it holds the old ones.</summary>
    /// <param name="file">Full name.</param>
    /// <param name="bytes">New content.</param>
    /// <param name="secret">Readable by its owner alone.</param>
    /// <exception cref="IOException">Not written.</exception>
    public static void Replace(string file, byte[] bytes, bool secret = false)
    {
        var fresh = $"{file}.new";
        File.Delete(fresh);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (secret && !OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(fresh, options))
        {
            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
        }

        File.Move(fresh, file, overwrite: true);
        SyncFolder(Path.GetDirectoryName(file)!);
    }

    // .NET opens no folders. A rename is on disk only when its folder is.
    private static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        var handle = Open(folder, 0);
        if (handle < 0) throw new IOException($"{folder} cannot be opened: error {Marshal.GetLastPInvokeError()}.");
        try
        {
            if (Sync(handle) != 0) throw new IOException($"{folder} cannot be written to disk: error {Marshal.GetLastPInvokeError()}.");
        }
        finally
        {
            _ = Close(handle);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Sync(int handle);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int handle);
}

namespace Ledger.Cli.Bundles;

/// <summary>Writes a file whole or not at all.</summary>
internal static class WholeFile
{
    /// <summary>Writes beside the file, down to the disk, and then takes its place: whoever looks sees the old file or the new one.</summary>
    /// <exception cref="IOException">It cannot be written; the old file stands as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static async Task WriteAsync(string file, byte[] content, CancellationToken cancel)
    {
        var beside = $"{Path.GetFullPath(file)}.{Guid.NewGuid():n}.part";
        try
        {
            await using (var stream = new FileStream(beside, FileMode.CreateNew, FileAccess.Write))
            {
                await stream.WriteAsync(content, cancel);
                await stream.FlushAsync(cancel);
                RandomAccess.FlushToDisk(stream.SafeFileHandle);
            }

            File.Move(beside, file, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }
}

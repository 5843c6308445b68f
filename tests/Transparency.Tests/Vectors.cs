namespace Ledger.Transparency.Tests;

/// <summary>
/// Test vectors of other projects, in a folder <c>shared/vectors</c> beside the repository. They are not part of it: tests that read
/// them pass without, and the essential hashes stand as constants in the tests themselves.
/// </summary>
internal static class Vectors
{
    /// <summary>Full path of a vector file, or null when the folder is not there.</summary>
    /// <exception cref="FileNotFoundException">The folder is there and lacks the file: the tests would pass by accident.</exception>
    public static string? File(string relative)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var vectors = Path.Combine(folder.FullName, "shared", "vectors");
            if (!Directory.Exists(vectors)) continue;
            var file = Path.Combine(vectors, relative);
            return System.IO.File.Exists(file) ? file : throw new FileNotFoundException("The vector folder lacks a file.", file);
        }

        return null;
    }
}

namespace Ledger.Transparency.Tests;

/// <summary>
/// Test vectors of other projects, in a folder <c>shared/vectors</c> beside the repository, or where LEDGER_SHARED says. They are
/// not part of it: tests that read them are skipped without, and the essential values stand as constants in tests that always run.
/// </summary>
internal static class Vectors
{
    private static readonly Lazy<string?> Folder = new(Find);

    /// <summary>Full path of a vector file; skips the test when the folder is not there.</summary>
    /// <exception cref="FileNotFoundException">The folder is there and lacks the file: the tests would pass by accident.</exception>
    public static string File(string relative)
    {
        Assert.SkipWhen(Folder.Value is null, "The folder shared/vectors is not there.");
        var file = Path.Combine(Folder.Value!, relative);
        return System.IO.File.Exists(file) ? file : throw new FileNotFoundException("The vector folder lacks a file.", file);
    }

    /// <summary>All JSON files below a folder; skips the test when the vectors are not there.</summary>
    public static string[] Below(string relative)
    {
        Assert.SkipWhen(Folder.Value is null, "The folder shared/vectors is not there.");
        return Directory.GetFiles(Path.Combine(Folder.Value!, relative), "*.json", SearchOption.AllDirectories);
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("LEDGER_SHARED") is { Length: > 0 } said)
            return Existing(Path.Combine(said, "vectors")) ?? throw new DirectoryNotFoundException($"LEDGER_SHARED: {said} has no vectors.");
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Existing(Path.Combine(folder.FullName, "shared", "vectors")) is { } vectors) return vectors;
        }

        return null;
    }

    private static string? Existing(string folder) => Directory.Exists(folder) ? folder : null;
}

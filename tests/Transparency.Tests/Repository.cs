namespace Ledger.Transparency.Tests;

/// <summary>Files of the repository, found from where the tests were built.</summary>
internal static class Repository
{
    /// <exception cref="FileNotFoundException">No folder above holds it.</exception>
    public static string File(params string[] path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine([folder.FullName, .. path]);
            if (System.IO.File.Exists(file)) return file;
        }

        throw new FileNotFoundException($"{Path.Combine(path)} is not above the test.");
    }
}

namespace Ledger.Contributions;

/// <summary>SQL files of this service, compiled into it.</summary>
internal static class EmbeddedSql
{
    /// <param name="name">Folder and file with dots: <c>Duplicates.registry.sql</c>.</param>
    public static string Read(string name)
    {
        using var stream = typeof(EmbeddedSql).Assembly.GetManifestResourceStream($"Ledger.Contributions.{name}")
            ?? throw new InvalidOperationException($"{name} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

namespace Ledger.Distribution;

/// <summary>SQL files of this service, compiled into it.</summary>
internal static class EmbeddedSql
{
    /// <param name="name">Folder and file with dots: <c>Integration.journal.sql</c>.</param>
    public static string Read(string name)
    {
        using var stream = typeof(EmbeddedSql).Assembly.GetManifestResourceStream($"Ledger.Distribution.{name}")
            ?? throw new InvalidOperationException($"{name} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

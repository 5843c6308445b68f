using System.Text;
using Ledger.Contributions.Domain;
using Ledger.Contributions.Imports;

namespace Ledger.Contributions.Tests.Imports;

/// <summary>Reads a text as an import does.</summary>
internal static class ImportText
{
    public const string Header = "reference,agreement,kind,title (en),title (zh),effective on,received by,currency,claimed";

    public static Task<List<ImportRow>> RowsAsync(string text, ImportKind kind = ImportKind.Contributions, ImportFormat format = ImportFormat.Csv) =>
        RowsAsync(Encoding.UTF8.GetBytes(text), kind, format);

    public static async Task<List<ImportRow>> RowsAsync(byte[] bytes, ImportKind kind = ImportKind.Contributions, ImportFormat format = ImportFormat.Csv)
    {
        var order = new ImportOrder(kind, ImportMode.AllOrNothing, false, format, new string('0', 64), bytes.Length);
        var rows = new List<ImportRow>();
        await foreach (var row in new ImportFile(order, _ => Task.FromResult<Stream>(new MemoryStream(bytes))).RowsAsync(TestContext.Current.CancellationToken))
            rows.Add(row);
        return rows;
    }

    /// <summary>Code and column of every error of the only row.</summary>
    public static async Task<IReadOnlyList<(string Code, string? Column)>> ErrorsAsync(string text, ImportKind kind = ImportKind.Contributions) =>
        [.. Assert.Single(await RowsAsync(text, kind)).Errors.Select(error => (error.Code, error.Column))];
}

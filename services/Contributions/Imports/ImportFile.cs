using System.Text;
using Ledger.Contributions.Domain;

namespace Ledger.Contributions.Imports;

/// <summary>The rows of an uploaded file, read as a stream.</summary>
/// <param name="order">What the file is.</param>
/// <param name="open">Opens it from its beginning.</param>
internal sealed class ImportFile(ImportOrder order, Func<CancellationToken, Task<Stream>> open)
{
    /// <summary>Reads every row.</summary>
    /// <exception cref="ImportHeaderException">Columns are unknown, missing or there twice.</exception>
    /// <exception cref="ImportFileException">The file cannot be read as what it should be, or has too many rows.</exception>
    public async IAsyncEnumerable<ImportRow> RowsAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var encoding = await TextEncodings.DetectAsync(open, ct) ?? throw new ImportFileException(1, ImportProblems.Encoding());
        var separator = order.Format == ImportFormat.Csv ? await SeparatorAsync(encoding, ct) : default;
        using var text = new StreamReader(await open(ct), encoding);
        var rows = order.Format == ImportFormat.Csv ? Separated(text, separator) : Objects(text);
        var count = 0;
        foreach (var row in rows)
        {
            ct.ThrowIfCancellationRequested();
            if (++count > ContributionLimits.ImportRows) throw new ImportFileException(row.Line, ImportProblems.TooManyRows());
            yield return row;
        }

        if (count == 0) throw new ImportFileException(1, ImportProblems.Empty());
    }

    private async Task<char> SeparatorAsync(Encoding encoding, CancellationToken ct)
    {
        using var text = new StreamReader(await open(ct), encoding);
        return SeparatedText.SeparatorOf(text);
    }

    private IEnumerable<ImportRow> Separated(TextReader text, char separator)
    {
        RowMapper? mapper = null;
        foreach (var row in SeparatedText.Read(text, separator))
        {
            if (mapper is not null)
            {
                yield return mapper.Map(row);
                continue;
            }

            var header = HeaderMap.Read(row, order.Kind, out var errors) ?? throw new ImportHeaderException(errors);
            mapper = new RowMapper(header, order.Kind);
        }
    }

    private IEnumerable<ImportRow> Objects(TextReader text) => JsonLines.Read(text).Select(row =>
    {
        if (row.Cells[0].Contains("\\u0000", StringComparison.Ordinal) || row.Cells[0].Contains('\0', StringComparison.Ordinal))
            return new ImportRow(row.Line, null, [LineError.Of(row.Line, null, ImportProblems.Character())]);
        var request = RequestJson.Read(order.Kind, row.Cells[0], out var problem);
        var marked = request is Features.RegisterContributionRequest { Secrecy.Count: > 0 } || (problem is not null && row.Cells[0].Contains("\"secrecy\"", StringComparison.Ordinal));
        var error = problem is null ? null : LineError.Of(row.Line, null, problem);
        return new ImportRow(row.Line, request, error is null ? [] : [marked ? ImportRow.Silent(error) : error]) { Marked = marked };
    });
}

/// <summary>The header does not say what the columns are.</summary>
internal sealed class ImportHeaderException(IReadOnlyList<LineError> errors) : Exception("The header of an imported file was refused.")
{
    public IReadOnlyList<LineError> Errors { get; } = errors;
}

using System.Text;
using Ledger.Rules;
using Ledger.Valuation.Domain;
using nietras.SeparatedValues;

namespace Ledger.Valuation.Features;

/// <summary>A column of an imported file: where its value goes in the single request, and how it is written there.</summary>
/// <param name="Path">JSON path in the request; the English name of the column.</param>
/// <param name="Zh">Chinese name of the column.</param>
/// <param name="Form">How the cell becomes JSON.</param>
internal sealed record CsvColumn(string Path, string Zh, CsvForm Form = CsvForm.Text);

/// <summary>How a cell becomes JSON.</summary>
internal enum CsvForm
{
    Text,
    Whole,
    YesNo,
}

/// <summary>A row with its line in the file.</summary>
internal sealed record CsvRow(int Line, IReadOnlyList<string> Cells);

/// <summary>An imported file: its columns, its rows, and what is wrong with its shape.</summary>
internal sealed record CsvFile(IReadOnlyList<CsvColumn> Columns, IReadOnlyList<CsvRow> Rows, IReadOnlyList<LineError> Errors)
{
    /// <summary>Reads a file in UTF-8, separated by commas, with quotes as RFC 4180 has them; blank rows are passed over.</summary>
    public static CsvFile Read(byte[] file, IReadOnlyList<CsvColumn> known)
    {
        string text;
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(file).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return Refused(1, null, "not-utf8", "The file is not UTF-8 text.", "文件不是 UTF-8 文本。");
        }

        if (string.IsNullOrWhiteSpace(text)) return Refused(1, null, "empty", "The file is empty.", "文件为空。");
        try
        {
            return Read(text, known);
        }
        catch (Exception beyond) when (beyond is NotSupportedException or ArgumentException or OverflowException or InvalidDataException)
        {
            return Refused(1, null, "unreadable", "The file cannot be read as comma-separated text.", "文件无法按逗号分隔文本读取。");
        }
    }

    private static CsvFile Read(string text, IReadOnlyList<CsvColumn> known)
    {
        using var reader = Sep.New(',').Reader(options => options with { HasHeader = false, Unescape = true, DisableColCountCheck = true }).FromText(text);
        List<CsvColumn>? columns = null;
        var errors = new List<LineError>();
        var rows = new List<CsvRow>();
        foreach (var row in reader)
        {
            var cells = new string[row.ColCount];
            for (var i = 0; i < cells.Length; i++) cells[i] = row[i].ToString().Trim();
            if (cells.All(cell => cell.Length == 0)) continue;
            if (columns is null)
            {
                if (cells.Length > MarketEvidenceLimits.ImportColumns)
                    return Refused(1, null, "too-many-columns", $"At most {MarketEvidenceLimits.ImportColumns} columns are allowed.", $"最多允许{MarketEvidenceLimits.ImportColumns}列。");
                columns = Header(cells, known, row.LineNumberFrom, errors);
                if (errors.Count > 0) return new CsvFile([], [], errors);
            }
            else if (cells.Length != columns.Count)
            {
                errors.Add(Error(row.LineNumberFrom, null, "ragged-row", $"The row has {cells.Length} cells, the header {columns.Count}.", $"该行有{cells.Length}格，表头有{columns.Count}格。"));
            }
            else if (rows.Count == MarketEvidenceLimits.ImportRows)
            {
                return Refused(row.LineNumberFrom, null, "too-many-rows", $"At most {MarketEvidenceLimits.ImportRows} rows are allowed.", $"最多允许{MarketEvidenceLimits.ImportRows}行。");
            }
            else
            {
                rows.Add(new CsvRow(row.LineNumberFrom, cells));
            }
        }

        if (rows.Count == 0 && errors.Count == 0) return Refused(1, null, "empty", "The file has no rows.", "文件没有数据行。");
        return new CsvFile(columns ?? [], rows, errors);
    }

    private static List<CsvColumn> Header(string[] cells, IReadOnlyList<CsvColumn> known, int line, List<LineError> errors)
    {
        var columns = new List<CsvColumn>();
        foreach (var cell in cells)
        {
            var column = known.FirstOrDefault(candidate => candidate.Path == cell || candidate.Zh == cell);
            if (column is null) errors.Add(Error(line, cell, "unknown-column", $"There is no column '{cell}'.", $"没有“{cell}”这一列。"));
            else if (columns.Contains(column)) errors.Add(Error(line, cell, "duplicate-column", $"The column '{cell}' stands twice.", $"“{cell}”列重复。"));
            else columns.Add(column);
        }

        return columns;
    }

    private static CsvFile Refused(int line, string? column, string code, string en, string zh) => new([], [], [Error(line, column, code, en, zh)]);

    private static LineError Error(int line, string? column, string code, string en, string zh) => new(line, column, null, $"import.{code}", new Text(en, zh));
}

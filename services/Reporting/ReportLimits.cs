namespace Ledger.Reporting;

/// <summary>Limits of this library, in one place.</summary>
public static class ReportLimits
{
    /// <summary>Blocks of a report.</summary>
    public const int Blocks = 500;

    /// <summary>Rows of a table, totals aside.</summary>
    public const int Rows = 5_000;

    /// <summary>Columns of a table: what a page of A4 carries legibly.</summary>
    public const int Columns = 10;

    /// <summary>Rows of a dot plot, bars of a bar chart.</summary>
    public const int Marks = 200;

    /// <summary>Categories of a line chart.</summary>
    public const int Categories = 240;

    /// <summary>Lines of a line chart, each with a mark and dashes of its own.</summary>
    public const int Series = 6;

    /// <summary>Characters of one text.</summary>
    public const int TextLength = 20_000;

    /// <summary>Bytes of a font file.</summary>
    public const int FontBytes = 64 * 1024 * 1024;
}

/// <summary>A report that passes a limit or contradicts itself: the program's mistake, not the reader's.</summary>
public sealed class ReportMalformedException(string message) : Exception(message);

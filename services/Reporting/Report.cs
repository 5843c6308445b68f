namespace Ledger.Reporting;

/// <summary>The language that a report is written in; its words come translated, only page numbers and alternatives are the library's.</summary>
public enum ReportLanguage
{
    English,
    Chinese,
}

/// <summary>A document to read: the same blocks are drawn as HTML and as PDF.</summary>
/// <param name="Language">Of every word in it.</param>
/// <param name="Title">Heading of the document.</param>
/// <param name="Subtitle">Under the title; may be null.</param>
/// <param name="AsOf">Day and time of the facts it shows; a file's date of creation, so that the same facts give the same bytes.</param>
/// <param name="Footer">At the end, and on every page of a PDF.</param>
/// <param name="Blocks">In reading order.</param>
public sealed record Report(ReportLanguage Language, string Title, string? Subtitle, DateTimeOffset AsOf, string Footer, IReadOnlyList<Block> Blocks);

/// <summary>A piece of a report. The set is closed: a renderer draws every one of them.</summary>
public abstract record Block;

/// <summary>A heading of level 2 or 3; level 1 is the title.</summary>
public sealed record Heading(string Text, int Level = 2) : Block;

/// <summary>Running text.</summary>
public sealed record Paragraph(string Text) : Block;

/// <summary>Text that must not be overlooked; set apart by a rule and by weight, not only by colour.</summary>
public sealed record Notice(string Text) : Block;

/// <summary>A list with a mark before each line.</summary>
public sealed record Bullets(IReadOnlyList<string> Items) : Block;

/// <summary>Names with their values.</summary>
public sealed record Facts(IReadOnlyList<Fact> Items) : Block;

/// <summary>A name with its value; <paramref name="Code"/> for hashes and ids, which break anywhere.</summary>
public sealed record Fact(string Name, string Value, bool Code = false);

/// <summary>How the cells of a column stand.</summary>
public enum Align
{
    Start,
    /// <summary>Figures: at the end, digits of equal width.</summary>
    Number,
    /// <summary>Hashes and ids, which break anywhere.</summary>
    Code,
}

/// <summary>A column of a table.</summary>
public sealed record Column(string Header, Align Align = Align.Start);

/// <summary>A table. Every row has as many cells as there are columns.</summary>
/// <param name="Caption">What it shows.</param>
/// <param name="Columns">In order.</param>
/// <param name="Rows">Cells by row.</param>
/// <param name="Total">A last row that sums the others up; null for none.</param>
public sealed record Table(string Caption, IReadOnlyList<Column> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, IReadOnlyList<string>? Total = null) : Block;

/// <summary>A plot with the table of what it shows, for those who do not see it.</summary>
/// <param name="Caption">What it shows.</param>
/// <param name="Description">The same in a sentence, with its main result.</param>
/// <param name="Chart">The plot.</param>
/// <param name="Twin">Every figure of the plot.</param>
public sealed record Figure(string Caption, string Description, Chart Chart, Table Twin) : Block;

using Ledger.Rules;
using Spectre.Console;

namespace Ledger.Cli.Output;

/// <summary>What the tables of figures share: one language, one look.</summary>
/// <param name="console">Where to print.</param>
/// <param name="language">In which language.</param>
internal sealed class ConsoleTables(IAnsiConsole console, Language language)
{
    public string Say(string en, string zh) => Say(new Rules.Text(en, zh));

    public string Say(Rules.Text text) => text.In(language);

    /// <summary>Both languages on lines of their own.</summary>
    public string Stacked(Rules.Text text) => language == Language.Both ? $"{text.En}\n{text.Zh}" : text.In(language);

    public void Heading(string text) => console.Write(new Rule(Markup.Escape(text)).LeftJustified());

    public void Line(string text, string? colour = null) =>
        console.MarkupLine(colour is null ? Markup.Escape(text) : $"[{colour}]{Markup.Escape(text)}[/]");

    public void Print(Table table) => console.Write(table);

    public static Table Table(string title, params IReadOnlyList<string> columns)
    {
        var table = new Table().Border(TableBorder.Rounded).Expand();
        table.Title = new TableTitle(Markup.Escape(title));
        foreach (var column in columns) table.AddColumn(new TableColumn(Markup.Escape(column)));
        return table;
    }

    public static void RightFrom(Table table, int column)
    {
        for (var i = column; i < table.Columns.Count; i++) table.Columns[i].RightAligned();
    }

    public static void Row(Table table, params IReadOnlyList<string> cells) => table.AddRow([.. cells.Select(cell => new Markup(Markup.Escape(cell)))]);

    public static void BoldRow(Table table, params IReadOnlyList<string> cells) =>
        table.AddRow([.. cells.Select(cell => new Markup(cell.Length == 0 ? "" : $"[bold]{Markup.Escape(cell)}[/]"))]);
}

using Ledger.Cli.Simulation;
using Ledger.Rules;
using Spectre.Console;

namespace Ledger.Cli.Output;

/// <summary>Two runs side by side: every line of every party with both figures and their difference.</summary>
/// <param name="console">Where to print.</param>
/// <param name="language">In which language.</param>
/// <param name="comparison">The runs.</param>
public sealed class ComparisonTables(IAnsiConsole console, Language language, Comparison comparison)
{
    private readonly ConsoleTables tables = new(console, language);

    /// <summary>Prints everything.</summary>
    public void Print()
    {
        tables.Heading($"{tables.Say("Side by side", "对照")}  ({comparison.Base.Currency.Code})");
        tables.Line($"{tables.Say("Base", "基准")}: {comparison.BaseName}");
        tables.Line($"{tables.Say("Changed", "变更")}: {comparison.ChangedName}");
        PrintParties();
        PrintReserve();
        PrintRest();
    }

    private void PrintParties()
    {
        var (left, right) = (comparison.Base, comparison.Changed);
        var table = NewTable(tables.Say("By party and line", "按成员与项目"), tables.Say("Party", "成员"), tables.Say("Line", "项目"));
        var tiers = left.Tiers.Concat(right.Tiers).Where(line => line.Party is not null).Select(line => (line.Pool, line.Tier)).Distinct().ToList();
        foreach (var party in left.Accepted.Keys.Union(right.Accepted.Keys).Order(StringComparer.Ordinal))
        {
            Row(table, [party, tables.Say("Accepted value", "认定价值")], left.Accepted.GetValueOrDefault(party), right.Accepted.GetValueOrDefault(party));
            foreach (var (pool, tier) in tiers)
                Row(table, ["", $"{pool}: {tables.Say(TierNames.Of(tier))}"], Paid(left, pool, tier, party), Paid(right, pool, tier, party));
            Row(table, ["", tables.Say("Share", "份额")], left.Shares.GetValueOrDefault(party), right.Shares.GetValueOrDefault(party));
            Row(table, ["", tables.Say("Risk payments", "风险支付")], Risk(left, party), Risk(right, party));
            Row(table, ["", tables.Say("Cash", "现金")], left.Cash.GetValueOrDefault(party), right.Cash.GetValueOrDefault(party), bold: true);
            table.AddEmptyRow();
        }

        tables.Print(table);
    }

    private void PrintReserve()
    {
        var (left, right) = (comparison.Base.Reserve, comparison.Changed.Reserve);
        var table = NewTable(tables.Say("Reserve", "风险准备金"), tables.Say("Line", "项目"));
        Row(table, [tables.Say("Opening", "期初")], left.Opening, right.Opening);
        Row(table, [tables.Say("Funded", "计提")], left.Funded, right.Funded);
        Row(table, [tables.Say("Drawn", "动用")], left.Drawn, right.Drawn);
        Row(table, [tables.Say("Closing", "期末")], left.Closing, right.Closing, bold: true);
        tables.Print(table);
    }

    // Contributions and losses line by line can be many: only what differs is shown, and how many do not.
    private void PrintRest()
    {
        var rest = comparison.Figures().Where(figure => figure.Name.StartsWith("contributions.", StringComparison.Ordinal) || figure.Name.StartsWith("losses.", StringComparison.Ordinal)).ToList();
        var differing = rest.Where(figure => figure.Base != figure.Changed).ToList();
        if (differing.Count > 0)
        {
            var table = NewTable(tables.Say("Contributions and losses that differ", "有差异的投入与损失"), tables.Say("Figure", "数字"));
            foreach (var figure in differing)
                ConsoleTables.Row(table, figure.Name, Amounts.Grouped(figure.Base ?? "-"), Amounts.Grouped(figure.Changed ?? "-"), figure.Difference is { } difference ? Signed(difference) : "");
            tables.Print(table);
        }

        tables.Line(tables.Say($"{rest.Count - differing.Count} figures of contributions and losses are the same.", $"另有{rest.Count - differing.Count}个投入与损失数字相同。"));
    }

    private Table NewTable(string title, params IReadOnlyList<string> columns)
    {
        var table = ConsoleTables.Table(title, [.. columns, tables.Say("Base", "基准"), tables.Say("Changed", "变更"), tables.Say("Difference", "差额")]);
        ConsoleTables.RightFrom(table, columns.Count);
        return table;
    }

    private void Row(Table table, IReadOnlyList<string> head, Money? from, Money? to, bool bold = false)
    {
        if (from is null && to is null) return;
        string[] cells = [.. head, from is null ? "-" : Amounts.Grouped(from), to is null ? "-" : Amounts.Grouped(to), Signed(comparison.Difference(from, to))];
        if (bold) ConsoleTables.BoldRow(table, cells);
        else ConsoleTables.Row(table, cells);
    }

    private static string Signed(Money difference) => difference.Sign > 0 ? $"+{Amounts.Grouped(difference)}" : Amounts.Grouped(difference);

    private static Money? Paid(ScenarioFigures figures, string pool, string tier, string party) =>
        figures.Tiers.FirstOrDefault(line => line.Pool == pool && line.Tier == tier && line.Party == party)?.Amount;

    private static Money? Risk(ScenarioFigures figures, string party) => figures.Cash.GetValueOrDefault(party) is { } cash
        ? cash - (figures.Shares.GetValueOrDefault(party) ?? Money.Zero(figures.Currency))
        : null;
}

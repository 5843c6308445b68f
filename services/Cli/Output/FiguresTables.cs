using Ledger.Cli.Scenario;
using Ledger.Cli.Simulation;
using Ledger.Rules;
using Spectre.Console;

namespace Ledger.Cli.Output;

/// <summary>Figures as tables, with the calculation behind each party's share.</summary>
/// <param name="console">Where to print.</param>
/// <param name="language">In which language.</param>
public sealed class FiguresTables(IAnsiConsole console, Language language = Language.Both)
{
    private const int MinimumWidth = 120;

    private readonly ConsoleTables tables = new(console, language);

    /// <summary>A console over a writer: colours only on a terminal, and never narrower than the tables need.</summary>
    public static IAnsiConsole Console(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = Math.Max(console.Profile.Width, MinimumWidth);
        return console;
    }

    /// <summary>Prints everything.</summary>
    /// <param name="scenario">For names and titles.</param>
    /// <param name="figures">What came out.</param>
    /// <param name="explanations">How.</param>
    /// <param name="unmet">Expected figures that were not met.</param>
    /// <param name="overrides">What was changed in the file before it was calculated.</param>
    public void Print(
        ScenarioFile scenario,
        ScenarioFigures figures,
        IReadOnlyList<Explanation> explanations,
        IReadOnlyList<FigureDifference> unmet,
        IReadOnlyList<string> overrides)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(figures);
        tables.Heading($"{tables.Say(scenario.Title)}  ({figures.Currency.Code})");
        foreach (var change in overrides) tables.Line($"{tables.Say("What if", "假设")}: {change}");
        PrintContributions(scenario, figures);
        PrintLosses(scenario, figures);
        foreach (var pool in scenario.Pools) PrintPool(pool, figures);
        PrintCash(scenario, figures);
        new WhyTables(tables, scenario, figures, explanations).Print();
        tables.Heading(tables.Say("How each value and loss was calculated", "各项价值与损失的计算"));
        foreach (var explanation in explanations.Where(item => !item.Subject.StartsWith("pool/", StringComparison.Ordinal))) PrintSteps(explanation);
        PrintExpectation(scenario, unmet, overrides.Count > 0);
    }

    private void PrintContributions(ScenarioFile scenario, ScenarioFigures figures)
    {
        var table = ConsoleTables.Table(tables.Say("Contributions", "投入"),
            tables.Say("Contribution", "投入"), tables.Say("Party", "成员"), tables.Say("Method", "方法"), tables.Say("Claimed", "申报"), tables.Say("Accepted", "认定"));
        ConsoleTables.RightFrom(table, 3);
        foreach (var item in figures.Contributions)
        {
            var title = scenario.Contributions.First(contribution => contribution.Reference == item.Reference).Title;
            ConsoleTables.Row(table,
                $"{item.Reference}\n{tables.Stacked(title)}", item.Party, item.Method, Amounts.Grouped(item.Claimed), Amounts.Grouped(item.Accepted));
        }

        table.AddEmptyRow();
        foreach (var (party, amount) in figures.Accepted.Where(entry => !entry.Value.IsZero))
            ConsoleTables.Row(table, Name(scenario, party), party, "", "", Amounts.Grouped(amount));
        tables.Print(table);
    }

    private void PrintLosses(ScenarioFile scenario, ScenarioFigures figures)
    {
        if (figures.Losses.Count == 0) return;
        var table = ConsoleTables.Table(tables.Say("Losses and who bears them", "损失与分担"),
            tables.Say("Event", "事件"), tables.Say("Loss", "损失"), tables.Say("Borne by", "承担"), tables.Say("For", "受损方"), tables.Say("Amount", "金额"));
        table.Columns[1].RightAligned();
        table.Columns[4].RightAligned();
        foreach (var loss in figures.Losses)
        {
            var title = scenario.RiskEvents.First(risk => risk.Reference == loss.Reference).Title;
            var head = $"{loss.Reference}  {tables.Say(title)}";
            if (loss.Lines.Count == 0) ConsoleTables.Row(table, head, Amounts.Grouped(loss.Net), "-", "", "");
            foreach (var (line, index) in loss.Lines.Select((line, index) => (line, index)))
                ConsoleTables.Row(table, index == 0 ? head : "", index == 0 ? Amounts.Grouped(loss.Net) : "", Bearer(line), line.Sufferer, Amounts.Grouped(line.Amount));
        }

        tables.Print(table);
    }

    private string Bearer(AllocationLine line) => line.Kind switch
    {
        AllocationLineKind.ReservePays => tables.Say("reserve", "风险准备金"),
        AllocationLineKind.PartyPays => line.Payer!,
        _ => $"{line.Sufferer} ({KebabCase.Name(line.Reason!.Value)})",
    };

    private void PrintPool(ScenarioPool pool, ScenarioFigures figures)
    {
        var parties = figures.Shares.Keys.ToList();
        var title = $"{tables.Say("Pool", "收益池")} {pool.Reference}: {tables.Say(pool.Title)}  {Amounts.Grouped(pool.Amount)}";
        var table = ConsoleTables.Table(title, [tables.Say("Tier", "层级"), .. parties, tables.Say("Sum", "合计")]);
        ConsoleTables.RightFrom(table, 1);
        var lines = figures.Tiers.Where(line => line.Pool == pool.Reference).ToList();
        foreach (var tier in lines.Select(line => line.Tier).Distinct())
        {
            var own = lines.Where(line => line.Tier == tier).ToList();
            var cells = parties.Select(party => own.FirstOrDefault(line => line.Party == party) is { } line ? Amounts.Grouped(line.Amount) : "");
            ConsoleTables.Row(table, [tables.Say(TierNames.Of(tier)), .. cells, Amounts.Grouped(Sum(own, figures))]);
        }

        table.AddEmptyRow();
        ConsoleTables.BoldRow(table,
        [
            tables.Say("Total", "合计"),
            .. parties.Select(party => Amounts.Grouped(Sum(lines.Where(line => line.Party == party), figures))),
            Amounts.Grouped(Sum(lines, figures)),
        ]);
        tables.Print(table);
    }

    private void PrintCash(ScenarioFile scenario, ScenarioFigures figures)
    {
        var table = ConsoleTables.Table(tables.Say("Final cash, risk payments included", "最终现金（含风险支付）"),
            tables.Say("Party", "成员"), tables.Say("Share", "份额"), tables.Say("Risk payments", "风险支付"), tables.Say("Cash", "现金"), tables.Say("In kind", "实物投入"));
        ConsoleTables.RightFrom(table, 1);
        foreach (var (party, cash) in figures.Cash)
        {
            var share = figures.Shares.GetValueOrDefault(party) ?? Money.Zero(figures.Currency);
            ConsoleTables.Row(table, Name(scenario, party), Amounts.Grouped(share), Amounts.Grouped(cash - share), Amounts.Grouped(cash), Amounts.Grouped(figures.InKind[party]));
        }

        var reserve = figures.Reserve;
        ConsoleTables.Row(table, tables.Say("Reserve", "风险准备金"), Amounts.Grouped(reserve.Funded), Amounts.Grouped(-reserve.Drawn), Amounts.Grouped(reserve.Closing), "");
        ConsoleTables.Row(table, tables.Say("Sum", "合计"), "", "", Amounts.Grouped(Money.Sum(figures.Cash.Values, figures.Currency) + reserve.Closing), "");
        tables.Print(table);
    }

    private void PrintSteps(Explanation explanation)
    {
        var result = explanation.Result;
        var method = MethodCatalogue.Find(result.RuleId, result.RuleVersion)!;
        var table = ConsoleTables.Table($"{explanation.Subject}: {tables.Say(method.Name)} ({result.RuleId} v{result.RuleVersion})",
            tables.Say("Line", "项目"), tables.Say("Calculation", "算式"), tables.Say("Value", "数值"));
        table.Columns[2].RightAligned();
        foreach (var step in result.Steps)
        {
            var how = string.Join("\n", new[] { step.Formula, step.Note is { } note ? tables.Say(note) : null }.OfType<string>());
            ConsoleTables.Row(table, tables.Say(step.Name), how, step.Unit is { } unit ? $"{Amounts.Grouped(step.Value)} {unit}" : Amounts.Grouped(step.Value));
        }

        tables.Print(table);
    }

    private void PrintExpectation(ScenarioFile scenario, IReadOnlyList<FigureDifference> unmet, bool changed)
    {
        if (changed)
        {
            tables.Line(tables.Say("The file's expected figures belong to the unchanged case; they were not compared.", "文件中的预期数字针对未改动的情景，未作核对。"));
            return;
        }

        if (scenario.Expected is null) return;
        if (unmet.Count == 0)
        {
            tables.Line(tables.Say("Every expected figure was met.", "所有预期数字均相符。"), "green");
            return;
        }

        // Each of them is named on the error stream.
        tables.Line(tables.Say($"{unmet.Count} expected figures were not met.", $"有 {unmet.Count} 个预期数字不符。"), "red");
    }

    private string Name(ScenarioFile scenario, string party) =>
        scenario.Agreement.Party(party) is { } member ? $"{party}  {tables.Say(member.Name)}" : party;

    private static Money Sum(IEnumerable<TierFigure> lines, ScenarioFigures figures) => Money.Sum(lines.Select(line => line.Amount), figures.Currency);
}

using Ledger.Cli.Scenario;
using Ledger.Cli.Simulation;
using Ledger.Rules;
using Spectre.Console;

namespace Ledger.Cli.Output;

/// <summary>Figures as tables in English and Chinese, with the calculation behind each party's share.</summary>
/// <param name="console">Where to print.</param>
public sealed class FiguresTables(IAnsiConsole console)
{
    private const int MinimumWidth = 120;

    /// <summary>A console over a writer: colours only on a terminal, and never narrower than the tables need.</summary>
    public static IAnsiConsole Console(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = Math.Max(console.Profile.Width, MinimumWidth);
        return console;
    }

    /// <summary>Prints everything.</summary>
    public void Print(ScenarioFile scenario, ScenarioFigures figures, IReadOnlyList<Explanation> explanations, IReadOnlyList<FigureDifference> unmet)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(figures);
        Heading($"{scenario.Title.En} / {scenario.Title.Zh}  ({figures.Currency.Code})");
        PrintContributions(scenario, figures);
        PrintLosses(scenario, figures);
        foreach (var pool in scenario.Pools) PrintPool(pool, figures);
        PrintCash(scenario, figures);
        foreach (var party in figures.Shares.Keys) PrintWhy(scenario, figures, explanations, party);
        foreach (var explanation in explanations.Where(item => item.Subject.StartsWith("contribution/", StringComparison.Ordinal) || item.Subject.StartsWith("loss/", StringComparison.Ordinal) || item.Subject == "match"))
            PrintSteps(explanation);
        PrintExpectation(scenario, unmet);
    }

    private void PrintContributions(ScenarioFile scenario, ScenarioFigures figures)
    {
        var table = Table("Contributions / 投入", "Contribution / 投入", "Party / 成员", "Method / 方法", "Claimed / 申报", "Accepted / 认定");
        RightFrom(table, 3);
        foreach (var item in figures.Contributions)
        {
            var title = scenario.Contributions.First(contribution => contribution.Reference == item.Reference).Title;
            Row(table, $"{item.Reference}\n{title.En}\n{title.Zh}", item.Party, item.Method, Amounts.Grouped(item.Claimed), Amounts.Grouped(item.Accepted));
        }

        table.AddEmptyRow();
        foreach (var (party, amount) in figures.Accepted.Where(entry => !entry.Value.IsZero))
            Row(table, Name(scenario, party), party, "", "", Amounts.Grouped(amount));
        console.Write(table);
    }

    private void PrintLosses(ScenarioFile scenario, ScenarioFigures figures)
    {
        if (figures.Losses.Count == 0) return;
        var table = Table("Losses and who bears them / 损失与分担", "Event / 事件", "Loss / 损失", "Borne by / 承担", "For / 受损方", "Amount / 金额");
        table.Columns[1].RightAligned();
        table.Columns[4].RightAligned();
        foreach (var loss in figures.Losses)
        {
            var title = scenario.RiskEvents.First(risk => risk.Reference == loss.Reference).Title;
            var head = $"{loss.Reference}  {title.En} / {title.Zh}";
            if (loss.Lines.Count == 0) Row(table, head, Amounts.Grouped(loss.Net), "-", "", "");
            foreach (var (line, index) in loss.Lines.Select((line, index) => (line, index)))
                Row(table, index == 0 ? head : "", index == 0 ? Amounts.Grouped(loss.Net) : "", Bearer(line), line.Sufferer, Amounts.Grouped(line.Amount));
        }

        console.Write(table);
    }

    private static string Bearer(AllocationLine line) => line.Kind switch
    {
        AllocationLineKind.ReservePays => "reserve / 风险准备金",
        AllocationLineKind.PartyPays => line.Payer!,
        _ => $"{line.Sufferer} ({KebabCase.Name(line.Reason!.Value)})",
    };

    private void PrintPool(ScenarioPool pool, ScenarioFigures figures)
    {
        var parties = figures.Shares.Keys.ToList();
        var table = Table($"Pool {pool.Reference} / 收益池 {pool.Reference}: {pool.Title.En} / {pool.Title.Zh}  {Amounts.Grouped(pool.Amount)}", ["Tier / 层级", .. parties, "Sum / 合计"]);
        RightFrom(table, 1);
        var lines = figures.Tiers.Where(line => line.Pool == pool.Reference).ToList();
        foreach (var tier in lines.Select(line => line.Tier).Distinct())
        {
            var own = lines.Where(line => line.Tier == tier).ToList();
            var cells = parties.Select(party => own.FirstOrDefault(line => line.Party == party) is { } line ? Amounts.Grouped(line.Amount) : "");
            Row(table, [TierName(tier), .. cells, Amounts.Grouped(Sum(own, figures))]);
        }

        table.AddEmptyRow();
        Row(table,
        [
            "Total / 合计",
            .. parties.Select(party => Amounts.Grouped(Sum(lines.Where(line => line.Party == party), figures))),
            Amounts.Grouped(Sum(lines, figures)),
        ]);
        console.Write(table);
    }

    private void PrintCash(ScenarioFile scenario, ScenarioFigures figures)
    {
        var table = Table("Final cash, risk payments included / 最终现金（含风险支付）", "Party / 成员", "Share / 份额", "Risk payments / 风险支付", "Cash / 现金", "In kind / 实物投入");
        RightFrom(table, 1);
        foreach (var (party, cash) in figures.Cash)
        {
            var share = figures.Shares.GetValueOrDefault(party) ?? Money.Zero(figures.Currency);
            Row(table, Name(scenario, party), Amounts.Grouped(share), Amounts.Grouped(cash - share), Amounts.Grouped(cash), Amounts.Grouped(figures.InKind[party]));
        }

        var reserve = figures.Reserve;
        Row(table, "Reserve / 风险准备金", Amounts.Grouped(reserve.Funded), Amounts.Grouped(-reserve.Drawn), Amounts.Grouped(reserve.Closing), "");
        Row(table, "Sum / 合计", "", "", Amounts.Grouped(Money.Sum(figures.Cash.Values, figures.Currency) + reserve.Closing), "");
        console.Write(table);
    }

    private void PrintWhy(ScenarioFile scenario, ScenarioFigures figures, IReadOnlyList<Explanation> explanations, string party)
    {
        var table = Table($"Why {Name(scenario, party)} gets {Amounts.Grouped(figures.Shares[party])} / 份额说明", "Line / 项目", "Calculation / 算式", "Amount / 金额");
        table.Columns[2].RightAligned();
        foreach (var item in figures.Contributions.Where(item => item.Party == party))
        {
            var result = explanations.First(explanation => explanation.Subject == $"contribution/{item.Reference}").Result;
            Row(table, $"Accepted value / 认定价值: {item.Reference}", $"{result.RuleId} v{result.RuleVersion}, inputs {result.InputsHash[..12]}", Amounts.Grouped(item.Accepted));
        }

        Row(table, "Accepted value, sum / 认定价值合计", "", Amounts.Grouped(figures.Accepted[party]));
        foreach (var pool in explanations.Where(explanation => explanation.Subject.StartsWith("pool/", StringComparison.Ordinal)))
        {
            foreach (var step in pool.Result.Steps.Where(step => step.Id.EndsWith($"/{party}", StringComparison.Ordinal)))
                Row(table, $"{step.Name.En} / {step.Name.Zh}", step.Formula ?? "", Amounts.Grouped(step.Value));
        }

        console.Write(table);
    }

    private void PrintSteps(Explanation explanation)
    {
        var result = explanation.Result;
        var method = MethodCatalogue.Find(result.RuleId, result.RuleVersion)!;
        var table = Table($"{explanation.Subject}: {method.Name.En} / {method.Name.Zh} ({result.RuleId} v{result.RuleVersion})", "Line / 项目", "Calculation / 算式", "Value / 数值");
        table.Columns[2].RightAligned();
        foreach (var step in result.Steps)
        {
            var how = string.Join("\n", new[] { step.Formula, step.Note is { } note ? $"{note.En} / {note.Zh}" : null }.OfType<string>());
            Row(table, $"{step.Name.En} / {step.Name.Zh}", how, step.Unit is { } unit ? $"{Amounts.Grouped(step.Value)} {unit}" : Amounts.Grouped(step.Value));
        }

        console.Write(table);
    }

    private void PrintExpectation(ScenarioFile scenario, IReadOnlyList<FigureDifference> unmet)
    {
        if (scenario.Expected is null) return;
        if (unmet.Count == 0)
        {
            console.MarkupLine("[green]Every expected figure was met. / 所有预期数字均相符。[/]");
            return;
        }

        // Each of them is named on the error stream.
        console.MarkupLine($"[red]{unmet.Count} expected figures were not met. / 有 {unmet.Count} 个预期数字不符。[/]");
    }

    private void Heading(string text) => console.Write(new Rule(Markup.Escape(text)).LeftJustified());

    private static Table Table(string title, params string[] columns)
    {
        var table = new Table().Border(TableBorder.Rounded).Expand();
        table.Title = new TableTitle(Markup.Escape(title));
        foreach (var column in columns) table.AddColumn(new TableColumn(Markup.Escape(column)));
        return table;
    }

    private static void RightFrom(Table table, int column)
    {
        for (var i = column; i < table.Columns.Count; i++) table.Columns[i].RightAligned();
    }

    private static void Row(Table table, params string[] cells) => table.AddRow([.. cells.Select(cell => new Markup(Markup.Escape(cell)))]);

    private static string Name(ScenarioFile scenario, string party) =>
        scenario.Agreement.Party(party) is { } member ? $"{party}  {member.Name.En} / {member.Name.Zh}" : party;

    private static Money Sum(IEnumerable<TierFigure> lines, ScenarioFigures figures) => Money.Sum(lines.Select(line => line.Amount), figures.Currency);

    private static string TierName(string tier) => tier switch
    {
        "reserve" => "Reserve / 风险准备金",
        "cost-recovery" => "Cost recovery / 成本回收",
        "preferred-return" => "Preferred return / 优先回报",
        "residual/accepted-value" => "Residual by accepted value / 按认定价值",
        "residual/fixed-points" => "Residual by fixed points / 按固定点数",
        _ => tier,
    };
}

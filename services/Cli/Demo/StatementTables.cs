using Ledger.Cli.Output;
using Ledger.Cli.Scenario;
using Ledger.Cli.Simulation;
using Ledger.Rules;
using Spectre.Console;

namespace Ledger.Cli.Demo;

/// <summary>What a demo prints for people: every party's statement, where the money went, the trail, the verdict.</summary>
/// <param name="console">Where to print.</param>
/// <param name="scenario">For names.</param>
public sealed class StatementTables(IAnsiConsole console, ScenarioFile scenario)
{
    private const int ShownOfHash = 16;

    /// <summary>Prints everything.</summary>
    public void Print(ScenarioFigures figures, Readings read, Trail? trail, IReadOnlyList<FigureDifference> differences)
    {
        console.Write(new Rule(Markup.Escape($"{scenario.Title.En} / {scenario.Title.Zh}  ({figures.Currency.Code})")).LeftJustified());
        foreach (var statement in read.Statements) PrintStatement(statement);
        PrintOutcome(figures, read);
        if (trail is not null) PrintTrail(trail);
        PrintVerdict(differences, trail);
    }

    private void PrintStatement(StatementView statement)
    {
        var run = statement.Run;
        var table = Table(
            $"Statement of {Name(statement.Party)} / 对账单: pool / 收益池 {run.Pool.Reference}", "Line / 项目", "From / 依据", "Amount / 金额");
        foreach (var item in statement.Contributions)
        {
            Row(table, $"Accepted value / 认定价值  {item.Reference}", $"{item.Method} v{item.MethodVersion}, claimed / 申报 {Amounts.Grouped(item.Claimed)}",
                Amounts.Grouped(item.Accepted));
        }

        Row(table, "Accepted values, sum / 认定价值合计", "", Amounts.Grouped(statement.AcceptedTotal));
        table.AddEmptyRow();
        foreach (var line in statement.Lines) Row(table, $"{line.Name.En} / {line.Name.Zh}", line.Formula ?? "", Amounts.Grouped(line.Amount));
        Row(table, "Share / 份额", $"{run.Rule} v{run.RuleVersion}, inputs / 输入 {Short(run.InputsHash)}", Amounts.Grouped(statement.Share));
        foreach (var loss in statement.LossesReceived)
            Row(table, $"Received for a loss / 损失补偿  {loss.Reference}", Other(loss), Amounts.Grouped(loss.Amount));
        foreach (var loss in statement.LossesPaid)
            Row(table, $"Paid for a loss / 损失分担  {loss.Reference}", Other(loss), Amounts.Grouped(-loss.Amount));
        table.AddEmptyRow();
        table.AddRow(new Markup("[bold]Cash / 现金[/]"), new Markup(""), new Markup($"[bold]{Markup.Escape(Amounts.Grouped(statement.Cash))}[/]"));
        console.Write(table);
    }

    private void PrintOutcome(ScenarioFigures figures, Readings read)
    {
        var table = Table(
            "Where the money went / 资金去向", "Party / 成员", "Accepted value / 认定价值", "Share / 份额", "Risk payments / 风险支付", "Cash / 现金");
        for (var i = 1; i < table.Columns.Count - 1; i++) table.Columns[i].RightAligned();
        foreach (var (party, cash) in figures.Cash)
        {
            var share = figures.Shares.GetValueOrDefault(party) ?? Money.Zero(figures.Currency);
            var accepted = figures.Accepted.GetValueOrDefault(party);
            Row(table, Name(party), accepted is null ? "" : Amounts.Grouped(accepted), Amounts.Grouped(share), Amounts.Grouped(cash - share), Amounts.Grouped(cash));
        }

        var reserve = figures.Reserve;
        Row(table, "Reserve / 风险准备金", "", Amounts.Grouped(reserve.Funded), Amounts.Grouped(-reserve.Drawn), Amounts.Grouped(reserve.Closing));
        Row(table, "Sum / 合计", "", "", "", Amounts.Grouped(Money.Sum(figures.Cash.Values, figures.Currency) + reserve.Closing));
        foreach (var total in read.TrialBalance.Totals)
        {
            Row(table, $"Journal, book {total.Book} / 分录", "", $"debit / 借 {Amounts.Grouped(total.Debit)}", $"credit / 贷 {Amounts.Grouped(total.Credit)}",
                Amounts.Grouped(total.Difference));
        }

        console.Write(table);
    }

    private void PrintTrail(Trail trail)
    {
        var table = Table(
            $"Where the settled amount of {trail.Party} comes from / {trail.Party} 结算金额的来源  ({trail.Entries} log entries / 条日志)",
            "Step / 环节", "What / 内容", "Who / 经办", "Log / 日志", "SHA-256");
        table.Columns[3].RightAligned();
        table.Columns[4].LeftAligned();
        foreach (var line in trail.Lines)
            Row(table, $"{line.Step.En} / {line.Step.Zh}", line.What, line.Who, $"#{line.Index}", Short(line.Hash));
        console.Write(table);
        console.MarkupLine(trail.Faults.Count == 0
            ? "[green]Every citation leads to the very event that was cited. / 每一引用均指向被引用的原始记录。[/]"
            : "[red]The trail is broken. / 追溯链不完整。[/]");
    }

    private void PrintVerdict(IReadOnlyList<FigureDifference> differences, Trail? trail)
    {
        if (differences.Count == 0 && trail?.Faults.Count is null or 0)
        {
            console.MarkupLine(
                "[green]Every figure equals the offline calculation of the same file and the figures it expects. / 全部数字与离线计算结果及文件预期一致。[/]");
        }
        else
        {
            console.MarkupLine("[red]The figures differ; see the error output. / 数字不一致，详见错误输出。[/]");
        }
    }

    private string Name(string party) => scenario.Agreement.Party(party) is { } member ? $"{party}  {member.Name.En} / {member.Name.Zh}" : party;

    private static string Other(StatementLossView loss) => loss.Other ?? "reserve / 风险准备金";

    private static string Short(string hash) => hash.Length > ShownOfHash ? hash[..ShownOfHash] : hash;

    private static Table Table(string title, params string[] columns)
    {
        var table = new Table().Border(TableBorder.Rounded).Expand();
        table.Title = new TableTitle(Markup.Escape(title));
        foreach (var column in columns) table.AddColumn(new TableColumn(Markup.Escape(column)));
        table.Columns[^1].RightAligned();
        return table;
    }

    private static void Row(Table table, params string[] cells) => table.AddRow([.. cells.Select(cell => new Markup(Markup.Escape(cell)))]);
}

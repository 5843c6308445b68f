using System.Globalization;
using Ledger.Distribution.Domain;
using Ledger.Reporting;
using Ledger.Rules;
using Ledger.ServiceDefaults.Store;

namespace Ledger.Distribution.Features;

/// <summary>A statement as a document to read, in one language.</summary>
internal sealed class StatementReport(PeriodStatement statement, bool chinese)
{
    public Report Build()
    {
        var blocks = new List<Block>();
        Head(blocks);
        Summary(blocks);
        foreach (var account in statement.Accounts) Account(blocks, account);
        foreach (var part in statement.Settlements) Settlement(blocks, part.Statement, part.Recompute);
        Lines(blocks);
        return new Report(
            chinese ? ReportLanguage.Chinese : ReportLanguage.English, Say("Statement", "对账单"),
            $"{statement.Party} · {statement.AgreementId} · {Day(statement.Period.From)} – {Day(statement.Period.To)}", statement.KnownAt,
            Say("Every figure leads to its entries, and every entry to the facts it rests on.", "每个数字均可追溯至分录，每笔分录均可追溯至其所依据的事实。"),
            [.. blocks.Take(ReportLimits.Blocks)]);
    }

    private void Head(List<Block> blocks) => blocks.Add(new Facts(
    [
        new Fact(Say("Party", "成员"), statement.Party),
        new Fact(Say("Agreement", "协议"), statement.AgreementId),
        new Fact(Say("Period", "期间"), $"{Day(statement.Period.From)} – {Day(statement.Period.To)}"),
        new Fact(Say("As known at", "数据截至"), Timestamps.Text(statement.KnownAt)),
        new Fact(Say("Lines", "分录行数"), statement.LineCount.ToString(CultureInfo.InvariantCulture)),
    ]));

    private void Summary(List<Block> blocks)
    {
        if (statement.Summary is not { } cash)
        {
            blocks.Add(new Paragraph(Say("Nothing was booked in cash.", "现金账簿无记录。")));
            return;
        }

        blocks.Add(new Heading(Say("From opening to closing", "从期初到期末")));
        (string Name, Money Amount)[] steps =
        [
            (Say("Opening", "期初"), cash.Opening), (Say("Shares of benefits", "收益分配"), cash.Shares), (Say("Losses", "损失分担"), cash.Losses),
            (Say("Other", "其他"), cash.Other), (Say("Paid out", "已支付"), -cash.PaidOut), (Say("Closing", "期末"), cash.Closing),
        ];
        Plot(blocks, Say("Cash of the party", "成员现金"), cash.Closing.Currency, steps,
            Say($"Opening {cash.Opening}, closing {cash.Closing}.", $"期初 {cash.Opening}，期末 {cash.Closing}。"));
    }

    private void Account(List<Block> blocks, StatementAccount account)
    {
        blocks.Add(new Heading($"{Say(KindWords.Purpose(account.Purpose))} ({account.Account})", 3));
        (string Name, Money Amount)[] steps = [(Say("Opening", "期初"), account.Opening), .. account.Movements.Select(movement => (Say(movement.Name), movement.Amount))];
        blocks.Add(new Table(
            Say("Movements by kind", "按类型汇总的变动"),
            [new Column(Say("What", "项目")), new Column(account.Closing.Currency.Code, Align.Number)],
            [.. steps.Select(step => (IReadOnlyList<string>)[step.Name, Grouped(step.Amount)])],
            [Say("Closing", "期末"), Grouped(account.Closing)]));
    }

    private void Settlement(List<Block> blocks, Statement part, string recompute)
    {
        var run = part.Run;
        blocks.Add(new Heading(Say($"Pool {run.Pool.Reference}, settled", $"收益池 {run.Pool.Reference}（已结算）")));
        blocks.Add(new Facts(
        [
            new Fact(Say("Rule", "规则"), $"{run.Rule} v{run.RuleVersion.ToString(CultureInfo.InvariantCulture)}"),
            new Fact(Say("Run", "分配方案"), run.RunId.ToString(), Code: true),
            new Fact(Say("Hash of the inputs", "输入哈希"), run.InputsHash, Code: true),
            new Fact(Say("Hash that was approved", "复核的方案哈希"), run.ProposalHash, Code: true),
            new Fact(Say("Agreement version", "协议版本"), run.Agreement.Version.ToString(CultureInfo.InvariantCulture)),
            new Fact(Say("To compute it again", "重算"), $"GET {recompute} → ./ledger rules eval {run.Rule} FILE", Code: true),
        ]));
        if (part.Contributions.Count > 0) Contributions(blocks, part);
        blocks.Add(new Table(
            Say("What the rule gives", "规则计算结果"),
            [new Column(Say("Line", "计算行")), new Column(Say("What", "项目")), new Column(Say("Formula", "算式")), new Column(part.Share.Currency.Code, Align.Number)],
            [.. part.Lines.Take(ReportLimits.Rows).Select(line => (IReadOnlyList<string>)[line.Line, Say(line.Name), line.Formula ?? "", Grouped(line.Amount)])],
            [Say("Share", "份额"), "", "", Grouped(part.Share)]));
        var losses = part.LossesReceived.Select(loss => (loss, Sign: loss.Amount)).Concat(part.LossesPaid.Select(loss => (loss, Sign: -loss.Amount))).ToList();
        if (losses.Count == 0) return;
        blocks.Add(new Table(
            Say("Losses", "损失"),
            [new Column(Say("Event", "事件")), new Column(Say("Category", "类别")), new Column(Say("Day", "日期")), new Column(Say("Other side", "对方")),
             new Column(part.Share.Currency.Code, Align.Number), new Column(Say("Allocation (event id)", "分摊事实编号"), Align.Code)],
            [.. losses.Take(ReportLimits.Rows).Select(loss => (IReadOnlyList<string>)
                [loss.loss.Reference, loss.loss.Category, Day(loss.loss.OccurredOn), loss.loss.Other ?? Say("reserve", "风险准备金"), Grouped(loss.Sign), loss.loss.Source.Event.ToString()])]));
    }

    private void Contributions(List<Block> blocks, Statement part)
    {
        var shown = part.Contributions.Take(DistributionLimits.StatementLines).ToList();
        blocks.Add(new Table(
            Say("Contributions that count", "计入分配的投入"),
            [new Column(Say("Reference", "编号")), new Column(Say("Kind", "类别")), new Column(Say("From", "生效日")), new Column(Say("Claimed", "申报价值"), Align.Number),
             new Column(Say("Accepted", "认定价值"), Align.Number), new Column(Say("Method", "方法")), new Column(Say("Acceptance (event id)", "认定事实编号"), Align.Code)],
            [.. shown.Select(value => (IReadOnlyList<string>)
                [value.Reference, value.Kind, Day(value.EffectiveOn), value.ClaimUndisclosed == true ? Say("undisclosed", "未披露") : Grouped(value.Claimed), Grouped(value.Accepted),
                 $"{value.Method} v{value.MethodVersion.ToString(CultureInfo.InvariantCulture)}", value.Source.Event.ToString()])],
            [Say("Total", "合计"), "", "", "", Grouped(part.AcceptedTotal), "", ""]));
        if (part.Contributions.Count > shown.Count) blocks.Add(new Notice(More(part.Contributions.Count)));
        var kinds = part.Contributions.GroupBy(value => value.Kind).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (group.Key, Money.Sum(group.Select(value => value.Accepted), part.AcceptedTotal.Currency))).ToArray();
        Plot(blocks, Say("Accepted value by kind", "按类别的认定价值"), part.AcceptedTotal.Currency, kinds, Say($"Together {part.AcceptedTotal}.", $"合计 {part.AcceptedTotal}。"));
    }

    private void Lines(List<Block> blocks)
    {
        if (statement.Lines.Count == 0) return;
        blocks.Add(new Heading(Say("Entries", "分录")));
        blocks.Add(new Table(
            Say("Lines on the accounts of the party, oldest first", "成员账户分录（按时间先后）"),
            [new Column(Say("Day", "日期")), new Column(Say("What", "摘要")), new Column(Say("Account", "科目")), new Column(Say("Amount", "金额"), Align.Number), new Column(Say("Entry", "分录标识"), Align.Code),
             new Column(Say("Rests on (event ids)", "依据事实编号"), Align.Code)],
            [.. statement.Lines.Select(line => (IReadOnlyList<string>)
                [Day(line.On), Say(line.Narrative), line.Account, Grouped(line.Amount), line.Entry.ToString(), string.Join(' ', line.Sources.Select(source => source.Event))])]));
        if (statement.LineCount > statement.Lines.Count) blocks.Add(new Notice(More(statement.LineCount)));
    }

    private string More(long count) => Say(
        $"There are {count} in all; CSV and XLSX of this statement hold every one.", $"共 {count} 条，完整清单见本对账单的 CSV 和 XLSX 文件。");

    private void Plot(List<Block> blocks, string caption, Currency currency, (string Name, Money Amount)[] bars, string sentence) => blocks.Add(new Figure(
        caption, sentence,
        new BarChart(currency.Code, [.. bars.Take(ReportLimits.Marks).Select(bar => new Bar(bar.Name, Position(bar.Amount), Grouped(bar.Amount)))]),
        new Table(
            caption, [new Column(Say("What", "项目")), new Column(currency.Code, Align.Number)],
            [.. bars.Select(bar => (IReadOnlyList<string>)[bar.Name, Grouped(bar.Amount)])])));

    // Where a bar ends on paper; the figure beside it is the exact text.
    private static decimal Position(Money amount) => decimal.Parse(amount.Amount, CultureInfo.InvariantCulture);

    private static string Grouped(Money money)
    {
        var amount = money.Amount;
        var sign = amount[0] == '-' ? "-" : "";
        var digits = amount[sign.Length..];
        var point = digits.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? digits : digits[..point];
        for (var i = whole.Length - 3; i > 0; i -= 3) whole = whole.Insert(i, ",");
        return sign + whole + (point < 0 ? "" : digits[point..]);
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string Say(string en, string zh) => chinese ? zh : en;

    private string Say(Text text) => chinese ? text.Zh : text.En;
}

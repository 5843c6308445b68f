using Ledger.Reporting;
using Ledger.Rules;
using Ledger.Valuation.Domain;

namespace Ledger.Valuation.Features;

/// <summary>
/// The explanation of one value, written from its stored snapshot and the facts around it; nothing is calculated anew. It has the
/// same parts for every method, and says where a method has none of a part.
/// </summary>
internal sealed class ValueReport(ExplainedValue value, ReportWords words)
{
    private readonly IReadOnlyList<GridRow> grid = GridView.Of(value.Result, value.Snapshot.Basis);
    private readonly ComparablesFigures? figures = GridView.Figures(value.Result);
    private readonly List<Block> blocks = [];
    private int section;

    public Report Write()
    {
        Summary();
        Asset();
        if (grid.Count > 0) Comparables();
        else NoComparables();
        Methods();
        Way();
        Evidence();
        Rule();
        Approvals();
        Calculation();
        Check();
        var title = words[$"Valuation report: {value.Subject.Title.En}", $"评估报告：{value.Subject.Title.Zh}"];
        return new Report(
            words.Language, title, $"{value.Subject.Reference} · {value.Subject.Party} · {Version()}", value.AsOf,
            words[$"Ledger · {value.Subject.Reference} · snapshot {value.Snapshot.Hash[..16]}", $"Ledger · {value.Subject.Reference} · 快照 {value.Snapshot.Hash[..16]}"], blocks);
    }

    private string Version() => value.Kind switch
    {
        ExplainedKind.Proposal => words[$"proposal {value.Number}", $"第 {value.Number} 次提出"],
        ExplainedKind.Alternative => words[$"alternative {value.Number}", $"备选方法 {value.Number}"],
        _ => words[$"value {value.Number}", $"认定价值第 {value.Number} 版"],
    };

    private string MethodName(string id, int version) => $"{(MethodCatalogue.Find(id, version) is { } method ? words.Of(method.Name) : id)} ({id} v{version})";

    private void Section(string en, string zh) => blocks.Add(new Heading($"{++section}. {words[en, zh]}"));

    private void Say(string en, string zh) => blocks.Add(new Paragraph(words[en, zh]));

    private void Summary()
    {
        blocks.Add(new Notice(words.Of(value.Status)));
        var facts = new List<Fact>
        {
            new(words["Value", "价值"], ReportWords.Of(value.Snapshot.Value)),
            new(words["Claimed", "申报价值"], value.Subject.Claim is { } claim ? ReportWords.Of(claim) : words["kept secret", "保密"]),
        };
        if (value.Replaced is { } before) facts.Add(new(words["Value before", "原认定价值"], ReportWords.Of(before)));
        if (figures is not null)
        {
            facts.Add(new(words["Interval (95%)", "区间（95%）"], $"{ReportWords.Of(figures.Low)} – {ReportWords.Of(figures.High)}"));
            facts.Add(new(words["Grade of the evidence", "证据等级"], figures.Grade));
        }

        facts.AddRange(
        [
            new(words["Method", "方法"], MethodName(value.Result.RuleId, value.Result.RuleVersion)),
            new(words["Valuation date", "评估基准日"], ReportWords.Of(value.Subject.EffectiveOn)),
            new(words["Contribution", "投入"], $"{value.Subject.Reference} · {words.Named(value.Subject.Kind)}"),
            new(words["Brought in by", "投入方"], value.Subject.Party),
            new(words["Calculated by", "计算人"], $"{ReportWords.Of(value.By)}, {ReportWords.Of(value.At)}"),
            new(words["Appraisal", "评估编号"], value.Snapshot.Appraisal.ToString("D"), Code: true),
            new(words["Proposal hash", "提出哈希"], value.Snapshot.ProposalHash, Code: true),
            new(words["Snapshot hash (SHA-256)", "快照哈希（SHA-256）"], value.Snapshot.Hash, Code: true),
        ]);
        blocks.Add(new Facts(facts));
        if (value.Reason is { } reason) Say($"Reason given: {reason.En}", $"说明：{reason.Zh}");
    }

    private void Asset()
    {
        Section("The thing valued", "评估标的");
        var facts = new List<Fact> { new(words["Name", "名称"], words.Of(value.Subject.Title)) };
        if (value.Snapshot.Basis?.Subject is { } stated)
        {
            if (stated.Capacity is { } capacity) facts.Add(new(words["Capacity", "生产能力"], $"{capacity} {stated.CapacityUnit}".TrimEnd()));
            if (stated.Condition is { } condition) facts.Add(new(words["Condition (share of new)", "成新率"], ReportWords.Percent(condition)));
            if (stated.MadeIn is { } year) facts.Add(new(words["Year of make", "制造年份"], $"{year}"));
            if (stated.Place is { } place) facts.Add(new(words["Place", "地点"], place));
            if (stated.Configuration is { } configuration) facts.Add(new(words["Configuration", "配置"], words.Of(configuration)));
        }

        blocks.Add(new Facts(facts));
        if (facts.Count == 1) Say("No attributes were stated for the grid.", "未填写供比较的属性。");
    }

    private void Comparables()
    {
        Section("The evidence at a glance", "证据图示");
        blocks.AddRange(EvidenceFigure.Of(value, grid, figures!, words));
        Section("Adjustment grid", "调整表");
        blocks.AddRange(GridTables.Of(value.Result, grid, words));
        Section("Outliers and what was left out", "异常值与剔除");
        var told = grid.Where(row => row.Outlier || !row.Used || row.AdjustedNote is not null).Select(row => $"{row.Id}: {GridTables.Why(row, words)}").ToList();
        if (told.Count > 0) blocks.Add(new Bullets(told));
        else Say("Nothing stands out and everything counts.", "没有异常值，全部计入。");
        Section("Interval, grade and cross-checks", "区间、等级与核对");
        blocks.AddRange(GridTables.Checks(figures!, words));
        Section("Influence: the value without each comparable", "影响：剔除任一案例后的价值");
        if (figures is GridFigures { Influences.Count: > 0 } full) blocks.Add(GridTables.Influence(full, words));
        else Say("This version of the method, or a single comparable, gives no influence.", "该版本方法或单一案例不计算影响。");
    }

    private void NoComparables()
    {
        Section("The evidence at a glance", "证据图示");
        if (EvidenceFigure.OfQuotes(value, words) is { } quotes) blocks.Add(quotes);
        Say("This method compares no cases: it has no adjustment grid, outliers, interval, grade or influence. Every line of its calculation stands below.",
            "该方法不比较案例：没有调整表、异常值、区间、等级与影响。其全部计算过程列于后文。");
    }

    private void Methods()
    {
        Section("Methods compared and reconciled", "方法比较与协调");
        if (value.Alternatives.Count == 0)
        {
            Say("No other method was recorded.", "未记录其他方法。");
            return;
        }

        blocks.AddRange(EvidenceFigure.OfMethods(value, words));
        var cited = (value.Snapshot.Basis?.Alternatives ?? []).Select(other => other.Number).ToHashSet();
        blocks.Add(new Bullets([.. value.Alternatives.Select(other =>
            $"{MethodName(other.Result.RuleId, other.Result.RuleVersion)}{(cited.Contains(other.Number) ? words[" (cited by this value)", "（本价值引用）"] : "")}: "
            + $"{words.Of(other.Reconciliation)} – {ReportWords.Of(other.By)}, {ReportWords.Of(other.At)}")]));
    }

    private void Way()
    {
        Section("From claimed to accepted", "从申报到认定");
        var way = WayOf().ToList();
        blocks.Add(new Table(
            words["Every step with its reason", "各步及理由"],
            [new(words["Step", "步骤"]), new(words["Value after it", "该步之后"], Align.Number), new(words["Why", "理由"])],
            [.. way.Select(link => (IReadOnlyList<string>)[words.Named(link.Stage), $"{ReportWords.Grouped(link.Value)} {link.Unit}".TrimEnd(), words.Of(link.Reason)])]));
    }

    // A decision of a panel or a value carried on does not go through the claim: it starts from the value before.
    private IEnumerable<WayLink> WayOf()
    {
        var steps = value.Result.Steps.Select(step => step.Id).ToHashSet(StringComparer.Ordinal);
        var chain = value.Result.RuleId == AcceptanceChain.Method.Id || (steps.Contains("claimed") && steps.Contains("accepted") && (steps.Contains("value") || figures is not null));
        if (chain)
        {
            var accepted = value.Approvals.Count > 0 ? value.Approvals[^1] : null;
            var proposal = new Proposal(value.Snapshot.Value, value.Result, value.Snapshot.Agreement.Version, value.Snapshot.Agreement.Activation,
                value.Snapshot.ProposalHash, value.By, value.At, value.Snapshot.Basis);
            foreach (var link in WayToAccepted.Of(proposal, value.Kind == ExplainedKind.Value ? new Acceptance(accepted!.By, accepted.At) : null, value.Subject.Claim is not null)) yield return link;
            yield break;
        }

        var code = value.Snapshot.Value.Currency.Code;
        if (value.Subject.Claim is { } claim) yield return new WayLink("claimed", claim.Amount, code, new Text("As the contributor states it.", "投入方申报。"));
        if (value.Replaced is { } before) yield return new WayLink("standing", before.Amount, code, new Text("Accepted before.", "此前认定。"));
        yield return new WayLink("method", value.Snapshot.Value.Amount, code, MethodCatalogue.Find(value.Result.RuleId, value.Result.RuleVersion)?.Name ?? new Text(value.Result.RuleId, value.Result.RuleId));
        yield return new WayLink("accepted", value.Snapshot.Value.Amount, code, value.Reason ?? value.Status);
    }

    private void Evidence()
    {
        Section("Evidence and index vintages", "凭证与指数版本");
        var basis = value.Snapshot.Basis;
        if (basis is null or { Evidence.Count: 0 }) Say("The inputs were typed in: no registered evidence stands behind them.", "输入由人工填写，没有登记簿凭证支持。");
        else blocks.Add(EvidenceTable(basis.Evidence));
        if (basis is { Indexes.Count: > 0 })
        {
            blocks.Add(new Table(
                words["Index series as known on the day of calculation", "计算日所知的指数"],
                [new(words["Series", "指数"]), new(words["Vintage", "版本"], Align.Number), new(words["Published on", "发布日"]), new(words["Recorded as fact", "记录事实"], Align.Code)],
                [.. basis.Indexes.Select(index => (IReadOnlyList<string>)[index.Series, $"{index.Release}", ReportWords.Of(index.PublishedOn), $"{index.Source.Event:D}"])]));
        }
    }

    private Table EvidenceTable(IReadOnlyList<UsedEvidence> used) => new(
        words["Registered evidence", "登记簿凭证"],
        [
            new(words["Reference", "编号"]), new(words["What", "内容"]), new(words["Kind", "种类"]), new(words["Day", "日期"]), new(words["Place", "地点"]),
            new(words["Tax", "税"]), new(words["Document (SHA-256)", "文件（SHA-256）"], Align.Code),
        ],
        [.. used.Select(item => (IReadOnlyList<string>)(value.Evidence.TryGetValue(item.Id, out var said)
            ? [item.Reference, words.Of(said.Title), words.Named(said.Kind), ReportWords.Of(said.Date), said.Place, words.Named(said.Tax), item.Sha256]
            : [item.Reference, "", "", "", "", "", item.Sha256]))]);

    private void Rule()
    {
        Section("Rule, agreement and policy", "规则、协议与政策");
        var agreement = value.Snapshot.Agreement;
        var facts = new List<Fact>
        {
            new(words["Rule", "规则"], $"{value.Result.RuleId} v{value.Result.RuleVersion}"),
            new(words["Hash of the inputs", "输入哈希"], value.Result.InputsHash, Code: true),
            new(words["Agreement", "协议"], words[$"{agreement.Id}, version {agreement.Version}", $"{agreement.Id} 第 {agreement.Version} 版"]),
            new(words["Its activation (fact)", "生效事实"], $"{agreement.Activation.Event:D}", Code: true),
        };
        if (agreement.DocumentHash is { } document) facts.Add(new(words["Agreement document (SHA-256)", "协议文件（SHA-256）"], document, Code: true));
        if (agreement.Profile is { } profile) facts.Add(new(words["Region policy profile", "地区政策参数"], $"{profile.Id} v{profile.Version}"));
        if (value.Snapshot.Basis is { } basis) facts.Add(new(words["Hash of the evidence basis", "凭证依据哈希"], basis.Hash, Code: true));
        facts.Add(new(words["Verification of the contribution (fact)", "投入核验事实"], $"{value.Snapshot.Contribution.Event:D}", Code: true));
        blocks.Add(new Facts(facts));
    }

    private void Approvals()
    {
        Section("Who stands for it", "经办与认定");
        blocks.Add(new Table(
            words["People and their acts", "人员与行为"],
            [new(words["Act", "行为"]), new(words["Person (organisation)", "人员（单位）"]), new(words["When", "时间"])],
            [
                [words["Calculated", "计算"], ReportWords.Of(value.By), ReportWords.Of(value.At)],
                .. value.Approvals.Select(approval => (IReadOnlyList<string>)[words.Of(approval.Act), ReportWords.Of(approval.By), ReportWords.Of(approval.At)]),
            ]));
    }

    private void Calculation()
    {
        Section("Every line of the calculation", "全部计算过程");
        foreach (var part in (value.Subject.Claim is null ? WayToAccepted.WithoutClaim(value.Result.Steps) : value.Result.Steps).Chunk(ReportLimits.Rows))
        {
            blocks.Add(new Table(
                words["Lines in the order in which they were made", "按计算顺序"],
                [new(words["Line", "步骤"]), new(words["Value", "数值"], Align.Number), new(words["Formula", "算式"]), new(words["Note", "说明"])],
                [.. part.Select(step => (IReadOnlyList<string>)
                    [words.Of(step.Name), $"{ReportWords.Grouped(step.Value)} {step.Unit}".TrimEnd(), step.Formula ?? "", step.Note is { } note ? words.Of(note) : ""])]));
        }
    }

    private void Check()
    {
        Section("How to check it", "如何核验");
        Say("The machine form of this value is its snapshot: the complete inputs, the rule with its version and the result as canonical JSON. Anybody calculates it again offline.",
            "本价值的机读形式是其快照：完整输入、规则及版本与结果的规范 JSON，任何人均可离线重算。");
        blocks.Add(new Facts(
        [
            new(words["Snapshot", "快照"], MachineForm(value), Code: true),
            new(words["Calculate again", "重算"], $"./ledger rules eval {value.Result.RuleId} snapshot.json --version {value.Result.RuleVersion}", Code: true),
            new(words["Compare every byte", "逐字节比较"], "./ledger rules reperform snapshot.json", Code: true),
        ]));
    }

    /// <summary>Where the machine form is served, below the consortium.</summary>
    internal static string MachineForm(ExplainedValue value) => value.Kind switch
    {
        ExplainedKind.Alternative => $"appraisals/{value.Snapshot.Appraisal:D}/alternatives/{value.Number}",
        ExplainedKind.Value when value.Number > 1 => $"appraisals/{value.Snapshot.Appraisal:D}/values/{value.Number}/snapshot",
        _ => $"appraisals/{value.Snapshot.Appraisal:D}/snapshots/{value.Snapshot.Number}",
    };
}

using Ledger.Agreements.Domain;
using Ledger.Rules;

namespace Ledger.Agreements.Features;

/// <summary>The tables of an enterprise's standing.</summary>
internal static class CertificationTables
{
    private static readonly SortedDictionary<string, Func<CertificationStanding, Table>> All = new(StringComparer.Ordinal)
    {
        ["alerts"] = Alerts, ["conditions"] = Conditions, ["entries"] = Entries, ["totals"] = Totals,
    };

    public static IEnumerable<string> Parts => All.Keys;

    /// <summary>The table of a part, or null.</summary>
    public static Func<CertificationStanding, Table>? Find(string part) => All.GetValueOrDefault(part);

    private static Table Conditions(CertificationStanding standing) => new(
        [
            new("condition", "条件"), new("requirement", "要求"), new("name (en)", "名称（英文）"), new("name (zh)", "名称（中文）"), new("condition met", "条件满足"),
            new("requirement met", "要求满足"), new("needed", "标准"), new("claimed", "申报"), new("accepted or counted", "认定或计数"), new("missing", "缺口"),
            new("unit", "单位"), new("fails on", "失效日"), new("source", "依据"), new("certainty", "可靠程度"),
        ],
        [
            .. from condition in standing.Conditions
               from requirement in condition.AnyOf
               let asked = requirement.Requirement
               select (IReadOnlyList<string?>)
               [
                   condition.Id, asked.Id, asked.Name.En, asked.Name.Zh, Cells.YesNo(condition.Met), Cells.YesNo(requirement.Met),
                   asked.Value?.Amount ?? Cells.Number(asked.Count), requirement.Claimed?.Amount,
                   requirement.Reached?.Amount ?? Cells.Number(requirement.ReachedCount), requirement.Missing?.Amount ?? Cells.Number(requirement.MissingCount),
                   asked.Value?.Currency.Code ?? asked.RecordKind, Cells.Day(requirement.FailsOn), asked.Source, KebabCase.Name(asked.Mark),
               ],
        ]);

    private static Table Entries(CertificationStanding standing) => new(
        [
            new("condition", "条件"), new("requirement", "要求"), new("reference", "编号"), new("on", "日期"), new("claimed", "申报价值"), new("accepted", "认定价值"),
            new("currency", "币种"), new("count", "数量"), new("counts", "计入"), new("why not", "不计入原因"), new("leaves on", "移出窗口日"),
        ],
        [
            .. from condition in standing.Conditions
               from requirement in condition.AnyOf
               from entry in requirement.Entries
               select (IReadOnlyList<string?>)
               [
                   condition.Id, requirement.Requirement.Id, entry.Reference, Cells.Day(entry.On), entry.Claimed?.Amount, entry.Accepted?.Amount,
                   (entry.Accepted ?? entry.Claimed)?.Currency.Code, Cells.Number(entry.Count), Cells.YesNo(entry.Counts), entry.WhyNot?.Code, Cells.Day(entry.LeavesOn),
               ],
        ]);

    private static Table Totals(CertificationStanding standing) => new(
        [
            new("kind", "类别"), new("claimed", "申报价值"), new("claimed of accepted", "已认定部分的申报价值"), new("accepted", "认定价值"), new("currency", "币种"),
        ],
        [
            .. standing.Totals.Select(kind => (IReadOnlyList<string?>)
            [
                KebabCase.Name(kind.Kind), kind.Totals.Claimed.Amount, kind.Totals.ClaimedOfAccepted.Amount, kind.Totals.Accepted.Amount,
                kind.Totals.Accepted.Currency.Code,
            ]),
        ]);

    private static Table Alerts(CertificationStanding standing) => new(
        [new("on", "日期"), new("code", "代码"), new("subject", "对象"), new("meaning (en)", "含义（英文）"), new("meaning (zh)", "含义（中文）")],
        [.. standing.Alerts.Select(alert => (IReadOnlyList<string?>)[Cells.Day(alert.On), alert.Code, alert.Subject, alert.Message.En, alert.Message.Zh])]);
}

using Ledger.Portal.Web;

namespace Ledger.Portal.Gateway;

/// <summary>One service behind the gateway.</summary>
/// <param name="Name">As it stands in addresses: <c>/openapi/{name}.json</c>, <c>/api/v1/services/{name}/operations</c>.</param>
/// <param name="Setting">As it stands in the setting <c>Services:{setting}</c>.</param>
/// <param name="Title">What it is called on pages.</param>
/// <param name="Purpose">What it keeps, in half a sentence.</param>
/// <param name="Segments">First segments after <c>/api/v1/consortia/{consortium}/</c> that are its own.</param>
public sealed record MemberService(string Name, string Setting, Text Title, Text Purpose, IReadOnlyList<string> Segments);

/// <summary>Who answers what. The one table that routes, documents and the start page are made of.</summary>
public static class ServiceCatalog
{
    /// <summary>Every service, in the order of the work.</summary>
    public static readonly IReadOnlyList<MemberService> All =
    [
        new("agreements", "Agreements", new("Agreements", "协议"), new("signed agreement versions of the consortium", "联合体已签署的各版协议"), ["agreements", "consortium", "incentives", "certification", "indicators", "profiles", "alignment", "reminders"]),
        new("contributions", "Contributions", new("Contributions", "投入"), new("what each member brought in, with evidence", "各成员的投入及其凭证"), ["contributions", "evidence", "imports", "secret-subjects", "custody", "disclosures"]),
        new("valuation", "Valuation", new("Valuation", "评估"), new("appraisals and accepted values", "评估与认定价值"), ["appraisals", "panel", "quotations", "market-evidence", "index-series", "revaluations", "monthly-values", "valuation-scores"]),
        new("risks", "Risks", new("Risks", "风险"), new("risk events, measured losses, the reserve", "风险事件、损失计量与风险准备金"), ["risk-events", "reserve", "risk-register"]),
        new("distribution", "Distribution", new("Distribution", "分配"), new("pools, runs, settlement, statements, the journal", "收益池、分配方案、结算、对账单与分录"), ["pools", "runs", "statements", "journal", "accounts", "payables", "adjustments", "suspense", "settlement-terms", "bank-accounts", "payments", "signing-keys"]),
        new("audit", "Audit", new("Audit", "审计"), new("one order of everything that happened, and its trails", "全部事实的统一次序与追溯"), ["audit"]),
    ];
}

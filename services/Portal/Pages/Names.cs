using Ledger.Portal.Web;

namespace Ledger.Portal.Pages;

/// <summary>What the services' identifiers are called. One that has no name here is shown as it is.</summary>
public static class Names
{
    private static readonly Dictionary<string, Text> Known = new(StringComparer.Ordinal)
    {
        ["cash"] = new("Cash", "资金"),
        ["donated-equipment"] = new("Donated equipment", "捐赠设备"),
        ["loaned-equipment"] = new("Lent equipment", "借用设备"),
        ["space"] = new("Space", "场地"),
        ["supplies"] = new("Supplies", "耗材"),
        ["staff-time"] = new("Staff time", "人员工时"),
        ["technology-licence"] = new("Technology licence", "技术许可"),
        ["technology-assignment"] = new("Technology assignment", "技术转让"),
        ["training-content"] = new("Training content", "培训资源"),
        ["data"] = new("Data", "数据"),
        ["drafted"] = new("Draft", "草稿"),
        ["registered"] = new("Registered", "已登记"),
        ["verified"] = new("Verified", "已核验"),
        ["valued"] = new("Valued", "已认定价值"),
        ["in-use"] = new("In use", "使用中"),
        ["ended"] = new("Ended", "已结束"),
        ["returned"] = new("Returned", "已归还"),
        ["withdrawn"] = new("Withdrawn", "已撤回"),
        ["reversed"] = new("Reversed", "已冲销"),
        ["open"] = new("Open", "待评估"),
        ["proposed"] = new("Proposed", "已提出"),
        ["accepted"] = new("Accepted", "已认定"),
        ["void"] = new("Void", "作废"),
        ["reported"] = new("Reported", "已报告"),
        ["measured"] = new("Measured", "已计量"),
        ["allocated"] = new("Allocated", "已分担"),
        ["computed"] = new("Computed", "已计算"),
        ["approved"] = new("Approved", "已复核"),
        ["settled"] = new("Settled", "已结算"),
        ["active"] = new("In force", "生效"),
        ["superseded"] = new("Superseded", "已被取代"),
        ["draft"] = new("Draft", "草稿"),
        ["production-disruption"] = new("Production disruption", "生产中断"),
        ["knowledge-obsolescence"] = new("Knowledge obsolescence", "知识过时"),
        ["skills-mismatch"] = new("Skills mismatch", "技能错配"),
        ["reserve"] = new("Risk reserve", "风险准备金"),
        ["cost-recovery"] = new("Costs paid back", "成本回收"),
        ["preferred-return"] = new("Preferred return", "优先回报"),
        ["residual"] = new("Residual", "剩余分配"),
        ["residual-split"] = new("Residual", "剩余分配"),
        ["invoice"] = new("Invoice", "发票"),
        ["contract"] = new("Contract", "合同"),
        ["auction"] = new("Auction", "拍卖"),
        ["asking-price"] = new("Asking price", "报价"),
        ["quote"] = new("Quote", "询价"),
        ["bank-record"] = new("Bank record", "银行记录"),
        ["usage-log"] = new("Use log", "使用记录"),
        ["price-list"] = new("Price list", "价目表"),
        ["forecast"] = new("Forecast", "预测"),
        ["market-survey"] = new("Market survey", "市场调查"),
        ["appraisal-report"] = new("Appraisal report", "评估报告"),
        ["inspection-report"] = new("Inspection report", "鉴定报告"),
        ["payroll"] = new("Payroll", "工资记录"),
        ["time-sheet"] = new("Time sheet", "工时表"),
        ["price-index"] = new("price index", "价格指数"),
        ["condition"] = new("condition", "成新率"),
        ["size"] = new("size", "规格"),
        ["location"] = new("place", "地区"),
        ["time"] = new("time", "时间"),
        ["due"] = new("Due", "待履行"),
        ["met"] = new("Met", "已履行"),
        ["overdue"] = new("Overdue", "逾期"),
        ["notice-allowed"] = new("Default notice may be given", "可发出违约通知"),
        ["waiting"] = new("Waiting", "等待中"),
        ["running"] = new("Running", "进行中"),
        ["finished"] = new("Finished", "已完成"),
        ["cancelled"] = new("Cancelled", "已取消"),
        ["succeeded"] = new("Done", "成功"),
        ["contributions"] = new("Contributions", "投入"),
        ["use"] = new("Use logs", "使用记录"),
        ["agreements"] = new("Agreements", "协议"),
        ["valuation"] = new("Valuation", "评估"),
        ["risks"] = new("Risks", "风险"),
        ["distribution"] = new("Distribution", "分配"),
        ["claimed"] = new("Claimed", "申报"),
        ["method"] = new("By the method", "方法结果"),
        ["robust"] = new("Without outliers", "剔除异常后"),
        ["cap"] = new("After the cap", "封顶后"),
        ["value-accepted"] = new("Value accepted", "价值认定"),
        ["enterprise"] = new("Enterprise", "企业"),
        ["school"] = new("School", "学校"),
        ["public-school"] = new("Public school", "公办学校"),
        ["government"] = new("Government", "政府"),
        ["research-institute"] = new("Research institute", "科研院所"),
        ["association"] = new("Association", "协会"),
        ["in-kind"] = new("In kind", "实物账"),
        ["debit"] = new("Debit", "借"),
        ["credit"] = new("Credit", "贷"),
        ["until-paid"] = new("Until paid back", "回收即止"),
        ["lasting"] = new("Lasting", "持续"),
        ["one-time"] = new("One time", "一次性"),
        ["exclusive"] = new("Exclusive", "独占"),
        ["sole"] = new("Sole", "排他"),
        ["non-exclusive"] = new("Non-exclusive", "普通"),
    };

    /// <summary>The kinds of contributions, in the order in which they are offered.</summary>
    public static readonly IReadOnlyList<string> Kinds =
    [
        "donated-equipment", "loaned-equipment", "staff-time", "technology-licence", "technology-assignment", "space", "supplies",
        "training-content", "data", "cash",
    ];

    /// <summary>The states of contributions, in the order of their life.</summary>
    public static readonly IReadOnlyList<string> States = ["drafted", "registered", "verified", "valued", "in-use", "ended", "returned", "withdrawn", "reversed"];

    /// <summary>What an identifier is called.</summary>
    public static Text Of(string id) => Known.TryGetValue(id, out var name) ? name : new Text(id, id);

    /// <summary>Every name, for tests.</summary>
    internal static IReadOnlyDictionary<string, Text> Everything => Known;
}

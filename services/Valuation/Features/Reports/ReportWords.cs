using System.Globalization;
using Ledger.Reporting;
using Ledger.Rules;
using Ledger.Valuation.Domain;

namespace Ledger.Valuation.Features;

/// <summary>The words of reports in one of the platform's two languages.</summary>
internal sealed class ReportWords(ReportLanguage language)
{
    private static readonly Dictionary<string, Text> Names = new(StringComparer.Ordinal)
    {
        ["cash"] = new("Cash", "货币资金"),
        ["donated-equipment"] = new("Donated equipment", "捐赠设备"),
        ["loaned-equipment"] = new("Loaned equipment", "出借设备"),
        ["space"] = new("Space", "场地"),
        ["supplies"] = new("Supplies", "耗材物资"),
        ["staff-time"] = new("Staff time", "人员工时"),
        ["technology-licence"] = new("Technology licence", "技术许可"),
        ["technology-assignment"] = new("Technology assignment", "技术转让"),
        ["training-content"] = new("Training content", "培训内容"),
        ["data"] = new("Data", "数据"),
        ["invoice"] = new("Invoice", "发票"),
        ["auction"] = new("Auction or tender award", "拍卖或中标"),
        ["platform-sale"] = new("Closed sale on a platform", "平台成交"),
        ["asking-price"] = new("Asking price", "报价（未成交）"),
        ["contributor"] = new("Supplied by the contributor", "投入方提供"),
        ["related-party"] = new("Between related parties", "关联方交易"),
        ["comparable"] = new("Comparable", "可比案例"),
        ["tender-award"] = new("Tender award", "中标"),
        ["quote"] = new("Quote", "询价"),
        ["rate-card"] = new("Rate card", "价目表"),
        ["wage-survey"] = new("Wage survey", "工资调查"),
        ["price-index"] = new("Price index", "价格指数"),
        ["capacity"] = new("Capacity", "生产能力"),
        ["condition"] = new("Condition", "成新率"),
        ["transaction"] = new("Transaction", "交易条件"),
        ["region"] = new("Region", "地区"),
        ["configuration"] = new("Configuration", "配置"),
        ["excluded"] = new("without deductible tax", "不含可抵扣税"),
        ["included"] = new("with deductible tax", "含可抵扣税"),
        ["unstated"] = new("tax not stated", "未说明是否含税"),
        ["first-published"] = new("first published", "首次发布"),
        ["revised"] = new("revised", "修订"),
        ["second-review"] = new("Second review: Huber's estimate is more than 5% from the value.", "需二次复核：Huber 估计与价值相差超过5%。"),
        ["dual-approval"] = new("Two approvals: without one comparable the value moves by more than 10%.", "需两人认定：剔除任一案例后价值变动超过10%。"),
        ["zero-mad"] = new("More than half of the prices are equal (MAD is zero).", "过半价格相同（绝对中位差为零）。"),
        ["outlier-kept"] = new("An outlier was flagged and kept: fewer than five comparables.", "有异常值仅标记未剔除：案例不足五个。"),
        ["gross-adjustment"] = new("The adjustments of a comparable together pass the limit.", "有案例的调整合计超过上限。"),
        ["share-limited"] = new("A source was limited to its share of the weight.", "有来源的权重被限制在上限内。"),
        ["policy-changed"] = new("The profile's numbers differ from the method's defaults.", "政策参数与方法默认值不同。"),
        ["claimed"] = new("Claimed", "申报"),
        ["method"] = new("Method", "方法"),
        ["robust"] = new("Robust location", "稳健估计"),
        ["vat"] = new("Tax", "税"),
        ["cap"] = new("Cap", "上限"),
        ["use"] = new("Share of use", "使用占比"),
        ["public-funds"] = new("Public funds", "财政资金"),
        ["accepted"] = new("Accepted", "认定"),
        ["standing"] = new("Value before", "原认定价值"),
    };

    public ReportLanguage Language => language;

    private bool Chinese => language == ReportLanguage.Chinese;

    /// <summary>One of two phrases.</summary>
    public string this[string en, string zh] => Chinese ? zh : en;

    public string Of(Text text) => Chinese ? text.Zh : text.En;

    /// <summary>A kebab-case name in words; itself where it has none.</summary>
    public string Named(string name) => Names.TryGetValue(name, out var text) ? Of(text) : name;

    public string Named<T>(T name)
        where T : struct, Enum => Named(KebabCase.Name(name));

    /// <summary>"840,000.00 CNY".</summary>
    public static string Of(Money money) => $"{Grouped(money.Amount)} {money.Currency.Code}";

    /// <summary>A decimal as text with its thousands grouped; any other text as it is.</summary>
    public static string Grouped(string amount)
    {
        var point = amount.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? amount : amount[..point];
        var digits = whole.TrimStart('-');
        if (digits.Length <= 3 || !digits.All(char.IsAsciiDigit)) return amount;
        var grouped = new System.Text.StringBuilder();
        for (var i = 0; i < digits.Length; i++)
        {
            if (i > 0 && (digits.Length - i) % 3 == 0) grouped.Append(',');
            grouped.Append(digits[i]);
        }

        return (whole.StartsWith('-') ? "-" : "") + grouped + (point < 0 ? "" : amount[point..]);
    }

    /// <summary>A pure number with at most so many places.</summary>
    public static string Of(Rational number, int places = 4) => number.Round(places, Rounding.HalfUp).ToString();

    public static string Percent(Rational share) => $"{(share * 100).Round(2, Rounding.HalfUp)}%";

    public static string Of(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Of(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    public static string Of(Actor actor) => $"{actor.Person} ({actor.Organisation})";
}

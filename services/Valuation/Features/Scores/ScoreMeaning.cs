using Ledger.Rules;
using Ledger.Valuation.Domain;

namespace Ledger.Valuation.Features;

/// <summary>How an indicator is made, from how many cases on it says anything, and what it does not prove.</summary>
/// <param name="Indicator">Stable name.</param>
/// <param name="Formula">In words and symbols.</param>
/// <param name="MinimumSample">Fewer say nothing.</param>
/// <param name="ProvesNot">What nobody may conclude from it.</param>
public sealed record ScoreMeaning(string Indicator, Text Formula, int MinimumSample, Text ProvesNot)
{
    internal static readonly ScoreMeaning Market = new("market",
        new("ratio = value by the method, before the claim caps it / later sale x time factor, to 8 places; beyond 3 x IQR left out; COD = mean |ratio - median| / median (5 to 15 %), PRD = mean ratio / (sum of values / sum of sales) (0.98 to 1.03), IAAO ratio studies, method appraisal.score v2; bias = median / median of all - 1; chance = exact two-sided sign test",
            "比率＝方法所得价值（未受申报上限限制）÷（后续成交价×时间系数），保留8位；剔除三倍四分位距以外；COD＝平均|比率−中位数|÷中位数（5%至15%），PRD＝平均比率÷（价值合计÷成交合计）（0.98至1.03），依IAAO比率研究，方法 appraisal.score v2；偏差＝中位数÷全体中位数−1；偶然概率＝精确双侧符号检验"),
        ScoreLimits.LeastSales,
        new("Things that are sold later are not a random sample; a market that moved, or a factor stated wrongly, looks like bias. With many groups some stand out by chance.",
            "后来出售的资产并非随机样本；行情变化或系数有误看似偏差；分组多时总有一些偶然突出。"));

    internal static readonly ScoreMeaning Claims = new("claims",
        new("claim / value by the method, median to 8 places; excess = sum of claims / sum of values - 1; chance = exact two-sided sign test of claims above and below the value",
            "申报÷方法所得价值，取中位数（8位）；超额＝申报合计÷价值合计−1；偶然概率＝申报高于与低于价值的精确双侧符号检验"),
        ScoreLimits.LeastCases,
        new("Claims at cost or list price lie above market value without any intent. It measures claims, not credited values: those are capped and valued on evidence.",
            "按成本或目录价申报自然高于市场价值，并不说明故意。它衡量申报而非认定价值：后者受上限约束并以凭证评估。"));

    internal static readonly ScoreMeaning Thresholds = new("thresholds",
        new("dual-approval: accepted values above 90% up to 100% of the threshold against those above 100% up to 110%; claim: values by the method from 95% to below the claim against those from the claim to 105%, where the claim is the cap; chance = exact two-sided sign test",
            "两人认定门槛：认定价值在门槛90%至100%者对100%至110%者；申报：以申报为上限时，方法价值在申报95%至不足申报者对申报至105%者；偶然概率＝精确双侧符号检验"),
        ScoreLimits.LeastNear,
        new("Values are not spread evenly around a threshold even where nobody aims at it, and a thing of a usual size may cost just that.",
            "即使无人刻意规避，价值在门槛两侧也未必均匀；常见规格的资产本就可能恰为该价。"));

    internal static readonly ScoreMeaning RoundNumbers = new("round-numbers",
        new("whole amounts of at least 1,000 with at most two digits before their trailing zeros, over all amounts of at least 1,000; claims by party, values by valuer",
            "至少1000且末尾零之前不超过两位数字的整数金额，占全部不少于1000的金额之比；申报按投入方，价值按评估人"),
        ScoreLimits.LeastNear,
        new("People claim in round numbers, and prices are often round; a median of round prices is round.", "人们常以整数申报，价格也多为整数；整数价格的中位数仍是整数。"));

    internal static readonly ScoreMeaning Repeated = new("repeated-comparables",
        new("accepted cases that an item of registered evidence was used in, over accepted cases that rest on registered evidence",
            "使用某项登记凭证的认定案件数，占以登记凭证为依据的认定案件数之比"),
        ScoreLimits.LeastUses,
        new("Good evidence on like things is rightly used again. It shows on how few papers much value rests.", "同类资产的可靠凭证本应重复使用；它只说明有多少价值依赖于多少份凭证。"));
}

/// <summary>A page of an indicator with what it means; <c>cut</c> tells that only the newest cases were taken.</summary>
public sealed record ScorePage<T>(ScoreMeaning Meaning, int Cases, bool Cut, IReadOnlyList<T> Items, string? Next);

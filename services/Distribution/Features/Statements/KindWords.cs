using System.Text.Json;
using Ledger.Distribution.Domain;
using Ledger.Rules;

namespace Ledger.Distribution.Features;

/// <summary>Kinds of entries in words.</summary>
internal static class KindWords
{
    private static readonly Dictionary<string, Text> Words = new(StringComparer.Ordinal)
    {
        ["value-accepted"] = new("Contributions at accepted value", "投入（认定价值）"),
        ["contribution-reversed"] = new("Contributions reversed", "投入撤销"),
        ["value-reversed"] = new("Values taken back", "认定价值冲回"),
        ["value-rebilled"] = new("Values replaced", "认定价值更新"),
        ["benefit-in-kind"] = new("Benefits in kind", "实物收益"),
        ["pool-declared"] = new("Pools received", "收益入池"),
        ["benefits-shared"] = new("Shares of benefits", "收益分配"),
        ["loss-paid"] = new("Losses", "损失分担"),
        ["owed-by-parties"] = new("Owed to the consortium", "应付联合体款项"),
        ["suspended"] = new("In dispute", "争议挂账"),
        ["suspense-released"] = new("Disputes decided", "争议处理完毕"),
        ["withheld"] = new("Withheld", "代扣"),
        ["carry-repaid"] = new("Carry repaid", "偿还垫付"),
        ["set-off"] = new("Set off", "抵销"),
        ["payout-carried"] = new("Carried to a later payout", "结转下期支付"),
        ["carried-released"] = new("Carried amounts released", "结转款转为应付"),
        ["settlement-reversed"] = new("Settlements taken back", "结算冲回"),
        ["settlement-rebilled"] = new("Settlements booked anew", "结算重记"),
        ["manual"] = new("Booked by hand", "手工分录"),
        ["reversal"] = new("Entries taken back", "分录冲销"),
        ["payment-sent"] = new("Sent to the bank", "已提交银行"),
        ["payment-paid"] = new("Paid", "已支付"),
        ["payment-returned"] = new("Payments failed or returned", "付款失败或退回"),
    };

    private static readonly Dictionary<string, Text> Purposes = new(StringComparer.Ordinal)
    {
        ["contributed"] = new("Contributed", "已投入"),
        ["benefited"] = new("Benefits in kind", "实物收益"),
        ["payable"] = new("To be paid", "应付"),
        ["in-transit"] = new("With the bank", "在途"),
        ["receivable"] = new("Owed by the party", "应收"),
        ["suspense"] = new("In dispute", "争议挂账"),
        ["carried"] = new("Carried forward", "结转"),
        ["withheld"] = new("Withheld", "代扣"),
    };

    /// <summary>Every kind has words: a test asks for each.</summary>
    public static Text Of(string kind) => Words.GetValueOrDefault(kind) ?? new Text(kind, kind);

    /// <summary>Whether the kind has words of its own.</summary>
    public static bool Knows(EntryKind kind) => Words.ContainsKey(JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString()));

    /// <summary>An account's purpose in words.</summary>
    public static Text Purpose(string purpose) => Purposes.GetValueOrDefault(purpose) ?? new Text(purpose, purpose);
}

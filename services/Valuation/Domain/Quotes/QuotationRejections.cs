using Ledger.Rules;

namespace Ledger.Valuation.Domain;

public sealed record QuotationUnknown() : Rejection("quotation.unknown", RejectionKind.NotFound, new(
    "There is no such quotation in this consortium.", "该联合体中没有此询价。"));

public sealed record QuotationKnown(string Reference) : Rejection("quotation.known", RejectionKind.Conflict, new(
    $"Quotation {Reference} exists with other particulars.", $"询价 {Reference} 已存在，且内容不同。"));

public sealed record WindowsMalformed() : Rejection("quotation.windows-malformed", RejectionKind.Invalid, new(
    $"Commit ends in the future, reveal after it, neither window longer than {ValuationLimits.QuoteWindow.Days} days.",
    $"承诺截止须在将来，揭示截止须在其后，两段均不超过 {ValuationLimits.QuoteWindow.Days} 天。"));

public sealed record LeastOutOfRange() : Rejection("quotation.least-out-of-range", RejectionKind.Invalid, new(
    $"At least 2 quotes must count, at most as many as are invited, and no more than {ValuationLimits.Invitees} are invited.",
    $"最少有效报价不得少于 2 份，不得超过受邀人数，受邀人数不超过 {ValuationLimits.Invitees}。"));

public sealed record InviteeTwice(string Person) : Rejection("quotation.invited-twice", RejectionKind.Invalid, new(
    $"{Person} is invited twice.", $"{Person} 被重复邀请。"));

public sealed record InviteeExcluded(string Person, IReadOnlyList<Finding> Grounds) : Rejection(
    "quotation.invited-excluded", RejectionKind.Conflict, new(
        $"{Person} cannot quote: {string.Join(" ", Grounds.Select(ground => ground.Why.En))}",
        $"{Person} 不得报价：{string.Join("", Grounds.Select(ground => ground.Why.Zh))}"));

public sealed record QuotationEnded() : Rejection("quotation.ended", RejectionKind.Conflict, new(
    "The quotation is closed or failed.", "该询价已开标或已流标。"));

public sealed record NotInvited() : Rejection("quotation.not-invited", RejectionKind.Forbidden, new(
    "Only who was invited quotes.", "仅受邀评估人可以报价。"));

public sealed record QuoteCommitmentMalformed() : Rejection("quote.commitment-malformed", RejectionKind.Invalid, new(
    "A commitment is a SHA-256: 64 lower-case hex digits.", "承诺值是 SHA-256：64 位小写十六进制数字。"));

public sealed record CommitLate(DateTimeOffset Until) : Rejection("quote.commit-late", RejectionKind.Conflict, new(
    $"Quotes were to be committed until {Until:yyyy-MM-dd HH:mm:ss}Z.", $"承诺已于 {Until:yyyy-MM-dd HH:mm:ss}Z 截止。"));

public sealed record CommittedAlready() : Rejection("quote.committed", RejectionKind.Conflict, new(
    "Another quote is committed already, and is not changed.", "已承诺另一报价，不得更改。"));

public sealed record NothingCommitted() : Rejection("quote.not-committed", RejectionKind.Conflict, new(
    "Nothing was committed in this round.", "本轮未作承诺。"));

public sealed record RevealEarly(DateTimeOffset From) : Rejection("quote.reveal-early", RejectionKind.Conflict, new(
    $"Nobody reveals before {From:yyyy-MM-dd HH:mm:ss}Z, while others can still commit.", $"{From:yyyy-MM-dd HH:mm:ss}Z 前他人仍可承诺，不得揭示。"));

public sealed record QuoteNonceMalformed() : Rejection("quote.nonce-malformed", RejectionKind.Invalid, new(
    $"A nonce is {RuleLimits.NonceLeast} to {RuleLimits.NonceMost} lower-case hex digits.",
    $"随机数须为 {RuleLimits.NonceLeast} 至 {RuleLimits.NonceMost} 位小写十六进制数字。"));

public sealed record QuoteCurrency(Currency Given, Currency Asked) : Rejection("money.wrong-currency", RejectionKind.Invalid, new(
    $"The quote is in {Given.Code}, asked was {Asked.Code}.", $"报价货币为 {Given.Code}，询价货币为 {Asked.Code}。"));

/// <summary>A reveal that is on record and does not count.</summary>
public sealed record RevealVoid(string Why) : Rejection(Why, RejectionKind.Conflict, Say(Why))
{
    public const string Late = "quote.reveal-late";
    public const string Duplicate = "quote.reveal-duplicate";
    public const string Mismatch = "quote.reveal-mismatch";

    private static Text Say(string why) => why switch
    {
        Late => new("The reveal came after its time: it is on record as void.", "揭示逾期，已记录为无效。"),
        Duplicate => new("The quote was revealed before: this reveal is on record as void, the first one stands.", "报价已揭示，本次重复揭示已记录为无效，以首次为准。"),
        _ => new("Amount and nonce are not what was committed to: the reveal is on record as void.", "金额及随机数与承诺值不符，本次揭示已记录为无效。"),
    };
}

public sealed record TooManyVoidReveals(int Limit) : Rejection("quote.too-many-void-reveals", RejectionKind.Conflict, new(
    $"{Limit} void reveals are on record; further ones are not taken.", $"已记录 {Limit} 次无效揭示，不再受理。"));

public sealed record RevealRuns(DateTimeOffset Until) : Rejection("quotation.reveal-runs", RejectionKind.Conflict, new(
    $"Quotes are opened after {Until:yyyy-MM-dd HH:mm:ss}Z, when none can be revealed any more.", $"{Until:yyyy-MM-dd HH:mm:ss}Z 之后方可开标，揭示期尚未结束。"));

public sealed record NewWindowNeeded(int Valid, int Least) : Rejection("quotation.new-window-needed", RejectionKind.Invalid, new(
    $"{Valid} of {Least} needed quotes count: state when they can be made once more.", $"有效报价 {Valid} 份，少于 {Least} 份，须填写重新报价的时间。"));

public sealed record EnvelopeMissing(string Person) : Rejection("quotation.envelope-missing", RejectionKind.Conflict, new(
    $"What {Person} revealed is not there any more: the quotation cannot be opened.", $"{Person} 揭示的内容已缺失，无法开标。"));

using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>A sale that an accepted value is held against.</summary>
public sealed record LaterSale
{
    public Guid Id { get; init; }

    /// <summary>What was recorded; null before.</summary>
    public LaterSaleRecorded? Recorded { get; init; }

    /// <summary>Set once it no longer counts.</summary>
    public LaterSaleWithdrawn? Withdrawn { get; init; }

    public static LaterSale None(Guid id) => new() { Id = id };
}

/// <summary>Record a later sale.</summary>
/// <param name="Appraisal">As it stands.</param>
/// <param name="Of">What was sold.</param>
/// <param name="Evidence">The sale in the register; null where there is none of that reference.</param>
/// <param name="TimeFactor">By which the price is brought to the valuation date; null for 1.</param>
/// <param name="Reason">Why that factor.</param>
/// <param name="By">Who records it.</param>
/// <param name="At">Time of receipt.</param>
public sealed record RecordLaterSale(Appraisal Appraisal, SaleOf Of, KnownEvidence? Evidence, Rational? TimeFactor, Text? Reason, Actor By, DateTimeOffset At);

/// <summary>Withdraw it.</summary>
public sealed record WithdrawLaterSale(Text Reason, Actor By, DateTimeOffset At);

/// <summary>
/// A value is held only against a price that strangers really paid after the valuation date, by somebody whom the score does not
/// concern.
/// </summary>
public static class LaterSaleDecider
{
    private static readonly Rational LowestFactor = new(1, 2);
    private static readonly Rational HighestFactor = 2;

    public static Decision Decide(LaterSale state, RecordLaterSale command)
    {
        if (command.Appraisal is not { Subject: { } subject, Proposal: { } proposal, Acceptance: not null }) return new NoValueToScore();
        if (Concerns(command.By, subject, proposal)) return new OwnScore();
        if (command.Evidence?.Item is not { Said: { } said } item) return new LaterSaleNotRegistered() { Field = "evidence" };
        if (item.Withdrawal is not null) return new LaterSaleEvidenceWithdrawn(said.Reference) { Field = "evidence" };
        if (said.SourceClass is not (EvidenceSource.Invoice or EvidenceSource.Auction or EvidenceSource.PlatformSale)) return new NotASale(said.Reference) { Field = "evidence" };
        if (said.RelatedParty || said.Named().Contains(subject.Party, StringComparer.Ordinal) && command.Of == SaleOf.Comparable) return new SaleBetweenRelated(said.Reference) { Field = "evidence" };
        if (said.Details.Per() is not null) return new NotASale(said.Reference) { Field = "evidence" };
        if (said.Tax != VatBasis.Excluded) return new SaleWithTax(said.Reference) { Field = "evidence" };
        if (said.Price.Currency != proposal.Value.Currency) return new SaleCurrency(said.Price.Currency, proposal.Value.Currency) { Field = "evidence" };
        if (said.Date <= subject.EffectiveOn) return new NotLater(said.Date, subject.EffectiveOn) { Field = "evidence" };
        var factor = command.TimeFactor ?? 1;
        if (factor < LowestFactor || factor > HighestFactor) return new TimeFactorOutOfBounds(factor) { Field = "timeFactor" };
        if (factor != 1 && (command.Reason is null ? Problems.Missing("reason") : EvidenceRules.Blank("reason", command.Reason)) is { } blank) return blank;
        if (state.Withdrawn is not null) return new LaterSaleGone(said.Reference);
        var fact = new LaterSaleRecorded(
            command.Appraisal.Id, command.Of, said.Reference, item.Id, command.Evidence.Source, said.Price, factor, factor == 1 ? null : command.Reason, said.Date, said.Place, command.By, command.At);
        return state.Recorded is not { } standing ? Decision.Accept(fact)
            : standing with { By = fact.By, At = fact.At } == fact ? Decision.Nothing : new LaterSaleExists(said.Reference);
    }

    public static Decision Decide(LaterSale state, Appraisal? appraisal, WithdrawLaterSale command)
    {
        if (state.Recorded is null) return new LaterSaleUnknown();
        if (appraisal is { Subject: { } subject, Proposal: { } proposal } && Concerns(command.By, subject, proposal)) return new OwnScore();
        if (EvidenceRules.Blank("reason", command.Reason) is { } blank) return blank;
        return state.Withdrawn is not { } done ? Decision.Accept(new LaterSaleWithdrawn(command.Reason, command.By, command.At))
            : done.Reason == command.Reason ? Decision.Nothing : new LaterSaleGone(state.Recorded.Evidence);
    }

    public static LaterSale Evolve(LaterSale state, object fact) => fact switch
    {
        LaterSaleRecorded f => state with { Recorded = f },
        LaterSaleWithdrawn f => state with { Withdrawn = f },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a later sale."),
    };

    private static bool Concerns(Actor by, Subject subject, Proposal proposal) => by.Organisation == subject.Party || by.Person == proposal.By.Person;
}

public sealed record NoValueToScore() : Rejection("later-sale.no-value", RejectionKind.Conflict, new(
    "No value has been accepted that a sale could be held against.", "尚无可与成交价比较的认定价值。"));

public sealed record OwnScore() : Rejection("later-sale.own-score", RejectionKind.Forbidden, new(
    "Neither the valuer nor the contributor decides which sales a value is held against.", "评估人与投入方均不得决定以哪些成交价检验其评估值。"));

public sealed record LaterSaleNotRegistered() : Rejection("later-sale.not-registered", RejectionKind.Invalid, new(
    "The sale is not in the evidence register; enter it there first.", "该成交未在凭证登记簿中登记，请先登记。"));

public sealed record LaterSaleEvidenceWithdrawn(string Reference) : Rejection("later-sale.evidence-withdrawn", RejectionKind.Conflict, new(
    $"{Reference} was withdrawn from the evidence register.", $"{Reference} 已从凭证登记簿撤回。"));

public sealed record NotASale(string Reference) : Rejection("later-sale.not-a-sale", RejectionKind.Invalid, new(
    $"{Reference} is no price that was paid: only an invoice, an auction or tender award, or a closed sale on a platform shows one.",
    $"{Reference} 不是成交价：仅发票、拍卖或中标、平台成交可作成交价。"));

public sealed record SaleBetweenRelated(string Reference) : Rejection("later-sale.related-party", RejectionKind.Invalid, new(
    $"{Reference} is a price between related parties.", $"{Reference} 是关联方之间的价格。"));

public sealed record SaleWithTax(string Reference) : Rejection("later-sale.tax-basis", RejectionKind.Invalid, new(
    $"The price of {Reference} must be one without deductible tax, as values are.", $"{Reference} 的价格须为不含可抵扣税的价格，与评估值一致。"));

public sealed record SaleCurrency(Currency Given, Currency Valued) : Rejection("later-sale.wrong-currency", RejectionKind.Invalid, new(
    $"The sale is in {Given.Code}, the value in {Valued.Code}.", $"成交货币为 {Given.Code}，评估货币为 {Valued.Code}。"));

public sealed record NotLater(DateOnly Sold, DateOnly Valued) : Rejection("later-sale.not-later", RejectionKind.Invalid, new(
    $"It was sold on {Sold:yyyy-MM-dd}, not after the valuation date {Valued:yyyy-MM-dd}: it could have been evidence.",
    $"成交于 {Sold:yyyy-MM-dd}，不晚于评估基准日 {Valued:yyyy-MM-dd}，本可作为凭证。"));

public sealed record TimeFactorOutOfBounds(Rational Factor) : Rejection("later-sale.factor-out-of-bounds", RejectionKind.Invalid, new(
    $"A factor of {Factor} is not credible; only 0.5 to 2 is.", $"系数 {Factor} 不可信，范围为 0.5 至 2。"));

public sealed record LaterSaleExists(string Reference) : Rejection("later-sale.recorded-otherwise", RejectionKind.Conflict, new(
    $"The sale {Reference} is recorded for this appraisal in another way; withdraw it and register the sale anew.", $"成交 {Reference} 已以其他内容记录于该评估，请撤回后重新登记。"));

public sealed record LaterSaleUnknown() : Rejection("later-sale.unknown", RejectionKind.NotFound, new(
    "There is no such later sale in this consortium.", "该联合体中没有此后续成交。"));

public sealed record LaterSaleGone(string Reference) : Rejection("later-sale.withdrawn", RejectionKind.Conflict, new(
    $"The later sale {Reference} was withdrawn.", $"后续成交 {Reference} 已撤回。"));

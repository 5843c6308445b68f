using System.Diagnostics;
using System.Text.Json.Serialization;
using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>What a region or authority has withheld of a party's share.</summary>
/// <param name="Party">Whose share.</param>
/// <param name="Rate">Above 0, at most 1, of its benefit share; each amount rounded half up.</param>
/// <param name="Basis">The law or ruling, in words.</param>
public sealed record WithholdingTerm(string Party, Rational Rate, Text Basis);

/// <summary>Others paid a party's costs and keep its share until they have them back (payout). Rule: <c>jv.carried-interest</c>.</summary>
/// <param name="Carried">The party that did not pay.</param>
/// <param name="Carriers">Who paid: percent, sum exactly 100.</param>
/// <param name="Costs">What they paid; above 0.</param>
/// <param name="Penalty">At least 0: they recover costs x (1 + penalty).</param>
public sealed record CarryTerm(string Carried, IReadOnlyDictionary<string, Rational> Carriers, Money Costs, Rational Penalty)
{
    /// <summary>Whether both say the same.</summary>
    public bool Equals(CarryTerm? other) => other is not null && (Carried, Costs, Penalty) == (other.Carried, other.Costs, other.Penalty)
        && Carriers.Count == other.Carriers.Count && Carriers.All(entry => other.Carriers.TryGetValue(entry.Key, out var part) && part == entry.Value);

    public override int GetHashCode() => HashCode.Combine(Carried, Costs, Penalty);
}

/// <summary>How far an account may go beyond its bound.</summary>
/// <param name="Account">An account with a bound.</param>
/// <param name="Limit">Above 0.</param>
public sealed record OverdraftTerm(Account Account, Money Limit);

/// <summary>Terms of settlement of an agreement: beside its text, agreed between those they concern.</summary>
/// <param name="From">First day of the pools' last days for which they rule.</param>
/// <param name="Withholding">Each party once.</param>
/// <param name="MinimumPayout">Below it nothing is paid but carried to a later settlement; null: everything is paid.</param>
/// <param name="Carries">Each carried party once.</param>
/// <param name="Overdrafts">Accounts that may go beyond their bound.</param>
public sealed record SettlementTermsDraft(
    DateOnly From, IReadOnlyList<WithholdingTerm> Withholding, Money? MinimumPayout, IReadOnlyList<CarryTerm> Carries, IReadOnlyList<OverdraftTerm> Overdrafts)
{
    /// <summary>Whether both say the same.</summary>
    public bool Equals(SettlementTermsDraft? other) => other is not null && (From, MinimumPayout) == (other.From, other.MinimumPayout)
        && Withholding.SequenceEqual(other.Withholding) && Carries.SequenceEqual(other.Carries) && Overdrafts.SequenceEqual(other.Overdrafts);

    public override int GetHashCode() => HashCode.Combine(From, MinimumPayout);
}

/// <summary>Terms of settlement were proposed.</summary>
public sealed record SettlementTermsProposed(string AgreementId, int No, SettlementTermsDraft Terms, Actor By, DateTimeOffset At);

/// <summary>A carried party agreed to be carried on these terms.</summary>
public sealed record SettlementTermsConsented(int No, string Party, Actor By, DateTimeOffset At);

/// <summary>A second person approved the terms: they rule from their day on.</summary>
public sealed record SettlementTermsApproved(int No, Actor By, DateTimeOffset At);

/// <summary>Terms of settlement of one agreement.</summary>
public sealed record SettlementTerms
{
    public Guid Id { get; init; }

    public string AgreementId { get; init; } = "";

    public IReadOnlyList<SettlementTermsProposed> Proposed { get; init; } = [];

    public IReadOnlyList<SettlementTermsConsented> Consents { get; init; } = [];

    public IReadOnlyList<SettlementTermsApproved> Approved { get; init; } = [];

    /// <summary>What each account may go beyond its bound now, by the last approved terms; the store reads it (<c>journal.sql</c>).</summary>
    public IReadOnlyList<AllowedOverdraft> Overdrafts { get; init; } = [];

    public static SettlementTerms None(Guid id) => new() { Id = id };

    /// <summary>Terms in force for pools that end on a day, or null: the last approved ones that rule by then.</summary>
    public SettlementTermsProposed? InForce(DateOnly day) => Proposed
        .Where(proposed => proposed.Terms.From <= day && Approved.Any(approved => approved.No == proposed.No)).MaxBy(proposed => proposed.No);
}

/// <summary>An account by its code with what it may go beyond its bound, in minor units.</summary>
public sealed record AllowedOverdraft(string Account, long Minor);

public sealed record TermsUnknown() : Rejection("settlement-terms.unknown", RejectionKind.NotFound, new(
    "There are no such terms.", "没有此结算条款。"));

public sealed record TermsPartyTwice(string Party) : Rejection("settlement-terms.party-twice", RejectionKind.Invalid, new(
    $"{Party} stands twice.", $"{Party} 重复。"));

public sealed record TermsRate(Rational Rate) : Rejection("settlement-terms.rate", RejectionKind.Invalid, new(
    $"A rate of {Rate} is not above 0 and at most 1.", $"比率 {Rate} 应大于 0 且不超过 1。"));

public sealed record TermsCarriers(string Carried) : Rejection("settlement-terms.carriers", RejectionKind.Invalid, new(
    $"The carriers of {Carried} are other parties, not carried themselves, with percentages that sum to exactly 100.",
    $"{Carried} 的代垫方应为其他未被代垫的成员，比例之和须恰为 100。"));

public sealed record TermsAccount(string Code) : Rejection("settlement-terms.account", RejectionKind.Invalid, new(
    $"The account {Code} has no bound to go beyond.", $"科目 {Code} 没有可突破的限额。"));

public sealed record TermsMaker(string Person) : Rejection("settlement-terms.maker-approves", RejectionKind.Forbidden, new(
    $"{Person} proposed these terms and cannot approve them.", $"{Person} 提出了该条款，不能复核。"));

public sealed record TermsConsentMissing(string Party) : Rejection("settlement-terms.consent-missing", RejectionKind.Conflict, new(
    $"{Party}, which would be carried, has not agreed.", $"被代垫方 {Party} 尚未同意。"));

public sealed record TermsNotConcerned(string Organisation) : Rejection("settlement-terms.not-concerned", RejectionKind.Forbidden, new(
    $"{Organisation} is not carried by these terms.", $"该条款不涉及 {Organisation} 的代垫。"));

/// <summary>Propose terms of settlement.</summary>
public sealed record ProposeTerms(string AgreementId, SettlementTermsDraft Terms, AgreementDocument? Agreement, Actor By, DateTimeOffset At);

/// <summary>Agree, for the caller's organisation, to be carried.</summary>
public sealed record ConsentToTerms(int No, Actor By, DateTimeOffset At);

/// <summary>Approve terms as a second person.</summary>
public sealed record ApproveTerms(int No, Actor By, DateTimeOffset At);

/// <summary>Terms are proposed by one person, agreed to by whom they carry, approved by another.</summary>
public static class SettlementTermsDecider
{
    public static Decision Decide(SettlementTerms state, ProposeTerms command)
    {
        if (command.Agreement is not { } agreement) return new PoolAgreementNotActive(command.AgreementId, command.Terms.From) { Field = "from" };
        if (state.Proposed is [.., var last] && last.Terms == command.Terms) return Decision.Nothing;
        return Broken(command.Terms, agreement)
            ?? Decision.Accept(new SettlementTermsProposed(command.AgreementId, state.Proposed.Count + 1, command.Terms, command.By, command.At));
    }

    public static Decision Decide(SettlementTerms state, ConsentToTerms command)
    {
        if (state.Proposed.FirstOrDefault(proposed => proposed.No == command.No) is not { } found) return new TermsUnknown();
        var party = command.By.Organisation;
        if (found.Terms.Carries.All(carry => carry.Carried != party)) return new TermsNotConcerned(party);
        return state.Consents.Any(consent => (consent.No, consent.Party) == (command.No, party))
            ? Decision.Nothing
            : Decision.Accept(new SettlementTermsConsented(command.No, party, command.By, command.At));
    }

    public static Decision Decide(SettlementTerms state, ApproveTerms command)
    {
        if (state.Proposed.FirstOrDefault(proposed => proposed.No == command.No) is not { } found) return new TermsUnknown();
        if (state.Approved.Any(approved => approved.No == command.No)) return Decision.Nothing;
        if (found.By.Person == command.By.Person) return new TermsMaker(command.By.Person);
        return found.Terms.Carries.FirstOrDefault(carry => state.Consents.All(consent => (consent.No, consent.Party) != (command.No, carry.Carried))) is { } missing
            ? new TermsConsentMissing(missing.Carried)
            : Decision.Accept(new SettlementTermsApproved(command.No, command.By, command.At));
    }

    public static SettlementTerms Evolve(SettlementTerms state, object fact) => fact switch
    {
        SettlementTermsProposed f => state with { AgreementId = f.AgreementId, Proposed = [.. state.Proposed, f] },
        SettlementTermsConsented f => state with { Consents = [.. state.Consents, f] },
        SettlementTermsApproved f => state with
        {
            Approved = [.. state.Approved, f],
            Overdrafts = [.. state.Proposed.First(proposed => proposed.No == f.No).Terms.Overdrafts.Select(term => new AllowedOverdraft(term.Account.Code, term.Limit.Minor))],
        },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of settlement terms."),
    };

    private static Rejection? Broken(SettlementTermsDraft terms, AgreementDocument agreement)
    {
        if (terms.Withholding.Count + terms.Carries.Count + terms.Overdrafts.Count > DistributionLimits.Terms) return Problems.TooMany("terms", DistributionLimits.Terms);
        for (var i = 0; i < terms.Withholding.Count; i++)
        {
            var (term, here) = (terms.Withholding[i], $"withholding[{i}]");
            if (agreement.Party(term.Party) is null) return Problems.UnknownParty($"{here}.party", term.Party);
            if (terms.Withholding.Take(i).Any(earlier => earlier.Party == term.Party)) return new TermsPartyTwice(term.Party) { Field = $"{here}.party" };
            if (term.Rate.Sign <= 0 || term.Rate > Rational.One) return new TermsRate(term.Rate) { Field = $"{here}.rate" };
            if (TextRules.Broken($"{here}.basis", term.Basis) is { } basis) return basis;
        }

        for (var i = 0; i < terms.Carries.Count; i++)
        {
            if (Broken(terms, terms.Carries[i], i, agreement) is { } carry) return carry;
        }

        for (var i = 0; i < terms.Overdrafts.Count; i++)
        {
            var (term, here) = (terms.Overdrafts[i], $"overdrafts[{i}]");
            if (!term.Account.InChart || term.Account.Never is null) return new TermsAccount(term.Account.Code) { Field = $"{here}.account" };
            if (Amount(term.Limit, agreement, $"{here}.limit") is { } limit) return limit;
        }

        return terms.MinimumPayout is { } least ? Amount(least, agreement, "minimumPayout") : null;
    }

    private static Rejection? Broken(SettlementTermsDraft terms, CarryTerm term, int i, AgreementDocument agreement)
    {
        var here = $"carries[{i}]";
        if (!agreement.Benefit.Participants.Contains(term.Carried)) return Problems.UnknownParty($"{here}.carried", term.Carried);
        if (terms.Carries.Take(i).Any(earlier => earlier.Carried == term.Carried)) return new TermsPartyTwice(term.Carried) { Field = $"{here}.carried" };
        if (Amount(term.Costs, agreement, $"{here}.costs") is { } costs) return costs;
        if (term.Penalty.Sign < 0) return Problems.Negative($"{here}.penalty", term.Penalty.ToString());
        var sum = term.Carriers.Values.Aggregate(Rational.Zero, (total, part) => total + part);
        return term.Carriers.Count > 0 && sum == 100 && term.Carriers.All(entry => entry.Value.Sign > 0 && entry.Key != term.Carried
                && agreement.Benefit.Participants.Contains(entry.Key) && terms.Carries.All(other => other.Carried != entry.Key))
            ? null
            : new TermsCarriers(term.Carried) { Field = $"{here}.carriers" };
    }

    private static Rejection? Amount(Money amount, AgreementDocument agreement, string field) =>
        amount.Currency != agreement.Currency ? new WrongCurrency(amount.Currency, agreement.Currency) { Field = $"{field}.currency" }
        : amount.Sign <= 0 ? Problems.AmountNotPositive($"{field}.amount", amount.Amount)
        : null;
}

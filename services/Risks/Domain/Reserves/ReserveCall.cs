using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Risks.Domain;

/// <summary>Somebody proposes to call the parties to fill the reserve up.</summary>
/// <param name="AgreementId">Agreement.</param>
/// <param name="AgreementVersion">Version in force that day.</param>
/// <param name="Agreement">Its activation.</param>
/// <param name="No">From 1 within the agreement.</param>
/// <param name="Target">What the reserve should hold.</param>
/// <param name="Result">Rule, inputs, figures and every line.</param>
/// <param name="Amount">What would be called.</param>
/// <param name="Payments">From whom; sum to the amount.</param>
/// <param name="By">Who proposes.</param>
/// <param name="At">Recorded time.</param>
public sealed record ReplenishmentProposed(
    string AgreementId, int AgreementVersion, Citation Agreement, int No, Money Target, MethodResult Result, Money Amount,
    IReadOnlyList<Transfer> Payments, Actor By, DateTimeOffset At);

/// <summary>The parties are called: a second person decided so.</summary>
/// <param name="AgreementId">Agreement.</param>
/// <param name="AgreementVersion">Version in force on the day of the proposal.</param>
/// <param name="No">Of the call.</param>
/// <param name="On">Day of the call (valid date).</param>
/// <param name="Target">What the reserve should hold.</param>
/// <param name="Amount">What is called.</param>
/// <param name="Payments">From whom.</param>
/// <param name="By">Who decided.</param>
/// <param name="At">Recorded time.</param>
public sealed record ReplenishmentCalled(
    string AgreementId, int AgreementVersion, int No, DateOnly On, Money Target, Money Amount, IReadOnlyList<Transfer> Payments, Actor By,
    DateTimeOffset At);

/// <summary>Nobody is called.</summary>
/// <param name="Reason">Why.</param>
/// <param name="By">Who decided.</param>
/// <param name="At">Recorded time.</param>
public sealed record ReplenishmentRefused(Text Reason, Actor By, DateTimeOffset At);

/// <summary>A call on the parties to fill the reserve up.</summary>
public sealed record ReserveCall
{
    public Guid Id { get; init; }

    public string AgreementId { get; init; } = "";

    public int No { get; init; }

    public ReplenishmentProposed? Proposed { get; init; }

    public ReplenishmentCalled? Called { get; init; }

    public ReplenishmentRefused? Refused { get; init; }

    public static ReserveCall None(Guid id) => new() { Id = id };

    /// <summary>Whether it still waits for a decision.</summary>
    public bool Waits() => Proposed is not null && Called is null && Refused is null;
}

/// <summary>What a call is calculated from.</summary>
/// <param name="Agreement">Version in force, or null.</param>
/// <param name="Profile">Its profile, or null.</param>
/// <param name="Balance">What the reserve holds by the last settlement.</param>
/// <param name="Outstanding">Called and not in a settlement yet.</param>
/// <param name="Accepted">Accepted value per party today.</param>
/// <param name="Waiting">Whether another proposal waits for a decision.</param>
/// <param name="No">Number of the call.</param>
public sealed record ReserveCallBasis(
    AdoptedAgreement? Agreement, EffectiveProfile? Profile, Money? Balance, Money? Outstanding, IReadOnlyDictionary<string, Money> Accepted, bool Waiting, int No);

/// <summary>Propose a call.</summary>
/// <param name="AgreementId">Agreement.</param>
/// <param name="Asked">The most to be called; null for all that is missing.</param>
/// <param name="Basis">What it is calculated from.</param>
/// <param name="By">Who proposes.</param>
/// <param name="At">Time of receipt.</param>
public sealed record ProposeReplenishment(string AgreementId, Money? Asked, ReserveCallBasis Basis, Actor By, DateTimeOffset At);

/// <summary>Decide on a proposed call.</summary>
/// <param name="Calls">Whether the parties are called.</param>
/// <param name="Reason">Why not; null when they are.</param>
/// <param name="By">Who decides.</param>
/// <param name="At">Time of receipt.</param>
public sealed record DecideReplenishment(bool Calls, Text? Reason, Actor By, DateTimeOffset At);

/// <summary>One person proposes a call, another decides it; students are never called, public parties within their caps.</summary>
public static class ReserveCallDecider
{
    public static Decision Decide(ReserveCall state, ProposeReplenishment command)
    {
        if (state.Proposed is not null) return new CallNumberTaken(state.No);
        var day = DateOnly.FromDateTime(command.At.UtcDateTime);
        if (command.Basis.Agreement is not { Document: { } agreement, Source: { } source } version)
            return new RiskAgreementNotActive(command.AgreementId, day) { Field = "agreementId" };
        if (command.Basis.Waiting) return new CallWaits();
        if (command.Asked is { } asked && asked.Currency != agreement.Currency)
            return new ReserveInOtherCurrency(asked.Currency, agreement.Currency) { Field = "amount.currency" };

        var zero = Money.Zero(agreement.Currency);
        var target = ReserveStatement.TargetOf(agreement)!;
        // The key and the caps are those of a loss of that day.
        var terms = AllocationV2Terms.Under(
            agreement, command.Basis.Profile, day, zero, new Dictionary<string, Rational>(StringComparer.Ordinal), zero, command.Basis.Accepted);
        var paying = terms.Parties.Where(party => party.Standing != PartyStanding.Student && agreement.HasAcceded(party.Id, day)).ToDictionary(party => party.Id, StringComparer.Ordinal);
        var evaluation = Replenishment.Method.Evaluate(new ReplenishmentInput(
            agreement.Currency, target, Money.Max(command.Basis.Balance ?? zero, zero), command.Basis.Outstanding ?? zero, command.Asked,
            terms.Key[0].Shares.Where(share => paying.ContainsKey(share.Key)).ToDictionary(StringComparer.Ordinal),
            Caps(paying.Values)));
        if (evaluation.Result is not { } result) return evaluation.Rejection!;
        var figures = result.FiguresAs<ReplenishmentFigures>();
        return figures.Called.IsZero
            ? new ReserveIsFull(target)
            : Decision.Accept(new ReplenishmentProposed(
                command.AgreementId, version.AgreementVersion, source, command.Basis.No, target, result, figures.Called,
                [.. figures.Payments.Where(payment => !payment.Value.IsZero).Select(payment => new Transfer(payment.Key, null, payment.Value))],
                command.By, command.At));
    }

    public static Decision Decide(ReserveCall state, DecideReplenishment command)
    {
        if (state.Proposed is not { } proposed) return new CallUnknown();
        if (!state.Waits()) return (state.Called is not null) == command.Calls ? Decision.Nothing : new CallDecided();
        if (proposed.By.Person == command.By.Person) return new CallMakerDecides(command.By.Person);
        if (command.Calls)
        {
            return Decision.Accept(new ReplenishmentCalled(
                proposed.AgreementId, proposed.AgreementVersion, proposed.No, DateOnly.FromDateTime(command.At.UtcDateTime), proposed.Target,
                proposed.Amount, proposed.Payments, command.By, command.At));
        }

        if (command.Reason is not { } reason) return Problems.Missing("reason");
        return TextRules.Broken("reason", reason) is { } blank ? blank : Decision.Accept(new ReplenishmentRefused(reason, command.By, command.At));
    }

    public static ReserveCall Evolve(ReserveCall state, object fact) => fact switch
    {
        ReplenishmentProposed f => state with { AgreementId = f.AgreementId, No = f.No, Proposed = f },
        ReplenishmentCalled f => state with { Called = f },
        ReplenishmentRefused f => state with { Refused = f },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a call on the reserve."),
    };

    private static Dictionary<string, Money> Caps(IEnumerable<AllocationParty> parties) => parties
        .Select(party => (party.Id, Cap: party.PublicCap ?? party.Cap)).Where(party => party.Cap is not null)
        .ToDictionary(party => party.Id, party => party.Cap!, StringComparer.Ordinal);
}

public sealed record CallUnknown() : Rejection("reserve.call-unknown", RejectionKind.NotFound, new(
    "There is no such call on the reserve.", "没有此准备金补足通知。"));

public sealed record CallNumberTaken(int No) : Rejection("reserve.call-taken", RejectionKind.Conflict, new(
    $"Call {No} was proposed meanwhile. Try again.", $"第 {No} 次补足刚刚已被提出，请重试。"));

public sealed record CallWaits() : Rejection("reserve.call-waits", RejectionKind.Conflict, new(
    "Another call of this agreement waits for a decision.", "该协议已有待决定的补足通知。"));

public sealed record CallDecided() : Rejection("reserve.call-decided", RejectionKind.Conflict, new(
    "The call is decided otherwise already.", "该补足通知已有其他决定。"));

public sealed record CallMakerDecides(string Person) : Rejection("reserve.maker-approves", RejectionKind.Forbidden, new(
    $"{Person} proposed the call and cannot decide on it.", $"{Person} 是提出人，不能审批。"));

public sealed record ReserveIsFull(Money Target) : Rejection("reserve.full", RejectionKind.Conflict, new(
    $"Nothing is missing of the target {Target}, or nobody can be called within the caps.", $"准备金已达目标额 {Target}，或各方均已达上限。"));

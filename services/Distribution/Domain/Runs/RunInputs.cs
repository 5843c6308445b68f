using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>Everything a run is computed from, each with the fact it rests on.</summary>
/// <param name="Agreement">Version in force on the last day of the period.</param>
/// <param name="Pool">What is shared.</param>
/// <param name="Reserve">Where the reserve stood.</param>
/// <param name="Lists">Accepted values, cost claims, loss charges.</param>
/// <param name="Extras">What not every run rests on; null when there is nothing of it.</param>
public sealed record RunInputs(AgreementInput Agreement, PoolInput Pool, ReserveInput Reserve, InputLists Lists, RunExtras? Extras = null);

/// <summary>The agreement version whose terms apply.</summary>
/// <param name="AgreementId">Id the parties use.</param>
/// <param name="Version">Version.</param>
/// <param name="DocumentHash">SHA-256 of the signed document.</param>
/// <param name="Parties">All parties.</param>
/// <param name="ObjectionWindow">ISO 8601 duration: <c>P10D</c>.</param>
/// <param name="Source">Its activation.</param>
/// <param name="SettlementApprover">The party that answers for settlements under the agreement: one of its people approves too; null: anybody's.</param>
/// <param name="DisputePanel">Who decides disputes under the agreement; null when it says nothing.</param>
public sealed record AgreementInput(
    string AgreementId, int Version, string DocumentHash, IReadOnlyList<string> Parties, string ObjectionWindow, Citation Source,
    string? SettlementApprover = null, IReadOnlyList<string>? DisputePanel = null)
{
    /// <summary>Decision of the agreement's responsibilities that names who answers for settlements.</summary>
    public const string Settlement = "settlement";

    internal static AgreementInput Of(AdoptedAgreement adopted)
    {
        var document = adopted.Document!;
        return new AgreementInput(
            adopted.AgreementId, adopted.AgreementVersion, document.DocumentHash, [.. document.Parties.Select(party => party.Id)],
            document.ObjectionWindow.Text, adopted.Source!,
            document.Terms.Responsibilities.FirstOrDefault(responsibility => responsibility.Decision == Settlement)?.Accountable,
            document.Terms.Dispute is { Panel: { Count: > 0 } panel } ? panel : null);
    }
}

/// <summary>The pool.</summary>
/// <param name="PoolId">Stream of the pool.</param>
/// <param name="Reference">Its reference.</param>
/// <param name="Period">Its period.</param>
/// <param name="Amount">What is shared.</param>
/// <param name="Source">Its declaration.</param>
/// <param name="Coalition">The project whose parties share it; null: all participants.</param>
/// <param name="ByKind">What of it is of which kind, when that was recorded.</param>
public sealed record PoolInput(
    Guid PoolId, string Reference, Period Period, Money Amount, Citation Source, Coalition? Coalition = null, IReadOnlyList<KindAmount>? ByKind = null);

/// <summary>The reserve before this run, from the cash book.</summary>
/// <param name="Opening">What it holds.</param>
/// <param name="Source">The settlement before this one; null for the first pool of the agreement.</param>
public sealed record ReserveInput(Money Opening, Citation? Source);

/// <summary>Inputs of which there can be many.</summary>
/// <param name="Values">Accepted values that took effect by the last day of the period, from the book in kind.</param>
/// <param name="Claims">Cost claims of the pool.</param>
/// <param name="Charges">Losses that struck by the last day and no run has settled.</param>
public sealed record InputLists(IReadOnlyList<ValueInput> Values, IReadOnlyList<ClaimInput> Claims, IReadOnlyList<ChargeInput> Charges)
{
    public static InputLists None { get; } = new([], [], []);

    internal int Count => Values.Count + Claims.Count + Charges.Count;

    /// <summary>The same inputs in parts of at most so many, in order; at least one part.</summary>
    internal IReadOnlyList<InputLists> Parts(int most)
    {
        var all = Values.Cast<object>().Concat(Claims).Concat(Charges).Chunk(most)
            .Select(part => new InputLists([.. part.OfType<ValueInput>()], [.. part.OfType<ClaimInput>()], [.. part.OfType<ChargeInput>()]))
            .ToList();
        return all.Count == 0 ? [None] : all;
    }

    /// <summary>Both together.</summary>
    internal InputLists With(InputLists more) => new([.. Values, .. more.Values], [.. Claims, .. more.Claims], [.. Charges, .. more.Charges]);
}

/// <summary>An accepted value that counts.</summary>
/// <param name="Party">Who brought it in.</param>
/// <param name="ContributionId">Stream of the contribution.</param>
/// <param name="Reference">The contributor's own reference.</param>
/// <param name="Kind">Kind of contribution.</param>
/// <param name="EffectiveOn">From when it counts.</param>
/// <param name="Claimed">Value the contributor claimed.</param>
/// <param name="Accepted">Value that counts.</param>
/// <param name="Method">Rule id.</param>
/// <param name="MethodVersion">Rule version.</param>
/// <param name="Source">The acceptance, as recorded by Valuation.</param>
/// <param name="ClaimUndisclosed">True where the contributor keeps its claim secret: <paramref name="Claimed"/> is zero then; null otherwise.</param>
public sealed record ValueInput(
    string Party, Guid ContributionId, string Reference, string Kind, DateOnly EffectiveOn, Money Claimed, Money Accepted, string Method,
    int MethodVersion, Citation Source, bool? ClaimUndisclosed = null);

/// <summary>A cost claim.</summary>
/// <param name="Party">The claimant.</param>
/// <param name="Reference">Its reference.</param>
/// <param name="Amount">What is claimed.</param>
/// <param name="Source">The claim.</param>
/// <param name="Class">Priority class, or null.</param>
public sealed record ClaimInput(string Party, string Reference, Money Amount, Citation Source, string? Class = null);

/// <summary>A loss that this run settles.</summary>
/// <param name="ChargeId">Stream of the charge.</param>
/// <param name="RiskEventId">Stream of the risk event.</param>
/// <param name="Reference">Its reference.</param>
/// <param name="Category">Risk category.</param>
/// <param name="OccurredOn">When it struck.</param>
/// <param name="Loss">The loss, whoever bears it.</param>
/// <param name="Payments">What is paid to whom.</param>
/// <param name="Parties">Each party that receives or pays, with the allocation it rests on.</param>
/// <param name="Source">The allocation, when no party receives or pays anything; else null.</param>
public sealed record ChargeInput(
    Guid ChargeId, Guid RiskEventId, string Reference, string Category, DateOnly OccurredOn, Money Loss, IReadOnlyList<ChargePayment> Payments,
    IReadOnlyList<ChargeParty> Parties, Citation? Source)
{
    /// <summary>The charge as a run takes it.</summary>
    internal static ChargeInput Of(Guid id, LossCharged charge)
    {
        var zero = Money.Zero(charge.Loss.Currency);
        var parties = charge.Payments.Where(payment => !payment.ToReserve).Select(payment => payment.Party)
            .Concat(charge.Payments.Select(payment => payment.Payer).OfType<string>())
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(party => new ChargeParty(
                party,
                charge.Payments.Where(payment => payment.Party == party).Aggregate(zero, (sum, payment) => sum + payment.Amount),
                charge.Payments.Where(payment => payment.Payer == party).Aggregate(zero, (sum, payment) => sum + payment.Amount),
                charge.Source))
            .ToList();
        return new ChargeInput(
            id, charge.RiskEventId, charge.Reference, charge.Category, charge.OccurredOn, charge.Loss, charge.Payments, parties,
            parties.Count == 0 ? charge.Source : null);
    }

    /// <summary>The allocation it rests on.</summary>
    internal Citation Cause => Source ?? Parties[0].Source;
}

/// <summary>What one party receives and pays of one loss.</summary>
/// <param name="Party">The party.</param>
/// <param name="Received">From the reserve and from others.</param>
/// <param name="Paid">To others.</param>
/// <param name="Source">The allocation, as recorded by Risks.</param>
public sealed record ChargeParty(string Party, Money Received, Money Paid, Citation Source);

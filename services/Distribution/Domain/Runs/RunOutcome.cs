using System.Text.Json.Serialization;
using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>The reserve from before to after a run: closing = opening + funded + returned - drawn, never below zero.</summary>
/// <param name="Opening">Before.</param>
/// <param name="Funded">What the waterfall puts in.</param>
/// <param name="Drawn">What it pays to sufferers.</param>
/// <param name="Closing">After.</param>
/// <param name="Returned">What charges put back into it: recoveries, reversals, calls; null when nothing.</param>
public sealed record ReserveMovement(Money Opening, Money Funded, Money Drawn, Money Closing, Money? Returned = null);

/// <summary>One party's outcome.</summary>
/// <param name="Party">A participant, or another party that a loss payment concerns.</param>
/// <param name="Share">From the waterfall.</param>
/// <param name="Received">For losses, from the reserve and other parties.</param>
/// <param name="Paid">For losses, to other parties.</param>
/// <param name="Cash">Share + received - paid. Below zero, the party owes it to the consortium; it is booked as a receivable.</param>
public sealed record RunLine(string Party, Money Share, Money Received, Money Paid, Money Cash);

/// <summary>What is taken of a party's share after the waterfall.</summary>
[JsonConverter(typeof(KebabCaseEnum<DeductionKind>))]
public enum DeductionKind
{
    /// <summary>A carried party's share goes to those who paid for it, until they have it back.</summary>
    CarryRepaid,

    /// <summary>Withheld for an authority.</summary>
    Withheld,
}

/// <summary>One deduction.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Party">Of whose share.</param>
/// <param name="To">The carrier; null for what is withheld.</param>
/// <param name="Amount">Above zero.</param>
/// <param name="Formula">How it was computed.</param>
public sealed record Deduction(DeductionKind Kind, string Party, string? To, Money Amount, string Formula);

/// <summary>What becomes of one party's outcome when the run is settled. Payable = net - owed back - held - set off - carried forward + released.</summary>
/// <param name="Party">The party.</param>
/// <param name="Net">Its cash after deductions; below zero, it owes it.</param>
/// <param name="Held">In dispute, in suspense.</param>
/// <param name="SetOff">Against what it owes from earlier settlements.</param>
/// <param name="CarriedForward">Too little to be paid now.</param>
/// <param name="Released">Carried from earlier settlements and payable now.</param>
/// <param name="Payable">What becomes payable.</param>
public sealed record PartyPayout(string Party, Money Net, Money Held, Money SetOff, Money CarriedForward, Money Released, Money Payable);

/// <summary>The pool of a settled run.</summary>
public sealed record SettledPool(Guid PoolId, string Reference, Period Period, Money Amount);

/// <summary>What a settled run was computed from, without its evidence.</summary>
/// <param name="AgreementVersion">Version whose terms were applied.</param>
/// <param name="DocumentHash">Its signed document.</param>
/// <param name="ReserveOpening">Reserve before.</param>
/// <param name="Accepted">Accepted values, summed per party and effective day.</param>
/// <param name="Claims">Cost claims.</param>
/// <param name="Coalition">Parties among which it was shared; null: all participants.</param>
/// <param name="Extras">Scores, carry and profile; null when there were none.</param>
public sealed record SettledInputs(
    int AgreementVersion, string DocumentHash, Money ReserveOpening, IReadOnlyList<DatedContribution> Accepted, IReadOnlyList<CostClaim> Claims,
    IReadOnlyList<string>? Coalition = null, RunExtras? Extras = null)
{
    internal static SettledInputs Of(Run run)
    {
        var computed = run.Computed!;
        return new SettledInputs(
            computed.Agreement.Version, computed.Agreement.DocumentHash, computed.Reserve.Opening, run.Accepted,
            [.. run.Lists.Claims.Select(claim => new CostClaim(claim.Reference, claim.Party, claim.Amount, claim.Class))],
            computed.Pool.Coalition?.Parties, computed.Extras);
    }
}

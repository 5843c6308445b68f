using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>The reserve from before to after a run: closing = opening + funded - drawn, never below zero.</summary>
/// <param name="Opening">Before.</param>
/// <param name="Funded">What the waterfall puts in.</param>
/// <param name="Drawn">What it pays to sufferers.</param>
/// <param name="Closing">After.</param>
public sealed record ReserveMovement(Money Opening, Money Funded, Money Drawn, Money Closing);

/// <summary>One party's outcome.</summary>
/// <param name="Party">A participant, or another party that a loss payment concerns.</param>
/// <param name="Share">From the waterfall.</param>
/// <param name="Received">For losses, from the reserve and other parties.</param>
/// <param name="Paid">For losses, to other parties.</param>
/// <param name="Cash">Share + received - paid. Below zero, the party owes it to the consortium; it is booked as a receivable.</param>
public sealed record RunLine(string Party, Money Share, Money Received, Money Paid, Money Cash);

/// <summary>The pool of a settled run.</summary>
public sealed record SettledPool(Guid PoolId, string Reference, Period Period, Money Amount);

/// <summary>What a settled run was computed from, without its evidence.</summary>
/// <param name="AgreementVersion">Version whose terms were applied.</param>
/// <param name="DocumentHash">Its signed document.</param>
/// <param name="ReserveOpening">Reserve before.</param>
/// <param name="Accepted">Accepted values, summed per party and effective day.</param>
/// <param name="Claims">Cost claims.</param>
public sealed record SettledInputs(
    int AgreementVersion, string DocumentHash, Money ReserveOpening, IReadOnlyList<DatedContribution> Accepted, IReadOnlyList<CostClaim> Claims)
{
    internal static SettledInputs Of(Run run)
    {
        var computed = run.Computed!;
        var accepted = run.Lists.Values.GroupBy(value => (value.Party, value.EffectiveOn))
            .OrderBy(group => group.Key.Party, StringComparer.Ordinal).ThenBy(group => group.Key.EffectiveOn)
            .Select(group => new DatedContribution(
                group.Key.Party, group.Key.EffectiveOn, Money.Sum(group.Select(value => value.Accepted), computed.Pool.Amount.Currency)));
        return new SettledInputs(
            computed.Agreement.Version, computed.Agreement.DocumentHash, computed.Reserve.Opening, [.. accepted],
            [.. run.Lists.Claims.Select(claim => new CostClaim(claim.Reference, claim.Party, claim.Amount))]);
    }
}

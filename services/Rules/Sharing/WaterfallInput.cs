namespace Ledger.Rules;

/// <summary>A cost that a participant asks to be paid back from the pool before benefits are shared.</summary>
/// <param name="Reference">Unique among the claims of the pool.</param>
/// <param name="Party">A participant.</param>
/// <param name="Amount">Above 0.</param>
public sealed record CostClaim(string Reference, string Party, Money Amount);

/// <summary>Inputs of <see cref="Ledger.Rules.Waterfall"/>; amounts in one currency.</summary>
/// <param name="Currency">Of every amount.</param>
/// <param name="Pool">What is distributed; at least 0.</param>
/// <param name="Participants">Party ids, each once.</param>
/// <param name="Waterfall">Tiers in order.</param>
/// <param name="Rounding">How each named line is rounded.</param>
/// <param name="Accepted">Accepted value per participant; a missing one has 0.</param>
/// <param name="CostClaims">Only with a cost-recovery tier.</param>
public sealed record WaterfallInput(
    Currency Currency,
    Money Pool,
    IReadOnlyList<string> Participants,
    IReadOnlyList<Tier> Waterfall,
    Rounding Rounding,
    IReadOnlyDictionary<string, Money> Accepted,
    IReadOnlyList<CostClaim> CostClaims)
{
    /// <summary>The distribution of a pool under an agreement; accepted values of parties without benefit share are left out.</summary>
    public static WaterfallInput Under(
        AgreementDocument agreement, Money pool, IReadOnlyDictionary<string, Money> accepted, IReadOnlyList<CostClaim> costClaims)
    {
        ArgumentNullException.ThrowIfNull(agreement);
        ArgumentNullException.ThrowIfNull(accepted);
        var counted = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        foreach (var party in agreement.Benefit.Participants) counted[party] = accepted.GetValueOrDefault(party) ?? Money.Zero(agreement.Currency);
        return new WaterfallInput(
            agreement.Currency, pool, agreement.Benefit.Participants, agreement.Benefit.Waterfall, agreement.Benefit.Rounding, counted, costClaims);
    }
}

using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>What verified contributions come to: claimed beside accepted, so that a claim set too high shows.</summary>
/// <param name="Claimed">Sum of the claims of verified contributions.</param>
/// <param name="ClaimedOfAccepted">Of it, the claims whose value was accepted.</param>
/// <param name="Accepted">What was accepted for those.</param>
public sealed record InKindTotals(Money Claimed, Money ClaimedOfAccepted, Money Accepted)
{
    /// <summary>Totals in one currency; contributions in another one are no part of them.</summary>
    /// <exception cref="OverflowException">Beyond what is kept exactly.</exception>
    public static InKindTotals Of(IEnumerable<Delivery> deliveries, Currency currency)
    {
        var verified = deliveries.Where(delivery => delivery.Counts() && delivery.Claimed?.Currency == currency).ToList();
        var evidenced = verified.Where(delivery => delivery.IsEvidenced && delivery.Accepted?.Currency == currency).ToList();
        return new InKindTotals(
            Money.Sum(verified.Select(delivery => delivery.Claimed!), currency), Money.Sum(evidenced.Select(delivery => delivery.Claimed!), currency),
            Money.Sum(evidenced.Select(delivery => delivery.Accepted!), currency));
    }
}

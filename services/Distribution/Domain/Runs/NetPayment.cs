using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>Loss payments between two parties, one way, the other way, and net. In the books both run through the payables, so the net is what moves.</summary>
/// <param name="From">Who pays the net.</param>
/// <param name="To">Who receives it.</param>
/// <param name="Gross">What goes that way.</param>
/// <param name="Back">What goes the other way.</param>
/// <param name="Net">Gross less back; at least 0.</param>
public sealed record NetPayment(string From, string To, Money Gross, Money Back, Money Net)
{
    /// <summary>Payments between each two parties, netted; the reserve is no party.</summary>
    public static IReadOnlyList<NetPayment> Of(IEnumerable<ChargePayment> payments, Currency currency)
    {
        var sums = payments.Where(payment => payment.Payer is not null && !payment.ToReserve)
            .GroupBy(payment => (From: payment.Payer!, To: payment.Party))
            .ToDictionary(group => group.Key, group => Money.Sum(group.Select(payment => payment.Amount), currency));
        return
        [
            .. sums.Select(entry => new NetPayment(
                    entry.Key.From, entry.Key.To, entry.Value, sums.GetValueOrDefault((entry.Key.To, entry.Key.From)) ?? Money.Zero(currency), Money.Zero(currency)))
                .Where(pair => pair.Gross > pair.Back || (pair.Gross == pair.Back && string.CompareOrdinal(pair.From, pair.To) < 0))
                .Select(pair => pair with { Net = pair.Gross - pair.Back })
                .OrderBy(pair => pair.From, StringComparer.Ordinal).ThenBy(pair => pair.To, StringComparer.Ordinal),
        ];
    }
}

using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>
/// Which charges a run settles. What is disputed waits. An allocation that was reversed before it was settled is left out together with
/// its recoveries and its reversal: they cancel; once any of them is settled, the others follow.
/// </summary>
internal static class OpenCharges
{
    /// <summary>The charges, by day, reference and id.</summary>
    /// <param name="charges">Charges of the agreement that are known.</param>
    /// <param name="settled">Ids of those that were settled.</param>
    /// <param name="day">Last day that counts.</param>
    public static IReadOnlyList<ChargeInput> Of(IReadOnlyList<LossCharge> charges, IReadOnlySet<Guid> settled, DateOnly day)
    {
        var waiting = charges.Where(charge => charge.Waits).Select(charge => Key(charge.Charged!)).ToHashSet();
        var reversed = charges.Where(charge => charge.Charged!.Kind == ChargeKind.Reversal).Select(charge => Key(charge.Charged!)).ToHashSet();
        var begun = charges.Where(charge => settled.Contains(charge.Id)).Select(charge => Key(charge.Charged!)).ToHashSet();
        return
        [
            .. charges.Where(charge => charge.OccurredOn <= day && !settled.Contains(charge.Id))
                .Where(charge => charge.Charged!.Kind == ChargeKind.ReserveCall || (!waiting.Contains(Key(charge.Charged!))
                    && (!reversed.Contains(Key(charge.Charged!)) || begun.Contains(Key(charge.Charged!)))))
                .OrderBy(charge => charge.OccurredOn).ThenBy(charge => charge.Charged!.Reference, StringComparer.Ordinal).ThenBy(charge => charge.Id)
                .Select(charge => ChargeInput.Of(charge.Id, charge.Charged!)),
        ];
    }

    private static (Guid Event, int No) Key(LossCharged charge) => (charge.RiskEventId, charge.AllocationNo ?? 1);
}

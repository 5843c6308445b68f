using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>Where one requirement stands on a day.</summary>
/// <param name="Requirement">As the policy states it, with source and mark.</param>
/// <param name="Met">Whether it is met.</param>
/// <param name="Claimed">What the enterprise claims within the window, in the requirement's currency; null for a count.</param>
/// <param name="Reached">Accepted and evidenced value; null for a count.</param>
/// <param name="Missing">Value still missing; null for a count.</param>
/// <param name="ReachedCount">Counted; null for a value.</param>
/// <param name="MissingCount">Still missing; null for a value.</param>
/// <param name="FailsOn">First day within the look-ahead on which it is no longer met if nothing is added; null otherwise.</param>
/// <param name="Entries">What was looked at, by day.</param>
public sealed record RequirementStanding(
    CertificationRequirement Requirement, bool Met, Money? Claimed, Money? Reached, Money? Missing, long? ReachedCount, long? MissingCount,
    DateOnly? FailsOn, IReadOnlyList<TrackedEntry> Entries)
{
    /// <exception cref="OverflowException">The claims come to more than is kept exactly.</exception>
    internal static RequirementStanding Of(
        CertificationRequirement requirement, int windowMonths, IReadOnlyList<Delivery> deliveries, CertificationFile file, DateOnly day, DateOnly until)
    {
        if (requirement.Value is not { } value)
        {
            List<TrackedEntry> records = [.. TrackedEntry.Of(requirement, file.Records, day, windowMonths)];
            var (needed, counted) = (requirement.Count!.Value, records.Where(entry => entry.Counts).Sum(entry => (long)entry.Count!.Value));
            return new RequirementStanding(
                requirement, counted >= needed, null, null, null, counted, Math.Max(0, needed - counted),
                Fails(records, entry => entry.Count!.Value, counted, needed, until), records);
        }

        List<TrackedEntry> entries = [.. TrackedEntry.Of(requirement, deliveries, day, windowMonths)];
        var claimed = Money.Sum(entries.Select(entry => entry.Claimed).OfType<Money>().Where(claim => claim.Currency == value.Currency), value.Currency);
        var reached = Money.Sum(entries.Where(entry => entry.Counts).Select(entry => entry.Accepted!), value.Currency);
        return new RequirementStanding(
            requirement, reached >= value, claimed, reached, Money.Max(value - reached, Money.Zero(value.Currency)), null, null,
            Fails(entries, entry => entry.Accepted!.Minor, reached.Minor, value.Minor, until), entries);
    }

    // What is met stays met until so much has left that the rest is too little.
    private static DateOnly? Fails(List<TrackedEntry> entries, Func<TrackedEntry, long> weight, long reached, long needed, DateOnly until)
    {
        if (reached < needed) return null;
        foreach (var entry in entries.Where(entry => entry.LeavesOn <= until).OrderBy(entry => entry.LeavesOn))
        {
            reached -= weight(entry);
            if (reached < needed) return entry.LeavesOn;
        }

        return null;
    }
}

/// <summary>Where one condition stands: met when any of its requirements is.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Met">Whether it is met.</param>
/// <param name="FailsOn">First day within the look-ahead on which none of its requirements is met any more; null otherwise.</param>
/// <param name="AnyOf">Its requirements.</param>
public sealed record ConditionStanding(string Id, Text Name, bool Met, DateOnly? FailsOn, IReadOnlyList<RequirementStanding> AnyOf)
{
    internal static ConditionStanding Of(CertificationCondition condition, IReadOnlyList<RequirementStanding> anyOf)
    {
        var met = anyOf.Where(requirement => requirement.Met).ToList();
        var fails = met.Count > 0 && met.TrueForAll(requirement => requirement.FailsOn is not null);
        return new ConditionStanding(condition.Id, condition.Name, met.Count > 0, fails ? met.Max(requirement => requirement.FailsOn) : null, anyOf);
    }
}

namespace Ledger.Rules;

/// <summary>
/// Version 2 of the allocation of a loss: net loss = gross - salvage - insurance - recoveries; the retention stays with the
/// sufferers, a party at fault taking over its agreed part; the reserve pays up to what is left of it; the rest goes to a party
/// at serious fault alone, its agreed cap lifted, else to the acceded parties by a mix of keys under their caps with
/// water-filling; what no cap leaves room for stays where it fell or is escalated; a sufferer nets its own share. A public
/// school's cap always holds and students bear nothing. Largest remainder; caps are checked again after rounding. Caps limit the
/// shared rest, not the retention. Source: domain rules, section 5.2, and sample B.
/// </summary>
public static class RiskAllocationV2
{
    public static Method<AllocationV2Input, AllocationV2Figures> Method { get; } = new("risk.allocation", 2, MethodPurpose.Allocation,
        new("Allocation of a loss", "损失分担"), AllocationV2Reader.Read, Allocate);

    /// <summary>Allocates a loss.</summary>
    /// <returns>
    /// Figures; or allocation.recovery-above-loss, allocation.loss-above-exposure, allocation.reserve-overdrawn,
    /// allocation.cap-below-retention, allocation.public-cap-missing, allocation.day-missing, allocation.sufferer-not-acceded,
    /// allocation.no-sufferer, allocation.mix-not-one, allocation.key-zero, allocation.student, allocation.mutual-negative, mutual.*, party.unknown, input.*, money.*.
    /// </returns>
    public static Outcome<AllocationV2Figures> Allocate(AllocationV2Input input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        AllocationV2Checks.Check(checks, input);
        if (checks.Failed) return checks.Refuse<AllocationV2Figures>();

        var (key, refused) = AllocationParts.Key(input);
        if (refused is not null && AllocationParts.Layers(input, input.Net).Shared.Sign > 0) return refused;
        return new AllocationV2Run(input, refused is null ? key : new SortedDictionary<string, Rational>(StringComparer.Ordinal)).Run();
    }
}

namespace Ledger.Rules;

/// <summary>Inputs of <see cref="RiskAllocation"/>; amounts in one currency.</summary>
/// <param name="Currency">Of every amount.</param>
/// <param name="Loss">Net loss of the event; at least 0.</param>
/// <param name="Sufferers">Who suffered it, by weight ({"E1":"2","E2":"2"} is half each); not all 0.</param>
/// <param name="Retention">Of the event's loss, what stays with the sufferers.</param>
/// <param name="ReserveLeft">What the reserve may still pay in this period.</param>
/// <param name="Key">Who bears the rest, by weight; weights need not sum to one.</param>
/// <param name="Caps">The most a party bears of this event, for the parties that have a cap.</param>
/// <param name="WilfulBy">A party that caused the loss wilfully or by gross negligence bears all of the rest, without cap; or null.</param>
public sealed record AllocationInput(
    Currency Currency,
    Money Loss,
    IReadOnlyDictionary<string, Rational> Sufferers,
    Money Retention,
    Money ReserveLeft,
    IReadOnlyDictionary<string, Rational> Key,
    IReadOnlyDictionary<string, Money> Caps,
    string? WilfulBy = null)
{
    /// <summary>The allocation of an event under an agreement.</summary>
    /// <param name="agreement">The version in force on the day of the event.</param>
    /// <param name="occurredOn">Day of the event: a party that had not acceded by then is left out.</param>
    /// <param name="loss">Measured net loss.</param>
    /// <param name="sufferers">By weight.</param>
    /// <param name="reserveLeft">Reserve limit of the period less what it already committed.</param>
    /// <param name="accepted">Accepted value per party on that day; used only when the key or a cap is by accepted value.</param>
    public static AllocationInput Under(
        AgreementDocument agreement,
        DateOnly occurredOn,
        Money loss,
        IReadOnlyDictionary<string, Rational> sufferers,
        Money reserveLeft,
        IReadOnlyDictionary<string, Money> accepted)
    {
        ArgumentNullException.ThrowIfNull(agreement);
        var policy = agreement.Risk.Allocation;
        return new AllocationInput(
            agreement.Currency, loss, sufferers, policy.Retention, reserveLeft, agreement.AllocationKey(occurredOn, accepted),
            CapsOf(policy, accepted, agreement.Currency));
    }

    // A cap that is a multiple is rounded down: no rounding may let a party bear more than the multiple.
    private static IReadOnlyDictionary<string, Money> CapsOf(AllocationPolicy policy, IReadOnlyDictionary<string, Money> accepted, Currency currency)
    {
        if (policy.CapMultiples is not { } multiples) return policy.Caps;
        var caps = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        foreach (var (party, cap) in policy.Caps) caps[party] = cap;
        foreach (var (party, multiple) in multiples)
            caps[party] = Money.FromRational(multiple * (accepted.GetValueOrDefault(party)?.Value ?? 0), currency, Rounding.Down);
        return caps;
    }
}

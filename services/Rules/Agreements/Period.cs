namespace Ledger.Rules;

/// <summary>A span of days, both ends included.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day; not before the first.</param>
public sealed record Period(DateOnly From, DateOnly To)
{
    /// <summary>Whether the day lies within, ends included.</summary>
    public bool Contains(DateOnly day) => day >= From && day <= To;

    /// <summary>"2025-01-01/2025-12-31".</summary>
    public override string ToString() => $"{From:yyyy-MM-dd}/{To:yyyy-MM-dd}";
}

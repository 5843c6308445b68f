using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>One amount before and after.</summary>
/// <param name="Was">As it is recorded.</param>
/// <param name="WouldBe">Under the new version.</param>
public sealed record AmountChange(Money Was, Money WouldBe)
{
    /// <summary>Would be less was.</summary>
    public Money Difference => WouldBe - Was;
}

/// <summary>One party's amount before and after.</summary>
/// <param name="Party">The party.</param>
/// <param name="Was">As it is recorded.</param>
/// <param name="WouldBe">Under the new version.</param>
public sealed record PartyChange(string Party, Money Was, Money WouldBe)
{
    /// <summary>Would be less was.</summary>
    public Money Difference => WouldBe - Was;
}

/// <summary>One line of a waterfall before and after.</summary>
/// <param name="Line">Tier, and key of the residual: <c>preferred-return</c>, <c>residual/fixed-points</c>.</param>
/// <param name="Party">Who is paid by it.</param>
/// <param name="Was">As it was settled.</param>
/// <param name="WouldBe">Under the new version.</param>
public sealed record LineChange(string Line, string Party, Money Was, Money WouldBe)
{
    /// <summary>Would be less was.</summary>
    public Money Difference => WouldBe - Was;
}

/// <summary>A settled run. The differences of parties and reserve sum to zero: the pool is what it was.</summary>
/// <param name="RunId">Stream of the run in Distribution.</param>
/// <param name="PoolReference">The consortium's reference of the pool.</param>
/// <param name="Period">Its period.</param>
/// <param name="Reserve">What the pool puts into the reserve.</param>
/// <param name="Parties">Benefit share of each participant of either version.</param>
/// <param name="Lines">The same by line of the waterfall.</param>
/// <param name="Source">The settlement.</param>
public sealed record RunEffect(
    Guid RunId, string PoolReference, Period Period, AmountChange Reserve, IReadOnlyList<PartyChange> Parties, IReadOnlyList<LineChange> Lines,
    Citation Source);

/// <summary>An allocated loss. The differences of parties and reserve sum to zero.</summary>
/// <param name="RiskEventId">Stream of the risk event in Risks.</param>
/// <param name="Reference">The reporter's reference.</param>
/// <param name="OccurredOn">When it struck.</param>
/// <param name="Reserve">What the reserve gets: below zero, what it pays.</param>
/// <param name="Parties">What each party receives less what it pays.</param>
/// <param name="Source">The allocation.</param>
public sealed record LossEffect(
    Guid RiskEventId, string Reference, DateOnly OccurredOn, AmountChange Reserve, IReadOnlyList<PartyChange> Parties, Citation Source);

/// <summary>An instalment of a commitment.</summary>
/// <param name="Commitment">Id in the agreement.</param>
/// <param name="Party">Who promised.</param>
/// <param name="Kind">What kind.</param>
/// <param name="Due">Last day in time.</param>
/// <param name="Was">Planned until now; zero when it is new.</param>
/// <param name="WouldBe">Planned then; zero when it is dropped.</param>
public sealed record CommitmentEffect(string Commitment, string Party, ContributionKind Kind, DateOnly Due, Money Was, Money WouldBe);

/// <summary>A party's cap on what it bears of one event: an amount, a multiple of its accepted value, or none.</summary>
/// <param name="Party">The party.</param>
/// <param name="Was">Amount until now; null for none.</param>
/// <param name="WouldBe">Amount then; null for none.</param>
/// <param name="MultipleWas">Multiple until now; null for none.</param>
/// <param name="MultipleWouldBe">Multiple then; null for none.</param>
public sealed record CapEffect(string Party, Money? Was, Money? WouldBe, Rational? MultipleWas, Rational? MultipleWouldBe);

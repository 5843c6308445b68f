using System.Text.Json.Serialization;

namespace Ledger.Rules;

/// <summary>
/// One tier of a benefit waterfall. The set of tiers is closed. A statutory share may stand several times under different ids,
/// every other tier once. Nothing can be reached after a tier that takes all that is left: the residual, or a statutory share of
/// everything.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "tier")]
[JsonDerivedType(typeof(StatutoryShareTier), StatutoryShareTier.Name)]
[JsonDerivedType(typeof(ReserveTier), ReserveTier.Name)]
[JsonDerivedType(typeof(CostRecoveryTier), CostRecoveryTier.Name)]
[JsonDerivedType(typeof(PreferredReturnTier), PreferredReturnTier.Name)]
[JsonDerivedType(typeof(ReturnOfContributionTier), ReturnOfContributionTier.Name)]
[JsonDerivedType(typeof(CatchUpTier), CatchUpTier.Name)]
[JsonDerivedType(typeof(ResidualTier), ResidualTier.Name)]
public abstract record Tier
{
    /// <summary>The tier's kind in documents: "reserve", "cost-recovery", "preferred-return", "residual".</summary>
    [JsonIgnore]
    public abstract string Kind { get; }

    /// <summary>The tier's name in results and lines: its kind, and its id where the kind may stand several times.</summary>
    [JsonIgnore]
    public virtual string Label => Kind;
}

/// <summary>What a rate or a cap is taken of.</summary>
[JsonConverter(typeof(KebabCaseEnum<TierBase>))]
public enum TierBase
{
    /// <summary>The whole pool.</summary>
    Pool,

    /// <summary>What the tiers before this one have left.</summary>
    Remaining,
}

/// <summary>Whom a statutory share is for; a policy profile sets the least an inventor must get.</summary>
[JsonConverter(typeof(KebabCaseEnum<Beneficiary>))]
public enum Beneficiary
{
    /// <summary>Those who made the result that is exploited.</summary>
    Inventor,

    /// <summary>The state: royalty, levy, profit share.</summary>
    Government,

    /// <summary>Anybody else whom a law or licence puts first.</summary>
    Other,
}

/// <summary>A share that a law or a licence puts before the parties' own bargain: paid in full or the distribution is refused.</summary>
/// <param name="Id">Unique among the statutory shares: "royalty".</param>
/// <param name="Beneficiary">Whom it is for.</param>
/// <param name="Rate">Above 0, at most 1.</param>
/// <param name="Of">What the rate is taken of.</param>
/// <param name="To">Receivers: participants with shares that sum to exactly 1.</param>
public sealed record StatutoryShareTier(
    string Id, Beneficiary Beneficiary, Rational Rate, TierBase Of, IReadOnlyDictionary<string, Rational> To) : Tier
{
    internal const string Name = "statutory-share";

    [JsonIgnore]
    public override string Kind => Name;

    [JsonIgnore]
    public override string Label => $"{Name}/{Id}";
}

/// <summary>Feeds the risk reserve: rate x pool, or rate x what is left; never beyond the target.</summary>
/// <param name="Rate">0 to 1.</param>
/// <param name="Target">The balance at which feeding stops; null: none. With a target the run states the balance it starts from.</param>
/// <param name="Of">What the rate is taken of; null: the whole pool.</param>
public sealed record ReserveTier(Rational Rate, Money? Target = null, TierBase? Of = null) : Tier
{
    internal const string Name = "reserve";

    [JsonIgnore]
    public override string Kind => Name;
}

/// <summary>
/// Pays back claimed costs, those carried in with the new ones, together at most cap x distributable amount (the pool less what
/// earlier tiers put into the reserve, unless the base says otherwise); class by class in order, within a class pro rata. The
/// rest is carried forward.
/// </summary>
/// <param name="Cap">0 to 1; 1 is no cap.</param>
/// <param name="Classes">Priority classes, first served first; null: all claims are one class.</param>
/// <param name="Of">What the cap is taken of; null: the pool less the reserve.</param>
public sealed record CostRecoveryTier(Rational Cap, IReadOnlyList<string>? Classes = null, TierBase? Of = null) : Tier
{
    internal const string Name = "cost-recovery";

    [JsonIgnore]
    public override string Kind => Name;
}

/// <summary>
/// Pays each participant a return on its contribution and the arrears carried in; when the money does not suffice, pro rata, and
/// the rest is in arrears. Without an accrual: one full year's simple return on accepted value.
/// </summary>
/// <param name="Rate">0 to 1, a year.</param>
/// <param name="Accrual">How it accrues over the run's period; null: a full year on accepted value.</param>
public sealed record PreferredReturnTier(Rational Rate, Accrual? Accrual = null) : Tier
{
    internal const string Name = "preferred-return";

    [JsonIgnore]
    public override string Kind => Name;
}

/// <summary>Pays each participant its contribution back; when the money does not suffice, pro rata.</summary>
/// <param name="Basis">What counts as the contribution.</param>
public sealed record ReturnOfContributionTier(ContributionBasis Basis) : Tier
{
    internal const string Name = "return-of-contribution";

    [JsonIgnore]
    public override string Kind => Name;
}

/// <summary>
/// Pays the receivers until they hold their share of preferred return and catch-up together. At rate 1 (full) they get all of it
/// meanwhile; below (partial) the rest goes beside them to those who had a preferred return, pro rata to it.
/// </summary>
/// <param name="Share">Above 0, below 1.</param>
/// <param name="Rate">Above the share, at most 1.</param>
/// <param name="To">Receivers: participants with shares that sum to exactly 1.</param>
public sealed record CatchUpTier(Rational Share, Rational Rate, IReadOnlyDictionary<string, Rational> To) : Tier
{
    internal const string Name = "catch-up";

    [JsonIgnore]
    public override string Kind => Name;
}

/// <summary>Divides all that is left: first between the keys by weight, then each key's amount by its own measure.</summary>
/// <param name="Keys">At least one; weights above 0, sum exactly 1; each kind of key once.</param>
public sealed record ResidualTier(IReadOnlyList<ResidualKey> Keys) : Tier
{
    internal const string Name = "residual";

    [JsonIgnore]
    public override string Kind => Name;
}

/// <summary>What a residual is divided by.</summary>
[JsonConverter(typeof(KebabCaseEnum<ResidualMeasure>))]
public enum ResidualMeasure
{
    /// <summary>By accepted value of contributions.</summary>
    AcceptedValue,

    /// <summary>By points fixed in the agreement, out of 100.</summary>
    FixedPoints,

    /// <summary>By a performance score that the run states.</summary>
    PerformanceScore,

    /// <summary>The same to every participant.</summary>
    Equal,

    /// <summary>By a solution of the parties' cooperative game that the run states (a game.* method computes it).</summary>
    GameValue,
}

/// <summary>One key of the residual tier.</summary>
/// <param name="Key">The measure.</param>
/// <param name="Weight">Above 0, at most 1.</param>
/// <param name="Points">For fixed points: every participant's points; they sum to exactly 100. Null for other keys.</param>
public sealed record ResidualKey(ResidualMeasure Key, Rational Weight, IReadOnlyDictionary<string, Rational>? Points = null);

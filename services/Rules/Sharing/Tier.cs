using System.Text.Json.Serialization;

namespace Ledger.Rules;

/// <summary>
/// One tier of a benefit waterfall. The set of tiers is closed; each may stand once; the residual tier, if any, is last,
/// because nothing can reach a tier after it.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "tier")]
[JsonDerivedType(typeof(ReserveTier), ReserveTier.Name)]
[JsonDerivedType(typeof(CostRecoveryTier), CostRecoveryTier.Name)]
[JsonDerivedType(typeof(PreferredReturnTier), PreferredReturnTier.Name)]
[JsonDerivedType(typeof(ResidualTier), ResidualTier.Name)]
public abstract record Tier
{
    /// <summary>The tier's name in documents and results: "reserve", "cost-recovery", "preferred-return", "residual".</summary>
    [JsonIgnore]
    public abstract string Kind { get; }
}

/// <summary>Feeds the risk reserve: rate x pool.</summary>
/// <param name="Rate">0 to 1, of the whole pool.</param>
public sealed record ReserveTier(Rational Rate) : Tier
{
    internal const string Name = "reserve";

    [JsonIgnore]
    public override string Kind => Name;
}

/// <summary>
/// Pays back claimed costs, together at most cap x distributable amount (the pool less what earlier tiers put into the
/// reserve); when that does not suffice, pro rata. The rest is carried forward.
/// </summary>
/// <param name="Cap">0 to 1; 1 is no cap.</param>
public sealed record CostRecoveryTier(Rational Cap) : Tier
{
    internal const string Name = "cost-recovery";

    [JsonIgnore]
    public override string Kind => Name;
}

/// <summary>Pays each participant rate x accepted value, one full year's simple return; when the money does not suffice, pro rata.</summary>
/// <param name="Rate">0 to 1.</param>
public sealed record PreferredReturnTier(Rational Rate) : Tier
{
    internal const string Name = "preferred-return";

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
}

/// <summary>One key of the residual tier.</summary>
/// <param name="Key">The measure.</param>
/// <param name="Weight">Above 0, at most 1.</param>
/// <param name="Points">For fixed points: every participant's points; they sum to exactly 100. Null for other keys.</param>
public sealed record ResidualKey(ResidualMeasure Key, Rational Weight, IReadOnlyDictionary<string, Rational>? Points = null);

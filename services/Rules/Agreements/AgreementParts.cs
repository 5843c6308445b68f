using System.Text.Json.Serialization;

namespace Ledger.Rules;

/// <summary>A member of the consortium as the agreement names it.</summary>
/// <param name="Id">Short id used everywhere ("E1").</param>
/// <param name="Name">Legal name.</param>
/// <param name="Type">What kind of member.</param>
/// <param name="AccededOn">When it joined; null means from the agreement's first day.</param>
public sealed record AgreementParty(string Id, Text Name, PartyType Type, DateOnly? AccededOn)
{
    /// <summary>Unified social credit code (统一社会信用代码); null when not stated.</summary>
    public string? Uscc { get; init; }

    /// <summary>Legal entity identifier; null when not stated.</summary>
    public string? Lei { get; init; }

    /// <summary>What the party does in the consortium, in its own words: "lead", "funder".</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Whether the party spends public money; null when not stated.</summary>
    public bool? IsPublic { get; init; }

    /// <summary>Ids of those who control the party: other parties, or organisations outside.</summary>
    public IReadOnlyList<string> Controllers { get; init; } = [];
}

/// <summary>How contributions of one kind are valued.</summary>
/// <param name="Methods">Valuation methods allowed, by id.</param>
/// <param name="MinEvidence">Least pieces of usable market evidence, or of cited evidence where the method has none.</param>
public sealed record KindPolicy(IReadOnlyList<string> Methods, int MinEvidence)
{
    /// <summary>Id of the price index series by which values of this kind are watched; null: the one that a value rests on, if any.</summary>
    public string? IndexSeries { get; init; }
}

/// <summary>When an accepted value is due for re-valuation, as the agreement says; a profile may ask for it earlier.</summary>
/// <param name="ValidityMonths">Months for which an accepted value is valid; null when not stated.</param>
/// <param name="IndexMoveLimit">Move of the price index, above 0 and at most 1, beyond which a value is due; null when not stated.</param>
public sealed record RevaluationTerms(int? ValidityMonths, Rational? IndexMoveLimit);

/// <summary>How contributions are valued.</summary>
/// <param name="Kinds">Only kinds listed here are accepted as contributions.</param>
/// <param name="CapAtClaim">Whether the accepted value stops at the claim.</param>
public sealed record ValuationPolicy(IReadOnlyDictionary<ContributionKind, KindPolicy> Kinds, bool CapAtClaim)
{
    /// <summary>
    /// Values above it need two approvers of different parties, and so do values whose evidence is weak, whatever they come to; null:
    /// one approver, unless the valuer was drawn from the panel.
    /// </summary>
    public Money? DualApprovalAbove { get; init; }

    /// <summary>Whether only a valuer drawn from the panel may propose a value; false when not stated.</summary>
    public bool ValuerByDraw { get; init; }

    /// <summary>When an accepted value is due again; null when not stated.</summary>
    public RevaluationTerms? Revaluation { get; init; }
}

/// <summary>How benefits are shared.</summary>
/// <param name="Participants">Parties that take part; a funder without benefit share is left out.</param>
/// <param name="Waterfall">Tiers in order.</param>
/// <param name="Rounding">How each named line is rounded.</param>
public sealed record BenefitPolicy(IReadOnlyList<string> Participants, IReadOnlyList<Tier> Waterfall, Rounding Rounding)
{
    /// <summary>How often pools are settled; null when not stated.</summary>
    public SettlementPeriod? SettlementPeriod { get; init; }

    /// <summary>Days from settlement to payment; null when not stated.</summary>
    public int? PaymentDays { get; init; }
}

/// <summary>How often pools are settled. JSON: kebab-case.</summary>
[JsonConverter(typeof(KebabCaseEnum<SettlementPeriod>))]
public enum SettlementPeriod
{
    Month,
    Quarter,
    HalfYear,
    Year,
}

/// <summary>One category of shared risk.</summary>
/// <param name="Id">"production-disruption".</param>
/// <param name="Method">The loss measure, by id.</param>
public sealed record RiskCategory(string Id, string Method)
{
    /// <summary>What must be brought along, in words; null when not stated.</summary>
    public Text? Evidence { get; init; }

    /// <summary>The party that watches over this risk; null when not stated.</summary>
    public string? Owner { get; init; }

    /// <summary>Days after the event within which it must be reported; null: no clock.</summary>
    public int? NoticeDays { get; init; }

    /// <summary>What a later report loses; null: it is refused.</summary>
    public LateNotice? LateNotice { get; init; }

    /// <summary>The most that one event may cost the others; null: no limit.</summary>
    public Money? ExposureLimit { get; init; }

    /// <summary>What becomes of a larger loss.</summary>
    public OverExposure OverExposure { get; init; }

    /// <summary>Evidence without which no loss is measured.</summary>
    public IReadOnlyList<RequiredEvidence> Required { get; init; } = [];

    /// <summary>What of a loss is shared; null: as the allocation says.</summary>
    public LossCover? Cover { get; init; }

    /// <summary>How the rest is divided; null: as the allocation says.</summary>
    public MutualTerms? Mutual { get; init; }
}

/// <summary>What becomes of a loss above the exposure limit. JSON: kebab-case.</summary>
[JsonConverter(typeof(KebabCaseEnum<OverExposure>))]
public enum OverExposure
{
    /// <summary>It is not shared until the parties agree on more.</summary>
    Refuse,

    /// <summary>It is shared up to the limit; the rest stays with the sufferers.</summary>
    Reduce,
}

/// <summary>What lifts a cap on liability. JSON: kebab-case.</summary>
[JsonConverter(typeof(KebabCaseEnum<CarveOut>))]
public enum CarveOut
{
    Wilful,
    GrossNegligence,
    Confidentiality,
}

/// <summary>An insurance that the agreement asks for.</summary>
/// <param name="Id">Unique in the agreement.</param>
/// <param name="Holder">The party that takes it out.</param>
/// <param name="Covers">What it covers.</param>
/// <param name="SumInsured">Above 0.</param>
public sealed record InsurancePolicy(string Id, string Holder, Text Covers, Money SumInsured)
{
    /// <summary>Risk categories whose losses of the holder it covers: what it pays, or would pay, is not shared.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Of each loss, what the insurer does not pay; null for nothing.</summary>
    public Money? Deductible { get; init; }
}

/// <summary>How a loss is borne.</summary>
/// <param name="Retention">Of each event's loss, what stays with the sufferers.</param>
/// <param name="ReserveLimit">The most the reserve pays in one period.</param>
/// <param name="Key">Shares of the rest, sum exactly 1; null means by accepted value.</param>
/// <param name="Caps">The most a party bears of one event, for the parties that have a cap.</param>
/// <param name="CapMultiples">The same as a multiple of the party's accepted value on the day of the event; null for none.</param>
public sealed record AllocationPolicy(
    Money Retention,
    Money ReserveLimit,
    IReadOnlyDictionary<string, Rational>? Key,
    IReadOnlyDictionary<string, Money> Caps,
    IReadOnlyDictionary<string, Rational>? CapMultiples = null)
{
    /// <summary>The key, or a cap, is by the accepted value of the parties' contributions: they must be known to allocate.</summary>
    public bool ByAcceptedValue => Key is null || CapMultiples is { Count: > 0 };

    /// <summary>What lifts the caps; all of them when the agreement says nothing.</summary>
    public IReadOnlyList<CarveOut> CarveOuts { get; init; } = Enum.GetValues<CarveOut>();

    /// <summary>Who decides; null: one person who neither reported nor measured.</summary>
    public LossApproval? Approval { get; init; }

    /// <summary>What of a loss above the retention is shared; null: all of it. A category's own goes before it.</summary>
    public LossCover? Cover { get; init; }

    /// <summary>The mutual rule that divides the rest of a loss; null: the key does. A category's own goes before it. Calls of the reserve stay by the key.</summary>
    public MutualTerms? Mutual { get; init; }

    /// <summary>What becomes of a loss that no cap leaves room for.</summary>
    public ExcessRule Excess { get; init; }
}

/// <summary>Shared risks.</summary>
/// <param name="Categories">Only categories listed here can be reported.</param>
/// <param name="Allocation">How a loss is borne.</param>
public sealed record RiskPolicy(IReadOnlyList<RiskCategory> Categories, AllocationPolicy Allocation)
{
    public IReadOnlyList<InsurancePolicy> Insurance { get; init; } = [];
}

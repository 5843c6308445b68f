using System.Text.Json.Serialization;

namespace Ledger.Rules;

/// <summary>
/// What an agreement may say beside its core: every part is optional, and what is written is checked. The platform acts on
/// commitments, default terms, the superseded version, the majority for amendments with the responsibility "amendment", and the
/// test vectors; the other parts are what people signed, for people.
/// </summary>
public sealed record AgreementTerms
{
    public static AgreementTerms None { get; } = new();

    /// <summary>The law that governs, in words; null when not stated.</summary>
    public Text? GoverningLaw { get; init; }

    /// <summary>Which wording prevails where the languages differ; null when not stated.</summary>
    public PrevailingLanguage? Language { get; init; }

    /// <summary>The version that this one replaces from its first day on; below this version; null for a first version.</summary>
    public int? Supersedes { get; init; }

    public IReadOnlyList<Responsibility> Responsibilities { get; init; } = [];

    public IReadOnlyList<Commitment> Commitments { get; init; } = [];

    public ContributionRules? ContributionRules { get; init; }

    public IntellectualProperty? IntellectualProperty { get; init; }

    public IReadOnlyList<ConfidentialityTier> Confidentiality { get; init; } = [];

    public DefaultTerms? Default { get; init; }

    public ExitTerms? Exit { get; init; }

    public AccessionTerms? Accession { get; init; }

    public DisputeTerms? Dispute { get; init; }

    public AuditTerms? Audit { get; init; }

    /// <summary>Class of records to years kept.</summary>
    public IReadOnlyDictionary<string, int> Retention { get; init; } = new SortedDictionary<string, int>(StringComparer.Ordinal);

    public PrivacyTerms? Privacy { get; init; }

    public RegionProfileReference? RegionProfile { get; init; }

    /// <summary>Share of the parties that a change needs, above 1/2; null: all of them.</summary>
    public Rational? AmendmentMajority { get; init; }

    /// <summary>Cases with their expected shares; they run before the version can be proposed.</summary>
    public IReadOnlyList<AgreementVector> Tests { get; init; } = [];
}

/// <summary>Which wording prevails. JSON: kebab-case.</summary>
[JsonConverter(typeof(KebabCaseEnum<PrevailingLanguage>))]
public enum PrevailingLanguage
{
    En,
    Zh,

    /// <summary>Both are equally authentic.</summary>
    Both,
}

/// <summary>Who decides what (RACI).</summary>
/// <param name="Decision">Id of the decision: "budget".</param>
/// <param name="Responsible">Parties that do the work; at least one.</param>
/// <param name="Accountable">The one party that answers for it.</param>
/// <param name="Consulted">Parties asked before.</param>
/// <param name="Informed">Parties told after.</param>
/// <param name="Quorum">Share of the parties that must take part, 0 to 1; null: none.</param>
/// <param name="Majority">Share of the votes that carries it, above 0, at most 1; null: not voted on.</param>
/// <param name="Veto">Parties that can stop it.</param>
public sealed record Responsibility(
    string Decision, IReadOnlyList<string> Responsible, string Accountable, IReadOnlyList<string> Consulted, IReadOnlyList<string> Informed,
    Rational? Quorum, Rational? Majority, IReadOnlyList<string> Veto);

/// <summary>How values of contributions are counted outside the waterfall. A person applies it; accepted values are not touched.</summary>
/// <param name="Multipliers">Points per unit of value by kind (a "slicing pie"); above 0.</param>
/// <param name="Minimum">Least claimed value of one contribution; null: none.</param>
/// <param name="ExpiryMonths">Months after which a contribution no longer counts; null: never.</param>
public sealed record ContributionRules(IReadOnlyDictionary<ContributionKind, Rational> Multipliers, Money? Minimum, int? ExpiryMonths);

using System.Text.Json.Serialization;

namespace Ledger.Rules;

/// <summary>What a party may be made to bear.</summary>
[JsonConverter(typeof(KebabCaseEnum<PartyStanding>))]
public enum PartyStanding
{
    /// <summary>Whatever key and cap say.</summary>
    Ordinary,

    /// <summary>A public school: it cannot take on unlimited liability, so its public cap always holds.</summary>
    Public,

    /// <summary>Students are never allocated a loss.</summary>
    Student,
}

/// <summary>How badly a party was at fault.</summary>
[JsonConverter(typeof(KebabCaseEnum<FaultDegree>))]
public enum FaultDegree
{
    /// <summary>Bears a part of the retention; key and caps stay.</summary>
    Negligence,

    /// <summary>Bears all of the rest, agreed caps lifted.</summary>
    GrossNegligence,

    /// <inheritdoc cref="GrossNegligence"/>
    WilfulAct,

    /// <inheritdoc cref="GrossNegligence"/>
    ConfidentialityBreach,
}

/// <summary>What a part of the key measures.</summary>
[JsonConverter(typeof(KebabCaseEnum<KeyBasis>))]
public enum KeyBasis
{
    Agreed,
    AcceptedValue,
    BenefitShare,

    /// <summary>Who could have prevented it.</summary>
    ControlShare,
}

/// <summary>What happens with a loss no cap leaves room for.</summary>
[JsonConverter(typeof(KebabCaseEnum<ExcessRule>))]
public enum ExcessRule
{
    /// <summary>Stays with the sufferers.</summary>
    Stays,

    /// <summary>Goes to the body that the agreement names; nobody bears it until that body decides.</summary>
    Escalate,
}

/// <summary>A party and the limits of what it bears of one event.</summary>
/// <param name="Id">Party id.</param>
/// <param name="Cap">Agreed cap on the shared rest; null for none.</param>
/// <param name="PublicCap">Of a public school, the most it may be made to bear, also at fault.</param>
/// <param name="AccededOn">When it joined; null means before any event.</param>
/// <param name="Standing">Null is ordinary.</param>
public sealed record AllocationParty(string Id, Money? Cap = null, Money? PublicCap = null, DateOnly? AccededOn = null, PartyStanding? Standing = null);

/// <summary>The party that caused the loss.</summary>
/// <param name="Party">Party id.</param>
/// <param name="Degree">How badly it was at fault.</param>
/// <param name="RetentionShare">Share of the retention it takes over from the sufferers; 0 to 1; null for none.</param>
public sealed record FaultOf(string Party, FaultDegree Degree, Rational? RetentionShare = null);

/// <summary>One part of the key.</summary>
/// <param name="Basis">What it measures.</param>
/// <param name="Weight">Its weight in the mix; above 0; all weights sum to exactly 1.</param>
/// <param name="Shares">Party to number; the numbers need not sum to one, but not all are 0.</param>
public sealed record KeyPart(KeyBasis Basis, Rational Weight, IReadOnlyDictionary<string, Rational> Shares);

/// <summary>The risk reserve for the period of the event.</summary>
/// <param name="Limit">The most it pays in the period.</param>
/// <param name="Committed">Of it, committed to earlier events; null for none.</param>
public sealed record ReserveRoom(Money Limit, Money? Committed = null);

/// <summary>Inputs of <see cref="RiskAllocationV2"/>; amounts in one currency.</summary>
/// <param name="Currency">Of every amount.</param>
/// <param name="Gross">Loss before anything is deducted; at least 0.</param>
/// <param name="Salvage">Null for nothing.</param>
/// <param name="Insurance">Paid by insurers; null for nothing.</param>
/// <param name="Recoveries">Paid by others; null for nothing.</param>
/// <param name="ExposureLimit">Of the risk register: the most one event of the category may cost; null for none.</param>
/// <param name="OccurredOn">Day of the event; needed when a party has a day of accession.</param>
/// <param name="Parties">Everybody named below.</param>
/// <param name="Sufferers">Who suffered it, by weight.</param>
/// <param name="Retention">Deductible: of the loss, what stays with the sufferers.</param>
/// <param name="Reserve">The risk reserve.</param>
/// <param name="Key">Parts of the key.</param>
/// <param name="Fault">Or null.</param>
/// <param name="Excess">What happens with the excess over all caps.</param>
public sealed record AllocationV2Input(
    Currency Currency,
    Money Gross,
    Money? Salvage,
    Money? Insurance,
    Money? Recoveries,
    Money? ExposureLimit,
    DateOnly? OccurredOn,
    IReadOnlyList<AllocationParty> Parties,
    IReadOnlyDictionary<string, Rational> Sufferers,
    Money Retention,
    ReserveRoom Reserve,
    IReadOnlyList<KeyPart> Key,
    FaultOf? Fault,
    ExcessRule Excess)
{
    /// <summary>The part of the loss above the retention that is shared at all; null: all of it.</summary>
    public LossCover? Cover { get; init; }

    /// <summary>The mutual rule that divides the rest in place of the key; null: the key does.</summary>
    public MutualTerms? Mutual { get; init; }

    /// <summary>What is deducted from the gross loss.</summary>
    internal Money Deducted => (Salvage ?? Money.Zero(Currency)) + (Insurance ?? Money.Zero(Currency)) + (Recoveries ?? Money.Zero(Currency));

    /// <summary>The loss to be allocated.</summary>
    internal Money Net => Gross - Deducted;

    /// <summary>What the reserve may still pay.</summary>
    internal Money ReserveLeft => Reserve.Limit - (Reserve.Committed ?? Money.Zero(Currency));

    internal AllocationParty? Party(string id) => Parties.FirstOrDefault(party => party.Id == id);

    internal bool HasAcceded(AllocationParty party) => party.AccededOn is not { } joined || OccurredOn is not { } day || joined <= day;

    /// <summary>The causer, when fault makes it bear all of the rest.</summary>
    internal string? Causer => Fault is { Degree: not FaultDegree.Negligence } fault ? fault.Party : null;
}

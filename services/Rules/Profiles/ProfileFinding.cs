using System.Text.Json.Serialization;

namespace Ledger.Rules;

/// <summary>What a finding means for the agreement. JSON: kebab-case.</summary>
[JsonConverter(typeof(KebabCaseEnum<FindingKind>))]
public enum FindingKind
{
    /// <summary>The agreement breaks the profile: it cannot be proposed under it.</summary>
    Breaks,

    /// <summary>The agreement's text does not decide it: people have to look.</summary>
    Ask,
}

/// <summary>A place where an agreement meets a rule of a profile.</summary>
/// <param name="Key">The rule: "valuation.minEvidence.donated-equipment".</param>
/// <param name="Kind">What it means.</param>
/// <param name="Field">Where the agreement speaks of it.</param>
/// <param name="Agreement">What the agreement says.</param>
/// <param name="Demanded">What the profile demands.</param>
/// <param name="Mark">How sure the profile's value is; null for the profile's currency.</param>
/// <param name="Message">The same in a sentence.</param>
public sealed record ProfileFinding(string Key, FindingKind Kind, string Field, string Agreement, string Demanded, SourceMark? Mark, Text Message);

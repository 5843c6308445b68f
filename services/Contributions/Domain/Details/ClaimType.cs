using System.Text.Json.Serialization;
using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>How long a contribution gives a claim on benefits. JSON: kebab-case, "until-paid".</summary>
[JsonConverter(typeof(KebabCaseEnum<ClaimType>))]
public enum ClaimType
{
    /// <summary>The claim ends once its value has been paid back.</summary>
    UntilPaid,

    /// <summary>The claim lasts as long as the agreement (equity-like).</summary>
    Lasting,

    /// <summary>The claim counts in one settlement.</summary>
    OneTime,
}

/// <summary>Who else may use a technology. JSON: kebab-case, "non-exclusive".</summary>
[JsonConverter(typeof(KebabCaseEnum<Exclusivity>))]
public enum Exclusivity
{
    /// <summary>Only the licensee, not even the owner.</summary>
    Exclusive,

    /// <summary>The licensee and the owner.</summary>
    Sole,

    /// <summary>The owner may license others.</summary>
    NonExclusive,
}

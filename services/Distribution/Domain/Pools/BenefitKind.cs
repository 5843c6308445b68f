using System.Text.Json.Serialization;
using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>What kind of benefit a pool holds. Source: the benefit pools of the domain rules, section 4.3.</summary>
[JsonConverter(typeof(KebabCaseEnum<BenefitKind>))]
public enum BenefitKind
{
    /// <summary>Income of common work: training, contract work, products.</summary>
    Revenue,

    /// <summary>Income from licences and the transfer of results; statutory shares of inventors are taken of it.</summary>
    LicenceIncome,

    /// <summary>Costs that were saved and paid in.</summary>
    Savings,

    /// <summary>Public money that may be shared.</summary>
    Subsidy,

    /// <summary>Premiums and prizes.</summary>
    Bonus,

    /// <summary>No money: kept apart, booked in the book in kind for the party that has it, never shared in cash.</summary>
    InKind,
}

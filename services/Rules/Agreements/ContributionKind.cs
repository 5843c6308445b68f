using System.Text.Json.Serialization;

namespace Ledger.Rules;

/// <summary>What a party can bring in. JSON: kebab-case, "donated-equipment".</summary>
[JsonConverter(typeof(KebabCaseEnum<ContributionKind>))]
public enum ContributionKind
{
    Cash,

    /// <summary>Title passes.</summary>
    DonatedEquipment,

    /// <summary>Title stays; use is valued.</summary>
    LoanedEquipment,
    Space,
    Supplies,
    StaffTime,
    TechnologyLicence,
    TechnologyAssignment,
    TrainingContent,
    Data,
}

/// <summary>What kind of member a party is. JSON: kebab-case, "public-school".</summary>
[JsonConverter(typeof(KebabCaseEnum<PartyType>))]
public enum PartyType
{
    Enterprise,
    PublicSchool,
    PrivateSchool,
    University,
    Government,
    Park,
    Association,
}

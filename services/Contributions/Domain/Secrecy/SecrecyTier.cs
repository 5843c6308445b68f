using System.Text.Json.Serialization;
using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>Who may see a marked field. JSON: kebab-case.</summary>
[JsonConverter(typeof(KebabCaseEnum<SecrecyTier>))]
public enum SecrecyTier
{
    /// <summary>Every member of the consortium: the value stands in the event.</summary>
    Consortium,

    /// <summary>The owner and the organisations that are named; the event holds a salted digest.</summary>
    Named,

    /// <summary>A trade secret: the owner and whom it grants access; the event holds a salted digest.</summary>
    Sealed,

    /// <summary>A person's data: as sealed, and the key belongs to the person, so that it can be erased.</summary>
    Personal,
}

/// <summary>What a key protects.</summary>
[JsonConverter(typeof(KebabCaseEnum<SubjectKind>))]
public enum SubjectKind
{
    /// <summary>A technology or other asset with its secrets.</summary>
    Asset,

    /// <summary>A person.</summary>
    Person,
}

using System.Text.Json.Serialization;

namespace Ledger.Rules;

/// <summary>What the value of a coalition is: decides who gains by leaving.</summary>
[JsonConverter(typeof(KebabCaseEnum<GameKind>))]
public enum GameKind
{
    /// <summary>What its members can earn or save together; more is better.</summary>
    Surplus,

    /// <summary>What its members must pay together; less is better.</summary>
    Cost,
}

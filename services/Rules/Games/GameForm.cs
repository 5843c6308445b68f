using System.Text.Json.Serialization;

namespace Ledger.Rules;

/// <summary>A rule that gives the value of every coalition, so that games of many players need no list. The set is closed.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(MaximumForm), MaximumForm.Name)]
[JsonDerivedType(typeof(WeightedMajorityForm), WeightedMajorityForm.Name)]
[JsonDerivedType(typeof(GlovesForm), GlovesForm.Name)]
[JsonDerivedType(typeof(BankruptcyForm), BankruptcyForm.Name)]
public abstract record GameForm
{
    /// <summary>The names of all forms.</summary>
    internal static IReadOnlyList<string> Names { get; } = [MaximumForm.Name, WeightedMajorityForm.Name, GlovesForm.Name, BankruptcyForm.Name];
}

/// <summary>The largest need among the members: the runway of an airport game, the claims of Ibn Ezra.</summary>
/// <param name="Of">Need of each player, at least 0.</param>
public sealed record MaximumForm(IReadOnlyDictionary<string, Rational> Of) : GameForm
{
    internal const string Name = "maximum";
}

/// <summary>1 when the members' weights reach the quota, else 0: a vote.</summary>
/// <param name="Quota">Above 0.</param>
/// <param name="Weights">Weight of each player, at least 0.</param>
public sealed record WeightedMajorityForm(Rational Quota, IReadOnlyDictionary<string, Rational> Weights) : GameForm
{
    internal const string Name = "weighted-majority";
}

/// <summary>The number of pairs of a left and a right glove: two sides that are worth something only together.</summary>
/// <param name="Left">Holders of a left glove.</param>
/// <param name="Right">Holders of a right glove; every player is on exactly one side.</param>
public sealed record GlovesForm(IReadOnlyList<string> Left, IReadOnlyList<string> Right) : GameForm
{
    internal const string Name = "gloves";
}

/// <summary>What an estate leaves the members after all others are paid in full: the pessimistic game of a claims problem.</summary>
/// <param name="Estate">0 to the sum of the claims.</param>
/// <param name="Claims">Claim of each player, at least 0.</param>
public sealed record BankruptcyForm(Rational Estate, IReadOnlyDictionary<string, Rational> Claims) : GameForm
{
    internal const string Name = "bankruptcy";
}

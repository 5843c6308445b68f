using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>What an objection rests on: exactly one of them.</summary>
/// <param name="Evidence">Reference of an item of the evidence register; one that the value left out, or one that it used.</param>
/// <param name="Method">Id of a valuation or analysis method whose rule was not kept.</param>
/// <param name="Clause">Path of a clause of the agreement: <c>valuation.capAtClaim</c>.</param>
public sealed record ChallengeGround(string? Evidence = null, string? Method = null, string? Clause = null)
{
    /// <summary>How many are stated.</summary>
    internal int Count => (Evidence is null ? 0 : 1) + (Method is null ? 0 : 1) + (Clause is null ? 0 : 1);
}

/// <summary>A reason in both languages or one.</summary>
/// <param name="En">English.</param>
/// <param name="Zh">Chinese.</param>
public sealed record ChallengeReason(string? En = null, string? Zh = null)
{
    /// <summary>Both languages; what is stated in one only stands for the other.</summary>
    internal Text Both => new(En ?? Zh!, Zh ?? En!);

    /// <summary>Null when it says something at bearable length.</summary>
    internal Rejection? Broken() =>
        (En ?? Zh) is null || Blank(En) || Blank(Zh) ? new ReasonMissing { Field = "reason" } : null;

    private static bool Blank(string? text) => text is not null && (string.IsNullOrWhiteSpace(text) || text.Length > ValuationLimits.Reason);
}

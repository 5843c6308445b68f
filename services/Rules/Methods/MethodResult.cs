using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledger.Rules;

/// <summary>
/// A calculated result with everything needed to recompute it offline: rule, version, the whole inputs and their hash, the
/// figures, the lines, the rounding and the residual. Can be stored in an event.
/// </summary>
/// <param name="RuleId">"market.comparables".</param>
/// <param name="RuleVersion">Version of the rule; a rule is never changed, it gets a new version.</param>
/// <param name="InputsHash">SHA-256 of the canonical JSON (RFC 8785) of <paramref name="Inputs"/>, lower-case hex.</param>
/// <param name="Inputs">The complete inputs, terms included.</param>
/// <param name="Value">The figures as JSON (<see cref="RuleJson.Results"/>).</param>
/// <param name="Steps">The lines of the calculation in order.</param>
/// <param name="Rounding">How each named line was rounded.</param>
/// <param name="Residual">Smallest units given out by largest remainder; empty when nothing was divided.</param>
public sealed record MethodResult(
    string RuleId,
    int RuleVersion,
    string InputsHash,
    JsonElement Inputs,
    JsonElement Value,
    IReadOnlyList<Step> Steps,
    Rounding Rounding,
    IReadOnlyList<ResidualNote> Residual)
{
    /// <summary>The typed figures of a fresh evaluation; null after a round trip through JSON (use <see cref="FiguresAs{T}"/>).</summary>
    [JsonIgnore]
    public Figures? Figures { get; init; }

    /// <summary>The typed figures, read back from <see cref="Value"/> when this came out of an event.</summary>
    /// <exception cref="JsonException">The value is of another method.</exception>
    public T FiguresAs<T>() where T : Figures => Figures as T ?? Value.Deserialize<T>(RuleJson.Results)!;
}

/// <summary>What evaluating a method answers: a result, or why the inputs were refused.</summary>
/// <param name="Result">Null when refused.</param>
/// <param name="Rejections">Empty when there is a result.</param>
public sealed record Evaluation(MethodResult? Result, IReadOnlyList<InputRejection> Rejections)
{
    /// <summary>The first reason, or null when there is a result.</summary>
    public InputRejection? Rejection => Rejections.Count == 0 ? null : Rejections[0];
}

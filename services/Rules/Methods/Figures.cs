using System.Text.Json.Serialization;

namespace Ledger.Rules;

/// <summary>
/// The typed figures of one method, with the lines that led to them. The lines are not part of the figures' JSON: a
/// <see cref="MethodResult"/> carries them beside it.
/// </summary>
public abstract record Figures
{
    [JsonIgnore]
    public IReadOnlyList<Step> Steps { get; init; } = [];

    [JsonIgnore]
    public IReadOnlyList<ResidualNote> Residual { get; init; } = [];

    /// <summary>How each named line was rounded.</summary>
    [JsonIgnore]
    public Rounding Rounding { get; init; } = Rounding.HalfUp;
}

using System.Text.Json.Serialization;
using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>Where a run stands. JSON: kebab-case.</summary>
[JsonConverter(typeof(KebabCaseEnum<RunStage>))]
public enum RunStage
{
    None,

    /// <summary>What it would do can be read; nothing is written.</summary>
    Previewed,

    /// <summary>It is confirmed and being carried out, or waits for that.</summary>
    Running,

    Finished,
    Cancelled,
}

/// <summary>One re-valuation of many contributions: previewed, confirmed, carried out in batches.</summary>
public sealed record RevaluationRun
{
    public Guid Id { get; init; }

    public RunStage Stage { get; init; }

    /// <summary>What it does; null before it was previewed.</summary>
    public RunOrder? Order { get; init; }

    public string? PreviewHash { get; init; }

    /// <summary>Lines of the preview by what would become of them.</summary>
    public RunCounts Preview { get; init; } = RunCounts.Zero;

    public IReadOnlyList<RunTotal> Totals { get; init; } = [];

    /// <summary>The valuer who ordered it.</summary>
    public Actor? By { get; init; }

    /// <summary>Who confirmed it.</summary>
    public Actor? ConfirmedBy { get; init; }

    /// <summary>Last line that was carried out.</summary>
    public int Done { get; init; }

    /// <summary>What became of the lines so far, without those that the preview refused.</summary>
    public RunCounts Counts { get; init; } = RunCounts.Zero;

    public DateTimeOffset? PreviewedAt { get; init; }

    public DateTimeOffset? ConfirmedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it was cancelled, or null.</summary>
    public Text? Cancelled { get; init; }

    public static RevaluationRun None(Guid id) => new() { Id = id };
}

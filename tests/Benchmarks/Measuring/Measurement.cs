namespace Ledger.Benchmarks.Measuring;

/// <summary>One figure of a run.</summary>
/// <param name="Name">Path measured: <c>command-path/new-stream/platform</c>.</param>
/// <param name="Unit">Of <paramref name="Samples"/>, median and iqr.</param>
/// <param name="Clients">Callers at once, each waiting for its answer before the next call.</param>
/// <param name="Samples">The figure of each round: the raw data.</param>
internal sealed record Measurement(string Name, string Unit, int Clients, IReadOnlyList<double> Samples)
{
    /// <summary>Single operations of all rounds, in milliseconds.</summary>
    public Percentiles? Milliseconds { get; init; }

    /// <summary>This path over another one, taken inside each round.</summary>
    public IReadOnlyDictionary<string, Summary> Ratios { get; init; } = new Dictionary<string, Summary>(StringComparer.Ordinal);

    /// <summary>Further facts of this measurement.</summary>
    public IReadOnlyDictionary<string, object> Details { get; init; } = new Dictionary<string, object>(StringComparer.Ordinal);

    /// <summary>Whether the figure stays within its aim; null where there is none.</summary>
    public Aim? Aim { get; init; }
}

/// <summary>What a figure should reach, and whether it does.</summary>
internal sealed record Aim(string Text, bool Reached);

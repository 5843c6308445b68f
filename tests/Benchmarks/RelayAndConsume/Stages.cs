using Ledger.Benchmarks.Measuring;

namespace Ledger.Benchmarks.RelayAndConsume;

/// <summary>Where the time between two commits goes, in milliseconds.</summary>
internal static class Stages
{
    private static readonly (string Name, Stop From, Stop To)[] All =
    [
        ("before it, the command", Stop.Asked, Stop.Committed),
        ("commit to sent: wake, number, read, map", Stop.Committed, Stop.Sent),
        ("sent to delivered", Stop.Sent, Stop.Delivered),
        ("delivered to effect: inbox, state, commit", Stop.Delivered, Stop.Effect),
        ("beside it, sent to confirmed", Stop.Sent, Stop.Confirmed),
    ];

    public static TimeSpan Whole(Journey journey) => journey.Between(Stop.Committed, Stop.Effect);

    public static IReadOnlyDictionary<string, Percentiles> Of(IReadOnlyCollection<Journey> journeys) =>
        All.ToDictionary(stage => stage.Name, stage => Percentiles.Of(journeys.Select(journey => journey.Between(stage.From, stage.To))));
}

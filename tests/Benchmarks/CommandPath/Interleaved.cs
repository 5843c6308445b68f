using Ledger.Benchmarks.Measuring;

namespace Ledger.Benchmarks.CommandPath;

/// <summary>
/// Measures paths in alternating order, so that whatever else the machine does meets all of them; ratios are taken inside a
/// round and only then summed up.
/// </summary>
internal sealed class Interleaved(string workload, int clients, IReadOnlyList<ICommandPath> paths, bool existing, Arguments arguments)
{
    private const int StreamsPerClient = 64;

    // Raw Marten that keeps the same state: what the frame adds is then all that differs.
    private const string Reference = "marten-inline";
    private const double AimRatio = 0.8;

    // Enough calls for the compiler's second tier and for every pooled connection.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    private readonly Dictionary<string, List<Measured>> _windows = paths.ToDictionary(path => path.Name, _ => new List<Measured>());
    private readonly Dictionary<ICommandPath, Guid[][]> _streams = [];

    /// <summary>The first path is the one measured; the others are what it is compared with.</summary>
    public async Task RunAsync(Output output, CancellationToken ct)
    {
        foreach (var path in paths) await WindowAsync(path, WarmUp, ct);
        var load = RunConfig.Load();
        for (var round = 0; round < arguments.Rounds; round++)
        {
            foreach (var path in Order(round)) _windows[path.Name].Add(await WindowAsync(path, arguments.Window, ct));
            Output.Progress($"{workload}, {clients} clients, round {round + 1}/{arguments.Rounds}: " + string.Join(", ",
                paths.Select(path => $"{path.Name} {_windows[path.Name][^1].Window.PerSecond:F0}/s")));
        }

        foreach (var path in paths) output.Write(Measurement(path, load));
    }

    // A B C, then C B A, then B C A, ...: no path always follows the same other.
    private IEnumerable<ICommandPath> Order(int round)
    {
        var turned = paths.Skip(round / 2 % paths.Count).Concat(paths.Take(round / 2 % paths.Count));
        return round % 2 == 0 ? turned : turned.Reverse();
    }

    private async Task<Measured> WindowAsync(ICommandPath path, TimeSpan length, CancellationToken ct)
    {
        await path.EnterAsync(ct);
        // Fresh streams in every window: a path must not pay for the length that earlier windows gave its streams.
        if (existing) _streams[path] = await StreamsAsync(path, ct);
        var meter = new CpuMeter(path.Database.Superuser);
        var before = await meter.ReadAsync(ct);
        var window = await Clients.RunAsync(clients, length, (client, n) => path.RecordAsync(StreamOf(path, client, n), client, n, ct), ct);
        var after = await meter.ReadAsync(ct);
        await path.LeaveAsync(ct);
        return new Measured(window, after.ProcessSince(before), after.BackendsSince(before));
    }

    private Guid StreamOf(ICommandPath path, int client, int n) => existing ? _streams[path][client][n % StreamsPerClient] : Guid.NewGuid();

    private async Task<Guid[][]> StreamsAsync(ICommandPath path, CancellationToken ct)
    {
        var streams = Enumerable.Range(0, clients).Select(_ => Enumerable.Range(0, StreamsPerClient).Select(_ => Guid.NewGuid()).ToArray()).ToArray();
        await Parallel.ForEachAsync(Enumerable.Range(0, clients), ct, async (client, token) =>
        {
            for (var n = 0; n < StreamsPerClient; n++) await path.RecordAsync(streams[client][n], client, n, token);
        });
        return streams;
    }

    private Measurement Measurement(ICommandPath path, string load)
    {
        var own = _windows[path.Name];
        var ratios = paths.Where(other => other != path).ToDictionary(
            other => $"to {other.Name}",
            other => Summary.Of(own.Zip(_windows[other.Name], (mine, theirs) => mine.Window.PerSecond / theirs.Window.PerSecond)));
        return new Measurement($"command-path/{workload}/{path.Name}", "events/s", clients, [.. own.Select(one => one.Window.PerSecond)])
        {
            Milliseconds = Percentiles.Of(own.SelectMany(one => one.Window.Durations)),
            Ratios = ratios,
            Aim = path == paths[0] && ratios.TryGetValue($"to {Reference}", out var toReference)
                ? new Aim($"at least {AimRatio} of {Reference}", toReference.Median >= AimRatio)
                : null,
            Details = Details(own, load),
        };
    }

    private static Dictionary<string, object> Details(List<Measured> own, string load)
    {
        var details = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["events"] = own.Sum(one => one.Window.Count),
            ["load"] = load,
            ["clientCpuMsPerEvent"] = Summary.Of(own.Select(one => one.ClientCpu * 1000 / one.Window.Count)).Median,
        };
        if (own.TrueForAll(one => one.ServerCpu is not null))
            details["postgresCpuMsPerEvent"] = Summary.Of(own.Select(one => one.ServerCpu!.Value * 1000 / one.Window.Count)).Median;
        return details;
    }

    /// <summary>A window with the processor seconds of this process and of the database's backends.</summary>
    private sealed record Measured(Window Window, double ClientCpu, double? ServerCpu);
}

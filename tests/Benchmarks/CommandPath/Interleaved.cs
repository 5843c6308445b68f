using Ledger.Benchmarks.Measuring;

namespace Ledger.Benchmarks.CommandPath;

/// <summary>
/// Measures paths in alternating order, so that whatever else the machine does meets all of them; ratios are taken inside a
/// round and only then summed up.
/// </summary>
internal sealed class Interleaved(string workload, int clients, IReadOnlyList<ICommandPath> paths, bool existing, Arguments arguments)
{
    private const int StreamsPerClient = 64;

    // Enough calls for the compiler's second tier and for every pooled connection.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    private readonly Dictionary<string, List<Window>> _windows = paths.ToDictionary(path => path.Name, _ => new List<Window>());
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
                paths.Select(path => $"{path.Name} {_windows[path.Name][^1].PerSecond:F0}/s")));
        }

        foreach (var path in paths) output.Write(Measurement(path, load));
    }

    // A B C, then C B A, then B C A, ...: no path always follows the same other.
    private IEnumerable<ICommandPath> Order(int round)
    {
        var turned = paths.Skip(round / 2 % paths.Count).Concat(paths.Take(round / 2 % paths.Count));
        return round % 2 == 0 ? turned : turned.Reverse();
    }

    private async Task<Window> WindowAsync(ICommandPath path, TimeSpan length, CancellationToken ct)
    {
        await path.EnterAsync(ct);
        // Fresh streams in every window: a path must not pay for the length that earlier windows gave its streams.
        if (existing) _streams[path] = await StreamsAsync(path, ct);
        var window = await Clients.RunAsync(clients, length, (client, n) => path.RecordAsync(StreamOf(path, client, n), client, n, ct), ct);
        await path.LeaveAsync(ct);
        return window;
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
        return new Measurement($"command-path/{workload}/{path.Name}", "events/s", clients, [.. own.Select(window => window.PerSecond)])
        {
            Milliseconds = Percentiles.Of(own.SelectMany(window => window.Durations)),
            Ratios = paths.Where(other => other != path).ToDictionary(
                other => $"to {other.Name}",
                other => Summary.Of(own.Zip(_windows[other.Name], (mine, theirs) => mine.PerSecond / theirs.PerSecond))),
            Details = new Dictionary<string, object>(StringComparer.Ordinal) { ["events"] = own.Sum(window => window.Count), ["load"] = load },
        };
    }
}

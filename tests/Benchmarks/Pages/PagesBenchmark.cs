using System.Diagnostics;
using System.Text.Json;
using Ledger.Benchmarks.Measuring;
using Ledger.Cli.Connection;

namespace Ledger.Benchmarks.Pages;

/// <summary>
/// What the heaviest pages of the Portal cost in a whole system with 10,000 contributions: time of the server's whole answer, bytes, and
/// the time until a reader in Chromium can use the page.
/// </summary>
internal static class PagesBenchmark
{
    private const int Contributions = 10_000;
    private const int Reads = 60;
    private const int Openings = 12;
    private const int AimBytes = 150_000;
    private const double AimReadyMs = 1_000;
    private const string Consortium = "taihu";

    public static async Task RunAsync(Output output, CancellationToken ct)
    {
        var gateway = new Uri(Named("LEDGER_BENCH_GATEWAY"));
        var passwords = Named("LEDGER_BENCH_PASSWORD_FILE");
        using var session = await Session.OpenAsync(new ConnectionOptions(gateway, passwords, null), Consortium, Patience.Default, Output.Progress, ct);
        Output.Progress($"pages: bringing in {Contributions} contributions");
        await ManyContributions.BringInAsync(session.Client, "lin", Contributions, ct);

        await using var desk = await Desk.SignInAsync(gateway, $"lin@{Consortium}", (await File.ReadAllTextAsync(passwords, ct)).Trim());
        foreach (var (name, path) in await PathsAsync(session.Client, ct)) await MeasureAsync(desk, name, path, output, ct);
        await using var receiver = await Desk.SignInAsync(gateway, $"chen@{Consortium}", (await File.ReadAllTextAsync(passwords, ct)).Trim());
        await MeasureAsync(receiver, "desk-of-the-receiver", "/desk", output, ct);
    }

    private static async Task<IReadOnlyList<(string Name, string Path)>> PathsAsync(LedgerClient client, CancellationToken ct)
    {
        var run = (await client.ListAsync<Thing>("lin", "runs", ct))[^1].Id;
        var value = (await client.ListAsync<Thing>("lin", "appraisals", ct))[0].Id;
        var contribution = (await client.GetAsync<JsonElement>("lin", "contributions?state=valued", ct)).Value.GetProperty("items")[0].GetProperty("id").GetString();
        return
        [
            ("desk", "/desk"), ("contributions", "/contributions"), ("contribution", $"/contributions/{contribution}"), ("register", "/contributions/new/loaned-equipment"),
            ("value", $"/values/{value}"), ("run", $"/sharing/runs/{run}"), ("journal", "/journal"), ("trail", $"/trail?stream={run}"),
        ];
    }

    private static async Task MeasureAsync(Desk desk, string name, string path, Output output, CancellationToken ct)
    {
        for (var i = 0; i < 5; i++) await desk.ReadAsync(path, ct);
        var took = new List<TimeSpan>();
        var bytes = 0L;
        for (var i = 0; i < Reads; i++)
        {
            var started = Stopwatch.GetTimestamp();
            bytes = await desk.ReadAsync(path, ct);
            took.Add(Stopwatch.GetElapsedTime(started));
        }

        var ready = new List<TimeSpan>();
        for (var i = 0; i < Openings; i++) ready.Add(await desk.OpenAsync(path));
        var (weight, usable) = (await desk.WeightAsync(path), Percentiles.Of(ready));
        output.Write(new Measurement($"pages/{name}/server", "ms", 1, [.. took.Select(time => time.TotalMilliseconds)]) { Milliseconds = Percentiles.Of(took) });
        output.Write(new Measurement($"pages/{name}/weight", "bytes", 1, [weight])
        {
            Details = new Dictionary<string, object>(StringComparer.Ordinal) { ["documentBytes"] = bytes },
            Aim = new Aim($"document, stylesheet and scripts together under {AimBytes} bytes", weight < AimBytes),
        });
        output.Write(new Measurement($"pages/{name}/ready", "ms", 1, [.. ready.Select(time => time.TotalMilliseconds)])
        {
            Milliseconds = usable, Aim = new Aim($"usable within {AimReadyMs} ms, p99", usable.P99 < AimReadyMs),
        });
        Output.Progress($"pages/{name}: server p50 {Percentiles.Of(took).P50} ms, p99 {Percentiles.Of(took).P99} ms, {weight / 1000} kB, ready p50 {usable.P50} ms, p99 {usable.P99} ms");
    }

    private static string Named(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value
        : throw new InvalidOperationException($"{variable} is not set. Measure pages with ./ledger bench pages.");

    private sealed record Thing(Guid Id);
}

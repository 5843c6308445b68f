using System.Collections.Concurrent;
using Ledger.Benchmarks.CommandPath;
using Ledger.Benchmarks.Measuring;
using Ledger.Benchmarks.Servers;
using Npgsql;

namespace Ledger.Benchmarks.Logging;

/// <summary>From the answer to a command until its event is under a signed checkpoint: relay, broker, log and signature as in operation.</summary>
internal static class SignatureDelay
{
    private const double AimShare = 0.99;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(2);

    public static async Task RunAsync(AuditHost audit, ServiceHost service, int clients, Arguments arguments, Output output, CancellationToken ct)
    {
        var path = new PlatformPath("platform", service, traced: false);
        var (all, shares, answered) = (new List<TimeSpan>(), new List<double>(), 0);
        for (var round = -1; round < arguments.Rounds; round++)
        {
            var before = await audit.Database.CountAsync("select size from audit_tree", ct);
            var answers = new ConcurrentDictionary<Guid, DateTime>();
            await Clients.RunAsync(clients, arguments.Window, async (client, n) =>
            {
                var stream = Guid.CreateVersion7();
                await path.RecordAsync(stream, client, n, ct);
                answers[stream] = DateTime.UtcNow;
            }, ct);
            await service.RelayedAsync(ct);
            // The clock of the database is that of this machine.
            var delays = await DelaysAsync(audit.Database, before, answers, ct);
            // The first round compiles the code.
            if (round < 0) continue;
            all.AddRange(delays);
            shares.Add((double)delays.Count(delay => delay <= Within) / delays.Count);
            answered += answers.Count;
            Output.Progress($"audit/under-signature, {clients} clients, round {round + 1}/{arguments.Rounds}: {answers.Count} events, {shares[^1]:P2} within {Within.TotalSeconds} s");
        }

        var share = (double)all.Count(delay => delay <= Within) / all.Count;
        output.Write(new Measurement("audit/under-signature", "share within 2 s", clients, shares)
        {
            Milliseconds = Percentiles.Of(all), Aim = new Aim($"{AimShare:P0} within {Within.TotalSeconds} s", share >= AimShare),
            Details = new Dictionary<string, object>(StringComparer.Ordinal) { ["events"] = answered, ["shareOfAll"] = share, ["load"] = RunConfig.Load() },
        });
    }

    /// <exception cref="TimeoutException">Some event did not come under a signature.</exception>
    private static async Task<List<TimeSpan>> DelaysAsync(BenchDatabase database, long before, ConcurrentDictionary<Guid, DateTime> answers, CancellationToken ct)
    {
        for (var tries = 0; tries < 600; tries++)
        {
            var delays = await SignedAsync(database, before, answers, ct);
            if (delays.Count == answers.Count) return delays;
            await Task.Delay(Look, ct);
        }

        throw new TimeoutException("Events did not come under a signature.");
    }

    private static async Task<List<TimeSpan>> SignedAsync(BenchDatabase database, long before, ConcurrentDictionary<Guid, DateTime> answers, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(database.Superuser);
        await connection.OpenAsync(ct);
        await using var command = new NpgsqlCommand(
            "select l.stream_id, s.signed_at from audit_log l cross join lateral (select signed_at from audit_checkpoint k where k.size > l.index order by k.size limit 1) s where l.index >= $1", connection)
        {
            Parameters = { new() { Value = before } },
        };
        var delays = new List<TimeSpan>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            if (answers.TryGetValue(reader.GetGuid(0), out var answered)) delays.Add(reader.GetDateTime(1) - answered);
        }

        return delays;
    }
}

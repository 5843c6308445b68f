using System.Collections.Concurrent;
using Ledger.Benchmarks.CommandPath;
using Ledger.Benchmarks.Measuring;
using Ledger.Benchmarks.Servers;
using Npgsql;

namespace Ledger.Benchmarks.Logging;

/// <summary>
/// From the answer to a command until its event is under a signed checkpoint: relay, broker, log and signature as in operation. Twice in each
/// round: with clients that command as fast as they are answered, which with both servers on the same cores leaves nothing idle; and at half
/// the rate that this came to, which a system that is not overloaded sustains.
/// </summary>
internal static class SignatureDelay
{
    private const double AimShare = 0.99;
    private const double SustainedShare = 0.5;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(2);

    public static async Task RunAsync(AuditHost audit, ServiceHost service, int clients, Arguments arguments, Output output, CancellationToken ct)
    {
        var path = new PlatformPath("platform", service, traced: false);
        var (full, half) = (new List<Burst>(), new List<Burst>());
        for (var round = -1; round < arguments.Rounds; round++)
        {
            var fast = await BurstAsync(audit, service, path, clients, 0, arguments.Window, ct);
            var sustained = await BurstAsync(audit, service, path, clients, fast.PerSecond * SustainedShare, arguments.Window, ct);
            // The first round compiles the code.
            if (round < 0) continue;
            full.Add(fast);
            half.Add(sustained);
            Output.Progress($"audit/under-signature, {clients} clients, round {round + 1}/{arguments.Rounds}: {fast}; {sustained}");
        }

        Write("audit/under-signature", "as fast as they are answered", full);
        Write("audit/under-signature-sustained", $"at {SustainedShare:P0} of the rate of clients that command as fast as they are answered", half);

        void Write(string name, string load, List<Burst> bursts)
        {
            List<Signed> all = [.. bursts.SelectMany(burst => burst.Events)];
            var share = Burst.ShareOf(all);
            output.Write(new Measurement(name, "share within 2 s", clients, [.. bursts.Select(burst => Burst.ShareOf(burst.Events))])
            {
                Milliseconds = Percentiles.Of(all.Select(signed => signed.Whole)), Aim = new Aim($"{AimShare:P0} within {Within.TotalSeconds} s", share >= AimShare),
                Details = new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["clientsCommand"] = load, ["commandsPerSecond"] = Summary.Of(bursts.Select(burst => burst.PerSecond)), ["events"] = all.Count, ["shareOfAll"] = share,
                    ["toLogMs"] = Percentiles.Of(all.Select(signed => signed.ToLog)), ["fromLogMs"] = Percentiles.Of(all.Select(signed => signed.Whole - signed.ToLog)),
                    ["entriesOfAnIntake"] = Summary.Of(bursts.Select(burst => burst.EntriesOfAnIntake)), ["load"] = RunConfig.Load(),
                },
            });
        }
    }

    private static async Task<Burst> BurstAsync(
        AuditHost audit, ServiceHost service, PlatformPath path, int clients, double perSecond, TimeSpan length, CancellationToken ct)
    {
        var before = await audit.Database.CountAsync("select size from audit_tree", ct);
        var answers = new ConcurrentDictionary<Guid, DateTime>();
        var window = await Clients.RunAsync(clients, length, async (client, n) =>
        {
            var stream = Guid.CreateVersion7();
            await path.RecordAsync(stream, client, n, ct);
            answers[stream] = DateTime.UtcNow;
        }, ct, perSecond);
        await service.RelayedAsync(ct);
        // The clock of the database is that of this machine.
        var events = await SignedAsync(audit.Database, before, answers, ct);
        var intakes = await audit.Database.CountAsync($"select count(distinct xmin::text) from audit_log where index >= {before}", ct);
        return new Burst(window.PerSecond, events, (double)events.Count / intakes);
    }

    /// <param name="ToLog">From the answer until the log's transaction wrote it.</param>
    /// <param name="Whole">Until it was under a signature.</param>
    private sealed record Signed(TimeSpan ToLog, TimeSpan Whole);

    private sealed record Burst(double PerSecond, IReadOnlyList<Signed> Events, double EntriesOfAnIntake)
    {
        public static double ShareOf(IReadOnlyCollection<Signed> events) => (double)events.Count(signed => signed.Whole <= Within) / events.Count;

        public override string ToString() => $"{PerSecond:F0} commands/s, {ShareOf(Events):P2} within {Within.TotalSeconds} s, {EntriesOfAnIntake:F0} entries an intake, "
            + $"to log {Percentiles.Of(Events.Select(signed => signed.ToLog)).P99:F0} ms, signed {Percentiles.Of(Events.Select(signed => signed.Whole)).P99:F0} ms (p99)";
    }

    /// <exception cref="TimeoutException">Some event did not come under a signature.</exception>
    private static async Task<List<Signed>> SignedAsync(BenchDatabase database, long before, ConcurrentDictionary<Guid, DateTime> answers, CancellationToken ct)
    {
        for (var tries = 0; tries < 600; tries++)
        {
            var signed = await NowAsync(database, before, answers, ct);
            if (signed.Count == answers.Count) return signed;
            await Task.Delay(Look, ct);
        }

        throw new TimeoutException("Events did not come under a signature.");
    }

    private static async Task<List<Signed>> NowAsync(BenchDatabase database, long before, ConcurrentDictionary<Guid, DateTime> answers, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(database.Superuser);
        await connection.OpenAsync(ct);
        await using var command = new NpgsqlCommand(
            "select l.stream_id, l.logged_at, s.signed_at from audit_log l cross join lateral (select signed_at from audit_checkpoint k where k.size > l.index order by k.size limit 1) s where l.index >= $1", connection)
        {
            Parameters = { new() { Value = before } },
        };
        var signed = new List<Signed>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            if (answers.TryGetValue(reader.GetGuid(0), out var answered)) signed.Add(new Signed(reader.GetDateTime(1) - answered, reader.GetDateTime(2) - answered));
        }

        return signed;
    }
}

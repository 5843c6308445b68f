using System.Globalization;
using Ledger.Benchmarks.Measuring;
using Ledger.Benchmarks.Servers;
using Ledger.Distribution.Domain;
using Ledger.Distribution.Features;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Store;
using Npgsql;

namespace Ledger.Benchmarks.Distribution;

/// <summary>
/// Entries a second, decided with balances and closed books and kept by the journal's triggers, against a plain transfer: two balance rows
/// locked and changed, two lines inserted. Once with the accounts of many parties, once with one account that everybody moves.
/// </summary>
internal static class PostingBenchmark
{
    private const int Parties = 200;

    private static readonly Actor By = new("maker", "OUT");

    public static async Task RunAsync(Arguments arguments, Output output, CancellationToken ct)
    {
        Output.Progress("posting: preparing the database");
        await using var things = new Things();
        var host = things.Keep(await DistributionHost.StartAsync(Parties, ct));
        await host.Database.AdminAsync("create table bench_account (id int primary key, balance bigint not null)", ct);
        await host.Database.AdminAsync("create table bench_transfer (id bigserial primary key, account int not null, minor bigint not null, at timestamptz not null default now())", ct);
        await host.Database.AdminAsync($"insert into bench_account select i, 0 from generate_series(0, {2 * Parties}) i", ct);
        await using var source = NpgsqlDataSource.Create(host.Database.Superuser + ";Maximum Pool Size=40");
        foreach (var hot in new[] { false, true })
        {
            foreach (var clients in arguments.Clients) await CompareAsync(host, source, hot, clients, arguments, output, ct);
        }
    }

    private static async Task CompareAsync(
        DistributionHost host, NpgsqlDataSource source, bool hot, int clients, Arguments arguments, Output output, CancellationToken ct)
    {
        var (ours, plain) = (new List<double>(), new List<double>());
        for (var round = 0; round < Math.Min(arguments.Rounds, 5); round++)
        {
            ours.Add((await Clients.RunAsync(clients, arguments.Window, (client, call) => PostAsync(host, hot, client, call, ct), ct)).PerSecond);
            plain.Add((await Clients.RunAsync(clients, arguments.Window, (client, call) => TransferAsync(source, hot, client, call, ct), ct)).PerSecond);
            Output.Progress($"posting, {(hot ? "one hot account" : "many accounts")}, {clients} clients: {ours[^1]:F0} entries/s, plain {plain[^1]:F0}");
        }

        output.Write(new Measurement($"posting/{(hot ? "hot-account" : "many-accounts")}", "entries/s", clients, ours)
        {
            Ratios = new Dictionary<string, Summary>(StringComparer.Ordinal) { ["plain-transfer"] = Summary.Of(ours.Zip(plain, (one, other) => one / other)) },
            Details = new Dictionary<string, object>(StringComparer.Ordinal) { ["plainPerSecond"] = Summary.Of(plain).Median },
        });
    }

    private static async Task PostAsync(DistributionHost host, bool hot, int client, int call, CancellationToken ct)
    {
        var party = string.Create(CultureInfo.InvariantCulture, $"P{((client * 7919) + call) % Parties}");
        var amount = new Money(100, Currency.Of("CNY"));
        var at = Timestamps.Truncate(DateTimeOffset.UtcNow);
        JournalLine[] lines =
        [
            new(hot ? Account.Bank : Account.Receivable(party), Side.Debit, amount), new(Account.Payable(party), Side.Credit, amount),
        ];
        var stream = Guid.NewGuid();
        var outcome = await host.Commands.Handle(
            stream, DistributionHost.Context(By, at), JournalEntry.None(stream),
            async (_, reads) =>
            {
                var on = new DateOnly(2026, 1, 1);
                var (upTo, left) = await reads.BooksAsync(DistributionHost.AgreementId, lines.Select(line => (line.Account, line.Side)), amount.Currency, null, at, ct);
                if (EntryRules.Closed(on, upTo) is { } closed) return closed;
                if (EntryRules.Beyond(lines, left) is { } beyond) return beyond;
                return Decision.Accept(new JournalEntryPosted(
                    DistributionHost.AgreementId, Book.Cash, EntryKind.Manual, on, "bench", new("Bench", "基准"), lines, null, null, null, [host.Agreement.Source!], at, By: By).Balanced());
            }, ct);
        if (outcome is not Outcome.Done) throw new InvalidOperationException($"{outcome}");
    }

    private static async Task TransferAsync(NpgsqlDataSource source, bool hot, int client, int call, CancellationToken ct)
    {
        var party = 1 + (((client * 7919) + call) % Parties);
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var (account, minor) in new[] { (hot ? 0 : party + Parties, 100L), (party, -100L) })
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand("update bench_account set balance = balance + $2 where id = $1") { Parameters = { new() { Value = account }, new() { Value = minor } } });
            batch.BatchCommands.Add(new NpgsqlBatchCommand("insert into bench_transfer (account, minor) values ($1, $2)") { Parameters = { new() { Value = account }, new() { Value = minor } } });
        }

        await batch.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
    }
}

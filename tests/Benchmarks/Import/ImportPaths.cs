using System.Diagnostics;
using System.Globalization;
using System.Text;
using Ledger.Contributions.Domain;
using Ledger.Contributions.Features;
using Ledger.Contributions.Integration;
using Ledger.Contributions.Vault;
using Ledger.Rules;
using Ledger.ServiceDefaults.Store;
using Marten;
using ImportState = Ledger.Contributions.Domain.Import;

namespace Ledger.Benchmarks.Import;

/// <summary>Two ways by which the same contributions get into the same store.</summary>
internal sealed class ImportPaths(ContributionsHost host)
{
    private static readonly DateOnly Day = new(2025, 3, 1);

    private int _run;

    /// <summary>What an import costs at least: the same facts, appended through Marten in batches of the same size.</summary>
    public async Task<TimeSpan> PlainAsync(int rows, CancellationToken ct)
    {
        var run = ++_run;
        var file = (await host.Evidence.FindAsync(ContributionsHost.Tenant, host.Paper, ct))!;
        var started = Stopwatch.GetTimestamp();
        for (var done = 0; done < rows; done += ContributionLimits.ImportBatch)
        {
            await using var session = await host.Sessions.OpenAsync(ContributionsHost.Tenant, ct);
            for (var i = done; i < Math.Min(rows, done + ContributionLimits.ImportBatch); i++)
            {
                var said = Said(run, i, file);
                session.Documents.Events.StartStream<Contribution>(
                    StreamId.For(ContributionsHost.Tenant, "contribution", said.Reference),
                    new ContributionRegistered(said, 1, host.Agreement, ContributionsHost.By, DateTimeOffset.UtcNow));
            }

            await session.Documents.SaveChangesAsync(ct);
        }

        return Stopwatch.GetElapsedTime(started);
    }

    /// <summary>The whole work of an import on a file that was handed in: read, judge, write, progress.</summary>
    public async Task<TimeSpan> ImportAsync(int rows, ImportMode mode, CancellationToken ct)
    {
        var file = File(rows, ++_run);
        var order = new ImportOrder(ImportKind.Contributions, mode, false, ImportFormat.Csv, await host.KeepAsync(file, "text/csv", ct), file.Length);
        var requested = new ImportRequested(order, 1, ContributionsHost.By, DateTimeOffset.UtcNow);
        var id = Guid.NewGuid();
        var started = Stopwatch.GetTimestamp();
        object[] facts = [requested, new ImportStarted(requested.At)];
        await using (var unit = await host.Bulk.BeginAsync(ContributionsHost.Tenant, ContributionsHost.By, "bench", ct))
        {
            unit.Start(new NewStream(typeof(ImportState), id, facts));
            await unit.CommitAsync(ct);
        }

        var passes = new ImportPasses(
            ContributionsHost.Tenant, facts.Aggregate(ImportState.None(id), ImportDecider.Evolve), host.Sessions, host.Bulk, host.Evidence, host.Claims,
            host.Get<HiddenHours>(), host.Get<SecretIntake>(), host.Get<DisclosureStore>(), TimeProvider.System);
        if (mode == ImportMode.AcceptGood) Check(await passes.WriteGoodAsync(ct), rows);
        else if (await passes.WriteAllAsync(await passes.CheckAsync(ct), ct) is { Count: > 0 } errors) throw new UnreachableException(errors[0].Message.En);
        return Stopwatch.GetElapsedTime(started);
    }

    private static void Check(ImportCounts counts, int rows)
    {
        if (counts.Written != rows) throw new UnreachableException($"Of {rows} rows {counts.Written} were written.");
    }

    private static string Reference(int run, int row) => string.Create(CultureInfo.InvariantCulture, $"bench-{run}-{row}");

    private static Particulars Said(int run, int row, EvidenceFile file) => new(
        Reference(run, row), "taihu-2025", "E1", ContributionKind.Cash, new Text("Grant", "资助"), Money.Parse("1000.00", Currency.Of("CNY")), Day, "S",
        [new EvidenceItem("slip", "bank-record", Day, new Text("Bank slip", "银行回单"), file.MediaType, file.Sha256, file.Size)],
        new Dictionary<string, string>(StringComparer.Ordinal), new KindDetails(Cash: new CashDetails(Day, Reference(run, row))));

    private byte[] File(int rows, int run)
    {
        var text = new StringBuilder(
            "reference,agreement,kind,title (en),title (zh),effective on,received by,currency,claimed,paid on,payment reference,"
            + "evidence 1: reference,evidence 1: source class,evidence 1: issued on,evidence 1: title (en),evidence 1: title (zh),evidence 1: sha256\r\n");
        for (var i = 0; i < rows; i++)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"{Reference(run, i)},taihu-2025,cash,Grant,资助,2025-03-01,S,CNY,1000.00,2025-03-01,{Reference(run, i)},slip,bank-record,2025-03-01,Bank slip,银行回单,{host.Paper}\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}

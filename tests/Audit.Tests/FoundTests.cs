using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Audit.Desk;
using Ledger.Audit.Log;
using Ledger.Audit.Search;
using Ledger.Audit.Tests.Running;
using Ledger.Cli.Fsck;
using Ledger.Transparency.Search;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Audit.Tests;

/// <summary>What the log is found by, on a real PostgreSQL: held against a reading of every entry, filled in later, brought to a new shape.</summary>
public sealed class FoundTests(PostgresServer server, RecordedLog recorded)
{
    private static readonly string[] Vocabulary = ["lathe", "laser", "later", "robot", "数控机床", "测量机", "机器人", "床"];
    private static readonly string[] Asks = ["lathe", "laser robot", "la*", "robot*", "数控", "机", "测量机", "机床 later", "nothing"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    // Pages of all sizes, so that blocks are of one page, of several, and cut by their ends; two consortia between each other.
    [Fact]
    public async Task A_search_finds_at_once_what_a_reading_of_every_entry_finds()
    {
        var (random, sender) = (new Random(20250302), new SendingService("made"));
        for (var i = 0; i < 230; i++) Record(sender, random);
        var database = await server.DatabaseAsync();
        var log = new AuditLog(database.App, NullLogger<AuditLog>.Instance);
        await using var connections = new LogConnections(database.App, database.Configuration);
        for (var sent = 0; sent < sender.Sent.Count;)
        {
            var last = Math.Min(sender.Sent.Count, sent + random.Next(1, 60));
            await log.AppendAsync(sender.Page(sent + 1, last), Ct);
            sent = last;
            var entries = Read(sender, sent);
            for (var i = 0; i < 12; i++) await AskAsync(entries, random);
        }

        async Task AskAsync(List<Entry> entries, Random draw)
        {
            var (tenant, question, most) = (draw.Next(4) == 0 ? "dongting" : "taihu", Question(draw), draw.Next(1, 40));
            long? before = draw.Next(3) == 0 ? draw.Next(entries.Count + 5) : null;
            await using var connection = await connections.OpenAsync(tenant, regulator: draw.Next(2) == 0, Ct);
            var own = entries.Where(entry => entry.Tenant == tenant).ToList();
            Assert.Equal(
                own.Where(entry => entry.Index < (before ?? long.MaxValue) && Matches(entry.Found, question)).Select(entry => entry.Index).OrderDescending().Take(most + 1),
                await new LogSearch(connection, tenant).FindAsync(question, before, most, Ct));

            var party = $"E{draw.Next(1, 6)}";
            long? after = draw.Next(2) == 0 ? draw.Next(entries.Count) : null;
            var (read, more) = await new LogReads(connection, tenant).EntriesAsync(after, most, new EntryFilter(Party: party), Ct);
            var named = own.Where(entry => entry.Index > (after ?? -1) && entry.Found.Terms.Contains((Findable.Party, party))).Select(entry => entry.Index).ToList();
            Assert.Equal(named.Take(most), read.Select(entry => entry.Index));
            Assert.Equal(named.Count > most, more);
        }
    }

    [Fact]
    public async Task More_amounts_than_are_listed_are_looked_up_entry_by_entry()
    {
        var sender = new SendingService("made");
        const int entries = (AuditLimits.ListedAmounts / AuditLimits.FoundAmounts) + 1;
        for (var i = 0; i < entries; i++)
        {
            var amounts = Enumerable.Range(i * AuditLimits.FoundAmounts, AuditLimits.FoundAmounts).Select(amount => (JsonNode)Amount(amount, "CNY"));
            sender.Record(Guid.CreateVersion7(), payload: new JsonObject { ["party"] = i % 2 == 0 ? "E1" : "E2", ["list"] = new JsonArray([.. amounts]) });
        }

        var database = await server.DatabaseAsync();
        await new AuditLog(database.App, NullLogger<AuditLog>.Instance).AppendAsync(sender.All, Ct);
        await using var connections = new LogConnections(database.App, database.Configuration);
        await using var connection = await connections.OpenAsync("taihu", regulator: false, Ct);
        var search = new LogSearch(connection, "taihu");
        var all = new LogQuestion(Party: "E1", Currency: "CNY");
        var even = Enumerable.Range(0, entries).Where(i => i % 2 == 0).Select(i => (long)i).OrderDescending().ToList();
        Assert.Equal(even, await search.FindAsync(all, null, 100, Ct));
        // As many as are listed, and one.
        Assert.Equal(even.Where(i => i != 0), await search.FindAsync(all with { Least = AuditLimits.FoundAmounts * 10_000L }, null, 100, Ct));
        Assert.Equal([2L], await search.FindAsync(all with { Least = 2 * AuditLimits.FoundAmounts * 10_000L, Most = 2 * AuditLimits.FoundAmounts * 10_000L }, null, 100, Ct));
    }

    // Two processes at once fill in what is missing, and no row of it stands twice.
    [Fact]
    public async Task What_cannot_be_found_yet_is_filled_in()
    {
        var database = await recorded.CopyAsync(server, Ct);
        await database.AttackAsync(
            """
            delete from audit_found where index < 4; delete from audit_cite where index < 4; delete from audit_amount where index < 4;
            delete from audit_term where entries & ~15 = 0; update audit_term set entries = entries & ~15
            """);
        Assert.Equal("search.not-filled", Assert.Single((await CheckAsync(database)).Problems).Code);
        await Task.WhenAll(FillAsync(), FillAsync());
        Assert.Empty((await CheckAsync(database)).Problems);

        async Task FillAsync()
        {
            var keeper = new FoundKeeper(database.App, NullLogger<FoundKeeper>.Instance);
            while (await keeper.FillAsync(Ct)) { }
        }
    }

    // The shape until now: one row per entry and term, and days as columns.
    [Fact]
    public async Task Rows_of_the_older_shape_are_brought_together()
    {
        var database = await recorded.CopyAsync(server, Ct);
        await database.ExecuteAsync(
            """
            create table was as select tenant_id, field, term, block * 64 + place as index from audit_term, generate_series(0, 63) place where (entries >> place) & 1 = 1;
            alter table audit_found disable trigger user, add column valid_on date;
            update audit_found f set valid_on = (select term::date from was where field = 'valid' and was.index = f.index);
            alter table audit_found alter column valid_on set not null, enable always trigger audit_found_append_only, enable always trigger audit_found_no_truncate;
            create index audit_found_valid on audit_found (tenant_id, valid_on, index);
            drop table audit_term;
            create table audit_term (tenant_id varchar not null, field varchar not null, term varchar collate "C" not null, index bigint not null, primary key (tenant_id, field, term, index));
            insert into audit_term select * from was where field not in ('valid', 'recorded');
            drop table was;
            alter table audit_term enable row level security, force row level security;
            do $f$ begin execute format('alter table audit_term owner to %I', (select tableowner from pg_tables where tablename = 'audit_log')); end $f$;
            """);
        await LogSchema.ApplyAsync(database.Configuration, Ct);
        Assert.Empty((await CheckAsync(database)).Problems);
        Assert.Empty(await database.ReadAsync<string>("select attname::text from pg_attribute where attrelid = 'audit_found'::regclass and attname = 'valid_on' and not attisdropped"));
        Assert.Equal(["audit_term"], await database.ReadAsync<string>("select relname::text from pg_class where relname like 'audit\\_term%' and relkind = 'r'"));
    }

    private Task<FsckReport> CheckAsync(LogDatabase database) => Checker.RunAsync(
        new Dictionary<string, string>(StringComparer.Ordinal) { ["audit"] = database.All }, LogKeys.Policy, recorded.Published, _ => { }, Ct);

    private static void Record(SendingService sender, Random random)
    {
        var title = string.Join(' ', Enumerable.Range(0, random.Next(1, 4)).Select(_ => Vocabulary[random.Next(Vocabulary.Length)]));
        var payload = new JsonObject
        {
            ["party"] = $"E{random.Next(1, 5)}", ["title"] = title, ["effectiveOn"] = Findable.Day(new DateOnly(2025, 2, 1).AddDays(random.Next(60))),
            ["by"] = new JsonObject { ["person"] = random.Next(2) == 0 ? "lin" : "jian", ["organisation"] = "S" },
            ["claimed"] = Amount(random.Next(100), random.Next(2) == 0 ? "CNY" : "EUR"),
        };
        sender.Record(Guid.CreateVersion7(), random.Next(3) == 0 ? "thing_lent.v1" : "thing_done.v1", random.Next(4) == 0 ? "dongting" : "taihu", payload);
    }

    private static JsonObject Amount(int amount, string currency) => new() { ["amount"] = amount.ToString(CultureInfo.InvariantCulture), ["currency"] = currency };

    private static LogQuestion Question(Random random)
    {
        bool Asked() => random.Next(4) == 0;
        var from = new DateOnly(2025, 2, 1).AddDays(random.Next(60));
        var amount = Asked();
        return new LogQuestion(
            Asked() ? $"E{random.Next(1, 6)}" : null, Asked() ? "lin" : null, Asked() ? [.. new[] { "thing_lent.v1", "thing_done.v1" }.Take(random.Next(1, 3))] : null,
            Asked() ? from : null, Asked() ? from.AddDays(random.Next(30)) : null, Valid: random.Next(2) == 0, amount ? "CNY" : null,
            amount && Asked() ? random.Next(100) * 10_000L : null, amount && Asked() ? random.Next(100) * 10_000L : null,
            random.Next(2) == 0 ? Words.Asked(Asks[random.Next(Asks.Length)]) : null,
            Asked() ? new DateTimeOffset(2025, 3, 2, 8, 0, 0, TimeSpan.Zero).AddHours(random.Next(-1, 2)) : null);
    }

    private static List<Entry> Read(SendingService sender, int count) =>
    [
        .. sender.Sent.Take(count).Select((sent, index) =>
        {
            using var json = JsonDocument.Parse(sent.Entry.Payload);
            var envelope = VerifiedEntry.Verify(sent.Entry).Envelope;
            return new Entry(index, envelope.Tenant, Findable.Of(envelope.Type, envelope.RecordedAt, json.RootElement));
        }),
    ];

    // Everything was recorded at the same moment.
    private static bool Matches(Findable found, LogQuestion question)
    {
        var recorded = new DateTimeOffset(2025, 3, 2, 8, 0, 0, TimeSpan.Zero).AddMicroseconds(1);
        var day = question.Valid ? found.ValidOn : DateOnly.FromDateTime(recorded.UtcDateTime);
        return (question.Party is null || found.Terms.Contains((Findable.Party, question.Party)))
            && (question.Person is null || found.Terms.Contains((Findable.Person, question.Person)))
            && (question.Kinds is null || question.Kinds.Any(kind => found.Terms.Contains((Findable.Kind, kind))))
            && (question.Words ?? []).All(asked => found.Terms.Any(term => term.Field == Findable.Word
                && (asked.Begins ? term.Term.StartsWith(asked.Word, StringComparison.Ordinal) : term.Term == asked.Word)))
            && (question.From is null || day >= question.From) && (question.To is null || day <= question.To)
            && (question.Currency is null || found.Amounts.Any(amount => amount.Currency == question.Currency
                && amount.TenThousandths >= (question.Least ?? long.MinValue) && amount.TenThousandths <= (question.Most ?? long.MaxValue)))
            && (question.Known is null || recorded <= question.Known);
    }

    private sealed record Entry(long Index, string Tenant, Findable Found);
}

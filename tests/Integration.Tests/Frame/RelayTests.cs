using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ledger.Integration.Tests.Support;
using Ledger.ServiceDefaults;
using Ledger.ServiceDefaults.Hosting;
using Ledger.Transparency;
using Npgsql;

namespace Ledger.Integration.Tests.Frame;

public sealed class RelayTests : IAsyncLifetime
{
    private TestIssuer _issuer = null!;
    private Tap _audit = null!;
    private Tap _told = null!;
    private FrameHost _host = null!;
    private string _service = null!;
    private volatile Action<Failpoint>? _dies;

    public async ValueTask InitializeAsync()
    {
        _issuer = await TestIssuer.StartAsync();
        _audit = await Tap.OnAsync("audit.audit-page.v1");
        _told = await Tap.OnAsync("probe.note-told.v1");
        _service = $"probe-{Guid.NewGuid():N}"[..14];
        Failpoints.Arm(at => _dies?.Invoke(at));
        _host = await FrameHost.StartAsync(_issuer, name: _service);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _audit.DisposeAsync();
        await _told.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    [Fact]
    public async Task Every_event_leaves_once_with_gap_free_numbers_per_source_and_per_tenant()
    {
        using var alpha = _host.Client("alpha");
        using var beta = _host.Client("beta");
        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => (i % 3 == 0 ? beta : alpha).CommandAsync($"notes/{Guid.NewGuid()}", new { text = $"n{i}" })));

        var pages = await _audit.UntilAsync(seen => seen.EnvelopesOf(_service).Count >= 60);
        var envelopes = pages.EnvelopesOf(_service);
        Assert.Equal(Numbers(60), envelopes.Select(e => e.GetProperty("sn").GetString()));
        Assert.Equal(Numbers(40), Of("alpha"));
        Assert.Equal(Numbers(20), Of("beta"));
        Assert.Equal(0, await Eventually.Async(() => _host.Database.CountAsync("select count(*) from outbox"), count => count == 0));

        IEnumerable<string?> Of(string tenant) =>
            envelopes.Where(e => e.GetProperty("tn").GetString() == tenant).Select(e => e.GetProperty("tv").GetString());
    }

    [Fact]
    public async Task A_plain_client_sees_contract_body_and_headers_and_the_payload_hash_holds()
    {
        using var client = _host.Client("alpha");
        var id = Guid.NewGuid();
        await client.CommandAsync($"notes/{id}", new { text = "机床" });

        var told = (await _told.UntilAsync(seen => seen.Any(m => Note(m) == id))).Single(m => Note(m) == id);
        Assert.Equal("机床", told.Body.GetProperty("text").GetString());
        Assert.Equal("alpha", told.Header("ledger-tenant"));
        Assert.Equal(_service, told.Header("ledger-source"));
        Assert.Equal("1", told.Header("ledger-stream-version"));
        Assert.Equal("lin", told.Header("ledger-by"));
        Assert.Equal(told.Header("ledger-event"), told.MessageId);

        var pages = await _audit.UntilAsync(seen => seen.EnvelopesOf(_service).Count >= 1);
        var entry = pages.Single(p => p.Body.GetProperty("source").GetString() == _service).Body.GetProperty("entries")[0];
        var payload = entry.GetProperty("payload").GetString()!;
        var envelope = JsonDocument.Parse(entry.GetProperty("envelope").GetString()!).RootElement;
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(payload))), envelope.GetProperty("ph").GetString());
        Assert.Equal(payload, Encoding.UTF8.GetString(CanonicalJson.Bytes(Encoding.UTF8.GetBytes(payload))));
        Assert.Equal(told.Header("ledger-ph"), envelope.GetProperty("ph").GetString());
        Assert.Equal("note_written.v1", envelope.GetProperty("n").GetString());
    }

    // Marten #4953: sequence numbers are reserved in one order and committed in another. Whoever reads up to the highest
    // number seen skips the late one for ever.
    [Fact]
    public async Task A_transaction_that_commits_after_later_ones_is_not_lost()
    {
        var late = Guid.NewGuid();
        await using var held = await TestDatabase.OpenAsync(_host.Database.Superuser);
        await using var transaction = await held.BeginTransactionAsync();
        await AppendRawAsync(held, late, "late");

        using var client = _host.Client("alpha");
        foreach (var i in Enumerable.Range(0, 5)) await client.CommandAsync($"notes/{Guid.NewGuid()}", new { text = $"n{i}" });
        await _audit.UntilAsync(seen => seen.EnvelopesOf(_service).Count >= 5);
        await transaction.CommitAsync();

        var envelopes = (await _audit.UntilAsync(seen => seen.EnvelopesOf(_service).Count >= 6)).EnvelopesOf(_service);
        Assert.Equal(Numbers(6), envelopes.Select(e => e.GetProperty("sn").GetString()));
        Assert.Equal(late.ToString(), envelopes[5].GetProperty("st").GetString());
        Assert.True(
            long.Parse(envelopes[5].GetProperty("seq").GetString()!) < long.Parse(envelopes[0].GetProperty("seq").GetString()!),
            "The late event should have the lowest sequence number, or the test shows nothing.");
    }

    [Fact]
    public async Task A_transaction_rolled_back_leaves_no_number_and_no_gap()
    {
        await using (var held = await TestDatabase.OpenAsync(_host.Database.Superuser))
        await using (var transaction = await held.BeginTransactionAsync())
        {
            await AppendRawAsync(held, Guid.NewGuid(), "never");
            await transaction.RollbackAsync();
        }

        using var client = _host.Client("alpha");
        await client.CommandAsync($"notes/{Guid.NewGuid()}", new { text = "a" });
        await client.CommandAsync($"notes/{Guid.NewGuid()}", new { text = "b" });
        var envelopes = (await _audit.UntilAsync(seen => seen.EnvelopesOf(_service).Count >= 2)).EnvelopesOf(_service);
        Assert.Equal(Numbers(2), envelopes.Select(e => e.GetProperty("sn").GetString()));
    }

    [Fact]
    public async Task Events_written_by_copy_are_captured_too()
    {
        var stream = Guid.NewGuid();
        var payload = """{"by":{"organisation":"E1","person":"lin"},"text":"copied"}""";
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(payload)));
        await using (var connection = await TestDatabase.OpenAsync(_host.Database.Superuser))
        {
            await ExecuteAsync(connection, $"insert into mt_streams (id, type, version, tenant_id) values ('{stream}', 'note', 1, 'alpha')");
            await using var import = await connection.BeginTextImportAsync(
                "copy mt_events (seq_id, id, stream_id, version, data, type, tenant_id, mt_dotnet_type, headers) from stdin");
            var next = await _host.Database.CountAsync("select nextval('mt_events_sequence')");
            await import.WriteAsync($"{next}\t{Guid.NewGuid()}\t{stream}\t1\t{payload}\tnote_written.v1\talpha\tx\t{{\"ph\":\"{hash}\"}}\n");
        }

        var envelopes = (await _audit.UntilAsync(seen => seen.EnvelopesOf(_service).Count >= 1)).EnvelopesOf(_service);
        Assert.Equal(stream.ToString(), Assert.Single(envelopes).GetProperty("st").GetString());
    }

    [Fact]
    public async Task An_event_whose_payload_does_not_match_its_hash_stops_the_relay_and_turns_health_red()
    {
        await using (var connection = await TestDatabase.OpenAsync(_host.Database.Superuser))
            await AppendRawAsync(connection, Guid.NewGuid(), "forged", hash: new string('0', 64));
        using var client = _host.Client("alpha");
        await client.CommandAsync($"notes/{Guid.NewGuid()}", new { text = "after" });

        using var open = new HttpClient();
        var health = await Eventually.Async(() => open.GetStringAsyncAnyStatus($"{_host.Address}/health/ready"),
            text => text.Contains("\"relay\":\"Unhealthy\"", StringComparison.Ordinal));
        Assert.Contains("\"store\":\"Healthy\"", health, StringComparison.Ordinal);
        Assert.Empty(_audit.Messages.EnvelopesOf(_service));
        Assert.Equal(2, await _host.Database.CountAsync("select count(*) from outbox"));
    }

    [Fact]
    public async Task A_leader_cut_off_from_the_database_leads_again_without_gap_and_without_new_numbers_for_old_events()
    {
        using var client = _host.Client("alpha");
        foreach (var i in Enumerable.Range(0, 20))
        {
            await client.CommandAsync($"notes/{Guid.NewGuid()}", new { text = $"n{i}" });
            if (i % 5 == 2)
                await _host.Database.AdminAsync($"select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = 'leader-{_service}'");
        }

        var envelopes = (await _audit.UntilAsync(seen => seen.EnvelopesOf(_service).Select(Event).Distinct().Count() == 20)).EnvelopesOf(_service);
        // A repetition is allowed; a number that names two events, or an event with two numbers, is not.
        var numbers = envelopes.Select(e => (Number: e.GetProperty("sn").GetString(), Event: Event(e))).Distinct().ToList();
        Assert.Equal(Numbers(20), numbers.OrderBy(n => int.Parse(n.Number!)).Select(n => n.Number));
    }

    // At every step that has a name, after the first message of a page too. What starts over in this process is what another process would do.
    [Fact]
    public async Task Whatever_step_the_relay_dies_at_every_event_leaves_under_one_number_and_every_fact_is_told()
    {
        using var client = _host.Client("alpha");
        var notes = new List<Guid>();
        var steps = Enum.GetValues<Failpoint>().Where(step => step.ToString().StartsWith("Relay", StringComparison.Ordinal)).ToList();
        Assert.Equal(5, steps.Count);
        foreach (var step in steps)
        {
            var died = 0;
            _dies = at =>
            {
                if (at == step && Interlocked.Exchange(ref died, 1) == 0) throw new InvalidOperationException($"The relay dies: {at}.");
            };
            if (step == Failpoint.RelayLeads)
                await _host.Database.AdminAsync($"select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = 'leader-{_service}'");
            foreach (var _ in Enumerable.Range(0, 3))
            {
                notes.Add(Guid.NewGuid());
                await client.CommandAsync($"notes/{notes[^1]}", new { text = $"{step}" });
            }

            await Eventually.Async(() => Task.FromResult(Volatile.Read(ref died)), came => came == 1, what: $"{step}");
            await _audit.UntilAsync(seen => seen.EnvelopesOf(_service).Select(Event).Distinct().Count() == notes.Count);
        }

        var envelopes = _audit.Messages.EnvelopesOf(_service);
        var numbers = envelopes.Select(e => (Number: e.GetProperty("sn").GetString(), Event: Event(e))).Distinct().ToList();
        Assert.Equal(Numbers(notes.Count), numbers.OrderBy(n => int.Parse(n.Number!)).Select(n => n.Number));
        // Repetitions carry the id of the first time: whoever listens tells them apart.
        var told = await _told.UntilAsync(seen => notes.TrueForAll(note => seen.Any(message => Note(message) == note)));
        Assert.All(notes, note => Assert.Single(told.Where(message => Note(message) == note).Select(message => message.MessageId).Distinct()));
        Assert.Equal(0, await Eventually.Async(() => _host.Database.CountAsync("select count(*) from outbox"), count => count == 0));
    }

    // More than the relay has on its way at once, three versions of each stream in different pages; it dies in the middle of it, twice.
    [Fact]
    public async Task A_backlog_of_many_pages_leaves_in_order_whatever_happens_on_its_way()
    {
        const int Streams = 400, Versions = 3, Count = Streams * Versions;
        Assert.True(Count > Limits.RelayBatch * (Limits.RelayPagesInFlight + 1));
        var published = 0;
        _dies = at =>
        {
            if (at == Failpoint.RelayPublished && Interlocked.Increment(ref published) is 450 or 1_000) throw new InvalidOperationException("The relay dies on its way.");
        };
        var payload = """{"by":{"organisation":"E1","person":"lin"},"text":"many"}""";
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(payload)));
        await using (var connection = await TestDatabase.OpenAsync(_host.Database.Superuser))
        {
            await ExecuteAsync(connection,
                $$"""
                insert into mt_streams (id, type, version, tenant_id) select gen_random_uuid(), 'note', {{Versions}}, 'alpha' from generate_series(1, {{Streams}});
                insert into mt_events (seq_id, id, stream_id, version, data, type, tenant_id, mt_dotnet_type, headers)
                select nextval('mt_events_sequence'), gen_random_uuid(), s.id, v.version, '{{payload}}', 'note_written.v1', 'alpha', 'x', '{"ph":"{{hash}}"}'
                from generate_series(1, {{Versions}}) as v (version), mt_streams s order by v.version, s.id
                """);
        }

        Assert.Equal(0, await Eventually.Async(() => _host.Database.CountAsync("select count(*) from outbox"), count => count == 0));
        Assert.True(published > Count, "It should have died on its way, or the test shows nothing.");
        var pages = await _audit.UntilAsync(seen => seen.EnvelopesOf(_service).Select(Event).Distinct().Count() == Count);
        // Repetitions begin again before what was not confirmed; without them the numbers rise one by one.
        var numbers = pages.EnvelopesOf(_service).Select(e => int.Parse(e.GetProperty("sn").GetString()!)).ToList();
        Assert.Equal(Enumerable.Range(1, Count), numbers.Distinct());
        Assert.Equal(Count, pages.EnvelopesOf(_service).Select(e => (e.GetProperty("sn").GetString(), Event(e))).Distinct().Count());
        var told = await _told.UntilAsync(seen => seen.Where(message => message.Header("ledger-source") == _service).Select(message => message.MessageId).Distinct().Count() == Count);
        foreach (var stream in told.Where(message => message.Header("ledger-source") == _service).GroupBy(message => message.Header("ledger-stream")))
            Assert.Equal(["1", "2", "3"], stream.Select(message => message.Header("ledger-stream-version")).Distinct());
    }

    private static string Event(JsonElement envelope) => envelope.GetProperty("ev").GetString()!;

    private static Guid Note(TapMessage message) => message.Body.GetProperty("note").GetGuid();

    private static IEnumerable<string> Numbers(int count) => Enumerable.Range(1, count).Select(n => n.ToString());

    private static async Task AppendRawAsync(NpgsqlConnection connection, Guid stream, string text, string? hash = null)
    {
        var payload = $$"""{"by":{"organisation":"E1","person":"lin"},"text":"{{text}}"}""";
        hash ??= Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(payload)));
        await ExecuteAsync(connection,
            $$"""
            insert into mt_streams (id, type, version, tenant_id) values ('{{stream}}', 'note', 1, 'alpha');
            insert into mt_events (seq_id, id, stream_id, version, data, type, tenant_id, mt_dotnet_type, headers)
            values (nextval('mt_events_sequence'), gen_random_uuid(), '{{stream}}', 1, '{{payload}}', 'note_written.v1', 'alpha', 'x',
                    '{"ph":"{{hash}}"}')
            """);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}

internal static class HealthReading
{
    public static async Task<string> GetStringAsyncAnyStatus(this HttpClient client, string address)
    {
        using var response = await client.GetAsync(address);
        return await response.Content.ReadAsStringAsync();
    }
}

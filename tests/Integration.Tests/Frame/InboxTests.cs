using System.Diagnostics;
using Ledger.Integration.Tests.Support;
using Ledger.ServiceDefaults.Messaging;
using Ledger.ServiceDefaults.RabbitMq;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Integration.Tests.Frame;

/// <summary>Two services on the real broker: one tells, the other hears.</summary>
public sealed class InboxTests : TellerAndHearer
{
    [Fact]
    public async Task A_fact_reaches_the_other_service_once_in_the_same_consortium()
    {
        var notes = Enumerable.Range(0, 40).Select(_ => Guid.NewGuid()).ToList();
        using var alpha = Teller.Client("alpha");
        using var beta = Teller.Client("beta");
        await Task.WhenAll(notes.Select((id, i) => (i % 2 == 0 ? alpha : beta).CommandAsync($"notes/{id}", new { text = $"n{i}" })));
        await HeardAsync(40);
        Assert.Equal(20, await Hearer.Database.CountAsync("select count(*) from mt_events where tenant_id = 'alpha'"));
        Assert.Equal(40, await Hearer.Database.CountAsync("select count(*) from inbox"));

        // What was heard cites what was told.
        var told = (string)(await Teller.Database.AdminAsync($"select id::text from mt_events where stream_id = '{notes[0]}'"))!;
        var cited = (string)(await Hearer.Database.AdminAsync($"select data -> 'source' ->> 'ev' from mt_events where stream_id = '{notes[0]}'"))!;
        Assert.Equal(told, cited);
    }

    [Fact]
    public async Task A_message_delivered_many_times_at_once_has_one_effect()
    {
        var events = Teller.Services.GetRequiredService<IIntegrationEvents>();
        var note = Guid.NewGuid();
        var headers = new FactHeaders(Guid.NewGuid(), "alpha", "teller", 1, Guid.NewGuid(), new string('a', 64), note, 1, DateTimeOffset.UtcNow, "lin", null);
        await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => events.PublishAsync(new IntegrationEnvelope(new NoteTold(note, "again"), headers), default)));
        // A message sent after them has been handled, so they all have been.
        var after = headers with { MessageId = Guid.NewGuid(), Stream = Guid.NewGuid() };
        await events.PublishAsync(new IntegrationEnvelope(new NoteTold(after.Stream, "after"), after), default);
        await HeardAsync(2);
        await Eventually.Async(async () => (await Depths()).Ready, ready => ready == 0);
        Assert.Equal(1, await Hearer.Database.CountAsync($"select count(*) from mt_events where stream_id = '{note}'"));
        Assert.Equal(0, (await Depths()).Errors);
    }

    [Fact]
    public async Task A_poison_fact_waits_in_the_error_queue_while_the_others_pass()
    {
        using var client = Teller.Client();
        await client.CommandAsync($"notes/{Guid.NewGuid()}", new { text = "poison" });
        await client.CommandAsync($"notes/{Guid.NewGuid()}", new { text = "fine" });
        await HeardAsync(1);
        await Eventually.Async(async () => (await Depths()).Errors, errors => errors == 1);
    }

    [Fact]
    public async Task Connections_killed_while_messages_are_handled_lose_nothing_and_double_nothing()
    {
        using var client = Teller.Client();
        var sending = Task.WhenAll(Enumerable.Range(0, 60).Select(async i =>
        {
            var (id, key) = (Guid.NewGuid(), Guid.NewGuid().ToString());
            while (!(await client.CommandAsync($"notes/{id}", new { text = $"n{i}" }, key)).IsSuccessStatusCode) await Task.Delay(50);
        }));
        foreach (var _ in Enumerable.Range(0, 8))
        {
            await Task.Delay(60);
            await Hearer.Database.AdminAsync(
                $"select count(pg_terminate_backend(pid)) from pg_stat_activity where datname in ('{Hearer.Database.Name}', '{Teller.Database.Name}') and usename <> current_user");
        }

        await sending;
        await HeardAsync(60);
        Assert.Equal(60, await Teller.Database.CountAsync("select count(*) from mt_events"));
        Assert.Equal(0, (await Depths()).Errors);
    }

    [Fact]
    public async Task One_trace_runs_from_the_request_through_the_broker_to_the_effect()
    {
        var spans = new System.Collections.Concurrent.ConcurrentBag<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        using var client = Teller.Client();
        using var source = new ActivitySource("test");
        ActivityTraceId trace;
        using (var request = source.StartActivity("request", ActivityKind.Client, default(ActivityContext))!)
        {
            trace = request.TraceId;
            await client.CommandAsync($"notes/{Guid.NewGuid()}", new { text = "traced" });
        }

        await HeardAsync(1);
        var mine = await Eventually.Async(
            () => Task.FromResult(spans.Where(span => span.TraceId == trace).Select(span => span.OperationName + "|" + span.Source.Name).ToList()),
            names => names.Any(name => name.StartsWith("handle NoteTold", StringComparison.Ordinal)), what: "The consumer's span");
        Assert.Contains(mine, name => name.EndsWith("|Microsoft.AspNetCore", StringComparison.Ordinal));
        Assert.Contains(mine, name => name.StartsWith("relay NoteTold", StringComparison.Ordinal));
        Assert.Contains(mine, name => name.EndsWith("|MassTransit", StringComparison.Ordinal));
        Assert.Contains(mine, name => name.EndsWith("|Npgsql", StringComparison.Ordinal));
        Assert.Equal(trace.ToString(), (string)(await Hearer.Database.AdminAsync("select correlation_id from mt_events"))!);
        Assert.Contains(trace.ToString(), (string)(await Hearer.Database.AdminAsync("select headers ->> 'traceparent' from mt_events"))!, StringComparison.Ordinal);
    }

    private async Task<QueueDepth> Depths() => (await Hearer.Services.GetRequiredService<IBrokerOperations>().DepthsAsync(default)).Single();

    private async Task HeardAsync(long count) => await Eventually.Async(
        () => Hearer.Database.CountAsync("select count(*) from mt_events where type = 'note_heard.v1'"), heard => heard >= count);
}

using System.Net;
using Ledger.Integration.Tests.Support;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Integration.Tests.Frame;

public sealed class ConcurrencyTests(FrameFixture frame) : IClassFixture<FrameFixture>
{
    [Fact]
    public async Task A_change_needs_the_version_that_was_seen()
    {
        using var client = frame.Host.Client();
        var id = Guid.NewGuid();
        var first = await client.CommandAsync($"notes/{id}", new { text = "a" });
        var missing = await client.CommandAsync($"notes/{id}/change", new { text = "b" });
        Assert.Equal((HttpStatusCode)428, missing.StatusCode);
        Assert.Equal("if-match.missing", await missing.CodeAsync());

        var changed = await client.CommandAsync($"notes/{id}/change", new { text = "b" }, ifMatch: first.Headers.ETag!.Tag);
        Assert.Equal("\"2\"", changed.Headers.ETag!.Tag);
        var stale = await client.CommandAsync($"notes/{id}/change", new { text = "c" }, ifMatch: first.Headers.ETag!.Tag);
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.StatusCode);
        Assert.Equal("version.stale", await stale.CodeAsync());
        Assert.Equal(2, await Events(id));
    }

    [Theory]
    [InlineData("3")]
    [InlineData("\"x\"")]
    [InlineData("*")]
    [InlineData("\"1\", \"2\"")]
    public async Task A_malformed_version_is_refused(string ifMatch)
    {
        using var client = frame.Host.Client();
        var answer = await client.CommandAsync($"notes/{Guid.NewGuid()}/change", new { text = "b" }, ifMatch: ifMatch);
        Assert.Equal("if-match.malformed", await answer.CodeAsync());
    }

    [Fact]
    public async Task A_version_of_a_stream_that_does_not_exist_is_stale()
    {
        using var client = frame.Host.Client();
        var answer = await client.CommandAsync($"notes/{Guid.NewGuid()}/change", new { text = "b" }, ifMatch: "\"4\"");
        Assert.Equal("version.stale", await answer.CodeAsync());
    }

    [Fact]
    public async Task Of_ten_who_saw_the_same_version_one_wins_and_the_others_learn_it()
    {
        using var client = frame.Host.Client();
        var id = Guid.NewGuid();
        var tag = (await client.CommandAsync($"notes/{id}", new { text = "a" })).Headers.ETag!.Tag;
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => client.CommandAsync($"notes/{id}/change", new { text = $"{i}" }, ifMatch: tag)));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.Equal(9, answers.Count(answer => answer.StatusCode == HttpStatusCode.PreconditionFailed));
        Assert.Equal(2, await Events(id));
    }

    // Without a version each decision is made again on the newest state, so the rule holds however they race.
    [Fact]
    public async Task Ten_concurrent_commands_on_one_stream_never_break_its_rule()
    {
        using var client = frame.Host.Client();
        var id = Guid.NewGuid();
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => client.CommandAsync($"notes/{id}", new { text = $"{i}" })));
        Assert.Equal(Probe.Limit, answers.Count(answer => answer.IsSuccessStatusCode));
        var refusals = await Task.WhenAll(answers.Where(answer => !answer.IsSuccessStatusCode).Select(answer => answer.CodeAsync()));
        Assert.All(refusals, code => Assert.Contains(code, new[] { "note.full", "version.stale" }));
        Assert.Equal(Probe.Limit, await Events(id));
    }

    // The store reads the version first and the state after it, so what another committed in between stands in the state and leaves nothing to do. Whoever said
    // which version he has seen did not do it and is not told so; whoever said none is answered by the version that stands. Here the other one commits while the
    // decision is made, which comes to the same.
    [Fact]
    public async Task Who_finds_it_done_by_another_meanwhile_is_not_told_that_he_did_it()
    {
        using var client = frame.Host.Client();
        var id = Guid.NewGuid();
        await client.CommandAsync($"notes/{id}", new { text = "a" });
        var commands = frame.Host.Services.GetRequiredService<Commands>();
        var (others, context) = (0, new CommandContext("alpha", new Actor("lin", "E1"), DateTimeOffset.UtcNow, Guid.NewGuid().ToString(), new string('a', 64), 1));
        Assert.IsType<Outcome.Stale>(await commands.Handle(id, context, Note.None(id), NothingLeftAsync, TestContext.Current.CancellationToken));
        Assert.Equal(0, await frame.Host.Database.CountAsync($"select count(*) from idempotency where key = '{context.IdempotencyKey}'"));

        context = context with { IdempotencyKey = Guid.NewGuid().ToString(), ExpectedVersion = null };
        var done = Assert.IsType<Outcome.Done>(await commands.Handle(id, context, Note.None(id), NothingLeftAsync, TestContext.Current.CancellationToken));
        Assert.Equal((200, 3), (done.Status, done.Version));
        Assert.Equal(3, await Events(id));

        async Task<Decision> NothingLeftAsync(Note state, IQuerySession reads)
        {
            if (++others <= 2) await client.CommandAsync($"notes/{id}", new { text = $"{others}" });
            return Decision.Nothing;
        }
    }

    [Fact]
    public async Task A_refused_command_leaves_nothing_behind_not_even_its_key()
    {
        using var client = frame.Host.Client();
        var (id, key) = (Guid.NewGuid(), Guid.NewGuid().ToString());
        foreach (var i in Enumerable.Range(0, Probe.Limit)) await client.CommandAsync($"notes/{id}", new { text = $"{i}" });
        var refused = await client.CommandAsync($"notes/{id}", new { text = "more" }, key);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal("note.full", await refused.CodeAsync());
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
        Assert.Equal(0, await frame.Host.Database.CountAsync($"select count(*) from idempotency where key = '{key}'"));
        Assert.Equal(Probe.Limit, await Events(id));
    }

    private Task<long> Events(Guid stream) => frame.Host.Database.CountAsync($"select count(*) from mt_events where stream_id = '{stream}'");
}

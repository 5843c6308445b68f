using System.Net;
using Ledger.Integration.Tests.Support;

namespace Ledger.Integration.Tests.Frame;

public sealed class IdempotencyTests(FrameFixture frame) : IClassFixture<FrameFixture>
{
    [Fact]
    public async Task The_same_key_and_body_get_the_stored_answer_and_one_fact()
    {
        using var client = frame.Host.Client();
        var (id, key) = (Guid.NewGuid(), Guid.NewGuid().ToString());
        var first = await client.CommandAsync($"notes/{id}", new { text = "a" }, key);
        var second = await client.CommandAsync($"notes/{id}", new { text = "a" }, key);
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
        Assert.Equal("\"1\"", second.Headers.ETag!.Tag);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.Equal(1, await frame.Host.Database.CountAsync($"select count(*) from mt_events where stream_id = '{id}'"));
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_refused_and_leaves_no_fact()
    {
        using var client = frame.Host.Client();
        var (id, key) = (Guid.NewGuid(), Guid.NewGuid().ToString());
        await client.CommandAsync($"notes/{id}", new { text = "a" }, key);
        var reused = await client.CommandAsync($"notes/{id}", new { text = "b" }, key);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, reused.StatusCode);
        Assert.Equal("idempotency-key.reused", await reused.CodeAsync());
        Assert.Equal(1, await frame.Host.Database.CountAsync($"select count(*) from mt_events where stream_id = '{id}'"));
    }

    [Fact]
    public async Task Twenty_concurrent_requests_with_one_key_have_one_effect_and_one_answer()
    {
        using var client = frame.Host.Client();
        var (id, key) = (Guid.NewGuid(), Guid.NewGuid().ToString());
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.CommandAsync($"notes/{id}", new { text = "a" }, key)));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));
        var bodies = await Task.WhenAll(answers.Select(answer => answer.Content.ReadAsStringAsync()));
        Assert.Single(bodies.Distinct());
        Assert.Equal(1, await frame.Host.Database.CountAsync($"select count(*) from mt_events where stream_id = '{id}'"));
    }

    [Fact]
    public async Task A_key_of_another_consortium_is_another_key()
    {
        using var alpha = frame.Host.Client("alpha");
        using var beta = frame.Host.Client("beta");
        var (id, key) = (Guid.NewGuid(), Guid.NewGuid().ToString());
        Assert.Equal(HttpStatusCode.Created, (await alpha.CommandAsync($"notes/{id}", new { text = "a" }, key)).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await beta.CommandAsync($"notes/{id}", new { text = "b" }, key)).StatusCode);
    }

    [Theory]
    [InlineData("", "idempotency-key.missing")]
    [InlineData("with space", "idempotency-key.invalid")]
    public async Task A_missing_or_malformed_key_is_refused(string key, string code)
    {
        using var client = frame.Host.Client();
        var answer = await client.CommandAsync($"notes/{Guid.NewGuid()}", new { text = "a" }, key);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(code, await answer.CodeAsync());
    }

    [Fact]
    public async Task A_key_past_the_limit_is_refused()
    {
        using var client = frame.Host.Client();
        var answer = await client.CommandAsync($"notes/{Guid.NewGuid()}", new { text = "a" }, new string('k', 201));
        Assert.Equal("idempotency-key.invalid", await answer.CodeAsync());
    }
}

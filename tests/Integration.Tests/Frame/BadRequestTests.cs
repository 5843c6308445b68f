using System.Net;
using System.Text;
using Ledger.Integration.Tests.Support;
using Ledger.ServiceDefaults;

namespace Ledger.Integration.Tests.Frame;

public sealed class BadRequestTests(FrameFixture frame) : IClassFixture<FrameFixture>
{
    [Theory]
    [InlineData("{", null)]
    [InlineData("", null)]
    [InlineData("null", null)]
    [InlineData("[]", null)]
    [InlineData("{}", null)]
    [InlineData("{\"text\":null}", "text")]
    [InlineData("{\"text\":5}", "text")]
    [InlineData("{\"text\":\"a\",\"more\":1}", "more")]
    [InlineData("{\"text\":\"a\",\"text\":\"b\"}", null)]
    [InlineData("{\"text\":\"a\\u0000b\"}", null)]
    public async Task A_body_that_cannot_be_read_names_the_field_and_leaves_nothing(string body, string? field)
    {
        using var client = frame.Host.Client();
        var id = Guid.NewGuid();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"notes/{id}") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        var answer = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Contains("request.malformed", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
        if (field is not null) Assert.Contains($"\"field\":\"{field}\"", text, StringComparison.Ordinal);
        Assert.Equal(0, await frame.Host.Database.CountAsync($"select count(*) from mt_events where stream_id = '{id}'"));
    }

    [Fact]
    public async Task A_body_past_the_limit_is_refused()
    {
        using var client = frame.Host.Client();
        var answer = await client.CommandAsync($"notes/{Guid.NewGuid()}", new { text = new string('x', Limits.RequestBodyBytes) });
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal("request.too-large", await answer.CodeAsync());
    }

    [Fact]
    public async Task A_body_nested_past_the_limit_is_refused()
    {
        using var client = frame.Host.Client();
        var deep = string.Concat(Enumerable.Repeat("[", Limits.JsonDepth + 1)) + string.Concat(Enumerable.Repeat("]", Limits.JsonDepth + 1));
        using var request = new HttpRequestMessage(HttpMethod.Post, $"notes/{Guid.NewGuid()}") { Content = new StringContent($"{{\"text\":{deep}}}", Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", "k");
        Assert.Equal("request.malformed", await (await client.SendAsync(request)).CodeAsync());
    }

    [Fact]
    public async Task Lists_come_in_pages_that_meet_and_do_not_overlap()
    {
        using var client = frame.Host.Client("pages");
        await Task.WhenAll(Enumerable.Range(0, Limits.PageSize + 5).Select(i => client.CommandAsync($"notes/{Guid.NewGuid()}", new { text = $"{i}" })));
        var first = System.Text.Json.JsonDocument.Parse(await client.GetStringAsync("notes")).RootElement;
        var second = System.Text.Json.JsonDocument.Parse(await client.GetStringAsync($"notes?after={first.GetProperty("next").GetString()}")).RootElement;
        Assert.Equal(Limits.PageSize, first.GetProperty("items").GetArrayLength());
        Assert.Equal(5, second.GetProperty("items").GetArrayLength());
        Assert.False(second.TryGetProperty("next", out _));
        Assert.Equal(Limits.PageSize + 5, first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray())
            .Select(note => note.GetProperty("id").GetGuid()).Distinct().Count());
        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync("notes?after=x")).StatusCode);
    }
}

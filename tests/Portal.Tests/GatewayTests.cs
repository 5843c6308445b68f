using System.Net;
using Ledger.Portal.Gateway;
using Ledger.Portal.Tests.Running;
using Microsoft.AspNetCore.Http;

namespace Ledger.Portal.Tests;

/// <summary>What passes through the gateway and what does not, over real sockets.</summary>
public sealed class GatewayTests : IAsyncLifetime
{
    private RunningPortal? _portal;

    private RunningPortal Portal => _portal!;

    public async ValueTask InitializeAsync() => _portal = await RunningPortal.StartAsync();

    public async ValueTask DisposeAsync() => await Portal.DisposeAsync();

    [Theory]
    [InlineData("/api/v1/consortia/taihu/agreements", "agreements")]
    [InlineData("/api/v1/consortia/taihu/contributions/5c0f/verification", "contributions")]
    [InlineData("/api/v1/consortia/taihu/evidence", "contributions")]
    [InlineData("/api/v1/consortia/taihu/appraisals", "valuation")]
    [InlineData("/api/v1/consortia/taihu/risk-events", "risks")]
    [InlineData("/api/v1/consortia/taihu/reserve", "risks")]
    [InlineData("/api/v1/consortia/taihu/pools", "distribution")]
    [InlineData("/api/v1/consortia/taihu/runs/1/settlement", "distribution")]
    [InlineData("/api/v1/consortia/taihu/statements/E1", "distribution")]
    [InlineData("/api/v1/consortia/taihu/journal/trial-balance", "distribution")]
    [InlineData("/api/v1/consortia/taihu/audit/trail", "audit")]
    [InlineData("/api/v1/services/risks/operations/queues", "risks")]
    public async Task A_request_reaches_its_service_with_path_query_and_body_untouched(string path, string service)
    {
        using var answer = await Portal.SendAsync(HttpMethod.Post, path + "?after=a%2Fb&party=%E5%A4%AA", new StringContent("{\"a\":1}"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var received = Portal[service].Single();
        Assert.Equal(("POST", path, "?after=a%2Fb&party=%E5%A4%AA", 7L), (received.Method, received.Path, received.Query, received.BodyBytes));
        Assert.All(Portal.Services.Values.Where(other => other.Name != service), other => Assert.Empty(other.Requests));
    }

    [Fact]
    public async Task The_token_and_the_headers_of_a_command_pass()
    {
        using var answer = await Portal.SendAsync(
            HttpMethod.Post, "/api/v1/consortia/taihu/pools", new StringContent("{}"),
            ("Authorization", "Bearer a.b.c"), ("Idempotency-Key", "k-1"), ("If-Match", "\"3\""), ("Accept-Language", "zh-CN"));

        var received = Portal["distribution"].Single();
        Assert.Equal("Bearer a.b.c", received.Headers["Authorization"]);
        Assert.Equal("k-1", received.Headers["Idempotency-Key"]);
        Assert.Equal("\"3\"", received.Headers["If-Match"]);
        Assert.Equal("zh-CN", received.Headers["Accept-Language"]);
    }

    [Fact]
    public async Task Headers_that_claim_an_identity_end_at_the_gateway()
    {
        var claims = ForwardedRequests.Stripped.Where(name => name is not "Cookie").Select(name => (name, "forged")).ToArray();
        using var answer = await Portal.GetAsync("/api/v1/consortia/taihu/pools", [.. claims, ("Cookie", "session=forged")]);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.DoesNotContain("forged", string.Join('\n', Portal["distribution"].Single().Headers.Values), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_client_says_about_where_it_comes_from_is_replaced_by_what_the_gateway_sees()
    {
        using var answer = await Portal.GetAsync(
            "/api/v1/consortia/taihu/pools", ("X-Forwarded-For", "203.0.113.7"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Prefix", "/evil"));

        var headers = Portal["distribution"].Single().Headers;
        Assert.Equal("127.0.0.1", headers["X-Forwarded-For"]);
        Assert.Equal("http", headers["X-Forwarded-Proto"]);
        Assert.Equal(Portal.Address.Authority, headers["X-Forwarded-Host"]);
        Assert.False(headers.ContainsKey("X-Forwarded-Prefix"));
    }

    [Fact]
    public async Task A_trusted_proxy_in_front_is_believed()
    {
        await using var portal = await RunningPortal.StartAsync(change: settings => settings["Proxy:Known"] = "127.0.0.1", environment: "Production");
        using var answer = await portal.GetAsync(
            "/api/v1/consortia/taihu/pools", ("X-Forwarded-For", "198.51.100.9, 203.0.113.7"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "ledger.example.org"));

        var headers = portal["distribution"].Single().Headers;
        Assert.Equal("203.0.113.7", headers["X-Forwarded-For"]);
        Assert.Equal("https", headers["X-Forwarded-Proto"]);
        Assert.Equal("ledger.example.org", headers["X-Forwarded-Host"]);
        Assert.Contains("max-age=", answer.Headers.GetValues("Strict-Transport-Security").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_trace_goes_on()
    {
        using var answer = await Portal.GetAsync("/api/v1/consortia/taihu/pools", ("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));

        var passed = Portal["distribution"].Single().Headers["traceparent"].Split('-');
        Assert.Equal("4bf92f3577b34da6a3ce929d0e0e4736", passed[1]);
        Assert.NotEqual("00f067aa0ba902b7", passed[2]);
        Assert.Equal("01", passed[3]);
    }

    [Fact]
    public async Task A_services_own_refusal_passes_as_it_is()
    {
        Portal["distribution"].Answer = async http =>
        {
            http.Response.StatusCode = 412;
            http.Response.Headers.ETag = "\"4\"";
            http.Response.ContentType = "application/problem+json";
            await http.Response.WriteAsync("{\"code\":\"version.stale\"}");
        };

        using var answer = await Portal.GetAsync("/api/v1/consortia/taihu/pools");

        Assert.Equal(HttpStatusCode.PreconditionFailed, answer.StatusCode);
        Assert.Equal("\"4\"", answer.Headers.ETag!.Tag);
        Assert.Equal("{\"code\":\"version.stale\"}", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(404)]
    [InlineData(405)]
    [InlineData(503)]
    public async Task A_services_own_empty_answer_stays_empty(int status)
    {
        Portal["audit"].Answer = http =>
        {
            http.Response.StatusCode = status;
            return Task.CompletedTask;
        };

        using var answer = await Portal.GetAsync("/api/v1/consortia/taihu/audit/entries");

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Every_answer_carries_the_security_headers_and_nothing_about_the_server()
    {
        Portal["audit"].Answer = http =>
        {
            http.Response.Headers.Server = "secret/1.0";
            http.Response.Headers["X-Powered-By"] = "secret";
            http.Response.Headers.SetCookie = "a=b";
            return Task.CompletedTask;
        };

        foreach (var path in new[] { "/", "/api/v1/consortia/taihu/audit/entries", "/nowhere", "/health/live" })
        {
            using var answer = await Portal.GetAsync(path);
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("DENY", answer.Headers.GetValues("X-Frame-Options").Single());
            Assert.Equal("default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'", answer.Headers.GetValues("Content-Security-Policy").Single());
            Assert.True(answer.Headers.CacheControl!.NoStore);
            Assert.DoesNotContain(answer.Headers, header => header.Key is "Server" or "X-Powered-By" or "Set-Cookie");
        }
    }

    [Theory]
    [InlineData("/api/v1/consortia/taihu/unknown")]
    [InlineData("/api/v1/consortia/taihu")]
    [InlineData("/api/v1/services/nobody/operations/queues")]
    [InlineData("/api/v1/services/audit/secrets")]
    [InlineData("/openapi/nobody.json")]
    [InlineData("/api/v2/consortia/taihu/pools")]
    public async Task An_unknown_address_is_a_problem_and_reaches_nobody(string path)
    {
        using var answer = await Portal.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("route.unknown", (await RunningPortal.ProblemAsync(answer)).GetProperty("code").GetString());
        Assert.All(Portal.Services.Values, service => Assert.Empty(service.Requests));
    }

    [Theory]
    [InlineData("/no-such-page", "zh", "zh-CN", "此地址不存在")]
    [InlineData("/no-such-page?lang=en", "zh", "en", "There is nothing at this address")]
    public async Task Whoever_comes_with_a_browser_is_told_in_a_page_of_the_chosen_language(string path, string chosen, string language, string said)
    {
        using var answer = await Portal.GetAsync(path, ("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"), ("Cookie", $"ledger.lang={chosen}"), ("Accept-Language", "en"));
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains($"<html lang=\"{language}\">", page, StringComparison.Ordinal);
        Assert.Contains(said, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_method_that_no_service_knows_ends_here()
    {
        using var answer = await Portal.SendAsync(HttpMethod.Trace, "/api/v1/consortia/taihu/pools");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal("method.not-allowed", (await RunningPortal.ProblemAsync(answer)).GetProperty("code").GetString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_past_the_limit_is_refused_with_or_without_a_stated_length(bool chunked)
    {
        using var answer = await Portal.SendAsync(HttpMethod.Post, "/api/v1/consortia/taihu/pools", Bytes(chunked ? 2 * Limits.CommandBytes : Limits.CommandBytes + 1, chunked));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        var problem = await RunningPortal.ProblemAsync(answer);
        Assert.Equal("request.too-large", problem.GetProperty("code").GetString());
        Assert.Contains("1048576", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Empty(Portal["distribution"].Requests);
    }

    [Fact]
    public async Task A_body_at_the_limit_passes_and_evidence_may_be_ten_times_as_large()
    {
        using var command = await Portal.SendAsync(HttpMethod.Post, "/api/v1/consortia/taihu/pools", Bytes(Limits.CommandBytes, false));
        using var evidence = await Portal.SendAsync(HttpMethod.Post, "/api/v1/consortia/taihu/evidence", Bytes(Limits.EvidenceBytes, true));
        using var tooLarge = await Portal.SendAsync(HttpMethod.Post, "/api/v1/consortia/taihu/evidence", Bytes(Limits.EvidenceBytes + 1, false));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.RequestEntityTooLarge), (command.StatusCode, evidence.StatusCode, tooLarge.StatusCode));
        Assert.Equal(Limits.EvidenceBytes, Portal["contributions"].Single().BodyBytes);
    }

    [Fact]
    public async Task A_client_that_asks_too_fast_is_told_so_and_another_is_not_held_up()
    {
        var answers = new List<HttpResponseMessage>();
        for (var round = 0; round < 40 && answers.TrueForAll(answer => answer.StatusCode == HttpStatusCode.OK); round++)
        {
            answers.AddRange(await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Portal.GetAsync("/portal.css", ("Authorization", "Bearer fast")))));
        }

        using var other = await Portal.GetAsync("/portal.css", ("Authorization", "Bearer other"));
        using var health = await Portal.GetAsync("/health/live", ("Authorization", "Bearer fast"));

        var refused = answers.First(answer => answer.StatusCode == HttpStatusCode.TooManyRequests);
        Assert.True(answers.Count(answer => answer.StatusCode == HttpStatusCode.OK) >= Limits.ClientBurst);
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter!.Delta);
        Assert.Equal("rate.limited", (await RunningPortal.ProblemAsync(refused)).GetProperty("code").GetString());
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (other.StatusCode, health.StatusCode));
        answers.ForEach(answer => answer.Dispose());
    }

    private static StreamContent Bytes(long count, bool chunked) => new(chunked ? new Unseekable(new MemoryStream(new byte[count])) : new MemoryStream(new byte[count]));

    // Hides the length, so that the client sends chunks.
    private sealed class Unseekable(Stream inner) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}

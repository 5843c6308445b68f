using System.Net;
using Ledger.Portal.Tests.Running;
using Microsoft.AspNetCore.Http;

namespace Ledger.Portal.Tests;

/// <summary>Services that are away, break off, or come back.</summary>
public sealed class OutageTests
{
    private const string Pools = "/api/v1/consortia/taihu/pools";

    [Theory]
    [InlineData("en", "en", "The service Distribution cannot be reached now.")]
    [InlineData("zh-CN,zh;q=0.9", "zh-CN", "“分配”服务暂时无法访问。")]
    public async Task An_unreachable_service_is_a_503_in_the_callers_language(string accept, string language, string sentence)
    {
        await using var portal = await RunningPortal.StartAsync(down: ["distribution"]);

        using var answer = await portal.GetAsync(Pools, ("Accept-Language", accept));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(2), answer.Headers.RetryAfter!.Delta);
        Assert.Equal([language], answer.Content.Headers.ContentLanguage);
        var problem = await RunningPortal.ProblemAsync(answer);
        Assert.Equal("service.unavailable", problem.GetProperty("code").GetString());
        Assert.Equal("urn:ledger:problem:service.unavailable", problem.GetProperty("type").GetString());
        Assert.Equal(503, problem.GetProperty("status").GetInt32());
        Assert.Equal("distribution", problem.GetProperty("service").GetString());
        Assert.StartsWith(sentence, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(32, problem.GetProperty("traceId").GetString()!.Length);
    }

    [Fact]
    public async Task One_service_away_holds_up_no_other_and_it_answers_again_as_soon_as_it_is_back()
    {
        await using var portal = await RunningPortal.StartAsync(down: ["distribution"]);
        for (var attempt = 0; attempt < 20; attempt++)
        {
            using var refused = await portal.GetAsync(Pools);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        }

        using var other = await portal.GetAsync("/api/v1/consortia/taihu/agreements");
        await portal["distribution"].StartAsync();
        using var back = await portal.GetAsync(Pools);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (other.StatusCode, back.StatusCode));
    }

    [Fact]
    public async Task A_service_that_breaks_off_before_its_answer_is_unavailable_and_the_request_is_not_sent_twice()
    {
        await using var portal = await RunningPortal.StartAsync();
        portal["distribution"].Answer = http =>
        {
            http.Abort();
            return Task.CompletedTask;
        };

        using var answer = await portal.SendAsync(HttpMethod.Post, Pools, new StringContent("{}"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("service.unavailable", (await RunningPortal.ProblemAsync(answer)).GetProperty("code").GetString());
        Assert.Single(portal["distribution"].Requests);
    }

    [Fact]
    public async Task A_service_that_takes_too_long_is_a_504_and_evidence_may_take_longer()
    {
        await using var portal = await RunningPortal.StartAsync(change: settings => settings["Portal:RequestSeconds"] = "1");
        portal["distribution"].Answer = http => Task.Delay(TimeSpan.FromSeconds(20), http.RequestAborted);
        portal["contributions"].Answer = async http =>
        {
            // Drips, so that it never rests for a second.
            for (var part = 0; part < 20; part++)
            {
                await http.Response.WriteAsync(".", http.RequestAborted);
                await Task.Delay(100, http.RequestAborted);
            }
        };

        using var answer = await portal.GetAsync(Pools, ("Accept-Language", "zh"));
        using var evidence = await portal.GetAsync("/api/v1/consortia/taihu/evidence");

        Assert.Equal(HttpStatusCode.GatewayTimeout, answer.StatusCode);
        var problem = await RunningPortal.ProblemAsync(answer);
        Assert.Equal("service.timeout", problem.GetProperty("code").GetString());
        Assert.StartsWith("“分配”服务未及时响应", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(20, (await evidence.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Length);
    }

    [Fact]
    public async Task A_client_that_leaves_ends_the_services_work_too()
    {
        await using var portal = await RunningPortal.StartAsync();
        var ended = new TaskCompletionSource();
        portal["distribution"].Answer = http =>
        {
            http.RequestAborted.Register(ended.SetResult);
            return Task.Delay(TimeSpan.FromSeconds(20), http.RequestAborted);
        };
        using var leave = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => portal.Http.GetAsync(new Uri(Pools, UriKind.Relative), leave.Token));

        await ended.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Of_two_instances_the_living_one_answers()
    {
        var second = new FakeService("distribution");
        await second.StartAsync();
        await using var portal = await RunningPortal.StartAsync(
            down: ["distribution"], change: settings => settings["Services:Distribution"] += $";{second.Address}");
        var answered = 0;
        for (var attempt = 0; attempt < 100; attempt++)
        {
            using var answer = await portal.GetAsync(Pools);
            answered += answer.StatusCode == HttpStatusCode.OK ? 1 : 0;
            await Task.Delay(100, TestContext.Current.CancellationToken);
            if (attempt >= 80)
            {
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            }
        }

        Assert.Equal(answered, second.Requests.Count);
        await second.DisposeAsync();
    }
}

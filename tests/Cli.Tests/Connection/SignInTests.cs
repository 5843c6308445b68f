using System.Net;
using Ledger.Cli.Connection;

namespace Ledger.Cli.Tests.Connection;

public sealed class SignInTests : IDisposable
{
    private readonly FakeProvider _provider = new();

    public void Dispose() => _provider.Dispose();

    [Fact]
    public async Task The_flow_ends_with_a_token()
    {
        var token = await RunAsync();

        Assert.Equal(("token of code-1", TimeSpan.FromSeconds(899)), (token.Value, token.Life));
        Assert.Equal(
            ["GET /connect/authorize", "GET /sign-in", "POST /sign-in", "GET /connect/authorize", "POST /connect/token"], _provider.Asked);
    }

    [Fact]
    public async Task A_wrong_password_is_final()
    {
        var refused = await Assert.ThrowsAsync<SignInRefusedException>(() => RunAsync("wrong"));

        Assert.Contains("lin@taihu", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong horse", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET /connect/authorize", HttpStatusCode.ServiceUnavailable)]
    [InlineData("GET /sign-in", HttpStatusCode.InternalServerError)]
    [InlineData("POST /sign-in", HttpStatusCode.TooManyRequests)]
    [InlineData("POST /connect/token", HttpStatusCode.BadRequest)]
    public async Task What_breaks_on_the_way_can_be_tried_again(string what, HttpStatusCode status)
    {
        _provider.Instead = asked => asked == what ? new HttpResponseMessage(status) : null;

        var broken = await Assert.ThrowsAsync<HttpRequestException>(() => RunAsync());

        Assert.Equal(status, broken.StatusCode);
    }

    [Fact]
    public async Task A_sign_in_that_the_provider_forgot_can_be_tried_again()
    {
        var times = 0;
        _provider.Instead = asked => asked == "GET /connect/authorize" && ++times == 2
            ? new HttpResponseMessage(HttpStatusCode.Redirect) { Headers = { Location = new Uri("/sign-in?returnUrl=%2F", UriKind.Relative) } }
            : null;

        await Assert.ThrowsAsync<HttpRequestException>(() => RunAsync());
    }

    [Theory]
    [InlineData("state", "another")]
    [InlineData("iss", "http://127.0.0.1:9999/")]
    public async Task An_answer_to_somebody_elses_request_is_refused(string parameter, string value)
    {
        _provider.Redirect = given => new(given) { [parameter] = value };

        await Assert.ThrowsAsync<ConnectionException>(() => RunAsync());
        Assert.DoesNotContain("POST /connect/token", _provider.Asked);
    }

    [Fact]
    public async Task A_refusal_by_the_provider_says_why()
    {
        _provider.Redirect = given => new() { ["error"] = "access_denied", ["error_description"] = "not today", ["state"] = given["state"], ["iss"] = given["iss"] };

        var refused = await Assert.ThrowsAsync<ConnectionException>(() => RunAsync());

        Assert.Contains("access_denied not today", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_password_goes_nowhere_but_to_the_provider()
    {
        _provider.Instead = asked => asked == "GET /sign-in"
            ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("""<form method="post" action="http://evil.example/sign-in"></form>""") }
            : null;

        await Assert.ThrowsAsync<ConnectionException>(() => RunAsync());
        Assert.DoesNotContain("POST /sign-in", _provider.Asked);
    }

    private Task<AccessToken> RunAsync(string password = FakeProvider.Password) =>
        new SignIn(() => _provider, FakeProvider.Issuer).RunAsync("lin@taihu", password, TestContext.Current.CancellationToken);
}

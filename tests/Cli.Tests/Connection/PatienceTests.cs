using System.Diagnostics;
using System.Net;
using Ledger.Cli.Connection;
using Polly.Timeout;

namespace Ledger.Cli.Tests.Connection;

public sealed class PatienceTests
{
    private static readonly Patience Quick = new(
        TimeSpan.FromSeconds(20), TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(5));

    private readonly List<string> _notices = [];

    [Theory]
    [InlineData(HttpStatusCode.RequestTimeout)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.GatewayTimeout)]
    public async Task What_passes_is_waited_for(HttpStatusCode status)
    {
        var answer = await SendAsync(Quick, number => Task.FromResult(new HttpResponseMessage(number < 4 ? status : HttpStatusCode.OK)));

        Assert.Equal((HttpStatusCode.OK, 4), (answer.Status, answer.Attempts));
        Assert.Equal(3, _notices.Count);
        Assert.Contains($"{(int)status}", _notices[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.Created)]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.Conflict)]
    [InlineData(HttpStatusCode.PreconditionFailed)]
    [InlineData(HttpStatusCode.UnprocessableEntity)]
    public async Task What_is_decided_is_taken_as_it_is(HttpStatusCode status)
    {
        var answer = await SendAsync(Quick, _ => Task.FromResult(new HttpResponseMessage(status)));

        Assert.Equal((status, 1), (answer.Status, answer.Attempts));
    }

    [Fact]
    public async Task Broken_connections_and_silence_are_waited_for()
    {
        var answer = await SendAsync(Quick, async number =>
        {
            switch (number)
            {
                case 1: throw new HttpRequestException("Connection refused");
                case 2: throw new IOException("The response ended prematurely.");
                case 3: await Task.Delay(Timeout.InfiniteTimeSpan, Cancel); break;
            }

            return new HttpResponseMessage(HttpStatusCode.OK);
        });

        Assert.Equal(4, answer.Attempts);
        Assert.Equal(["Connection refused", "The response ended prematurely.", "no answer within 0 s"], _notices);
    }

    [Fact]
    public async Task A_refused_sign_in_is_not_tried_again()
    {
        var attempts = 0;
        await Assert.ThrowsAsync<SignInRefusedException>(() => Quick.SendAsync(_ =>
        {
            attempts++;
            throw new SignInRefusedException("wrong password");
        }, null, Cancel));

        Assert.Equal(1, attempts);
    }

    [Fact]
    public async Task At_its_end_the_last_answer_counts()
    {
        var patience = Quick with { Total = TimeSpan.FromSeconds(1) };
        var started = Stopwatch.GetTimestamp();

        var answer = await SendAsync(patience, _ => Task.FromResult(new HttpResponseMessage(HttpStatusCode.ServiceUnavailable)));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.True(answer.Attempts > 1);
        Assert.InRange(Stopwatch.GetElapsedTime(started), patience.Total, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task At_its_end_the_last_failure_counts() =>
        await Assert.ThrowsAsync<HttpRequestException>(() => (Quick with { Total = TimeSpan.FromMilliseconds(30) })
            .SendAsync(_ => throw new HttpRequestException("Connection refused"), null, Cancel));

    [Fact]
    public async Task A_pause_that_the_service_asks_for_is_kept_within_the_limit()
    {
        var started = Stopwatch.GetTimestamp();
        await SendAsync(Quick, number =>
        {
            var answer = new HttpResponseMessage(number == 1 ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK);
            answer.Headers.RetryAfter = new(TimeSpan.FromMinutes(5));
            return Task.FromResult(answer);
        });

        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Who_gives_up_waits_no_longer()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Quick.SendAsync(
            _ => Task.FromResult(new HttpResponseMessage(HttpStatusCode.ServiceUnavailable)), null, stop.Token));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private async Task<(HttpStatusCode Status, int Attempts)> SendAsync(Patience patience, Func<int, Task<HttpResponseMessage>> attempt)
    {
        var attempts = 0;
        using var answer = await patience.SendAsync(async cancel => await attempt(++attempts).WaitAsync(cancel), (_, reason) => _notices.Add(reason), Cancel);
        return (answer.StatusCode, attempts);
    }
}

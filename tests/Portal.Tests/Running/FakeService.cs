using System.Collections.Concurrent;
using Ledger.Tests.Running;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Ledger.Portal.Tests.Running;

/// <summary>What a service has received.</summary>
public sealed record Received(string Service, string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, long BodyBytes);

/// <summary>A service that keeps what it receives and answers as told, on a real port.</summary>
public sealed class FakeService : IAsyncDisposable
{
    // Nobody changes settings files under a test, and machines give out few watches.
    internal static readonly string[] Unwatched = ["--hostBuilder:reloadConfigOnChange=false"];

    private WebApplication? _app;

    public FakeService(string name)
    {
        Name = name;
        Address = FreePort.Address();
    }

    public string Name { get; }

    public Uri Address { get; }

    public ConcurrentQueue<Received> Requests { get; } = new();

    public bool Ready { get; set; } = true;

    /// <summary>How API requests are answered.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = http => http.Response.WriteAsync("ok");

    /// <summary>The only API request so far.</summary>
    public Received Single() => Assert.Single(Requests);

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(Unwatched);
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(Address.GetLeftPart(UriPartial.Authority)).ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        var app = builder.Build();
        app.MapGet("/health/live", () => "live");
        app.MapGet("/health/ready", () => Ready ? Results.Ok() : Results.StatusCode(503));
        app.MapGet("/openapi/v1.json", () => Results.Json(new { openapi = "3.1.0", info = new { title = Name }, servers = new[] { new { url = Address.AbsoluteUri } } }));
        app.MapFallback("{**path}", KeepAsync);
        await app.StartAsync();
        _app = app;
    }

    public async Task StopAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
            _app = null;
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task KeepAsync(HttpContext http)
    {
        long bytes = 0;
        var buffer = new byte[16384];
        for (int read; (read = await http.Request.Body.ReadAsync(buffer)) > 0;)
        {
            bytes += read;
        }

        var headers = http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var target = http.Features.Get<IHttpRequestFeature>()!.RawTarget.Split('?')[0];
        Requests.Enqueue(new Received(Name, http.Request.Method, target, http.Request.QueryString.Value ?? "", headers, bytes));
        await Answer(http);
    }
}

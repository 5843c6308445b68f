using System.Net.Http.Headers;
using System.Net.Http.Json;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.RabbitMq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Ledger.Integration.Tests.Support;

/// <summary>A service running in this process on the real servers, with its own database.</summary>
public sealed class FrameHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly SubscriptionList _subscriptions;

    private FrameHost(WebApplication app, TestDatabase database, TestIssuer issuer)
    {
        (_app, Database, Issuer) = (app, database, issuer);
        _subscriptions = app.Services.GetRequiredService<SubscriptionList>();
    }

    public TestDatabase Database { get; }

    public TestIssuer Issuer { get; }

    public IServiceProvider Services => _app.Services;

    public string Address { get; private set; } = "";

    /// <summary>Migrates and starts the probe service under a name of its own.</summary>
    public static Task<FrameHost> StartAsync(
        TestIssuer issuer, Action<SubscriptionList>? subscribe = null, string? name = null, TestDatabase? database = null,
        params string[] settings) =>
        StartAsync(issuer, args => LedgerService.Create(args, name ?? $"probe-{Guid.NewGuid():N}"[..14])
            .Store(Probe.Store).Publishes(Probe.Outgoing).UseRabbitMq(subscribe ?? (_ => { })).Endpoint(Probe.Endpoints), database, settings);

    public static async Task<FrameHost> StartAsync(
        TestIssuer issuer, Func<string[], LedgerService> create, TestDatabase? database = null, params string[] settings)
    {
        database ??= await TestDatabase.CreateAsync();
        string[] args =
        [
            "--environment=Development", "--urls=http://127.0.0.1:0",
            $"--ConnectionStrings:Store={database.Store}", $"--ConnectionStrings:Relay={database.Relay}",
            $"--ConnectionStrings:Owner={database.Owner}", $"--RabbitMq:Uri={Servers.RabbitMq}",
            $"--Identity:Issuer={issuer.Address}", "--Logging:LogLevel:Default=Warning", "--Logging:LogLevel:MassTransit=Error", .. settings,
        ];
        // The migration job is a process of its own in production; here it is a host of its own.
        var job = create(args);
        await using (var migrating = job.Build()) await job.MigrateAsync(migrating);

        var app = create(args).Build();
        await app.StartAsync();
        var host = new FrameHost(app, database, issuer);
        host.Address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return host;
    }

    public HttpClient Client(string consortium = "alpha", string person = "lin", string organisation = "E1", params string[] roles)
    {
        var client = new HttpClient { BaseAddress = new Uri($"{Address}/api/v1/consortia/{consortium}/") };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", Issuer.Token(person, consortium, organisation, roles.Length == 0 ? ["contributor"] : roles));
        return client;
    }

    public async Task StopAsync() => await _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await Broker.DeleteQueuesAsync(_subscriptions.All.Select(subscription => subscription.Queue));
        await Database.DisposeAsync();
    }
}

/// <summary>Requests as a careful client makes them.</summary>
public static class Requests
{
    public static async Task<HttpResponseMessage> CommandAsync(
        this HttpClient client, string path, object body, string? key = null, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", key ?? Guid.NewGuid().ToString());
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return await client.SendAsync(request);
    }

    public static async Task<string> CodeAsync(this HttpResponseMessage response)
    {
        var problem = await response.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>();
        return problem.GetProperty("code").GetString()!;
    }
}

/// <summary>The broker as a plain RabbitMQ client sees it.</summary>
public static class Broker
{
    public static Task<IConnection> ConnectAsync() =>
        new ConnectionFactory { Uri = new Uri(Servers.RabbitMq) }.CreateConnectionAsync();

    /// <summary>Headers of the first message of a queue, which stays where it is.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> PeekHeadersAsync(string queue)
    {
        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        var seen = new TaskCompletionSource<TapMessage>();
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            seen.TrySetResult(TapMessage.Of(delivery));
            await channel.BasicRejectAsync(delivery.DeliveryTag, requeue: true);
        };
        await channel.BasicQosAsync(0, 1, global: false);
        await channel.BasicConsumeAsync(queue, autoAck: false, consumer);
        return (await seen.Task.WaitAsync(TimeSpan.FromSeconds(10))).Headers;
    }

    public static async Task DeleteQueuesAsync(IEnumerable<string> queues)
    {
        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        foreach (var queue in queues.SelectMany(queue => new[] { queue, $"{queue}_error", $"{queue}_dead", $"{queue}_skipped" }))
        {
            await channel.QueueDeleteAsync(queue);
            if (!queue.EndsWith("_error", StringComparison.Ordinal)) await channel.ExchangeDeleteAsync(queue);
        }
    }
}

/// <summary>Waits for what must come true.</summary>
public static class Eventually
{
    public static async Task<T> Async<T>(Func<Task<T>> look, Func<T, bool> until, int seconds = 30, string? what = null)
    {
        var deadline = DateTime.UtcNow.AddSeconds(seconds);
        while (true)
        {
            var seen = await look();
            if (until(seen)) return seen;
            if (DateTime.UtcNow > deadline) throw new TimeoutException($"{what ?? "It"} did not come true within {seconds} s; last seen: {(seen is System.Collections.IEnumerable many and not string ? string.Join(", ", many.Cast<object>()) : seen)}");
            await Task.Delay(50);
        }
    }
}

using System.Diagnostics;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Messaging;
using Ledger.ServiceDefaults.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ledger.ServiceDefaults.Outbox;

/// <summary>
/// Passes every committed event on, in order, at least once: number, publish, wait for the broker's confirms, forget.
/// A crash anywhere repeats messages with the same ids and bytes; none is lost.
/// </summary>
internal sealed class Relay(
    ServiceName service, IConfiguration configuration, RelayPage page, IIntegrationEvents broker, RelaySignal signal,
    RelayHealth health, ILogger<Relay> log) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan RetryAfterFailure = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WaitForLead = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan ConfirmTimeout = TimeSpan.FromSeconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The relay connects as its own role: the application role has no right on the outbox.
        var connectionString = configuration.GetConnectionString("Relay")
            ?? throw new InvalidOperationException("ConnectionStrings:Relay is not set.");
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var leader = await LeaderConnection.TryOpenAsync(connectionString, service.Value, stoppingToken);
                if (leader is null)
                {
                    health.Waiting();
                    await Task.Delay(WaitForLead, stoppingToken);
                    continue;
                }

                log.LogInformation("Relay of {Service} leads", service.Value);
                Failpoints.Pass(Failpoint.RelayLeads);
                await LeadAsync(leader, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                // Never past the row that failed: start over from the store, red until it goes through.
                health.Failed(failure);
                FrameMetrics.RelayFailures.Add(1);
                log.LogError(failure, "Relay of {Service} stopped; trying again", service.Value);
                await Task.Delay(RetryAfterFailure, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task LeadAsync(LeaderConnection leader, CancellationToken ct)
    {
        long confirmed = 0;
        while (true)
        {
            var rows = await leader.NextAsync(confirmed, ct);
            if (confirmed > 0) Failpoints.Pass(Failpoint.RelayForgotten);
            confirmed = 0;
            if (rows.Count == 0)
            {
                health.Leading();
                await signal.WaitAsync(Poll, ct);
                continue;
            }

            Failpoints.Pass(Failpoint.RelayNumbered);
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
            timeout.CancelAfter(ConfirmTimeout);
            await PublishAsync(rows, timeout.Token);
            Failpoints.Pass(Failpoint.RelayConfirmed);
            health.Leading();
            confirmed = rows[^1].SourceNo;
            FrameMetrics.Relayed.Add(rows.Count);
        }
    }

    private async Task PublishAsync(IReadOnlyList<OutboxRow> rows, CancellationToken ct)
    {
        var (auditPages, events) = page.Of(rows);
        var audit = PublishInOrder(auditPages, ct);
        // Streams are independent of each other, and each stream's messages go out one after the other.
        await Parallel.ForEachAsync(
            events.GroupBy(message => (message.Headers.Tenant, message.Headers.Stream)),
            new ParallelOptions { MaxDegreeOfParallelism = Limits.PublishesInFlight, CancellationToken = ct },
            async (stream, token) => await PublishInOrder(stream, token));
        await audit;
    }

    private async Task PublishInOrder(IEnumerable<IntegrationEnvelope> messages, CancellationToken ct)
    {
        foreach (var message in messages)
        {
            using var activity = Tracing.StartChild(
                $"relay {message.Message.GetType().Name}", ActivityKind.Internal, message.Headers.Traceparent);
            await broker.PublishAsync(message, ct);
            Failpoints.Pass(Failpoint.RelayPublished);
        }
    }
}

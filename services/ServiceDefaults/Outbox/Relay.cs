using System.Diagnostics;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Messaging;
using Ledger.ServiceDefaults.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

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
        await using var window = new RelayWindow(PublishAsync, ConfirmTimeout, ct);
        var forgotten = 0L;
        try
        {
            await PassOnAsync(leader, window, number => forgotten = number, ct);
        }
        catch (Exception) when (window.Confirmed > forgotten && !ct.IsCancellationRequested)
        {
            // What failed starts over; what is confirmed before it is not sent again each time.
            await ForgetAsync(leader, window.Confirmed, ct);
            throw;
        }
    }

    private static async Task ForgetAsync(LeaderConnection leader, long confirmed, CancellationToken ct)
    {
        try
        {
            await leader.ForgetAsync(confirmed, ct);
        }
        catch (Exception away) when (away is NpgsqlException or InvalidOperationException)
        {
            // The store is what failed: it comes again, with the same numbers and bytes.
        }
    }

    // Behind a full page more is waiting: the next one is read and sent while others are on their way, once the broker has shown that it
    // takes what is sent. Otherwise the next is read when all is confirmed, so that what is recorded meanwhile goes out as one page and not
    // as many small ones.
    private async Task PassOnAsync(LeaderConnection leader, RelayWindow window, Action<long> forgot, CancellationToken ct)
    {
        var (sent, known, behind) = (0L, 0L, false);
        while (true)
        {
            await window.DoneAsync(behind ? Limits.RelayPagesInFlight - 1 : 0);
            if (window.Confirmed > known) health.Leading();
            var rows = await leader.NextAsync(window.Confirmed > known ? window.Confirmed : 0, sent, ct);
            if (window.Confirmed > known) Failpoints.Pass(Failpoint.RelayForgotten);
            forgot(known = window.Confirmed);
            behind = rows.Count == Limits.RelayBatch && known > 0;
            if (rows.Count == 0)
            {
                if (window.Count > 0) continue;
                health.Leading();
                await signal.WaitAsync(Poll, ct);
                continue;
            }

            Failpoints.Pass(Failpoint.RelayNumbered);
            try
            {
                var (auditPages, events) = page.Of(rows);
                window.Send(rows, auditPages, events);
                sent = rows[^1].SourceNo;
            }
            catch (RelayStoppedException) when (window.Count > 0)
            {
                // First what was sent before it is confirmed and forgotten.
                behind = false;
            }
        }
    }

    private async Task PublishAsync(IntegrationEnvelope message, CancellationToken ct)
    {
        using var activity = Tracing.StartChild($"relay {message.Message.GetType().Name}", ActivityKind.Internal, message.Headers.Traceparent);
        await broker.PublishAsync(message, ct);
        Failpoints.Pass(Failpoint.RelayPublished);
    }
}

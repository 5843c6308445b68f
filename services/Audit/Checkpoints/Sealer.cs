using System.Text;
using Ledger.Audit.Witnesses;
using Npgsql;

namespace Ledger.Audit.Checkpoints;

/// <summary>
/// Signs the growing tree whenever it is due (<see cref="SealTime"/>). One process leads, by a session lock on a connection of its own,
/// on which it also writes. The service does not start when its database contradicts what was signed or published.
/// </summary>
internal sealed class Sealer(IServiceProvider services, IConfiguration configuration, IHostEnvironment environment, SealerState state, ILogger<Sealer> log)
    : BackgroundService
{
    private const long Lock = 0x4c45444745520003;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan WaitForLead = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan RetryAfterFailure = TimeSpan.FromSeconds(2);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (services.GetService<SigningKeys>() is not { } keys)
        {
            if (!environment.IsDevelopment())
                throw new InvalidOperationException("Log:KeyFile is not set: outside Development the log must be signed.");
            log.LogWarning("The log is not signed: Log:KeyFile is not set");
            return;
        }

        await using (var connection = await OpenAsync(cancellationToken))
            await services.GetRequiredService<Sealing>().CheckAsync(connection, cancellationToken);
        var witnesses = services.GetRequiredService<LogWitnesses>();
        if (configuration["Log:PolicyFile"] is { Length: > 0 } file) await WritePolicyAsync(file, witnesses, cancellationToken);
        if (keys.Rotation is { } rotation) await services.GetRequiredService<KeyRotations>().RecordAsync(rotation, cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = await OpenAsync(stoppingToken);
                await using var take = new NpgsqlCommand($"select pg_try_advisory_lock({Lock})", connection);
                if (await take.ExecuteScalarAsync(stoppingToken) is not true)
                {
                    state.Well();
                    await Task.Delay(WaitForLead, stoppingToken);
                    continue;
                }

                await LeadAsync(connection, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                state.Failed(failure);
                log.LogError(failure, "Nothing is signed; trying again");
                await Task.Delay(RetryAfterFailure, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    // Only the leader shows checkpoints to the witnesses, beside signing, never before it.
    private async Task LeadAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        using var lead = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var cosigning = services.GetRequiredService<Cosigning>().RunAsync(lead.Token);
        try
        {
            await SignAsync(connection, ct);
        }
        finally
        {
            await lead.CancelAsync();
            await cosigning;
        }
    }

    private async Task SignAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var sealing = services.GetRequiredService<Sealing>();
        var time = new SealTime(TimeProvider.System);
        await SealAsync();
        state.Well();
        await using var size = new NpgsqlCommand("select size from audit_tree", connection);
        while (true)
        {
            await Task.Delay(Poll, ct);
            if (time.IsDue((long)(await size.ExecuteScalarAsync(ct))!)) await SealAsync();
        }

        async Task SealAsync()
        {
            var begun = TimeProvider.System.GetTimestamp();
            time.Signed(await sealing.SealAsync(connection, ct), begun);
        }
    }

    // Polls are no part of any request; their spans would drown the traces that are.
    private async Task<NpgsqlConnection> OpenAsync(CancellationToken ct)
    {
        var text = configuration.GetConnectionString("Store") ?? throw new InvalidOperationException("ConnectionStrings:Store is not set.");
        var settings = new NpgsqlConnectionStringBuilder(text)
        {
            Pooling = false, KeepAlive = 5, TcpKeepAlive = true, ApplicationName = "sealer-audit",
        };
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        builder.ConfigureTracing(tracing => tracing.ConfigureCommandFilter(_ => false).ConfigureBatchFilter(_ => false));
        var connection = builder.Build().CreateConnection();
        try
        {
            await connection.OpenAsync(ct);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    // What a verifier on this machine trusts: this log's own key and its witnesses, if it has any.
    private static async Task WritePolicyAsync(string file, LogWitnesses witnesses, CancellationToken ct)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        await File.WriteAllTextAsync(file, witnesses.Text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), ct);
    }
}

using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Store;
using Npgsql;

namespace Ledger.Audit.Integration;

/// <summary>Facts about the log itself, which belong to no consortium: they take the same way into the log as every other.</summary>
public sealed class PlatformFacts(Commands commands, TenantSessions sessions)
{
    /// <summary>The tenant of the platform's own facts.</summary>
    public const string Tenant = "platform";

    private static readonly Actor Platform = new("audit", Tenant);

    /// <summary>Records a fact as a stream of its own; what is recorded already stays.</summary>
    /// <param name="state">State of the stream.</param>
    /// <param name="stream">Its id; the same for the same fact, whichever process records it.</param>
    /// <param name="fact">The fact.</param>
    /// <param name="ct">Cancels while nothing is committed yet.</param>
    public async Task RecordOnceAsync(Type state, Guid stream, object fact, CancellationToken ct)
    {
        if (await RecordedAsync(stream, ct)) return;
        try
        {
            await commands.Record(Tenant, Platform, new NewStream(state, stream, [fact]), ct);
        }
        catch (Exception lost) when (lost is not OperationCanceledException)
        {
            // Another process recorded it in the same moment.
            if (!await RecordedAsync(stream, ct)) throw;
        }
    }

    private async Task<bool> RecordedAsync(Guid stream, CancellationToken ct)
    {
        await using var session = await sessions.OpenAsync(Tenant, ct);
        await using var command = new NpgsqlCommand("select exists (select from mt_streams where tenant_id = $1 and id = $2)", session.Connection)
        {
            Parameters = { new() { Value = Tenant }, new() { Value = stream } },
        };
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }
}

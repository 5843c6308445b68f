using System.Text.Json;
using Ledger.Audit.Domain;
using Ledger.Audit.Integration;
using Ledger.Audit.Log;
using Ledger.ServiceDefaults.Store;
using Ledger.Transparency.Notes;
using Npgsql;

namespace Ledger.Audit.Checkpoints;

/// <summary>Changes of the log's key, as they stand in the log: entries of the platform that nobody's right to read concerns.</summary>
public sealed class KeyRotations(PlatformFacts facts, TenantSessions sessions)
{
    /// <summary>Puts the current key's word for the next one on record, once.</summary>
    public Task RecordAsync(KeyRotation rotation, CancellationToken ct) => facts.RecordOnceAsync(
        typeof(KeyChange), StreamId.For(PlatformFacts.Tenant, "log-key", $"{rotation.Old} {rotation.Next}"), new LogKeyRotated(rotation.Note.ToString()), ct);

    /// <summary>Every change within a tree, in the order of the log.</summary>
    public async Task<IReadOnlyList<LoggedEntry>> WithinAsync(long size, CancellationToken ct)
    {
        await using var session = await sessions.OpenAsync(PlatformFacts.Tenant, ct);
        await using var command = Command(session.Connection, null, size);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var entries = new List<LoggedEntry>();
        while (await reader.ReadAsync(ct)) entries.Add(LoggedEntry.Read(reader));
        return entries;
    }

    /// <summary>Whether a tree holds the entry by which the log is handed over to this key. On the intake's transaction.</summary>
    internal static async Task<bool> HoldsAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, KeyRotation rotation, long size, CancellationToken ct)
    {
        await using var command = Command(connection, transaction, size);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            if (Statement(LoggedEntry.Read(reader).Payload) == rotation.Note.ToString()) return true;
        }

        return false;
    }

    private static string? Statement(JsonElement payload) => payload.TryGetProperty("statement", out var said) ? said.GetString() : null;

    private static NpgsqlCommand Command(NpgsqlConnection connection, NpgsqlTransaction? transaction, long size) => new(
        $"""
        select {LoggedEntry.Columns} from audit_log l
        where l.tenant_id = $1 and l.event_type = $2 and l.source = 'audit' and l.index < $3 order by l.index
        """,
        connection, transaction)
    {
        Parameters = { new() { Value = PlatformFacts.Tenant }, new() { Value = KeyRotation.EventType }, new() { Value = size } },
    };
}

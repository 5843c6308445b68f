using Npgsql;

namespace Ledger.ServiceDefaults.Store;

/// <summary>
/// Refuses to serve when an event could be written without being captured, or changed afterwards: the triggers must exist on
/// <c>mt_events</c> and be enabled always.
/// </summary>
public static class CaptureCheck
{
    private static readonly string[] Triggers = ["events_append_only", "outbox_capture"];

    /// <exception cref="CaptureMissingException">A trigger is missing or disabled; the message names it.</exception>
    public static async Task EnsureAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        await using var command = source.CreateCommand(
            """
            select t.tgname from pg_trigger t
            where t.tgrelid = to_regclass('public.mt_events') and t.tgenabled = 'A' and not t.tgisinternal
            """);
        var enabled = new HashSet<string>(StringComparer.Ordinal);
        await using (var reader = await command.ExecuteReaderAsync(ct))
        {
            while (await reader.ReadAsync(ct)) enabled.Add(reader.GetString(0));
        }

        var missing = Triggers.Where(trigger => !enabled.Contains(trigger)).ToList();
        if (missing.Count > 0) throw new CaptureMissingException(missing);
    }
}

/// <summary>The store must not be used: events would escape the audit log.</summary>
public sealed class CaptureMissingException(IReadOnlyList<string> triggers) : Exception(
    $"mt_events has no enabled-always trigger {string.Join(", ", triggers)}. Run the migrate job; nothing may be written before.")
{
    public IReadOnlyList<string> Triggers { get; } = triggers;
}

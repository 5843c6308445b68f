using Ledger.ServiceDefaults.Store;
using Npgsql;

namespace Ledger.Audit.Log;

/// <summary>Tables, triggers, policies and grants of the log: a step of the <c>migrate</c> job, run by the owner.</summary>
internal static class LogSchema
{
    /// <summary>Triggers that must be there and enabled always, or the log could be changed unseen.</summary>
    public static IReadOnlyList<string> Triggers { get; } =
    [
        "audit_log_append_only", "audit_log_no_truncate", "audit_tree_grows", "audit_checkpoint_append_only", "audit_checkpoint_no_truncate",
        "audit_tile_append_only", "audit_tile_no_truncate", "audit_cosignature_append_only", "audit_cosignature_no_truncate",
        "audit_head_append_only", "audit_head_no_truncate",
    ];

    public static Task ApplyAsync(IServiceProvider services, CancellationToken ct) =>
        ApplyAsync(services.GetRequiredService<IConfiguration>(), ct);

    public static async Task ApplyAsync(IConfiguration configuration, CancellationToken ct)
    {
        await Migration.ApplyAsync(configuration, Sql("audit.sql") + Sql("checkpoints.sql") + Sql("witnesses.sql") + Sql("search.sql"), ct);
        if (configuration.GetConnectionString("Reader") is not { Length: > 0 } reader) return;
        var role = new NpgsqlConnectionStringBuilder(reader).Username ?? throw new InvalidOperationException("ConnectionStrings:Reader names no user.");
        var quoted = '"' + role.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
        if (quoted.Contains('\'', StringComparison.Ordinal)) throw new InvalidOperationException("The user of ConnectionStrings:Reader has a quote in its name.");
        await Migration.ApplyAsync(configuration, Sql("reader.sql").Replace("{reader}", quoted, StringComparison.Ordinal), ct);
    }

    private static string Sql(string name)
    {
        using var stream = typeof(LogSchema).Assembly.GetManifestResourceStream($"Ledger.Audit.Log.Sql.{name}")
            ?? throw new InvalidOperationException($"{name} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

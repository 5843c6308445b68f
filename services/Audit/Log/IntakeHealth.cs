using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Ledger.Audit.Log;

/// <summary>
/// Red when the log cannot be trusted to be complete or unchanged: a source is quarantined, entries wait for too long, the
/// tree is not of the log's size, or a trigger that keeps the log append-only is missing.
/// </summary>
public sealed class IntakeHealth(LogStates states, NpgsqlDataSource source, TimeProvider clock) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var state = await states.ReadAsync(cancellationToken);
            var problems = Problems(state, clock.GetUtcNow()).Concat(await StructureAsync(cancellationToken)).ToList();
            return problems.Count == 0
                ? HealthCheckResult.Healthy($"{state.Size} entries")
                : HealthCheckResult.Unhealthy(string.Join("; ", problems));
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy(failure.Message, failure);
        }
    }

    /// <summary>What is wrong with a state, one sentence each.</summary>
    internal static IEnumerable<string> Problems(LogState state, DateTimeOffset now)
    {
        foreach (var of in state.Sources)
        {
            if (of.Quarantine is { } quarantine)
                yield return $"{of.Source} is quarantined since {quarantine.At:O}: {quarantine.Reason} at number {quarantine.Number}";
            else if (of.WaitingSince < now - AuditLimits.Waiting)
                yield return $"{of.Waiting} entries of {of.Source} wait since {of.WaitingSince:O}, next is number {of.LastNumber + 1}";
        }
    }

    private async Task<IReadOnlyList<string>> StructureAsync(CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(IntakeRole.Enter());
        batch.BatchCommands.Add(new("select (select coalesce(max(index) + 1, 0) from audit_log) = (select size from audit_tree)"));
        batch.BatchCommands.Add(new(
            """
            select expected.name from unnest($1::text[]) as expected (name)
            where not exists (
                select from pg_trigger t where t.tgname = expected.name and t.tgenabled = 'A' and not t.tgisinternal
                    and t.tgrelid in (to_regclass('public.audit_log'), to_regclass('public.audit_tree'), to_regclass('public.audit_checkpoint'),
                        to_regclass('public.audit_tile'), to_regclass('public.audit_cosignature'), to_regclass('public.audit_head')))
            """) { Parameters = { new() { Value = LogSchema.Triggers.ToArray() } } });
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        var problems = new List<string>();
        if (await reader.ReadAsync(ct) && !reader.GetBoolean(0)) problems.Add("the tree is not of the log's size");
        await reader.NextResultAsync(ct);
        while (await reader.ReadAsync(ct)) problems.Add($"the trigger {reader.GetString(0)} is missing or not enabled always");
        return problems;
    }
}

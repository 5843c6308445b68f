using System.Globalization;
using System.Security.Cryptography;
using Ledger.Audit.Domain;
using Ledger.Audit.Integration;
using Ledger.Audit.Log;
using Ledger.ServiceDefaults.Hosting;
using Ledger.Transparency.Bundles;
using Ledger.Transparency.Disclosures;
using Npgsql;

namespace Ledger.Audit.Heads;

/// <summary>
/// Counts the log's entries by consortium and source, keeps for each consortium what it may open, and records the digests as a fact
/// of the platform. In this order: a crash in between leaves openings of which the next attempt makes the fact.
/// </summary>
public sealed class HeadCounts(NpgsqlDataSource source, PlatformFacts facts)
{
    // Two processes count one day one after the other; the second finds the openings of the first.
    private const long Lock = 0x4c45444745520004;

    /// <summary>Counts, and records the count in a stream of this id unless it is recorded.</summary>
    /// <returns>False when the log is empty.</returns>
    public async Task<bool> RecordAsync(Guid stream, DateOnly day, CancellationToken ct)
    {
        var (counted, size, openings) = await OpeningsAsync(stream, day, ct);
        if (openings.Count == 0) return false;
        Failpoints.Pass(Failpoint.HeadKept);
        var digests = openings.Select(opening => Disclosure.Parse(opening).Digest).Order(StringComparer.Ordinal);
        var fact = new TenantsCounted(counted, size.ToString(CultureInfo.InvariantCulture), new HeadDigests([.. digests]));
        await facts.RecordOnceAsync(typeof(TenantCount), stream, fact, ct);
        Failpoints.Pass(Failpoint.HeadRecorded);
        return true;
    }

    private async Task<(DateOnly Day, long Size, List<string> Openings)> OpeningsAsync(Guid stream, DateOnly day, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        // One snapshot, so that size and counts agree; taken after the lock, so that it shows what another process kept.
        await using (var wait = new NpgsqlCommand($"select pg_advisory_lock({Lock})", connection)) await wait.ExecuteNonQueryAsync(ct);
        try
        {
            await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
            await using (var enter = new NpgsqlBatch(connection, transaction) { BatchCommands = { IntakeRole.Enter() } }) await enter.ExecuteNonQueryAsync(ct);
            var kept = await KeptAsync(connection, transaction, stream, ct);
            if (kept.Openings.Count > 0) return kept;
            var (size, heads) = await CountAsync(connection, transaction, ct);
            var openings = heads.ToDictionary(head => head.Key, head => TenantHeads.Disclose(RandomNumberGenerator.GetBytes(16), head.Key, head.Value).Text, StringComparer.Ordinal);
            await using var keep = new NpgsqlCommand(
                "insert into audit_head (stream_id, tenant_id, day, size, disclosure) select $1, o.tenant, $2, $3, o.opening from unnest($4::varchar[], $5::text[]) as o (tenant, opening)",
                connection, transaction)
            {
                Parameters =
                {
                    new() { Value = stream }, new() { Value = day }, new() { Value = size },
                    new() { Value = openings.Keys.ToArray() }, new() { Value = openings.Values.ToArray() },
                },
            };
            if (openings.Count > 0) await keep.ExecuteNonQueryAsync(ct);
            await transaction.CommitAsync(ct);
            return (day, size, [.. openings.Values]);
        }
        finally
        {
            await using var release = new NpgsqlCommand($"select pg_advisory_unlock({Lock})", connection);
            await release.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    private static async Task<(DateOnly Day, long Size, List<string> Openings)> KeptAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Guid stream, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select day, size, disclosure from audit_head where stream_id = $1", connection, transaction)
        {
            Parameters = { new() { Value = stream } },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var (day, size, openings) = (DateOnly.MinValue, 0L, new List<string>());
        while (await reader.ReadAsync(ct))
        {
            (day, size) = (LogRows.Day(reader, 0), reader.GetInt64(1));
            openings.Add(reader.GetString(2));
        }

        return (day, size, openings);
    }

    // Hops from consortium to consortium along the index instead of reading the whole log.
    private static async Task<(long Size, Dictionary<string, Dictionary<string, SourceHead>> Heads)> CountAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(new("select size from audit_tree"));
        batch.BatchCommands.Add(new(
            """
            with recursive tenants as (
                (select tenant_id from audit_log order by tenant_id limit 1)
                union all
                select (select l.tenant_id from audit_log l where l.tenant_id > t.tenant_id order by l.tenant_id limit 1)
                from tenants t where t.tenant_id is not null
            )
            select t.tenant_id, s.source, l.tenant_no, l.leaf_hash from tenants t cross join audit_source s cross join lateral
                (select tenant_no, leaf_hash from audit_log where source = s.source and tenant_id = t.tenant_id order by tenant_no desc limit 1) l
            where t.tenant_id is not null
            """));
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        var size = reader.GetInt64(0);
        await reader.NextResultAsync(ct);
        var heads = new Dictionary<string, Dictionary<string, SourceHead>>(StringComparer.Ordinal);
        while (await reader.ReadAsync(ct))
        {
            if (!heads.TryGetValue(reader.GetString(0), out var sources)) heads.Add(reader.GetString(0), sources = new(StringComparer.Ordinal));
            sources.Add(reader.GetString(1), new SourceHead(reader.GetInt64(2), LogRows.Hash(reader, 3)));
        }

        return (size, heads);
    }
}

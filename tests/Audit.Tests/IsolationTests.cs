using Ledger.Audit.Log;
using Ledger.Audit.Tests.Running;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Ledger.Audit.Tests;

/// <summary>What the application role may see and write, with plain SQL and no filter of ours.</summary>
public sealed class IsolationTests(IsolationTests.Filled filled) : IClassFixture<IsolationTests.Filled>
{
    private static readonly Guid A = Guid.Parse("0198f0a1-0000-7000-8000-00000000000a");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_connection_of_one_consortium_sees_its_entries_only()
    {
        var database = await filled.DatabaseAsync();
        Assert.Equal(["taihu", "taihu"], await AsAppAsync(database, "app.tenant_id", "taihu", "select tenant_id from audit_log"));
        Assert.Equal(["dongting"], await AsAppAsync(database, "app.tenant_id", "dongting", "select tenant_id from audit_log"));
        Assert.Empty(await AsAppAsync(database, "app.tenant_id", "elsewhere", "select tenant_id from audit_log"));
        Assert.Empty(await AsAppAsync(database, "app.tenant_id", "", "select tenant_id from audit_log"));
    }

    [Fact]
    public async Task A_connection_that_says_nothing_sees_nothing()
    {
        var database = await filled.DatabaseAsync();
        foreach (var table in new[] { "audit_log", "audit_waiting", "audit_conflict" })
            Assert.Empty(await AsAppAsync(database, "app.other", "on", $"select source from {table}"));
    }

    [Fact]
    public async Task A_connection_of_one_consortium_sees_nothing_that_waits_or_contradicts()
    {
        var database = await filled.DatabaseAsync();
        Assert.Equal(["risks"], await AsAppAsync(database, "app.intake", "on", "select source from audit_waiting"));
        Assert.Equal(["agreements"], await AsAppAsync(database, "app.intake", "on", "select source from audit_conflict"));
        Assert.Empty(await AsAppAsync(database, "app.tenant_id", "taihu", "select source from audit_waiting"));
        Assert.Empty(await AsAppAsync(database, "app.tenant_id", "taihu", "select source from audit_conflict"));
    }

    [Theory]
    [InlineData("insert into audit_log (index, tenant_id, source, source_no, tenant_no, event_id, event_type, stream_id, stream_version, recorded_at, payload_hash, leaf_hash, envelope, canonical) select index + 10, tenant_id, 'x', source_no, tenant_no, gen_random_uuid(), event_type, stream_id, stream_version, recorded_at, payload_hash, leaf_hash, envelope, canonical from audit_log")]
    [InlineData("insert into audit_waiting (source, source_no, leaf_hash, cites, envelope, canonical) values ('x', 1, '', '{}', '{}', '{}')")]
    [InlineData("update audit_log set tenant_id = 'taihu'")]
    [InlineData("delete from audit_log")]
    [InlineData("truncate audit_log")]
    [InlineData("delete from audit_source")]
    [InlineData("delete from audit_tree")]
    [InlineData("insert into audit_tree values (true, 0, '{}')")]
    [InlineData("alter table audit_log disable trigger all")]
    [InlineData("drop policy tenant_reads on audit_log")]
    public async Task A_request_may_write_nothing(string sql)
    {
        var database = await filled.DatabaseAsync();
        var refused = await Assert.ThrowsAsync<PostgresException>(() => AsAppAsync(database, "app.tenant_id", "taihu", sql));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Theory]
    [InlineData("update audit_log set tenant_id = 'taihu'")]
    [InlineData("delete from audit_log")]
    [InlineData("truncate audit_log")]
    [InlineData("update audit_conflict set detail = ''")]
    [InlineData("delete from audit_conflict")]
    public async Task The_intake_may_append_and_nothing_more(string sql)
    {
        var database = await filled.DatabaseAsync();
        var refused = await Assert.ThrowsAsync<PostgresException>(() => AsAppAsync(database, "app.intake", "on", sql));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    /// <summary>Two entries of one consortium, one of another, one that waits, one that contradicts; nobody here can change them.</summary>
    public sealed class Filled(PostgresServer server) : IDisposable
    {
        private readonly SemaphoreSlim _filling = new(1, 1);
        private LogDatabase? _database;

        internal async Task<LogDatabase> DatabaseAsync()
        {
            await _filling.WaitAsync(Ct);
            try
            {
                return _database ??= await FilledAsync(server);
            }
            finally
            {
                _filling.Release();
            }
        }

        public void Dispose() => _filling.Dispose();
    }

    private static async Task<LogDatabase> FilledAsync(PostgresServer server)
    {
        var database = await server.DatabaseAsync();
        var log = new AuditLog(database.App, NullLogger<AuditLog>.Instance);
        var (agreements, risks) = (new SendingService("agreements"), new SendingService("risks"));
        agreements.Record(A, tenant: "taihu");
        agreements.Record(A, tenant: "dongting");
        agreements.Record(A, tenant: "taihu");
        risks.Record(A);
        risks.Record(A);
        await log.AppendAsync(agreements.All, Ct);
        await log.AppendAsync(risks.Page(2, 2), Ct);
        var restored = agreements.RestoredTo(2);
        restored.Record(Guid.CreateVersion7(), tenant: "taihu");
        await log.AppendAsync(restored.Page(3, 3), Ct);
        return database;
    }

    private static async Task<List<string>> AsAppAsync(LogDatabase database, string setting, string value, string sql)
    {
        await using var connection = await database.App.OpenConnectionAsync(Ct);
        await using (var set = new NpgsqlCommand("select set_config($1, $2, false)", connection) { Parameters = { new() { Value = setting }, new() { Value = value } } })
            await set.ExecuteNonQueryAsync(Ct);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(Ct);
        var values = new List<string>();
        while (await reader.ReadAsync(Ct)) values.Add(reader.GetString(0));
        return values;
    }
}

using System.Net;
using Ledger.Integration.Tests.Support;
using Ledger.ServiceDefaults.Store;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Ledger.Integration.Tests.Frame;

public sealed class TenancyTests(FrameFixture frame) : IClassFixture<FrameFixture>
{
    [Fact]
    public async Task Another_consortium_cannot_tell_a_foreign_note_from_one_that_does_not_exist()
    {
        using var alpha = frame.Host.Client("alpha");
        using var beta = frame.Host.Client("beta");
        var id = Guid.NewGuid();
        await alpha.CommandAsync($"notes/{id}", new { text = "secret" });

        var foreign = await beta.GetAsync($"notes/{id}");
        var nothing = await beta.GetAsync($"notes/{Guid.NewGuid()}");
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
        Assert.Equal(await WithoutTrace(nothing), await WithoutTrace(foreign));
        Assert.DoesNotContain(id.ToString(), await beta.GetStringAsync("notes"), StringComparison.Ordinal);
        Assert.Contains(id.ToString(), await alpha.GetStringAsync("notes"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_address_of_another_consortium_is_refused()
    {
        using var client = frame.Host.Client("alpha");
        client.BaseAddress = new Uri($"{frame.Host.Address}/api/v1/consortia/beta/");
        var answer = await client.GetAsync("notes");
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("consortium.foreign", await answer.CodeAsync());
        Assert.Equal("consortium.foreign", await (await client.CommandAsync($"notes/{Guid.NewGuid()}", new { text = "a" })).CodeAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public async Task A_unit_of_work_without_a_tenant_cannot_be_opened(string tenant) =>
        await Assert.ThrowsAnyAsync<ArgumentException>(() => frame.Host.Services.GetRequiredService<TenantSessions>().OpenAsync(tenant, default));

    [Theory]
    [InlineData("select count(*) from mt_events")]
    [InlineData("select count(*) from mt_streams")]
    [InlineData("select count(*) from mt_doc_note")]
    [InlineData("select count(*) from idempotency")]
    public async Task The_database_itself_shows_the_application_role_only_the_tenant_it_works_for(string count)
    {
        using var alpha = frame.Host.Client("alpha");
        using var beta = frame.Host.Client("beta");
        await alpha.CommandAsync($"notes/{Guid.NewGuid()}", new { text = "a" });
        await beta.CommandAsync($"notes/{Guid.NewGuid()}", new { text = "b" });

        var all = await frame.Host.Database.CountAsync(count);
        var seenByAlpha = await CountAsAsync("alpha", count);
        var seenByBeta = await CountAsAsync("beta", count);
        Assert.True(seenByAlpha > 0 && seenByBeta > 0);
        Assert.Equal(all, seenByAlpha + seenByBeta);
        Assert.Equal(0, await CountAsAsync("", count));
        Assert.Equal(0, await CountAsAsync(null, count));
    }

    [Fact]
    public async Task A_pooled_connection_keeps_its_prepared_statements_and_forgets_its_tenant()
    {
        using var alpha = frame.Host.Client("alpha");
        // Statements are prepared when they have been used a few times.
        for (var n = 0; n < 20; n++) await alpha.CommandAsync($"notes/{Guid.NewGuid()}", new { text = "a" });

        await using var connection = await frame.Host.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync();
        await using var look = new NpgsqlCommand(
            "select coalesce(current_setting('app.tenant_id', true), ''), (select count(*) from pg_prepared_statements)", connection);
        await using var row = await look.ExecuteReaderAsync();
        Assert.True(await row.ReadAsync());
        Assert.Equal("", row.GetString(0));
        Assert.True(row.GetInt64(1) > 0);
    }

    [Theory]
    [InlineData("update mt_events set data = '{}'")]
    [InlineData("delete from mt_events")]
    [InlineData("truncate mt_events")]
    [InlineData("select * from outbox")]
    [InlineData("delete from outbox")]
    [InlineData("select outbox_number(1, 1)")]
    [InlineData("alter table mt_events disable trigger outbox_capture")]
    [InlineData("update idempotency set body = ''")]
    [InlineData("delete from inbox")]
    public async Task The_application_role_has_no_right_to_change_what_is_recorded(string sql)
    {
        await using var connection = await TestDatabase.OpenAsync(frame.Host.Database.Store);
        await using var command = new NpgsqlCommand(sql, connection);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Theory]
    [InlineData("update mt_events set data = '{\"text\":\"forged\"}'")]
    [InlineData("update mt_events set tenant_id = 'beta'")]
    [InlineData("update mt_events set timestamp = now() - interval '1 day'")]
    [InlineData("delete from mt_events")]
    public async Task Even_the_superuser_meets_the_append_only_trigger(string sql)
    {
        using var alpha = frame.Host.Client("alpha");
        await alpha.CommandAsync($"notes/{Guid.NewGuid()}", new { text = "a" });
        var refused = await Assert.ThrowsAsync<PostgresException>(() => frame.Host.Database.AdminAsync(sql));
        Assert.Contains("append-only", refused.MessageText, StringComparison.Ordinal);
    }

    private async Task<long> CountAsAsync(string? tenant, string sql)
    {
        await using var connection = await TestDatabase.OpenAsync(frame.Host.Database.Store);
        if (tenant is not null)
        {
            await using var enter = new NpgsqlCommand("select set_config('app.tenant_id', $1, false)", connection) { Parameters = { new() { Value = tenant } } };
            await enter.ExecuteNonQueryAsync();
        }

        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<string> WithoutTrace(HttpResponseMessage answer) =>
        (await answer.Content.ReadAsStringAsync()).Split("\"traceId\"")[0];
}

using Ledger.Contributions.Domain;
using Ledger.Contributions.Vault;
using Ledger.ServiceDefaults.Store;
using Marten;

namespace Ledger.Contributions.Integration;

/// <summary>
/// Events and vault lie in two databases without a common transaction. What a crash between the two leaves undone is settled
/// here, by what the events say: openings no event names and wraps whose time is over are deleted, erasures are completed.
/// </summary>
internal sealed class VaultSweep(VaultDatabase database, KeyStore keys, TenantSessions sessions, TimeProvider time, ILogger<VaultSweep> log) : BackgroundService
{
    // Longer than any request, so that nothing under way is touched.
    private static readonly TimeSpan Age = TimeSpan.FromHours(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        var restored = false;
        do
        {
            try
            {
                if (!restored) await EraseAgainAsync(stoppingToken);
                restored = true;
                await SettleAsync(time.GetUtcNow() - Age, stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.LogWarning(failure, "The vault could not be swept; it is tried again");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Settles what was left undone before a time.</summary>
    public async Task SettleAsync(DateTimeOffset before, CancellationToken ct)
    {
        foreach (var tenant in await database.UnsettledAsync(before, ct))
        {
            await using var session = await sessions.OpenAsync(tenant, ct);
            await using var vault = await database.OpenAsync(tenant, ct);
            await VaultDatabase.RunAsync(vault, "delete from vault_wrap where tenant_id = $1 and until < $2", ct, tenant, before);
            await ErasuresAsync(tenant, before, session.Documents, vault, ct);
            await DisclosuresAsync(tenant, before, session.Documents, vault, ct);
        }
    }

    /// <summary>Erases what the events call erased: a restored backup of the vault must not bring a key back.</summary>
    public async Task EraseAgainAsync(CancellationToken ct)
    {
        const int Batch = 500;
        foreach (var tenant in await database.ConsortiaAsync(ct))
        {
            await using var session = await sessions.OpenAsync(tenant, ct);
            await using var vault = await database.OpenAsync(tenant, ct);
            var live = await VaultDatabase.ReadAsync(vault, "select key_id from vault_key where tenant_id = $1 and shredded_at is null", row => row.GetGuid(0), ct, tenant);
            foreach (var page in live.Chunk(Batch))
            {
                foreach (var subject in await session.Documents.LoadManyAsync<SecretSubject>(ct, page))
                {
                    if (subject.Erased is not null) await keys.ShredAsync(tenant, subject.Id, ct);
                }
            }
        }
    }

    private async Task ErasuresAsync(string tenant, DateTimeOffset before, IQuerySession reads, Npgsql.NpgsqlConnection vault, CancellationToken ct)
    {
        var begun = await VaultDatabase.ReadAsync(vault, "select key_id from vault_key where tenant_id = $1 and erasing_at < $2 and shredded_at is null",
            row => row.GetGuid(0), ct, tenant, before);
        foreach (var key in begun)
        {
            if (await reads.LoadAsync<SecretSubject>(key, ct) is { Erased: not null }) await keys.ShredAsync(tenant, key, ct);
            else await keys.EndErasingAsync(tenant, key, ct);
        }
    }

    private static async Task DisclosuresAsync(string tenant, DateTimeOffset before, IQuerySession reads, Npgsql.NpgsqlConnection vault, CancellationToken ct)
    {
        var unconfirmed = await VaultDatabase.ReadAsync(vault, "select digest, contribution from vault_disclosure where tenant_id = $1 and not confirmed and kept_at < $2",
            row => (Digest: row.GetString(0), Contribution: row.GetGuid(1)), ct, tenant, before);
        foreach (var (digest, contribution) in unconfirmed)
        {
            // Of the state, not of every event: what a replaced draft hid is of no use to anybody.
            var state = await reads.LoadAsync<Contribution>(contribution, ct);
            var named = state?.Said()?.Secrecy?.Digests?.Contains(digest, StringComparer.Ordinal) ?? false;
            await VaultDatabase.RunAsync(vault, named
                ? "update vault_disclosure set confirmed = true where tenant_id = $1 and digest = $2"
                : "delete from vault_disclosure where tenant_id = $1 and digest = $2 and not confirmed", ct, tenant, digest);
        }
    }
}

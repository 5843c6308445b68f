using Ledger.Distribution.Domain;
using Ledger.Distribution.Paying;
using Ledger.ServiceDefaults.Store;
using Marten;
using Npgsql;

namespace Ledger.Distribution.Integration;

/// <summary>Sealed bank details, in the table beside the events.</summary>
internal sealed class BankDetailsStore(BankSecrets secrets)
{
    /// <summary>Makes the table: a step of the <c>migrate</c> job.</summary>
    public static Task MigrateAsync(IServiceProvider services, CancellationToken ct) =>
        Migration.ApplyAsync(services.GetRequiredService<IConfiguration>(), EmbeddedSql.Read("Paying.bank-accounts.sql"), ct);

    /// <summary>Puts details away in the transaction that registers the account.</summary>
    /// <param name="documents">The unit of work of the decision.</param>
    /// <param name="tenant">Consortium.</param>
    /// <param name="account">Stream of the account.</param>
    /// <param name="details">What is sealed.</param>
    public void Put(IQuerySession documents, string tenant, Guid account, BankDetails details) =>
        // The session that decisions read from is the unit of work that commits them.
        ((IDocumentOperations)documents).QueueSqlCommand(
            "insert into bank_account_details (tenant_id, id, sealed) values (?, ?, ?)", tenant, account, secrets.Seal(tenant, account, details));

    /// <summary>Opens details; those that are not there are left out.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">Details are not what their fact says.</exception>
    public async Task<IReadOnlyDictionary<Guid, BankDetails>> OpenAsync(
        NpgsqlConnection connection, string tenant, IReadOnlyDictionary<Guid, string> digests, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select id, sealed from bank_account_details where tenant_id = $1 and id = any($2)", connection)
        {
            Parameters = { new() { Value = tenant }, new() { Value = digests.Keys.ToArray() } },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var found = new Dictionary<Guid, BankDetails>();
        while (await reader.ReadAsync(ct))
        {
            var id = reader.GetGuid(0);
            found[id] = secrets.Open(tenant, id, await reader.GetFieldValueAsync<byte[]>(1, ct), digests[id]);
        }

        return found;
    }
}

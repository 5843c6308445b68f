using Marten;
using Npgsql;

namespace Ledger.ServiceDefaults.Handling;

/// <summary>Stored answers by the client's key, written in the transaction of the facts.</summary>
internal static class Idempotency
{
    public sealed record Stored(string RequestHash, int Status, long Version, string Body);

    public static NpgsqlBatchCommand Lookup(CommandContext context) =>
        new("select request_hash, status, etag, body from idempotency where tenant_id = $1 and key = $2")
        {
            Parameters = { new() { Value = context.Tenant }, new() { Value = context.IdempotencyKey } },
        };

    public static Stored Read(NpgsqlDataReader row) => new(row.GetString(0), row.GetInt32(1), row.GetInt64(2), row.GetString(3));

    public static Outcome Answer(Stored stored, CommandContext context) =>
        stored.RequestHash == context.RequestHash
            ? new Outcome.Done(stored.Status, stored.Version, stored.Body)
            : new Outcome.KeyReused();

    public static void Record(IDocumentSession documents, CommandContext context, Outcome.Done done) =>
        documents.QueueSqlCommand(
            "insert into idempotency (tenant_id, key, request_hash, status, etag, body) values (?, ?, ?, ?, ?, ?)",
            context.Tenant, context.IdempotencyKey, context.RequestHash, done.Status, done.Version, done.Body);
}

using Marten;
using Npgsql;

namespace Ledger.ServiceDefaults.Messaging;

/// <summary>Messages handled, by consumer and message id, written in the transaction of the effect.</summary>
internal static class Inbox
{
    // A cheap look first: a duplicate that reached the unique key would burn a sequence number. The key decides races.
    public static NpgsqlBatchCommand Lookup(DeliveryContext delivery) =>
        new("select 1 from inbox where consumer = $1 and message_id = $2")
        {
            Parameters = { new() { Value = delivery.Consumer }, new() { Value = delivery.MessageId } },
        };

    // Not "on conflict do nothing": then the insert would be skipped and the facts still be appended a second time.
    public static void Record(IDocumentSession documents, DeliveryContext delivery, string? rejection)
    {
        if (rejection is null)
        {
            documents.QueueSqlCommand(
                "insert into inbox (tenant_id, consumer, message_id) values (?, ?, ?)",
                delivery.Tenant, delivery.Consumer, delivery.MessageId);
        }
        else
        {
            documents.QueueSqlCommand(
                "insert into inbox (tenant_id, consumer, message_id, rejection) values (?, ?, ?, ?)",
                delivery.Tenant, delivery.Consumer, delivery.MessageId, rejection);
        }
    }
}

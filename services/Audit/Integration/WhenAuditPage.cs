using Ledger.Audit.Log;
using Ledger.Contracts.V1;
using Ledger.ServiceDefaults.Messaging;

namespace Ledger.Audit.Integration;

/// <summary>
/// Takes pages of audit entries in. The log itself tells repeated entries by their numbers: after a crash a relay may send
/// the same entries in other pages, so the inbox's message ids would not do.
/// </summary>
internal sealed class WhenAuditPage(AuditLog log, PageSenders senders) : IHandle<AuditPage>
{
    public Task HandleAsync(AuditPage message, DeliveryContext delivery, CancellationToken ct)
    {
        senders.Check(message, delivery);
        return log.AppendAsync(message, ct);
    }
}

using Ledger.Audit.Log;
using Ledger.Contracts.V1;
using Ledger.ServiceDefaults.Messaging;

namespace Ledger.Audit.Integration;

/// <summary>
/// Whose page it is: a service publishes by the broker's account of its own name, which the broker vouches for, and writes of no other
/// service. <c>Log:SharedAccount</c> names an account that may publish for every service, where they share one; then a service that is
/// taken over can write as another, until <c>fsck</c> compares the log with the databases.
/// </summary>
internal sealed class PageSenders
{
    private readonly string? _shared;
    private readonly ILogger<PageSenders> _log;

    public PageSenders(IConfiguration configuration, ILogger<PageSenders> log)
    {
        _log = log;
        _shared = configuration["Log:SharedAccount"] is { Length: > 0 } account ? account : null;
        if (_shared is not null) log.LogWarning("Pages of every service are taken from the broker's account {Account}: a service can write as another", _shared);
    }

    /// <exception cref="ForgedPageException">Account, message and page do not name the same service.</exception>
    public void Check(AuditPage page, DeliveryContext delivery)
    {
        if (delivery.Headers.Source == page.Source && (delivery.Account == page.Source || (_shared is not null && delivery.Account == _shared))) return;
        var account = delivery.Account ?? "an account that is not named";
        AuditMetrics.Forged(delivery.Account);
        _log.LogError("{Account} sent a page of {Source} in the name of {Sender}; it is refused", account, page.Source, delivery.Headers.Source);
        throw new ForgedPageException($"{account} sent a page of {page.Source} in the name of {delivery.Headers.Source}");
    }
}

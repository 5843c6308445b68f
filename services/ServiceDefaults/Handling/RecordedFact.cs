using JasperFx.Events;
using Ledger.Rules;

namespace Ledger.ServiceDefaults.Handling;

/// <summary>Facts of this service that are already recorded, as others may cite them.</summary>
public static class RecordedFact
{
    /// <summary>Id and payload hash of a recorded fact.</summary>
    /// <exception cref="InvalidOperationException">The event carries no payload hash: it was not written by this frame.</exception>
    public static Citation Cite(this IEvent recorded) => new(
        recorded.Id,
        recorded.GetHeader(FactAppender.PayloadHash)?.ToString()
            ?? throw new InvalidOperationException($"Event {recorded.Id} carries no payload hash."));
}

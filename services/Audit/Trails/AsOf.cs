using Ledger.Audit.Log;
using Ledger.Transparency.Search;

namespace Ledger.Audit.Trails;

/// <summary>A point of view in time: what had taken effect by a day, as far as it was recorded by a moment.</summary>
/// <param name="ValidOn">Last day on which something took effect that is shown; null for any.</param>
/// <param name="Known">Last moment at which something was recorded that is shown; null for now.</param>
public sealed record AsOf(DateOnly? ValidOn = null, DateTimeOffset? Known = null)
{
    /// <summary>Everything.</summary>
    public static AsOf Now { get; } = new();

    /// <summary>Whether an entry belongs to it. An entry that says no day takes effect when it is recorded.</summary>
    internal bool Holds(LoggedEntry entry)
    {
        var recorded = entry.Envelope.RecordedAt;
        if (Known is { } known && recorded > known) return false;
        return ValidOn is not { } day || (Findable.ValidDay(entry.Payload) ?? DateOnly.FromDateTime(recorded.UtcDateTime)) <= day;
    }
}

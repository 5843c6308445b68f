namespace Ledger.Transparency.Bundles;

/// <summary>A reference to a logged event that cannot be swapped for another.</summary>
/// <param name="Event">Event id.</param>
/// <param name="PayloadHash">SHA-256 of its canonical payload, lower-case hex.</param>
public sealed record EventReference(Guid Event, string PayloadHash);

namespace Ledger.Contributions.Domain;

/// <summary>A contribution holds a key; the stream's id decides between two that come at once.</summary>
public sealed record AssetClaimed(string Key, Guid Contribution, string Reference, DateOnly From, DateOnly To);

using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>Where one parameter of a year comes from.</summary>
/// <param name="Key">Key of the profile ("taxCredit.rate").</param>
/// <param name="Value">As people read it.</param>
/// <param name="Origin">The profile version that says it; the base's for what an override does not touch.</param>
/// <param name="Mark">How sure it is.</param>
/// <param name="Source">Legal source; null for an own design without one.</param>
/// <param name="Place">Article or section there.</param>
public sealed record ParameterOrigin(string Key, string Value, RegionProfileReference Origin, SourceMark Mark, LegalReference? Source, string? Place);

/// <summary>What a region profile says of the credit beyond rate and kinds, and where each of its values comes from.</summary>
/// <param name="Profile">The version that was taken.</param>
/// <param name="Layers">Its layers with the hashes of their signed documents.</param>
/// <param name="GroupAllowed">Whether members of the group credit what they paid themselves.</param>
/// <param name="Clawback">Whether investment taken out lowers the base and is paid back.</param>
/// <param name="Origins">Every value about the credit, by key.</param>
/// <param name="CarryYears">Years for which unused credit is carried; null: without end.</param>
public sealed record ProfileTerms(
    RegionProfileReference Profile, IReadOnlyList<ProfileLayer> Layers, bool GroupAllowed, bool Clawback, IReadOnlyList<ParameterOrigin> Origins,
    int? CarryYears = null);

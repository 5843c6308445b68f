using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>The base that a profile is laid over, as the consortium adopted it.</summary>
/// <param name="Merged">With its own base under it.</param>
/// <param name="Effective">The days for which the base version was issued.</param>
public sealed record ProfileBase(EffectiveProfile Merged, Period Effective);

/// <summary>Adopt a version of a profile.</summary>
/// <param name="Document">Read and checked.</param>
/// <param name="Authority">Who is said to have signed it; null: nobody.</param>
/// <param name="Signature">Base64; null: none.</param>
/// <param name="Trusted">The deployment's authorities.</param>
/// <param name="Base">The adopted base that the document names; null when it names none or none is adopted.</param>
/// <param name="By">Who adopts.</param>
/// <param name="At">Time of receipt.</param>
public sealed record AdoptProfile(
    ProfileDocument Document, string? Authority, string? Signature, AuthorityKeys Trusted, ProfileBase? Base, Actor By, DateTimeOffset At);

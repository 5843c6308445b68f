using System.Text.Json;
using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>Write down a version; the document has been checked and hashed.</summary>
public sealed record DraftAgreement(AgreementDocument Agreement, JsonElement Document, string DocumentHash, Actor By, DateTimeOffset At);

/// <summary>What a version meets when it is proposed or becomes active.</summary>
/// <param name="Others">The other versions of the same agreement.</param>
/// <param name="ClosedUntil">Last day of the latest settled period of this agreement that Agreements has heard of; null: none.</param>
/// <param name="Slot">Id of the stream that the version enters when it becomes active; one per active version before it.</param>
/// <param name="Register">The consortium's register; null when it was not founded here, and then nothing is bound to it.</param>
/// <param name="Profile">The adopted profile that the version names; null when it names none or none is adopted.</param>
public sealed record AgreementSurroundings(
    IReadOnlyList<Agreement> Others, DateOnly? ClosedUntil, Guid Slot, ConsortiumRegister? Register = null, NamedProfile? Profile = null);

/// <summary>Put the draft to the parties.</summary>
public sealed record ProposeAgreement(AgreementSurroundings Surroundings, Actor By, DateTimeOffset At);

/// <summary>Take a proposal back.</summary>
public sealed record WithdrawAgreement(string Reason, Actor By, DateTimeOffset At);

/// <summary>Sign, for the signer's own organisation, the document with this hash.</summary>
/// <param name="DocumentHash">Of the document that the signer has read.</param>
/// <param name="Surroundings">What the version meets.</param>
/// <param name="By">Who signs.</param>
/// <param name="At">Time of receipt.</param>
/// <param name="PreviewHash">Of the effects that the signer has read; only of a retroactive change.</param>
public sealed record SignAgreement(string DocumentHash, AgreementSurroundings Surroundings, Actor By, DateTimeOffset At, string? PreviewHash = null);

/// <summary>
/// Let a version become active whose signatures suffice without a further one: because a party left, or what stood in its way is gone.
/// </summary>
public sealed record ActivateAgreement(AgreementSurroundings Surroundings, DateTimeOffset At);

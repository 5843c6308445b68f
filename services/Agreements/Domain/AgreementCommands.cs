using System.Text.Json;
using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>Write down a version; the document has been checked and hashed.</summary>
public sealed record DraftAgreement(AgreementDocument Agreement, JsonElement Document, string DocumentHash, Actor By, DateTimeOffset At);

/// <summary>What a version meets when it is proposed or becomes active.</summary>
/// <param name="Others">The other versions of the same agreement.</param>
/// <param name="ClosedUntil">Last day of the latest settled period of this agreement that Agreements has heard of; null: none.</param>
/// <param name="Slot">Id of the stream that the version enters when it becomes active; one per active version before it.</param>
/// <param name="Profile">The adopted profile that the version names; null when it names none or none is adopted.</param>
public sealed record AgreementSurroundings(IReadOnlyList<Agreement> Others, DateOnly? ClosedUntil, Guid Slot, NamedProfile? Profile = null);

/// <summary>Put the draft to the parties.</summary>
public sealed record ProposeAgreement(AgreementSurroundings Surroundings, Actor By, DateTimeOffset At);

/// <summary>Take a proposal back.</summary>
public sealed record WithdrawAgreement(string Reason, Actor By, DateTimeOffset At);

/// <summary>Sign, for the signer's own organisation, the document with this hash.</summary>
public sealed record SignAgreement(string DocumentHash, AgreementSurroundings Surroundings, Actor By, DateTimeOffset At);

using Ledger.Portal.Web;

namespace Ledger.Portal.Api;

/// <summary>A request to open hidden fields of one contribution, and where it stands.</summary>
public sealed record Disclosure(
    Guid Id, string State, DisclosureAsked? Asked, DisclosureObjection? Objection, IReadOnlyList<int> Consents, IReadOnlyList<int> Refusals,
    string? Released, DateTimeOffset? Until, int Openings);

/// <summary>What was requested, on what ground, and until when the owner may answer.</summary>
public sealed record DisclosureAsked(
    string Reference, Guid Contribution, string Owner, IReadOnlyList<RequestedField> Fields, string Case, Text LegalBasis, Text Reason,
    DateTimeOffset Deadline, int OpenDays, Actor By, DateTimeOffset At);

/// <summary>A field that is asked for.</summary>
public sealed record RequestedField(string Field, string Digest);

/// <summary>Why the owner objects.</summary>
public sealed record DisclosureObjection(Text Reason, Actor By, DateTimeOffset At);

/// <summary>The custodians in office.</summary>
public sealed record Custody(int Appointment, IReadOnlyList<Custodian> Custodians);

/// <summary>One of three people who together may release what an owner does not.</summary>
public sealed record Custodian(string Person, string Organisation);

/// <summary>Evidence that must not be erased, whatever its period.</summary>
public sealed record LegalHold(string CaseId, HoldScope Scope, Text Ground, string Authority, Actor By, DateTimeOffset At);

/// <summary>What is held: one contribution, one file, or with neither everything.</summary>
public sealed record HoldScope(Guid? Contribution = null, string? Sha256 = null);

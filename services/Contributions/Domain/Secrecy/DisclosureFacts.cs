using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>Somebody asks to read what its owner did not show.</summary>
/// <param name="Reference">The requester's own id.</param>
/// <param name="Contribution">Whose fields.</param>
/// <param name="Owner">Whose secrets.</param>
/// <param name="Fields">Which.</param>
/// <param name="Case">File number of the case.</param>
/// <param name="LegalBasis">On what ground of law or agreement.</param>
/// <param name="Reason">Why these fields.</param>
/// <param name="Deadline">Until when the owner may answer.</param>
/// <param name="OpenDays">For how many days after the release they can be read.</param>
/// <param name="By">Who asks.</param>
/// <param name="At">When.</param>
public sealed record DisclosureRequested(
    string Reference, Guid Contribution, string Owner, IReadOnlyList<RequestedField> Fields, string Case, Text LegalBasis, Text Reason,
    DateTimeOffset Deadline, int OpenDays, Actor By, DateTimeOffset At);

/// <summary>The owner agreed.</summary>
public sealed record DisclosureApproved(Actor By, DateTimeOffset At);

/// <summary>The owner objected; the custodians decide.</summary>
public sealed record DisclosureObjected(Text Reason, Actor By, DateTimeOffset At);

/// <summary>A custodian gave the pieces that only this custodian can open.</summary>
public sealed record CustodianConsented(int Appointment, int Custodian, Actor By, DateTimeOffset At);

/// <summary>A custodian refused.</summary>
public sealed record CustodianRefused(int Appointment, int Custodian, Text Reason, Actor By, DateTimeOffset At);

/// <summary>The requester may read until the end.</summary>
public sealed record DisclosureReleased(ReleaseBasis Basis, DateTimeOffset Until, DateTimeOffset At);

/// <summary>The requester is about to read; recorded before the answer is given.</summary>
public sealed record DisclosureOpened(string Reason, Actor By, DateTimeOffset At);

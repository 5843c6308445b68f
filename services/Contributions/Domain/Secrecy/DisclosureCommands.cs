using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <param name="Reference">The requester's own id.</param>
/// <param name="Contribution">The contribution, or null when there is none.</param>
/// <param name="Fields">Paths of the fields.</param>
/// <param name="Case">File number.</param>
/// <param name="LegalBasis">Ground.</param>
/// <param name="Reason">Why.</param>
/// <param name="DeadlineDays">Days for the owner to answer.</param>
/// <param name="OpenDays">Days of reading after the release.</param>
/// <param name="By">Who asks.</param>
/// <param name="At">Time of receipt.</param>
public sealed record RequestDisclosure(
    string Reference, Contribution? Contribution, IReadOnlyList<string> Fields, string Case, Text LegalBasis, Text Reason, int DeadlineDays,
    int OpenDays, Actor By, DateTimeOffset At);

/// <param name="Erased">The erasure of a key that is needed, or null.</param>
/// <param name="By">Who approves.</param>
/// <param name="At">Time of receipt.</param>
public sealed record ApproveDisclosure(KeyErasure? Erased, Actor By, DateTimeOffset At);

public sealed record ObjectToDisclosure(Text Reason, Actor By, DateTimeOffset At);

/// <param name="Custody">Who is in office.</param>
/// <param name="Pieces">What is wrong with the pieces that came, or null.</param>
/// <param name="Erased">The erasure of a key that is needed, or null.</param>
/// <param name="By">The custodian.</param>
/// <param name="At">Time of receipt.</param>
public sealed record ConsentToRelease(Custody Custody, Rejection? Pieces, KeyErasure? Erased, Actor By, DateTimeOffset At);

public sealed record RefuseRelease(Custody Custody, Text Reason, Actor By, DateTimeOffset At);

public sealed record OpenDisclosure(string Reason, KeyErasure? Erased, Actor By, DateTimeOffset At);

using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>Evidence was put under a legal hold.</summary>
/// <param name="CaseId">Case for which it is held.</param>
/// <param name="Scope">What is held.</param>
/// <param name="Ground">Why.</param>
/// <param name="Authority">In which right.</param>
/// <param name="By">Who placed it.</param>
/// <param name="At">Recorded time.</param>
public sealed record LegalHoldPlaced(string CaseId, HoldScope Scope, Text Ground, HoldAuthority Authority, Actor By, DateTimeOffset At);

/// <summary>A legal hold was lifted.</summary>
public sealed record LegalHoldLifted(string CaseId, Text Ground, HoldAuthority Authority, Actor By, DateTimeOffset At);

/// <summary>Somebody asked that a file be erased whose period is over and on which no hold lies.</summary>
public sealed record ErasureRequested(string Sha256, Text Ground, Actor By, DateTimeOffset At);

/// <summary>Another organisation decided that the file stays.</summary>
public sealed record ErasureDismissed(string Sha256, Text Reason, Actor By, DateTimeOffset At);

/// <summary>Another organisation decided that the file is erased.</summary>
public sealed record ErasureOrdered(string Sha256, Text Reason, Actor By, DateTimeOffset At);

/// <summary>A record of another service rests on files of the store: they are kept as long as it needs them.</summary>
/// <param name="CitedBy">Stream of the record.</param>
/// <param name="What">What it is, kebab-case: <c>benefit-pool</c>. A class of that name applies to its papers.</param>
/// <param name="Reference">Its reference.</param>
/// <param name="AgreementId">Agreement whose classes hold; null: kept for ever.</param>
/// <param name="CountedFrom">Last day that the record concerns.</param>
/// <param name="Files">The files.</param>
/// <param name="Source">The record's fact, as its service recorded it.</param>
/// <param name="At">When it was recorded there.</param>
public sealed record EvidenceCitedElsewhere(
    Guid CitedBy, string What, string Reference, string? AgreementId, DateOnly CountedFrom, IReadOnlyList<PaperElsewhere> Files, Citation Source,
    DateTimeOffset At);

/// <summary>A file was erased: its key and its bytes are destroyed, the hash stays where it was cited.</summary>
/// <param name="Sha256">The file.</param>
/// <param name="Ground">Why, as it was asked for.</param>
/// <param name="RequestedBy">Who asked.</param>
/// <param name="Contributions">Contributions that cited it.</param>
/// <param name="By">Who decided.</param>
/// <param name="At">Recorded time.</param>
public sealed record EvidenceErased(
    string Sha256, Text Ground, Actor RequestedBy, IReadOnlyList<Guid> Contributions, Actor By, DateTimeOffset At);

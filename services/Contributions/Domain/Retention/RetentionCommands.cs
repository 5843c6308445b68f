using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>Put evidence under a legal hold.</summary>
/// <param name="CaseId">Case for which it is held, an identifier.</param>
/// <param name="Scope">What is held.</param>
/// <param name="TargetKnown">Whether the contribution or file named is there.</param>
/// <param name="Ground">Why.</param>
/// <param name="Authority">In which right.</param>
/// <param name="By">Who places it.</param>
/// <param name="At">Time of receipt.</param>
public sealed record PlaceHold(
    string CaseId, HoldScope Scope, bool TargetKnown, Text Ground, HoldAuthority Authority, Actor By, DateTimeOffset At);

/// <summary>Lift a legal hold.</summary>
public sealed record LiftHold(string CaseId, Text Ground, HoldAuthority Authority, Actor By, DateTimeOffset At);

/// <summary>Ask that a file be erased.</summary>
/// <param name="File">The file as it stands.</param>
/// <param name="Ground">Why.</param>
/// <param name="By">Who asks.</param>
/// <param name="At">Time of receipt.</param>
public sealed record RequestErasure(FileStanding File, Text Ground, Actor By, DateTimeOffset At);

/// <summary>Decide a request for erasure.</summary>
/// <param name="File">The file as it stands.</param>
/// <param name="CarryOut">Whether it is erased; otherwise the request is dismissed.</param>
/// <param name="Reason">Why.</param>
/// <param name="ErasedStream">Stream of the file once it is erased.</param>
/// <param name="By">Who decides.</param>
/// <param name="At">Time of receipt.</param>
public sealed record DecideErasure(
    FileStanding File, bool CarryOut, Text Reason, Guid ErasedStream, Actor By, DateTimeOffset At);

/// <summary>What is known of a file when a command about it is decided.</summary>
/// <param name="Sha256">The file.</param>
/// <param name="Stored">Whether the store has it.</param>
/// <param name="Uses">What cites it.</param>
/// <param name="Erased">Its erasure, or null.</param>
/// <param name="KeyHold">A hold on the key of a subject under which the file is marked, or null: who may not lose the key may not lose the file.</param>
public sealed record FileStanding(
    string Sha256, bool Stored, IReadOnlyList<EvidenceUse> Uses, ErasedFile? Erased, KeyHold? KeyHold = null)
{
    public bool Known => Stored || Uses.Count > 0;
}

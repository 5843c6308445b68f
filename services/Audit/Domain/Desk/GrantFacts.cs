using Ledger.Rules;

namespace Ledger.Audit.Domain;

/// <summary>Somebody proposes to let a regulator read for a case. Nobody may read yet.</summary>
/// <param name="Case">Case for which it is read.</param>
/// <param name="Reader">Organisation that reads.</param>
/// <param name="Persons">Its persons who may; empty for all of them.</param>
/// <param name="Scope">What may be read.</param>
/// <param name="LegalBasis">On which ground.</param>
/// <param name="Reason">What for.</param>
/// <param name="Until">From this moment on nothing may be read.</param>
/// <param name="By">Who proposes.</param>
/// <param name="At">When.</param>
public sealed record GrantProposed(
    string Case, string Reader, IReadOnlyList<string> Persons, GrantScope Scope, string LegalBasis, string Reason, DateTimeOffset Until, Actor By, DateTimeOffset At);

/// <summary>A second person issued the grant.</summary>
public sealed record GrantIssued(string ProposalHash, Actor By, DateTimeOffset At);

/// <summary>A second person turned the proposal down.</summary>
public sealed record GrantRefused(string Reason, Actor By, DateTimeOffset At);

/// <summary>Nothing may be read under it any more.</summary>
public sealed record GrantRevoked(string Reason, Actor By, DateTimeOffset At);

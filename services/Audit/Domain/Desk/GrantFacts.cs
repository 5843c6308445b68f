using Ledger.Rules;

namespace Ledger.Audit.Domain;

/// <summary>What a grant lets its holder read.</summary>
/// <param name="Parties">Organisations whose side may be read, each asked for by name; empty for the whole consortium.</param>
/// <param name="Kinds">Event types at which a question may begin; empty for all.</param>
/// <param name="From">First day of recording at which a question may begin; null for the beginning.</param>
/// <param name="To">Last day; null for no end.</param>
/// <param name="Envelopes">Only who recorded what and when, without the contents.</param>
public sealed record GrantScope(IReadOnlyList<string> Parties, IReadOnlyList<string> Kinds, DateOnly? From = null, DateOnly? To = null, bool Envelopes = false)
{
    /// <summary>Everything of the consortium.</summary>
    public static GrantScope Everything { get; } = new([], []);

    /// <summary>Whether nothing is left out.</summary>
    public bool IsWhole => Parties.Count == 0 && Kinds.Count == 0 && From is null && To is null && !Envelopes;
}

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

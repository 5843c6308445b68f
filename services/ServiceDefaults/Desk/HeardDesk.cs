using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.ServiceDefaults.Desk;

/// <summary>Audit told what became of a grant.</summary>
/// <param name="No">Number of what it told in the grant's stream there: what comes late does not undo what came later.</param>
/// <param name="Change">Proposed, issued, or ended by refusal or revocation.</param>
/// <param name="ProposalHash">Hash of the proposal that was made or issued; null when it ended.</param>
/// <param name="Terms">What was proposed; null afterwards.</param>
/// <param name="Source">The fact there.</param>
public sealed record DeskGrantHeard(long No, GrantPhase Change, string? ProposalHash, HeardTerms? Terms, Citation Source);

/// <summary>What a grant lets its reader do in this service.</summary>
/// <param name="Case">Case for which it is read.</param>
/// <param name="Reader">Organisation that reads.</param>
/// <param name="Persons">Its persons who may; empty for all of them.</param>
/// <param name="Whole">Whether nothing of the consortium is left out: only then it reaches beyond the log's own questions.</param>
/// <param name="Until">From this moment on nothing may be read.</param>
public sealed record HeardTerms(string Case, string Reader, IReadOnlyList<string> Persons, bool Whole, DateTimeOffset Until);

/// <summary>Audit told that rules of the desk were proposed or confirmed.</summary>
/// <param name="No">Number of what it told in the stream of the rules there.</param>
/// <param name="Confirmed">Whether they were confirmed; otherwise proposed.</param>
/// <param name="ProposalHash">Hash of the proposal.</param>
/// <param name="Standing">Organisations whose regulators read without a grant; null when confirmed.</param>
/// <param name="Source">The fact there.</param>
public sealed record DeskRulesHeard(long No, bool Confirmed, string ProposalHash, IReadOnlyList<string>? Standing, Citation Source);

/// <summary>This service's copy of one grant. In whatever order it hears, it never reads under a grant that was not issued or has ended.</summary>
public sealed record HeardGrant
{
    public Guid Id { get; init; }

    /// <summary>What was proposed last; null before it is heard.</summary>
    public HeardTerms? Terms { get; init; }

    public string? ProposedHash { get; init; }

    public long ProposedNo { get; init; }

    public string? IssuedHash { get; init; }

    public long IssuedNo { get; init; }

    public long EndedNo { get; init; }

    /// <summary>Where it stands.</summary>
    public GrantPhase Phase() =>
        Terms is null ? GrantPhase.None
        : EndedNo > ProposedNo ? IssuedNo > ProposedNo ? GrantPhase.Ended : GrantPhase.None
        : IssuedHash == ProposedHash ? GrantPhase.Issued : GrantPhase.Proposed;

    public static HeardGrant None(Guid id) => new() { Id = id };
}

/// <summary>This service's copy of the rules of the desk.</summary>
public sealed record HeardDeskRules
{
    public Guid Id { get; init; }

    /// <summary>Organisations whose regulators read without a grant; null before rules were confirmed.</summary>
    public IReadOnlyList<string>? Standing { get; init; }

    public long ConfirmedNo { get; init; }

    public string? ConfirmedHash { get; init; }

    /// <summary>What was proposed, by hash; few, and any may be the one that was confirmed.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Proposed { get; init; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);

    public static HeardDeskRules None(Guid id) => new() { Id = id };
}

/// <summary>Keeps what was heard of the desk.</summary>
public static class HeardDeskDecider
{
    public static Decision Decide(HeardGrant state, DeskGrantHeard heard) =>
        IsKnown(state, heard) ? Decision.Nothing : Decision.Accept(heard);

    public static Decision Decide(HeardDeskRules state, DeskRulesHeard heard) =>
        heard.Confirmed && heard.No <= state.ConfirmedNo ? Decision.Nothing : Decision.Accept(heard);

    public static HeardGrant Evolve(HeardGrant state, object fact) => fact switch
    {
        DeskGrantHeard { Change: GrantPhase.Proposed } f => f.No <= state.ProposedNo ? state : state with { ProposedNo = f.No, ProposedHash = f.ProposalHash, Terms = f.Terms },
        DeskGrantHeard { Change: GrantPhase.Issued } f => f.No <= state.IssuedNo ? state : state with { IssuedNo = f.No, IssuedHash = f.ProposalHash },
        DeskGrantHeard { Change: GrantPhase.Ended } f => f.No <= state.EndedNo ? state : state with { EndedNo = f.No },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a grant that was heard of."),
    };

    public static HeardDeskRules Evolve(HeardDeskRules state, object fact) => fact switch
    {
        DeskRulesHeard { Confirmed: false } f => state with
        {
            Proposed = new Dictionary<string, IReadOnlyList<string>>(state.Proposed, StringComparer.Ordinal) { [f.ProposalHash] = f.Standing! },
            Standing = f.ProposalHash == state.ConfirmedHash ? f.Standing : state.Standing,
        },
        // Rules whose proposal has not been heard yet let nobody read meanwhile.
        DeskRulesHeard f => f.No <= state.ConfirmedNo ? state : state with
        {
            ConfirmedNo = f.No, ConfirmedHash = f.ProposalHash, Standing = state.Proposed.GetValueOrDefault(f.ProposalHash, []),
        },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of rules that were heard of."),
    };

    private static bool IsKnown(HeardGrant state, DeskGrantHeard heard) => heard.Change switch
    {
        GrantPhase.Proposed => heard.No <= state.ProposedNo,
        GrantPhase.Issued => heard.No <= state.IssuedNo,
        _ => heard.No <= state.EndedNo,
    };
}

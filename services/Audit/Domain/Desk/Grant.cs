using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Audit.Domain;

/// <summary>Where a grant stands. That it has run out is no fact: the clock says so.</summary>
public enum GrantState
{
    None,
    Proposed,
    Issued,
    Refused,
    Revoked,
}

/// <summary>What one organisation may read for one case. After it ended, it can be proposed again in the same stream.</summary>
public sealed record Grant
{
    public Guid Id { get; init; }

    public GrantState State { get; init; }

    /// <summary>The newest proposal; null before the first.</summary>
    public GrantProposed? Proposed { get; init; }

    /// <summary>Who issued it.</summary>
    public Actor? IssuedBy { get; init; }

    /// <summary>Why it was refused or revoked.</summary>
    public string? EndedBecause { get; init; }

    public static Grant None(Guid id) => new() { Id = id };

    /// <summary>Whether it can still be used at a moment.</summary>
    public bool Stands(DateTimeOffset at) => State == GrantState.Issued && Proposed is { } said && at < said.Until;
}

/// <param name="Case">Case for which it is read.</param>
/// <param name="Reader">Organisation that reads.</param>
/// <param name="Persons">Its persons who may; empty for all.</param>
/// <param name="Scope">What may be read.</param>
/// <param name="LegalBasis">On which ground.</param>
/// <param name="Reason">What for.</param>
/// <param name="Until">When it ends.</param>
/// <param name="By">Who proposes.</param>
/// <param name="At">When.</param>
public sealed record ProposeGrant(
    string Case, string Reader, IReadOnlyList<string> Persons, GrantScope Scope, string LegalBasis, string Reason, DateTimeOffset Until, Actor By, DateTimeOffset At);

/// <param name="ProposalHash">Payload hash of the proposal that the second person has seen.</param>
/// <param name="Current">Payload hash of the newest proposal.</param>
/// <param name="By">Who issues.</param>
/// <param name="At">When.</param>
public sealed record IssueGrant(string ProposalHash, string Current, Actor By, DateTimeOffset At);

public sealed record RefuseGrant(string Reason, Actor By, DateTimeOffset At);

public sealed record RevokeGrant(string Reason, Actor By, DateTimeOffset At);

/// <summary>Proposed by one person of the consortium, issued by another of it, used by neither; ended by either, by the reader, or by time.</summary>
public static class GrantDecider
{
    public static Decision Decide(Grant state, ProposeGrant command)
    {
        if (DeskTexts.Broken("case", command.Case, AuditLimits.DeskIdentifier) is { } badCase) return badCase;
        if (DeskTexts.Broken("reader", command.Reader, AuditLimits.DeskIdentifier) is { } badReader) return badReader;
        if (DeskTexts.Broken("legalBasis", command.LegalBasis, AuditLimits.DeskText) is { } badBasis) return badBasis;
        if (DeskTexts.Broken("reason", command.Reason, AuditLimits.DeskText) is { } badReason) return badReason;
        if (DeskTexts.BrokenList("persons", command.Persons) is { } badPersons) return badPersons;
        if (DeskTexts.BrokenList("scope.parties", command.Scope.Parties) is { } badParties) return badParties;
        if (DeskTexts.BrokenList("scope.kinds", command.Scope.Kinds) is { } badKinds) return badKinds;
        if (command.Scope is { From: { } from, To: { } to } && from > to) return new DaysNotOrdered { Field = "scope.to" };
        if (command.By.Organisation == command.Reader) return new GrantToOneself { Field = "reader" };
        if (command.Until <= command.At || command.Until - command.At > TimeSpan.FromDays(AuditLimits.GrantDays)) return new GrantTimeOutOfRange { Field = "until" };
        var proposed = new GrantProposed(
            command.Case, command.Reader, command.Persons, command.Scope, command.LegalBasis, command.Reason, command.Until, command.By, command.At);
        return state.State switch
        {
            GrantState.Proposed => new GrantPending(),
            GrantState.Issued when state.Stands(command.At) => new GrantStands(state.Proposed!.Until),
            _ => Decision.Accept(proposed),
        };
    }

    public static Decision Decide(Grant state, IssueGrant command)
    {
        if (state.Proposed is not { } said) return new GrantUnknown();
        if (state.State == GrantState.Issued && state.IssuedBy == command.By) return Decision.Nothing;
        if (state.State != GrantState.Proposed) return new GrantClosed(state.State);
        if (command.ProposalHash != command.Current) return new GrantProposalOther { Field = "proposalHash" };
        if (command.By.Person == said.By.Person) return new GrantSamePerson();
        if (command.By.Organisation == said.Reader) return new GrantToOneself();
        return command.At >= said.Until ? new GrantTimeOutOfRange() : Decision.Accept(new GrantIssued(command.ProposalHash, command.By, command.At));
    }

    public static Decision Decide(Grant state, RefuseGrant command)
    {
        if (state.Proposed is not { } said) return new GrantUnknown();
        if (state.State == GrantState.Refused) return Decision.Nothing;
        if (state.State != GrantState.Proposed) return new GrantClosed(state.State);
        if (command.By.Person == said.By.Person) return new GrantSamePerson();
        return DeskTexts.Broken("reason", command.Reason, AuditLimits.DeskText) is { } bad ? bad : Decision.Accept(new GrantRefused(command.Reason, command.By, command.At));
    }

    public static Decision Decide(Grant state, RevokeGrant command)
    {
        if (state.Proposed is null) return new GrantUnknown();
        if (state.State == GrantState.Revoked) return Decision.Nothing;
        if (state.State is not (GrantState.Issued or GrantState.Proposed)) return new GrantClosed(state.State);
        return DeskTexts.Broken("reason", command.Reason, AuditLimits.DeskText) is { } bad ? bad : Decision.Accept(new GrantRevoked(command.Reason, command.By, command.At));
    }

    public static Grant Evolve(Grant state, object fact) => fact switch
    {
        GrantProposed f => state with { State = GrantState.Proposed, Proposed = f, IssuedBy = null, EndedBecause = null },
        GrantIssued f => state with { State = GrantState.Issued, IssuedBy = f.By },
        GrantRefused f => state with { State = GrantState.Refused, EndedBecause = f.Reason },
        GrantRevoked f => state with { State = GrantState.Revoked, EndedBecause = f.Reason },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a grant."),
    };
}

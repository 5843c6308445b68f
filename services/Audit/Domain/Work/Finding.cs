using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Audit.Domain;

/// <summary>Where a finding stands. That it is overdue is no fact: the day says so.</summary>
public enum FindingState
{
    None,
    Open,
    Answered,
    Closed,
    Withdrawn,
}

/// <summary>One finding with its answers.</summary>
public sealed record Finding
{
    public Guid Id { get; init; }

    public FindingState State { get; init; }

    /// <summary>The same as text, which lists are narrowed by.</summary>
    public string Standing { get; init; } = "none";

    /// <summary>What was found; null before.</summary>
    public FindingRaised? Raised { get; init; }

    /// <summary>Last day for the answer, as it was moved.</summary>
    public DateOnly Due { get; init; }

    public IReadOnlyList<FindingAnswered> Answers { get; init; } = [];

    /// <summary>How it was closed.</summary>
    public FindingClosed? Closed { get; init; }

    public static Finding None(Guid id) => new() { Id = id };

    /// <summary>Whether an answer is due and has not come by this day.</summary>
    public bool IsOverdue(DateOnly today) => State == FindingState.Open && today > Due;
}

public sealed record AnswerFinding(string Response, IReadOnlyList<Citation> Evidence, Actor By, DateTimeOffset At);

public sealed record ReturnAnswer(string Reason, DateOnly Due, Actor By, DateTimeOffset At);

public sealed record MoveDue(DateOnly Due, string Reason, Actor By, DateTimeOffset At);

public sealed record CloseFinding(string Conclusion, Actor By, DateTimeOffset At);

public sealed record WithdrawFinding(string Reason, Actor By, DateTimeOffset At);

/// <summary>Raised by an auditor, answered by the responsible organisation, closed by a second auditor or approver.</summary>
public static class FindingDecider
{
    public static Decision Decide(Finding state, FindingRaised raised)
    {
        if (state.Raised is { } before)
            return before with { At = raised.At, Evidence = raised.Evidence } == raised && before.Evidence.SequenceEqual(raised.Evidence) ? Decision.Nothing : new FindingExists { Field = "reference" };
        if (DeskTexts.Broken("reference", raised.Reference, AuditLimits.DeskIdentifier) is { } badReference) return badReference;
        if (DeskTexts.Broken("case", raised.Case, AuditLimits.DeskIdentifier) is { } badCase) return badCase;
        if (DeskTexts.Broken("title.en", raised.Title.En, AuditLimits.DeskTitle) is { } badTitle) return badTitle;
        if (DeskTexts.Broken("title.zh", raised.Title.Zh, AuditLimits.DeskTitle) is { } badTitel) return badTitel;
        if (DeskTexts.Broken("description", raised.Description, AuditLimits.DeskText) is { } badText) return badText;
        if (DeskTexts.Broken("responsible", raised.Responsible, AuditLimits.DeskIdentifier) is { } badParty) return badParty;
        if (raised.Evidence.Count > AuditLimits.DeskList) return new ListTooLong(AuditLimits.DeskList) { Field = "evidence" };
        if (raised.By.Organisation == raised.Responsible) return new FindingOfOwn { Field = "responsible" };
        return BadDue("due", raised.Due, raised.At) is { } badDue ? badDue : Decision.Accept(raised);
    }

    public static Decision Decide(Finding state, AnswerFinding command)
    {
        if (state.Raised is not { } raised) return new FindingUnknown();
        if (command.By.Organisation != raised.Responsible) return new FindingOfOthers();
        if (state.State != FindingState.Open) return new FindingNotOpen(state.State);
        if (DeskTexts.Broken("response", command.Response, AuditLimits.DeskText) is { } bad) return bad;
        return command.Evidence.Count > AuditLimits.DeskList
            ? new ListTooLong(AuditLimits.DeskList) { Field = "evidence" }
            : Decision.Accept(new FindingAnswered(state.Answers.Count + 1, command.Response, command.Evidence, command.By, command.At));
    }

    public static Decision Decide(Finding state, ReturnAnswer command)
    {
        if (Judged(state, command.By) is { } refused) return refused;
        if (DeskTexts.Broken("reason", command.Reason, AuditLimits.DeskText) is { } bad) return bad;
        return BadDue("due", command.Due, command.At) is { } badDue ? badDue : Decision.Accept(new AnswerReturned(state.Answers.Count, command.Reason, command.Due, command.By, command.At));
    }

    public static Decision Decide(Finding state, MoveDue command)
    {
        if (state.Raised is not { } raised) return new FindingUnknown();
        if (command.By.Organisation == raised.Responsible) return new FindingOfOwn();
        if (state.State != FindingState.Open) return new FindingNotOpen(state.State);
        if (DeskTexts.Broken("reason", command.Reason, AuditLimits.DeskText) is { } bad) return bad;
        if (BadDue("due", command.Due, command.At) is { } badDue) return badDue;
        return command.Due == state.Due ? Decision.Nothing : Decision.Accept(new FindingDueMoved(command.Due, command.Reason, command.By, command.At));
    }

    public static Decision Decide(Finding state, CloseFinding command)
    {
        if (Judged(state, command.By) is { } refused) return refused;
        if (state.Raised!.By.Person == command.By.Person) return new FindingSamePerson();
        return DeskTexts.Broken("conclusion", command.Conclusion, AuditLimits.DeskText) is { } bad
            ? bad : Decision.Accept(new FindingClosed(state.Answers.Count, command.Conclusion, command.By, command.At));
    }

    public static Decision Decide(Finding state, WithdrawFinding command)
    {
        if (state.Raised is not { } raised) return new FindingUnknown();
        if (state.State == FindingState.Withdrawn) return Decision.Nothing;
        if (state.State == FindingState.Closed) return new FindingNotOpen(state.State);
        if (raised.By.Organisation != command.By.Organisation) return new FindingOfOthers();
        return DeskTexts.Broken("reason", command.Reason, AuditLimits.DeskText) is { } bad ? bad : Decision.Accept(new FindingWithdrawn(command.Reason, command.By, command.At));
    }

    public static Finding Evolve(Finding state, object fact)
    {
        var next = After(state, fact);
        return next with { Standing = KebabCase.Name(next.State) };
    }

    private static Finding After(Finding state, object fact) => fact switch
    {
        FindingRaised f => state with { State = FindingState.Open, Raised = f, Due = f.Due },
        FindingAnswered f => state with { State = FindingState.Answered, Answers = [.. state.Answers, f] },
        AnswerReturned f => state with { State = FindingState.Open, Due = f.Due },
        FindingDueMoved f => state with { Due = f.Due },
        FindingClosed f => state with { State = FindingState.Closed, Closed = f },
        FindingWithdrawn => state with { State = FindingState.Withdrawn },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a finding."),
    };

    // Whoever must answer does not judge the answer.
    private static Rejection? Judged(Finding state, Actor by) =>
        state.Raised is not { } raised ? new FindingUnknown()
        : by.Organisation == raised.Responsible ? new FindingOfOwn()
        : state.State != FindingState.Answered ? new FindingNotAnswered(state.State) : null;

    private static FindingDueOutOfRange? BadDue(string field, DateOnly due, DateTimeOffset at)
    {
        var today = DateOnly.FromDateTime(at.UtcDateTime);
        return due < today || due.DayNumber - today.DayNumber > AuditLimits.FindingDays ? new FindingDueOutOfRange { Field = field } : null;
    }
}

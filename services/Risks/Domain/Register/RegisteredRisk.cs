using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Risks.Domain;

/// <summary>A risk of the register (风险登记册).</summary>
public sealed record RegisteredRisk
{
    public Guid Id { get; init; }

    public string AgreementId { get; init; } = "";

    /// <summary>As it stands; null while nothing is registered.</summary>
    public RiskEntry? Entry { get; init; }

    /// <summary>When it was looked at last; null before the first review.</summary>
    public RiskReviewed? LastReview { get; init; }

    /// <summary>How often it was looked at.</summary>
    public int Reviews { get; init; }

    /// <summary>Why it strikes no longer; null while it can.</summary>
    public RiskRetired? Retired { get; init; }

    public static RegisteredRisk None(Guid id) => new() { Id = id };

    /// <summary>Whether its review is overdue on a day.</summary>
    public bool IsOverdue(DateOnly day) => Entry is not null && Retired is null && Entry.NextReviewOn < day;
}

/// <summary>Put a risk into the register.</summary>
/// <param name="Entry">The risk.</param>
/// <param name="Agreement">Version in force on that day, or null.</param>
/// <param name="Standing">How many risks of the agreement stand in the register.</param>
/// <param name="By">Who registers.</param>
/// <param name="At">Time of receipt.</param>
public sealed record RegisterRisk(RiskEntry Entry, AdoptedAgreement? Agreement, int Standing, Actor By, DateTimeOffset At);

/// <summary>See a registered risk otherwise.</summary>
/// <param name="Entry">The risk as it shall stand.</param>
/// <param name="Reason">Why.</param>
/// <param name="Agreement">Version in force on that day, or null.</param>
/// <param name="By">Who revises.</param>
/// <param name="At">Time of receipt.</param>
public sealed record ReviseRisk(RiskEntry Entry, Text Reason, AdoptedAgreement? Agreement, Actor By, DateTimeOffset At);

/// <summary>Say that a registered risk was looked at.</summary>
/// <param name="Findings">What was found.</param>
/// <param name="NextReviewOn">When it is looked at next; null: by its usual days.</param>
/// <param name="By">Who reviewed.</param>
/// <param name="At">Time of receipt.</param>
public sealed record ReviewRisk(Text Findings, DateOnly? NextReviewOn, Actor By, DateTimeOffset At);

/// <summary>Take a risk out of what can strike.</summary>
/// <param name="Reason">Why.</param>
/// <param name="By">Who retires it.</param>
/// <param name="At">Time of receipt.</param>
public sealed record RetireRisk(Text Reason, Actor By, DateTimeOffset At);

/// <summary>Risks are registered against the agreement in force, reviewed by their owners, and retired; nothing is deleted.</summary>
public static class RegisteredRiskDecider
{
    public static Decision Decide(RegisteredRisk state, RegisterRisk command)
    {
        if (state.Entry is { } standing) return standing == command.Entry && state.Retired is null ? Decision.Nothing : new RiskEntryExists(command.Entry.Reference) { Field = "reference" };
        if (RegisterRules.Broken(command.Entry, command.Agreement, command.At) is { } broken) return broken;
        return command.Standing >= RiskLimits.RegisteredRisks
            ? new RegisterFull()
            : Decision.Accept(new RiskRegistered(command.Entry, command.Agreement!.AgreementVersion, command.Agreement.Source!, command.By, command.At));
    }

    public static Decision Decide(RegisteredRisk state, ReviseRisk command)
    {
        if (Gone(state) is { } gone) return gone;
        if (state.Entry == command.Entry) return Decision.Nothing;
        if (TextRules.Broken("reason", command.Reason) is { } reason) return reason;
        return RegisterRules.Broken(command.Entry, command.Agreement, command.At) is { } broken
            ? broken
            : Decision.Accept(new RiskRevised(
                command.Entry, command.Reason, command.Agreement!.AgreementVersion, command.Agreement.Source!, command.By, command.At));
    }

    public static Decision Decide(RegisteredRisk state, ReviewRisk command)
    {
        if (Gone(state) is { } gone) return gone;
        var entry = state.Entry!;
        if (command.By.Organisation != entry.Owner) return new NotTheOwner(entry.Owner);
        if (TextRules.Broken("findings", command.Findings) is { } findings) return findings;
        var today = DateOnly.FromDateTime(command.At.UtcDateTime);
        var next = command.NextReviewOn ?? today.AddDays(entry.ReviewDays);
        return next <= today || next > today.AddDays(RiskLimits.ReviewDays)
            ? new ReviewDayOutside(next) { Field = "nextReviewOn" }
            : Decision.Accept(new RiskReviewed(today, command.Findings, next, command.By, command.At));
    }

    public static Decision Decide(RegisteredRisk state, RetireRisk command)
    {
        if (state.Entry is null) return new RiskEntryUnknown();
        if (state.Retired is not null) return Decision.Nothing;
        return TextRules.Broken("reason", command.Reason) is { } reason ? reason : Decision.Accept(new RiskRetired(command.Reason, command.By, command.At));
    }

    public static RegisteredRisk Evolve(RegisteredRisk state, object fact) => fact switch
    {
        RiskRegistered f => state with { AgreementId = f.Entry.AgreementId, Entry = f.Entry },
        RiskRevised f => state with { Entry = f.Entry },
        RiskReviewed f => state with { LastReview = f, Reviews = state.Reviews + 1, Entry = state.Entry! with { NextReviewOn = f.NextReviewOn } },
        RiskRetired f => state with { Retired = f },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a registered risk."),
    };

    private static Rejection? Gone(RegisteredRisk state) => state.Entry is null ? new RiskEntryUnknown() : state.Retired is not null ? new RiskEntryRetired() : null;
}

using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Audit.Domain;

/// <summary>A consortium's rules of the desk were proposed; the present ones stay until a second person confirms.</summary>
/// <param name="Standing">Organisations whose regulators read without a grant: the consortium's own auditors.</param>
/// <param name="DelayDays">After how many days an organisation sees that it was read about.</param>
/// <param name="By">Who proposes.</param>
/// <param name="At">When.</param>
public sealed record DeskRulesProposed(IReadOnlyList<string> Standing, int DelayDays, Actor By, DateTimeOffset At);

/// <summary>A second person confirmed; the rules hold.</summary>
public sealed record DeskRulesConfirmed(string ProposalHash, Actor By, DateTimeOffset At);

/// <summary>
/// Who reads without a grant, and when organisations see it; one stream per consortium. Before it has rules of its own, nobody does
/// (but where samples run, every regulator), and organisations see readings at once.
/// </summary>
public sealed record DeskRules
{
    public Guid Id { get; init; }

    /// <summary>Organisations that read without a grant; null before the first rules.</summary>
    public IReadOnlyList<string>? Standing { get; init; }

    public int DelayDays { get; init; }

    /// <summary>What waits for a second person.</summary>
    public DeskRulesProposed? Waiting { get; init; }

    public static DeskRules None(Guid id) => new() { Id = id };

    /// <summary>Whether regulators of an organisation read without a grant.</summary>
    /// <param name="organisation">Their organisation.</param>
    /// <param name="withoutRules">Whether every regulator does before the consortium has rules of its own.</param>
    public bool Stands(string organisation, bool withoutRules) => Standing?.Contains(organisation, StringComparer.Ordinal) ?? withoutRules;
}

public sealed record ProposeDeskRules(IReadOnlyList<string> Standing, int DelayDays, Actor By, DateTimeOffset At);

/// <param name="ProposalHash">Payload hash of the proposal that the second person has seen.</param>
/// <param name="Current">Payload hash of the one that waits.</param>
/// <param name="By">Who confirms.</param>
/// <param name="At">When.</param>
public sealed record ConfirmDeskRules(string ProposalHash, string? Current, Actor By, DateTimeOffset At);

public static class DeskRulesDecider
{
    public static Decision Decide(DeskRules state, ProposeDeskRules command)
    {
        if (DeskTexts.BrokenList("standing", command.Standing) is { } bad) return bad;
        if (command.DelayDays is < 0 or > AuditLimits.DeskDelayDays) return new DelayOutOfRange(AuditLimits.DeskDelayDays) { Field = "delayDays" };
        return Decision.Accept(new DeskRulesProposed(command.Standing, command.DelayDays, command.By, command.At));
    }

    public static Decision Decide(DeskRules state, ConfirmDeskRules command)
    {
        if (state.Waiting is not { } waiting) return new DeskRulesUnknown();
        if (command.ProposalHash != command.Current) return new DeskRulesOther { Field = "proposalHash" };
        return waiting.By.Person == command.By.Person
            ? new DeskRulesSamePerson()
            : Decision.Accept(new DeskRulesConfirmed(command.ProposalHash, command.By, command.At));
    }

    public static DeskRules Evolve(DeskRules state, object fact) => fact switch
    {
        DeskRulesProposed f => state with { Waiting = f },
        DeskRulesConfirmed => state with { Standing = state.Waiting!.Standing, DelayDays = state.Waiting.DelayDays, Waiting = null },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of the desk's rules."),
    };
}

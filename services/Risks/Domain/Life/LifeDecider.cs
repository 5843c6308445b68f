using Ledger.Rules;

namespace Ledger.Risks.Domain;

/// <summary>Events taken back, opened again, closed.</summary>
public static class LifeDecider
{
    public static Decision Decide(RiskEvent state, WithdrawRiskEvent command)
    {
        if (state.Reported is not { } reported) return new RiskEventUnknown();
        if (state.Stage == RiskStage.Withdrawn) return Decision.Nothing;
        if (command.By.Organisation != reported.By.Organisation) return new NotTheReporter(reported.By.Organisation);
        if (state.Allocated is not null || state.Stage == RiskStage.Closed) return new AlreadyAllocated();
        return TextRules.Broken("reason", command.Reason) is { } reason
            ? reason
            : Decision.Accept(new RiskEventWithdrawn(command.Reason, command.By, command.At));
    }

    public static Decision Decide(RiskEvent state, ReopenRiskEvent command)
    {
        if (state.Reported is not { } reported) return new RiskEventUnknown();
        if (TextRules.Broken("reason", command.Reason) is { } reason) return reason;
        if (state.Stage == RiskStage.Withdrawn)
            return command.Withdraw ? Decision.Nothing : Decision.Accept(new RiskEventReopened(command.Reason, command.By, command.At));
        if (state.Allocated is not { } allocated) return new NotAllocated();
        if (allocated.By.Person == command.By.Person) return new MakerAllocates(command.By.Person);
        if (reported.Report.Sufferers.ContainsKey(command.By.Organisation)) return new OwnLoss(command.By.Organisation);
        if (DisputeDecider.Open(state).Any()) return new DisputesOpen();
        var cause = command.Withdraw ? ReversalCause.Withdrawn : ReversalCause.Reopened;
        var (reversed, reserve) = Reversal.Of(state, cause, command.Reason, command.Reserve, command.By, command.At);
        object after = command.Withdraw
            ? new RiskEventWithdrawn(command.Reason, command.By, command.At)
            : new RiskEventReopened(command.Reason, command.By, command.At);
        var decision = Decision.Accept(reversed, after);
        return reserve is null ? decision : decision.AndStart(reserve);
    }

    public static Decision Decide(RiskEvent state, CloseRiskEvent command)
    {
        if (state.Reported is not { } reported) return new RiskEventUnknown();
        if (state.Stage == RiskStage.Closed) return Decision.Nothing;
        if (state.Allocated is not { } allocated) return new NotAllocated();
        if (command.Agreement is not { } agreement) return new RiskAgreementNotActive(reported.Report.AgreementId, reported.Report.OccurredOn);
        if (DisputeDecider.Open(state).Any()) return new DisputesOpen();
        if (state.Recoveries.Any(recovery => recovery.Stage == RecoveryStage.Reported)) return new RecoveriesOpen();
        var ends = allocated.At + agreement.ObjectionWindow.Length;
        return command.At <= ends ? new ObjectionWindowOpen(ends) : Decision.Accept(new RiskEventClosed(command.By, command.At));
    }
}

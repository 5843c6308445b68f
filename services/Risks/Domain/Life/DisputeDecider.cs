using Ledger.Rules;

namespace Ledger.Risks.Domain;

/// <summary>Any party of the agreement may dispute an allocation within the objection window; a third person decides.</summary>
public static class DisputeDecider
{
    public static Decision Decide(RiskEvent state, DisputeAllocation command)
    {
        if (state.Reported is not { } reported) return new RiskEventUnknown();
        if (state.Allocated is not { } allocated) return new NotAllocated();
        if (command.Agreement is not { } agreement) return new RiskAgreementNotActive(reported.Report.AgreementId, reported.Report.OccurredOn);
        if (agreement.Party(command.By.Organisation) is null) return new ReporterNotParty(command.By.Organisation);
        if (TextRules.Broken("reason", command.Reason) is { } reason) return reason;
        if (state.Disputes.FirstOrDefault(dispute => Stands(dispute, state) && dispute.Raised.By.Organisation == command.By.Organisation) is { } standing)
            return standing.Raised.Reason == command.Reason ? Decision.Nothing : new DisputeStands(command.By.Organisation);
        var ends = allocated.At + agreement.ObjectionWindow.Length;
        if (command.At > ends) return new RiskObjectionLate(ends);
        if (state.Stage == RiskStage.Closed) return new EventNotOpen(state.Stage);
        return state.Disputes.Count >= RiskLimits.Disputes
            ? Problems.TooMany("reason", RiskLimits.Disputes)
            : Decision.Accept(new AllocationDisputed(
                state.Disputes.Count + 1, state.Allocations, allocated.Reference, allocated.AgreementId, command.Reason,
                DateOnly.FromDateTime(command.At.UtcDateTime), command.By, command.At));
    }

    public static Decision Decide(RiskEvent state, SettleDispute command)
    {
        if (state.Reported is null) return new RiskEventUnknown();
        if (state.Disputes.FirstOrDefault(dispute => dispute.Raised.No == command.No) is not { Raised: var raised } found) return new DisputeUnknown(command.No);
        if (found.Settled is { } settled) return settled.Outcome == command.Outcome ? Decision.Nothing : new DisputeIsSettled(command.No);
        if (TextRules.Broken("reason", command.Reason) is { } reason) return reason;
        var own = raised.By.Organisation == command.By.Organisation;
        if (command.Outcome == DisputeOutcome.Withdrawn) return own ? Decision.Accept(Settled(raised, command)) : new DisputeOfOthers(raised.By.Organisation);
        if (own) return new OwnDispute(command.By.Organisation);
        if (state.Allocated!.By.Person == command.By.Person || state.Measured!.By.Person == command.By.Person) return new MakerAllocates(command.By.Person);
        if (command.Outcome == DisputeOutcome.Dismissed) return Decision.Accept(Settled(raised, command));

        // The allocation goes, and with it whatever else is disputed of it.
        var (reversed, reserve) = Reversal.Of(state, ReversalCause.DisputeUpheld, command.Reason, command.Reserve, command.By, command.At);
        var decision = Decision.Accept([.. Open(state).Select(dispute => Settled(dispute.Raised, command)), reversed]);
        return reserve is null ? decision : decision.AndStart(reserve);
    }

    /// <summary>Disputes of the standing allocation that nobody has settled.</summary>
    public static IEnumerable<Dispute> Open(RiskEvent state) => state.Disputes.Where(dispute => Stands(dispute, state));

    private static bool Stands(Dispute dispute, RiskEvent state) => dispute.Settled is null && dispute.Raised.AllocationNo == state.Allocations;

    private static AllocationDisputeSettled Settled(AllocationDisputed raised, SettleDispute command) => new(
        raised.No, raised.AllocationNo, raised.Reference, raised.AgreementId, command.Outcome, command.Reason,
        DateOnly.FromDateTime(command.At.UtcDateTime), command.By, command.At);
}

using System.Diagnostics;

namespace Ledger.Risks.Domain;

/// <summary>The state of a risk event after one more fact.</summary>
internal static class RiskEventFold
{
    public static RiskEvent Evolve(RiskEvent state, object fact) => fact switch
    {
        RiskEventReported f => state with { Stage = RiskStage.Reported, Reported = f },
        RiskEvidenceAttached f => state with { Evidence = [.. state.Evidence, f] },
        LossMeasured f => state with { Stage = RiskStage.Measured, Measured = f, Measurements = state.Measurements + 1, Approvals = [] },
        AllocationApproved f => state with { Approvals = [.. state.Approvals.Where(earlier => earlier.PreviewHash == f.PreviewHash), f] },
        EscalationProposed f => state with { Escalations = [.. state.Escalations, new EscalationCase(f, [])] },
        EscalationConsented f => Escalated(state, f.No, known => known with { Consents = [.. known.Consents, f] }),
        EscalationDecided f => Escalated(state, f.No, known => known with { Decided = f }),
        AllocationBasisListed f => state with { Basis = [.. state.Basis, .. f.Basis] },
        LossAllocated f => state with { Stage = RiskStage.Allocated, Allocated = f, Allocations = state.Allocations + 1, Basis = [.. state.Basis, .. f.Basis] },
        AllocationDisputed f => state with { Stage = RiskStage.Disputed, Disputes = [.. state.Disputes, new Dispute(f)] },
        AllocationDisputeSettled f => Settled(state, f),
        RecoveryReported f => state with { Recoveries = [.. state.Recoveries, new Recovery(f)] },
        RecoveryRefused f => Recovered(state, f.No, recovery => recovery with { Stage = RecoveryStage.Refused }),
        LossRecovered f => Recovered(state, f.No, recovery => recovery with { Stage = RecoveryStage.Returned, Returned = f }),
        AllocationReversed f => Reversed(state, f),
        RiskEventReopened => state with { Stage = state.Measurements == 0 ? RiskStage.Reported : RiskStage.Reopened, Measured = null, Withdrawn = null, Closed = null },
        RiskEventWithdrawn f => state with { Stage = RiskStage.Withdrawn, Withdrawn = f, Measured = null, Approvals = [], Closed = null },
        RiskEventClosed f => state with { Stage = RiskStage.Closed, Closed = f },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a risk event."),
    };

    private static RiskEvent Settled(RiskEvent state, AllocationDisputeSettled fact)
    {
        var next = state with { Disputes = [.. state.Disputes.Select(dispute => dispute.Raised.No == fact.No ? dispute with { Settled = fact } : dispute)] };
        return DisputeDecider.Open(next).Any() ? next : next with { Stage = RiskStage.Allocated };
    }

    private static RiskEvent Escalated(RiskEvent state, int no, Func<EscalationCase, EscalationCase> change) =>
        state with { Escalations = [.. state.Escalations.Select(known => known.Proposed.No == no ? change(known) : known)] };

    private static RiskEvent Recovered(RiskEvent state, int no, Func<Recovery, Recovery> change) =>
        state with { Recoveries = [.. state.Recoveries.Select(recovery => recovery.Reported.No == no ? change(recovery) : recovery)] };

    // Money that was reported for the old allocation and is not decided yet goes into the new measurement, too.
    private static RiskEvent Reversed(RiskEvent state, AllocationReversed fact) => state with
    {
        Stage = RiskStage.Reopened,
        Measured = null,
        Allocated = null,
        Approvals = [],
        Basis = [],
        Closed = null,
        Reversals = [.. state.Reversals, fact],
        Recoveries =
        [
            .. state.Recoveries.Select(recovery => recovery.Stage is RecoveryStage.Returned or RecoveryStage.Reported
                ? recovery with { Stage = RecoveryStage.Reversed }
                : recovery),
        ],
    };
}

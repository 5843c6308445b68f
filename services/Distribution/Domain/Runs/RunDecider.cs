using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>
/// A run is computed and proposed by the finance office, open to objections of the parties it concerns, approved by a second
/// person and settled by a third or the first. Nobody approves what he made; nobody settles what he approved.
/// </summary>
public static class RunDecider
{
    public static Decision Decide(Run state, ComputeRun command)
    {
        if (state.Stage != RunStage.None) return new RunNumberTaken(command.No);
        if (Blocked(command.Standing) is { } blocked) return OfPool(blocked);
        var pool = command.Standing.Declared!.Declaration;
        if (command.Agreement?.Document is not { } agreement || command.Inputs is not { } hashed)
            return OfPool(new PoolAgreementNotActive(pool.AgreementId, pool.Period.To));

        var inputs = hashed.Inputs;
        if (inputs.Extras?.CutOff is { } cutOff)
        {
            if (cutOff.EffectiveOn > pool.Period.To) return new CutOffAfterPeriod(cutOff.EffectiveOn.Value, pool.Period.To) { Field = "cutOff.effectiveOn" };
            if (cutOff.RecordedBy > command.At) return new CutOffInFuture { Field = "cutOff.recordedBy" };
        }

        if (inputs.Lists.Count > DistributionLimits.Inputs) return OfPool(new TooManyInputs(inputs.Lists.Count));
        if (RunCalculation.Compute(agreement, inputs, out var rejection) is not { } figures) return OfPool(rejection!);

        var parts = inputs.Lists.Parts(DistributionLimits.InputsPerFact);
        return Decision.Accept(
        [
            .. parts.SkipLast(1).Select(part => new RunInputsListed(part)),
            new RunComputed(
                command.No, inputs.Agreement, inputs.Pool, inputs.Reserve, parts[^1], hashed.Hash, figures.Result, figures.Movement, figures.Lines,
                command.By, command.At, inputs.Extras, figures.Deductions.Count == 0 ? null : figures.Deductions,
                parts.Count == 1 ? null : Run.Sums(inputs.Lists.Values)),
        ]);
    }

    public static Decision Decide(Run state, ProposeRun command)
    {
        switch (state.Stage)
        {
            case RunStage.None: return new RunUnknown();
            case RunStage.Proposed: return Decision.Nothing;
            case RunStage.Approved: return new RunAlreadyApproved();
            case RunStage.Settled: return new RunIsSettled();
            case RunStage.Withdrawn: return new RunIsWithdrawn();
        }

        if (Blocked(command.Standing) is { } blocked) return blocked;
        var computed = state.Computed!;
        if (command.InputsNow != computed.InputsHash) return new InputsChanged();
        var window = ObjectionWindow.Read(computed.Agreement.ObjectionWindow)!.Length;
        return Decision.Accept(new RunProposed(command.ComputedHash!, command.At + window, command.By, command.At))
            .AndStart(command.Turn.TakenBy(state.Id.ToString()));
    }

    public static Decision Decide(Run state, RecordNoObjection command)
    {
        if (state.Stage == RunStage.None) return new RunUnknown();
        if (state.Proposed is not { } proposed) return new RunNotProposed();
        var party = command.By.Organisation;
        // A party without a line may say so too (a funder); only those with a line are waited for.
        if (!state.Computed!.Agreement.Parties.Contains(party)) return new NotParticipant(party);
        if (command.ProposalHash != proposed.ProposalHash) return new ProposalChanged { Field = "proposalHash" };
        if (state.NoObjections.Any(recorded => recorded.Party == party)) return Decision.Nothing;
        if (Closed(state) is { } closed) return closed;
        return state.Objections.Any(objection => objection.Standing && objection.Raised.Party == party)
            ? new OwnObjectionStands(party)
            : Decision.Accept(new NoObjectionRecorded(party, proposed.ProposalHash, command.By, command.At));
    }

    public static Decision Decide(Run state, RaiseObjection command)
    {
        if (state.Stage == RunStage.None) return new RunUnknown();
        if (state.Proposed is not { } proposed) return new RunNotProposed();
        var party = command.By.Organisation;
        if (!HasLine(state, party)) return new NotParticipant(party);
        if (state.Objections.Any(objection => objection.Standing && (objection.Raised.Party, objection.Raised.Line, objection.Raised.Reason) == (party, command.Line, command.Reason)))
            return Decision.Nothing;
        if (state.Stage is RunStage.Approved or RunStage.Settled || command.At >= proposed.WindowEndsAt) return new ObjectionLate(proposed.WindowEndsAt);
        if (state.Stage == RunStage.Withdrawn) return new RunIsWithdrawn();
        if (state.NoObjections.Any(recorded => recorded.Party == party)) return new NoObjectionGiven(party);
        if (!ObjectionLines.Knows(state.Computed!, command.Line)) return new LineUnknown(command.Line) { Field = "line" };
        if (TextRules.Broken("reason", command.Reason) is { } reason) return reason;
        return state.Objections.Count >= DistributionLimits.Objections
            ? Problems.TooMany("objections", DistributionLimits.Objections)
            : Decision.Accept(new ObjectionRaised(state.Objections.Count + 1, party, command.Line, command.Reason, command.By, command.At));
    }

    public static Decision Decide(Run state, WithdrawObjection command)
    {
        if (state.Stage == RunStage.None) return new RunUnknown();
        if (state.Objections.FirstOrDefault(objection => objection.Raised.No == command.No) is not { } found)
            return new ObjectionUnknown(command.No);
        if (found.Raised.Party != command.By.Organisation) return new ObjectionOfAnother(found.Raised.Party);
        if (!found.Standing) return Decision.Nothing;
        return Closed(state) ?? Decision.Accept(new ObjectionWithdrawn(command.No, command.By, command.At));
    }

    public static Decision Decide(Run state, AnswerObjection command)
    {
        if (state.Stage == RunStage.None) return new RunUnknown();
        if (state.Objections.FirstOrDefault(objection => objection.Raised.No == command.No) is not { } found) return new ObjectionUnknown(command.No);
        if (found.Answered is { } answered && answered.Answer == command.Answer || !found.Standing) return Decision.Nothing;
        return Closed(state) ?? TextRules.Broken("answer", command.Answer)
            ?? Decision.Accept(new ObjectionAnswered(command.No, command.Answer, command.By, command.At));
    }

    public static Decision Decide(Run state, HoldObjection command)
    {
        if (state.Stage == RunStage.None) return new RunUnknown();
        if (state.Objections.FirstOrDefault(objection => objection.Raised.No == command.No) is not { } found) return new ObjectionUnknown(command.No);
        if (found.Held is not null || !found.Standing) return Decision.Nothing;
        if (Closed(state) is { } closed) return closed;
        // What is held changes what is settled: nobody approved that.
        if (state.Approvals.Count > 0) return new RunAlreadyApproved();
        return found.Answered is null ? new ObjectionUnanswered(command.No) : Decision.Accept(new ObjectionHeld(command.No, command.By, command.At));
    }

    public static Decision Decide(Run state, WithdrawRun command)
    {
        switch (state.Stage)
        {
            case RunStage.None: return new RunUnknown();
            case RunStage.Withdrawn: return Decision.Nothing;
            case RunStage.Settled: return new RunIsSettled();
        }

        if (state.Makers.All(maker => maker.Person != command.By.Person)) return new NotMaker();
        if (command.Reason is { } said && TextRules.Broken("reason", said) is { } reason) return reason;
        return Decision.Accept(new RunWithdrawn(command.Reason, command.By, command.At));
    }

    public static Decision Decide(Run state, ApproveRun command)
    {
        if (state.Stage == RunStage.None) return new RunUnknown();
        if (state.Stage == RunStage.Withdrawn) return new RunIsWithdrawn();
        if (state.Proposed is not { } proposed) return new RunNotProposed();
        if (command.ProposalHash != proposed.ProposalHash) return new ProposalChanged { Field = "proposalHash" };
        if (state.Approvals.Any(approval => approval.By.Person == command.By.Person)) return Decision.Nothing;
        if (state.Stage != RunStage.Proposed) return new RunAlreadyApproved();

        if (state.Makers.Any(maker => maker.Person == command.By.Person)) return new MakerApproves(command.By.Person);
        // Who neither shares nor pays may check its own office's work by a second person; who does may not, but for the party that the
        // agreement wants to answer for it: that approval stands beside an independent one.
        if (!state.Independent(command.By) && command.By.Organisation != state.Computed!.Agreement.SettlementApprover)
            return new SameOrganisation(command.By.Organisation);
        var standing = state.Objections.Count(objection => objection.Bars);
        if (standing > 0) return new ObjectionsStanding(standing);
        if (command.Stale is { } stale) return stale;
        if (state.WindowOpen(command.At)) return new ObjectionWindowOpen(proposed.WindowEndsAt);
        return (command.Signing ?? ApprovalSigning.None).Broken(state.Id, proposed.ProposalHash, out var signature)
            ?? Decision.Accept(new RunApproved(proposed.ProposalHash, command.By, command.At, signature));
    }

    public static Decision Decide(Run state, SettleRun command)
    {
        switch (state.Stage)
        {
            case RunStage.None: return new RunUnknown();
            case RunStage.Withdrawn: return new RunIsWithdrawn();
            case RunStage.Settled: return Decision.Nothing;
            case RunStage.Proposed when state.Approvals.Count > 0: return new ApprovalMissing(state.MissingApproval()!);
            case RunStage.Proposed when state.WindowOpen(command.At): return new ObjectionWindowOpen(state.Proposed!.WindowEndsAt);
            case RunStage.Computed or RunStage.Proposed: return new NotApproved();
        }

        var computed = state.Computed!;
        if (state.Approvals.Any(approval => approval.By.Person == command.By.Person)) return new ApproverSettles(command.By.Person);
        if (command.PoolSettled) return new PoolIsSettled(computed.Pool.Reference);
        if (state.Lists.Charges.FirstOrDefault(charge => command.SettledCharges.Contains(charge.ChargeId)) is { } settled)
            return new ChargeAlreadySettled(settled.Reference);
        if (state.Lists.Values.FirstOrDefault(value => command.Reversed.Contains(value.ContributionId)) is { } reversed)
            return new ValueReversed(reversed.Reference);
        if (command.Stale is { } stale) return stale;

        RunCalculation.Prove(computed.Pool.Amount, computed.Movement, computed.Lines);
        var pool = computed.Pool;
        var plan = SettlementPlan.Of(state, command.Balances ?? PartyBalances.None);
        return Decision.Accept(new RunSettled(
                new SettledPool(pool.PoolId, pool.Reference, pool.Period, pool.Amount), state.AgreementId, state.Approved!.ProposalHash,
                computed.Movement, computed.Lines, command.Basis, command.By, command.At,
                state.Accepted.Count > DistributionLimits.BasisDays ? null : SettledInputs.Of(state),
                plan.Plain && computed.Deductions is null ? null : plan.Payouts))
            .AndStart([
                new NewStream(typeof(PoolSettlement), command.Streams.Pool,
                    [new PoolSettled(state.PoolId, state.Id, state.AgreementId, pool.Period.To, command.At)]),
                .. state.Lists.Charges.Select(charge => new NewStream(typeof(SettledCharge), command.Streams.Charges[charge.ChargeId].Settled,
                    [new ChargeSettled(charge.ChargeId, state.Id, state.PoolId, command.At)])),
                .. SettlementEntries.Of(state, command, plan),
                .. plan.Held.Select(held => Suspense(state, held, command)),
            ]);
    }

    public static Run Evolve(Run state, object fact) => fact switch
    {
        RunInputsListed f => state with { Lists = state.Lists.With(f.Lists) },
        RunComputed f => Compute(state, f, state.Lists.With(f.Lists)),
        RunProposed f => state with { Stage = RunStage.Proposed, Proposed = f },
        NoObjectionRecorded f => state with { NoObjections = [.. state.NoObjections, f] },
        ObjectionRaised f => state with { Objections = [.. state.Objections, new Objection(f, Withdrawn: null)] },
        ObjectionWithdrawn f => state with
        {
            Objections = [.. state.Objections.Select(objection => objection.Raised.No == f.No ? objection with { Withdrawn = f } : objection)],
        },
        ObjectionAnswered f => state with
        {
            Objections = [.. state.Objections.Select(objection => objection.Raised.No == f.No ? objection with { Answered = f } : objection)],
        },
        ObjectionHeld f => state with
        {
            Objections = [.. state.Objections.Select(objection => objection.Raised.No == f.No ? objection with { Held = f } : objection)],
        },
        RunWithdrawn f => state with { Stage = RunStage.Withdrawn, Withdrawn = f },
        RunApproved f => Approve(state with { Approved = f, Approvals = [.. state.Approvals, f] }),
        RunSettled f => state with { Stage = RunStage.Settled, Settled = f },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a run."),
    };

    private static Run Compute(Run state, RunComputed fact, InputLists lists) => state with
    {
        Stage = RunStage.Computed, PoolId = fact.Pool.PoolId, AgreementId = fact.Agreement.AgreementId, ValueCount = lists.Values.Count,
        // A state is read and written with every command: beyond so many the facts alone keep them.
        Lists = fact.Accepted is not null && lists.Values.Count > DistributionLimits.ValuesInState ? lists with { Values = [] } : lists,
        Computed = fact,
    };

    private static Run Approve(Run state) => state with { Stage = state.MissingApproval() is null ? RunStage.Approved : state.Stage };

    private static NewStream Suspense(Run run, HeldAmounts held, SettleRun command)
    {
        var raised = run.Objections.Single(objection => objection.Raised.No == held.ObjectionNo).Raised;
        return new NewStream(typeof(SuspenseCase), command.Streams.Suspense[held.ObjectionNo], [new SuspenseHeld(
            run.Id, run.PoolId, run.AgreementId, run.Computed!.Pool.Reference, raised.No, raised.Party, raised.Line, held.Amounts,
            [.. run.Makers.Select(maker => maker.Person).Distinct(StringComparer.Ordinal)], run.Computed.Agreement.DisputePanel, command.Basis, command.At)]);
    }

    // What is wrong with a run that is asked for is wrong with the pool that was named, unless the rule says more.
    private static Rejection OfPool(Rejection refused) => refused.Field is null ? refused with { Field = "pool" } : refused;

    private static Rejection? Blocked(PoolStanding standing)
    {
        if (standing.Open is { } open) return new PoolStillOpen(open) { Field = "pool" };
        if (standing.Declared is not { } declared) return new PoolUnknown { Field = "pool" };
        if (standing.Settled) return new PoolIsSettled(declared.Declaration.Reference);
        if (standing.OtherStands) return new RunOtherStands();
        return standing.OpenBefore is { } earlier ? new EarlierPoolOpen(earlier) : null;
    }

    private static Rejection? Closed(Run state) => state.Stage switch
    {
        RunStage.Withdrawn => new RunIsWithdrawn(),
        RunStage.Settled => new RunIsSettled(),
        RunStage.Approved => new RunAlreadyApproved(),
        _ => null,
    };

    private static bool HasLine(Run state, string party) => state.Computed!.Lines.Any(line => line.Party == party);
}

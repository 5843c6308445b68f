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
        if (Blocked(command.Standing) is { } blocked) return blocked;
        var pool = command.Standing.Declared!.Declaration;
        if (command.Agreement?.Document is not { } agreement || command.Inputs is not { } hashed)
            return new PoolAgreementNotActive(pool.AgreementId, pool.Period.To);

        var inputs = hashed.Inputs;
        if (inputs.Lists.Count > DistributionLimits.Inputs) return new TooManyInputs(inputs.Lists.Count);
        if (RunCalculation.Compute(agreement, inputs, out var rejection) is not { } figures) return rejection!;

        var parts = inputs.Lists.Parts(DistributionLimits.InputsPerFact);
        return Decision.Accept(
        [
            .. parts.SkipLast(1).Select(part => new RunInputsListed(part)),
            new RunComputed(
                command.No, inputs.Agreement, inputs.Pool, inputs.Reserve, parts[^1], hashed.Hash, figures.Result, figures.Movement, figures.Lines,
                command.By, command.At),
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
        if (state.Approved is { } approved) return approved.By.Person == command.By.Person ? Decision.Nothing : new RunAlreadyApproved();

        if (state.Makers.Any(maker => maker.Person == command.By.Person)) return new MakerApproves(command.By.Person);
        // Who neither shares nor pays may check its own office's work by a second person; who does may not.
        if (HasLine(state, command.By.Organisation) && state.Makers.Any(maker => maker.Organisation == command.By.Organisation))
            return new SameOrganisation(command.By.Organisation);
        var standing = state.Objections.Count(objection => objection.Standing);
        if (standing > 0) return new ObjectionsStanding(standing);
        return state.WindowOpen(command.At)
            ? new ObjectionWindowOpen(proposed.WindowEndsAt)
            : Decision.Accept(new RunApproved(proposed.ProposalHash, command.By, command.At));
    }

    public static Decision Decide(Run state, SettleRun command)
    {
        switch (state.Stage)
        {
            case RunStage.None: return new RunUnknown();
            case RunStage.Withdrawn: return new RunIsWithdrawn();
            case RunStage.Settled: return Decision.Nothing;
            case RunStage.Proposed when state.WindowOpen(command.At): return new ObjectionWindowOpen(state.Proposed!.WindowEndsAt);
            case RunStage.Computed or RunStage.Proposed: return new NotApproved();
        }

        var computed = state.Computed!;
        if (state.Approved!.By.Person == command.By.Person) return new ApproverSettles(command.By.Person);
        if (command.PoolSettled) return new PoolIsSettled(computed.Pool.Reference);
        if (state.Lists.Charges.FirstOrDefault(charge => command.SettledCharges.Contains(charge.ChargeId)) is { } settled)
            return new ChargeAlreadySettled(settled.Reference);
        if (state.Lists.Values.FirstOrDefault(value => command.Reversed.Contains(value.ContributionId)) is { } reversed)
            return new ValueReversed(reversed.Reference);

        RunCalculation.Prove(computed.Pool.Amount, computed.Movement, computed.Lines);
        var pool = computed.Pool;
        return Decision.Accept(new RunSettled(
                new SettledPool(pool.PoolId, pool.Reference, pool.Period, pool.Amount), state.AgreementId, state.Approved.ProposalHash,
                computed.Movement, computed.Lines, command.Basis, command.By, command.At, SettledInputs.Of(state)))
            .AndStart([
                new NewStream(typeof(PoolSettlement), command.Streams.Pool,
                    [new PoolSettled(state.PoolId, state.Id, state.AgreementId, pool.Period.To, command.At)]),
                .. state.Lists.Charges.Select(charge => new NewStream(typeof(SettledCharge), command.Streams.Charges[charge.ChargeId].Settled,
                    [new ChargeSettled(charge.ChargeId, state.Id, state.PoolId, command.At)])),
                .. SettlementEntries.Of(state, command),
            ]);
    }

    public static Run Evolve(Run state, object fact) => fact switch
    {
        RunInputsListed f => state with { Lists = state.Lists.With(f.Lists) },
        RunComputed f => state with
        {
            Stage = RunStage.Computed, PoolId = f.Pool.PoolId, AgreementId = f.Agreement.AgreementId, Lists = state.Lists.With(f.Lists), Computed = f,
        },
        RunProposed f => state with { Stage = RunStage.Proposed, Proposed = f },
        NoObjectionRecorded f => state with { NoObjections = [.. state.NoObjections, f] },
        ObjectionRaised f => state with { Objections = [.. state.Objections, new Objection(f, Withdrawn: null)] },
        ObjectionWithdrawn f => state with
        {
            Objections = [.. state.Objections.Select(objection => objection.Raised.No == f.No ? objection with { Withdrawn = f } : objection)],
        },
        RunWithdrawn f => state with { Stage = RunStage.Withdrawn, Withdrawn = f },
        RunApproved f => state with { Stage = RunStage.Approved, Approved = f },
        RunSettled f => state with { Stage = RunStage.Settled, Settled = f },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a run."),
    };

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

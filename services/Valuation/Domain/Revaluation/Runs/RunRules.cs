using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>One contribution of a run: the rules of a single re-valuation.</summary>
public static class RunRules
{
    /// <summary>What the run would do with it.</summary>
    public static RunLine Line(int number, RunOrder order, Appraisal state, AdoptedAgreement? agreement, Actor maker, KnownIndex? known, DateTimeOffset at)
    {
        var subject = state.Subject!;
        var line = new RunLine(
            number, state.Id, subject.Reference, subject.Party, subject.Kind, state.Standing?.Number ?? 0, state.Standing?.Value, null, null, false);
        if (Evaluate(order, state, agreement, maker, known, at, out var refused) is not { } evaluated)
            return line with { Code = refused!.Code, Field = refused.Field, Message = refused.Message };
        var proposed = Fact(order, state, agreement!, evaluated, maker, at, null);
        return line with
        {
            New = proposed.Value, ProposalHash = proposed.ProposalHash,
            TwoApprovals = RevaluationDecider.NeedsTwo(state, Proposal(proposed), agreement!.Document!).Count > 0,
        };
    }

    /// <summary>
    /// Carries a confirmed line out. What the confirmation covers is replaced at once; what needs approvals of its own, or whose
    /// contributor the confirming person belongs to, is proposed. What is no longer as it was previewed is refused.
    /// </summary>
    /// <param name="run">Stream of the run.</param>
    /// <param name="order">Its order.</param>
    /// <param name="line">As previewed; not refused then.</param>
    /// <param name="state">The appraisal as it is.</param>
    /// <param name="agreement">Version in force on the order's day, or null.</param>
    /// <param name="maker">Who ordered the run.</param>
    /// <param name="approver">Who confirmed it.</param>
    /// <param name="known">The order's series.</param>
    /// <param name="at">Time of the batch.</param>
    public static Decision Decide(
        Guid run, RunOrder order, RunLine line, Appraisal state, AdoptedAgreement? agreement, Actor maker, Actor approver, KnownIndex? known, DateTimeOffset at)
    {
        if (state.Standing is { } standing && standing.Number != line.Against) return new ValueIsReplaced(line.Against, standing.Number);
        if (Evaluate(order, state, agreement, maker, known, at, out var refused) is not { } evaluated) return refused!;
        var proposed = Fact(order, state, agreement!, evaluated, maker, at, run);
        if (proposed.ProposalHash != line.ProposalHash) return new NotAsPreviewed();
        var withProposal = AppraisalDecider.Evolve(state, proposed);
        if (RevaluationDecider.NeedsTwo(state, Proposal(proposed), agreement!.Document!).Count > 0) return Decision.Accept(proposed);
        var accepted = RevaluationDecider.Decide(withProposal, new AcceptRevaluation(proposed.ProposalHash, agreement, approver, at));
        // Whoever confirmed may not accept this one: it stays proposed for somebody who may.
        return accepted.Rejection is not null ? Decision.Accept(proposed) : Decision.Accept([proposed, .. accepted.Facts]);
    }

    private static Evaluated? Evaluate(
        RunOrder order, Appraisal state, AdoptedAgreement? agreement, Actor maker, KnownIndex? known, DateTimeOffset at, out Rejection? refused)
    {
        refused = RevaluationDecider.Refused(state, maker, order.On, at, out var standing);
        if (refused is null && agreement is not { Document: not null, Source: not null }) refused = new AgreementNotActive(state.Subject!.AgreementId, order.On);
        if (refused is not null) return null;
        var document = agreement!.Document!;
        refused = RollRules.Refused(order.Method, order.MethodVersion, order.Roll.Series, "roll.series", state.Subject!, document)
            ?? AssignmentRules.Refuses(state, document, order.Method, maker);
        if (refused is not null) return null;
        return Rollforward.Evaluate(
            RollRules.Method(order.Method, order.MethodVersion)!, order.Roll, order.Index, known, standing!, state.Subject!, document, order.On, out refused);
    }

    private static RevaluationProposed Fact(
        RunOrder order, Appraisal state, AdoptedAgreement agreement, Evaluated evaluated, Actor maker, DateTimeOffset at, Guid? run) =>
        RevaluationDecider.Proposed(state, state.Standing!, agreement, evaluated, order.On, order.Reason, maker, at, run);

    private static Proposal Proposal(RevaluationProposed fact) =>
        new(fact.Value, fact.Result, fact.AgreementVersion, fact.Agreement, fact.ProposalHash, fact.By, fact.At, fact.Basis);
}

public sealed record NotAsPreviewed() : Rejection("revaluation.not-as-previewed", RejectionKind.Conflict, new(
    "The contribution no longer comes to the value that was confirmed.", "该投入的结果与所确认的预览不一致。"));

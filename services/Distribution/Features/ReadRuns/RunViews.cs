using Ledger.Distribution.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Store;

namespace Ledger.Distribution.Features;

/// <summary>A run in a list.</summary>
public sealed record RunSummary(
    Guid Id, Guid PoolId, string PoolReference, int No, string AgreementId, Period Period, RunStage Stage, Money Pool, ReserveMovement Reserve,
    Actor ComputedBy, DateTimeOffset ComputedAt)
{
    internal static RunSummary Of(Run run)
    {
        var computed = run.Computed!;
        return new RunSummary(
            run.Id, run.PoolId, computed.Pool.Reference, computed.No, run.AgreementId, computed.Pool.Period, run.Stage, computed.Pool.Amount,
            computed.Movement, computed.By, computed.At);
    }
}

/// <summary>
/// One run with everything it rests on and comes to. What has not happened yet is absent. The hash of the computation is what a
/// proposal fixes and what approvals name.
/// </summary>
public sealed record RunDetails(
    Guid Id, Guid PoolId, int No, RunStage Stage, AgreementInput Agreement, PoolInput Pool, ReserveMovement Reserve, Citation? ReserveSource,
    IReadOnlyList<RunLine> Lines, IReadOnlyList<TierFigures> Tiers, InputLists Inputs, string InputsHash, MethodResult Result, string Hash,
    Actor ComputedBy, DateTimeOffset ComputedAt, ProposalView? Proposal, IReadOnlyList<NoObjectionRecorded> NoObjections,
    IReadOnlyList<ObjectionView> Objections, RunApproved? Approval, RunSettled? Settlement, RunWithdrawn? Withdrawal,
    IReadOnlyList<RunApproved> Approvals, string? MissingApproval, IReadOnlyList<Deduction> Deductions, RunExtras? Extras, int ValueCount)
{
    internal static RunDetails Of(Run run)
    {
        var computed = run.Computed!;
        return new RunDetails(
            run.Id, run.PoolId, computed.No, run.Stage, computed.Agreement, computed.Pool, computed.Movement, computed.Reserve.Source,
            computed.Lines, computed.Result.FiguresAs<WaterfallFigures>().Tiers, run.Lists, computed.InputsHash, computed.Result,
            PayloadHash.Of(computed), computed.By, computed.At,
            run.Proposed is { } proposed ? new ProposalView(proposed.ProposalHash, proposed.WindowEndsAt, proposed.By, proposed.At) : null,
            run.NoObjections,
            [.. run.Objections.Select(objection => ObjectionView.Of(objection, ObjectionWindow.Read(computed.Agreement.ObjectionWindow)!.Length))],
            run.Approved, run.Settled, run.Withdrawn, run.Approvals, run.Stage == RunStage.Proposed ? run.MissingApproval() : null,
            computed.Deductions ?? [], computed.Extras, Math.Max(run.ValueCount, run.Lists.Values.Count));
    }
}

/// <summary>What is before the participants.</summary>
/// <param name="Hash">What no-objection and approval name.</param>
/// <param name="WindowEndsAt">From this moment on objections come too late.</param>
/// <param name="By">Who proposed.</param>
/// <param name="At">Since when.</param>
public sealed record ProposalView(string Hash, DateTimeOffset WindowEndsAt, Actor By, DateTimeOffset At);

/// <summary>
/// An objection; without withdrawal it stands, and bars the approval unless its line is left in suspense. An answer is due within the length
/// of the objection window.
/// </summary>
public sealed record ObjectionView(
    int No, string Party, string Line, string Reason, bool Standing, Actor By, DateTimeOffset At, Actor? WithdrawnBy, DateTimeOffset? WithdrawnAt,
    DateTimeOffset AnswerDueAt, ObjectionAnswered? Answer, ObjectionHeld? Held)
{
    internal static ObjectionView Of(Objection objection, TimeSpan window)
    {
        var raised = objection.Raised;
        return new ObjectionView(
            raised.No, raised.Party, raised.Line, raised.Reason, objection.Standing, raised.By, raised.At, objection.Withdrawn?.By,
            objection.Withdrawn?.At, raised.At + window, objection.Answered, objection.Held);
    }
}

using Ledger.Rules;
using Ledger.ServiceDefaults.Hosting;
using Ledger.Valuation.Domain;
using Marten;

namespace Ledger.Valuation.Features;

/// <summary>What of an appraisal a report explains.</summary>
internal enum ExplainedKind
{
    Proposal,
    Alternative,
    Value,
}

/// <summary>Somebody approved or accepted exactly this calculation, or replaced a value by it.</summary>
internal sealed record ExplainedApproval(Text Act, Actor By, DateTimeOffset At, string Hash);

/// <summary>One calculation of an appraisal with what the appraisal's facts say of it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Number">Its number among its kind, from 1.</param>
/// <param name="Snapshot">Frozen inputs and result.</param>
/// <param name="Subject">What is appraised.</param>
/// <param name="By">Who calculated it.</param>
/// <param name="At">When.</param>
/// <param name="Status">Whether it counts, and why not.</param>
/// <param name="Reason">Why it took the place of another, or how it was reconciled; null where nothing was said.</param>
/// <param name="Replaced">Value that counted before; null where none did.</param>
/// <param name="Alternatives">Values by other methods.</param>
/// <param name="Approvals">Who stood up for it, in order.</param>
/// <param name="Evidence">What the register says of the items it rests on; the register never edits.</param>
internal sealed record ExplainedValue(
    ExplainedKind Kind, int Number, ValuationSnapshot Snapshot, Subject Subject, Actor By, DateTimeOffset At, Text Status, Text? Reason, Money? Replaced,
    IReadOnlyList<AlternativeValued> Alternatives, IReadOnlyList<ExplainedApproval> Approvals, IReadOnlyDictionary<Guid, EvidenceParticulars> Evidence)
{
    public MethodResult Result => Snapshot.Result;

    /// <summary>Day and time of the last fact that the report shows: the same facts give the same report.</summary>
    public DateTimeOffset AsOf => Approvals.Select(approval => approval.At).Append(At).Max();
}

/// <summary>Finds a calculation among the facts of its appraisal.</summary>
internal sealed class ExplainedCase(Guid id, IReadOnlyList<object> facts)
{
    private readonly Subject subject = facts.OfType<AppraisalOpened>().FirstOrDefault()?.Subject ?? throw RequestRefused.NotFound();
    private readonly List<ValueProposed> proposals = [.. facts.OfType<ValueProposed>()];
    private readonly List<AlternativeValued> alternatives = [.. facts.OfType<AlternativeValued>()];
    private readonly List<ValueReplaced> replacements = [.. facts.OfType<ValueReplaced>()];
    private readonly ValueAccepted? accepted = facts.OfType<ValueAccepted>().FirstOrDefault();

    public static async Task<ExplainedCase> ReadAsync(Guid id, IQuerySession reads, CancellationToken ct) =>
        new(id, [.. (await reads.Events.FetchStreamAsync(id, token: ct)).Select(recorded => recorded.Data)]);

    /// <summary>Whether anything was proposed: before, nobody reads an alternative.</summary>
    public bool HasProposal => proposals.Count > 0;

    /// <summary>Streams of the evidence that a calculation rests on.</summary>
    public static Guid[] EvidenceOf(ExplainedValue value) => [.. (value.Snapshot.Basis?.Evidence ?? []).Select(used => used.Id).Distinct()];

    /// <summary>The value that counts, or else the standing proposal; null where there is none.</summary>
    public ExplainedValue? Current() => accepted is not null ? Value(replacements.Count + 1) : HasProposal ? Proposal(proposals.Count) : null;

    /// <summary>A version of the accepted value: 1 is the acceptance, every replacement counts one up.</summary>
    public ExplainedValue? Value(int number)
    {
        if (accepted is null || number < 1 || number > replacements.Count + 1) return null;
        if (number == 1)
        {
            var first = proposals.FindLastIndex(fact => fact.ProposalHash == accepted.ProposalHash);
            return Proposal(first + 1)! with { Kind = ExplainedKind.Value, Number = 1, Status = Standing(1) };
        }

        var fact = replacements[number - 2];
        // As /values/{number}/snapshot exports it.
        var snapshot = Snapshots.Of(id, proposals.Count + number - 1, fact);
        var act = fact.Cause == ReplacementCause.Challenge
            ? new Text($"Replaced the value after objection {fact.Case}", $"经异议 {fact.Case} 替换原认定价值")
            : new Text($"Replaced the value by re-valuation {fact.Case}", $"经重估 {fact.Case} 替换原认定价值");
        return new ExplainedValue(
            ExplainedKind.Value, number, snapshot, subject, fact.By, fact.At, Standing(number), fact.Reason, fact.Replaced, alternatives,
            [new ExplainedApproval(act, fact.By, fact.At, fact.ProposalHash)], NoEvidence);
    }

    public ExplainedValue? Proposal(int number)
    {
        if (number < 1 || number > proposals.Count) return null;
        var fact = proposals[number - 1];
        return new ExplainedValue(
            ExplainedKind.Proposal, number, Snapshots.Of(id, subject, number, fact), subject, fact.By, fact.At, StatusOf(number, fact), fact.Reason, null,
            alternatives, [.. ApprovalsOf(fact)], NoEvidence);
    }

    public ExplainedValue? Alternative(int number)
    {
        if (number < 1 || number > alternatives.Count) return null;
        var fact = alternatives[number - 1];
        return new ExplainedValue(
            ExplainedKind.Alternative, number, Snapshots.Of(id, subject, fact), subject, fact.By, fact.At,
            new Text("A second method, to compare: it does not count.", "另一方法所得，仅供比较，不计入。"), fact.Reconciliation, null,
            [.. alternatives.Where(other => other.Number != number)], [], NoEvidence);
    }

    private static readonly Dictionary<Guid, EvidenceParticulars> NoEvidence = [];

    private Text Standing(int number) => facts.OfType<AppraisalVoided>().FirstOrDefault() is { } gone
        ? new Text($"Accepted once; the contribution was reversed on {gone.On:yyyy-MM-dd} and the value is not current.", $"曾经认定；该投入已于 {gone.On:yyyy-MM-dd} 冲销，价值不再有效。")
        : number <= replacements.Count
            ? new Text($"Accepted once; version {number + 1} took its place.", $"曾经认定；已由第 {number + 1} 版替代。")
            : new Text($"Accepted: this is the value that counts (version {number}).", $"已认定：现行有效价值（第 {number} 版）。");

    private Text StatusOf(int number, ValueProposed fact)
    {
        if (accepted is not null && accepted.ProposalHash == fact.ProposalHash && number == proposals.FindLastIndex(other => other.ProposalHash == fact.ProposalHash) + 1)
            return Standing(1);
        if (number < proposals.Count) return new Text($"Superseded by proposal {number + 1}.", $"已由第 {number + 1} 次提出替代。");
        return facts.OfType<ProposalVoided>().FirstOrDefault(gone => gone.ProposalHash == fact.ProposalHash) is { } gone
            ? new Text($"Void: {gone.Reason.En}", $"已失效：{gone.Reason.Zh}")
            : new Text("Proposed; it counts once it is accepted.", "已提出，经认定后计入。");
    }

    private IEnumerable<ExplainedApproval> ApprovalsOf(ValueProposed fact)
    {
        foreach (var approval in facts.OfType<ValueApproved>().Where(approval => approval.ProposalHash == fact.ProposalHash))
        {
            var why = approval.Reasons.Select(reason => reason.Why).ToList();
            yield return new ExplainedApproval(
                new Text($"First of two approvals: {string.Join(" ", why.Select(text => text.En))}", $"两人认定之第一人：{string.Concat(why.Select(text => text.Zh))}"),
                approval.By, approval.At, approval.ProposalHash);
        }

        if (accepted is not null && accepted.ProposalHash == fact.ProposalHash)
            yield return new ExplainedApproval(new Text("Accepted", "认定"), accepted.By, accepted.At, accepted.ProposalHash);
    }
}

using System.Text.Json;
using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>
/// When one approver is not enough. Maker, checker and approver are then three people, the last two of different parties. The
/// agreement asks for it by a threshold; where it has one, or the valuer was drawn, weak evidence asks for it too.
/// </summary>
public static class ApprovalRules
{
    /// <summary>Every reason for a second approver; none when one is enough.</summary>
    public static IReadOnlyList<Finding> NeedsTwo(Proposal proposal, ValuationPolicy policy, Assignment? assignment)
    {
        var reasons = new List<Finding>();
        if (policy.DualApprovalAbove is { } limit && proposal.Value > limit)
        {
            reasons.Add(new("approval.above-threshold", new(
                $"The value {proposal.Value} is above {limit}.", $"价值 {proposal.Value} 超过 {limit}。")));
        }

        if (policy.DualApprovalAbove is null && assignment is null) return reasons;
        if (IsGradeC(proposal.Result.Value))
        {
            reasons.Add(new("approval.grade-c", new(
                "The evidence is of grade C: the interval is wider than 15% of the value.", "证据等级为 C：区间超过价值的 15%。")));
        }

        if (HasFlag(proposal.Result.Value, "dual-approval"))
        {
            reasons.Add(new("approval.one-item-decides", new(
                "Leaving one piece of evidence out moves the value by more than 10%.", "剔除任一证据会使价值变动超过 10%。")));
        }

        if (assignment?.BlindProposal is { } blind && blind != proposal.ProposalHash)
        {
            reasons.Add(new("approval.revised-after-claim", new(
                "The valuer changed the value after the claim could be read.", "评估人在可见申报价值后修改了评估值。")));
        }

        return reasons;
    }

    /// <summary>Whether two organisations are of one group, or the same.</summary>
    public static bool Related(string one, string other, AgreementDocument agreement) => ControlGraph.Of(agreement).GroupOf(one).Contains(other);

    // Figures of methods without an interval have neither member.
    private static bool IsGradeC(JsonElement figures) =>
        figures.TryGetProperty("grade", out var grade) && grade.ValueKind == JsonValueKind.String && grade.GetString() == "C";

    private static bool HasFlag(JsonElement figures, string flag) =>
        figures.TryGetProperty("flags", out var flags) && flags.ValueKind == JsonValueKind.Array
        && flags.EnumerateArray().Any(one => one.ValueKind == JsonValueKind.String && one.GetString() == flag);
}

public sealed record SecondApproverRelated(string First) : Rejection("appraisal.second-approver-related", RejectionKind.Forbidden, new(
    $"{First} approved first: the second approver belongs to another party, outside its group.",
    $"{First} 已先行认定，第二位认定人须属于与其无关联的其他成员。"));

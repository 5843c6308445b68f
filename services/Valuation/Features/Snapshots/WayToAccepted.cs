using System.Text.Json;
using Ledger.Rules;
using Ledger.Valuation.Domain;

namespace Ledger.Valuation.Features;

/// <summary>One stage on the way from the claimed to the accepted value.</summary>
/// <param name="Stage">"claimed", "method", "robust", "vat", "cap", "use", "public-funds", "accepted".</param>
/// <param name="Value">After it: an amount, or a share of use.</param>
/// <param name="Unit">Of the value; null for a share.</param>
/// <param name="Reason">Why it changed, or why it did not.</param>
public sealed record WayLink(string Stage, string Value, string? Unit, Text Reason);

/// <summary>
/// The way from claim to accepted value, read from the lines of the stored calculation, in the order in which the method took it:
/// claimed, method, robust, share of use, cap, accepted. A method that keeps a chain of its own shows that.
/// </summary>
internal static class WayToAccepted
{
    /// <param name="proposal">The calculation.</param>
    /// <param name="acceptance">Its acceptance, or null.</param>
    /// <param name="disclosed">Whether the claim is known; a secret one is left out, since the zero in its place says nothing.</param>
    public static IReadOnlyList<WayLink> Of(Proposal proposal, Acceptance? acceptance, bool disclosed = true) =>
        disclosed ? Whole(proposal, acceptance) : [.. Whole(proposal, acceptance).Where(link => link.Stage != "claimed")];

    /// <summary>The lines of a calculation that say something where the claim is secret.</summary>
    public static IReadOnlyList<Step> WithoutClaim(IReadOnlyList<Step> steps) =>
        [.. steps.Where(step => step.Id is not ("claimed" or "excess") && !step.Id.EndsWith("/claimed", StringComparison.Ordinal))];

    private static List<WayLink> Whole(Proposal proposal, Acceptance? acceptance)
    {
        var result = proposal.Result;
        if (result.RuleId == AcceptanceChain.Method.Id)
            return [.. result.FiguresAs<AcceptanceFigures>().Chain.Select(link => new WayLink(link.Stage, link.Amount.Amount, link.Amount.Currency.Code, link.Reason))];

        var steps = result.Steps.ToDictionary(step => step.Id, StringComparer.Ordinal);
        var way = new List<WayLink> { Link("claimed", steps["claimed"], new Text("As the contributor states it.", "投入方申报。")) };
        var robust = steps.GetValueOrDefault("weighted-median");
        way.Add(Link("method", robust is null ? steps["value"] : steps["median"], robust is null
            ? new Text("Value by the method.", "方法所得价值。")
            : new Text("Median of all comparables, before any is left out.", "剔除前全部案例的中位数。")));
        way.Add(robust is null
            ? Link("robust", steps["value"], new Text("The method takes no robust location of its own beyond its value.", "该方法没有另外的稳健估计。"))
            : Link("robust", robust, Dropped(result) ?? robust.Note!));
        if (steps.GetValueOrDefault("use") is { } use) way.Add(Link("use", use, new Text("Share of use by the log; it is in the method's value.", "按使用日志计算的使用占比，已计入方法价值。")));
        way.Add(Link("cap", steps["accepted"], Cap(result, steps["accepted"])));
        way.Add(Link("accepted", steps["accepted"], acceptance is null
            ? new Text("Proposed; it counts once a second person accepts it.", "已提出，经另一人认定后计入。")
            : new Text($"Accepted on {acceptance.At:yyyy-MM-dd} by another person than its maker.", $"{acceptance.At:yyyy-MM-dd}由提出人以外的人员认定。")));
        return way;
    }

    private static Text? Dropped(MethodResult result)
    {
        var left = GridView.Figures(result)!.Comparables.Where(item => item is { Outlier: true, Used: false }).ToList();
        return left.Count == 0 ? null : new Text(
            $"Lower weighted median without {string.Join(", ", left.Select(item => $"{item.Id} (modified z {item.ModifiedZ} above 3.5)"))}.",
            $"剔除{string.Join("、", left.Select(item => $"{item.Id}（修正Z值 {item.ModifiedZ} 大于3.5）"))}后的下加权中位数。");
    }

    private static Text Cap(MethodResult result, Step accepted)
    {
        if (accepted.Note is { } capped) return capped;
        return result.Inputs.GetProperty("terms").GetProperty("capAtClaim").ValueKind == JsonValueKind.True
            ? new Text("The value does not exceed the claim.", "价值未超过申报。")
            : new Text("The agreement does not cap the value at the claim.", "协议未规定以申报为上限。");
    }

    private static WayLink Link(string stage, Step step, Text reason) => new(stage, step.Value, step.Unit, reason);
}

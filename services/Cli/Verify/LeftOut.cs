using System.Text.Json;
using Ledger.Transparency.Bundles;

namespace Ledger.Cli.Verify;

/// <summary>
/// What is disclosed and could have counted in a run but is not listed in it. It can rightly be so: it ended, was reversed, belongs to a
/// project, or had not reached who computed the run; so it is named, and not found wrong.
/// </summary>
internal static class LeftOut
{
    private const int Most = 50;

    /// <summary>Disclosed facts of the run's pool that were recorded before the run.</summary>
    public static IEnumerable<ProvenEntry> OfPool(Reperforming work, CheckedRun run, string type) => work.All(type).Where(other =>
        other.Envelope.Source == run.Entry.Envelope.Source && other.Envelope.Stream.ToString() == run.Payload.Text("pool", "poolId")
        && other.Envelope.SourceNumber < run.Entry.Envelope.SourceNumber);

    public static void Check(Reperforming work, CheckedRun run)
    {
        var counted = run.Values.Select(value => value.Text("contributionId")).ToHashSet(StringComparer.Ordinal);
        var values = Earlier(work, run, "value_accepted.v1", "effectiveOn").Where(value => !counted.Contains(value.Payload!.Value.Text("contributionId")))
            .Select(value => $"{value.Payload!.Value.Text("party")}/{value.Payload.Value.Text("reference")}").ToList();
        var charged = work.Once(() => new ChargedBy(work.All("run_computed.v1").SelectMany(other => (CheckedRun.Of(work, other)?.Charges ?? [])
            .Select(charge => (Event: charge.Text("riskEventId") ?? "", other.Index))).ToLookup(charge => charge.Event, charge => charge.Index, StringComparer.Ordinal)));
        var losses = Earlier(work, run, "loss_allocated.v1", "occurredOn").Where(loss => !charged.Indexes[loss.Envelope.Stream.ToString()].Any(index => index <= run.Entry.Index))
            .Select(loss => loss.Payload!.Value.Text("reference") ?? "").ToList();
        if (values.Count + losses.Count > 0)
        {
            var names = string.Join(", ", values.Concat(losses).Distinct(StringComparer.Ordinal).Take(Most));
            work.Open("open.left-out",
                $"That these were rightly not counted in pool {run.Name} (ended, reversed, of a project, or not heard of yet): {names}.",
                $"以下事项未计入收益池 {run.Name} 确有依据（已终止、已冲销、属于项目或尚未获知）：{names}。");
        }
        else if (!work.Everything)
        {
            work.Open("open.left-out",
                $"That pool {run.Name} left out no accepted value, cost, loss or term of settlement: what it lists was checked, not what it does not.",
                $"收益池 {run.Name} 没有遗漏认定价值、成本、损失或结算条款：仅核对了其所列事项。");
        }
    }

    private static IEnumerable<ProvenEntry> Earlier(Reperforming work, CheckedRun run, string type, string day) => work.All(type).Where(other =>
        other.Index < run.Entry.Index && other.Payload!.Value.Text("agreementId") == run.Payload.Text("agreement", "agreementId")
        && other.Payload.Value.Day(day) <= run.LastDay);

    private sealed record ChargedBy(ILookup<string, long> Indexes);
}

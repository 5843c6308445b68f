using Ledger.Rules;

namespace Ledger.Cli.Verify;

/// <summary>Scores of a run are those that were recorded last for its pool.</summary>
internal static class RunScores
{
    private const string Recorded = "scores_recorded.v1";
    private static readonly Text Scores = new("Scores by which a residual was divided", "用于分配剩余收益的评分");

    public static void Check(Reperforming work, CheckedRun run)
    {
        foreach (var scores in run.Payload.Items("extras", "scores"))
        {
            var measure = scores.Text("measure");
            if (work.Source(run.Entry, scores.At("source"), "extras.scores", Scores, $"{run.Name} ({measure})") is not { Payload: { } source } recorded) continue;
            work.Same(
                recorded.Envelope.Type == Recorded && recorded.Envelope.Stream.ToString() == run.Payload.Text("pool", "poolId") && source.Text("measure") == measure
                    && PayloadJson.Alike(source.At("values"), scores.At("values")),
                run.Entry, "figures.source-differs", "extras.scores", $"The scores ({measure}) are not those that were recorded.", $"评分（{measure}）与所记录的不同。");
            if (run.Proposed(work) && Later(work, run, recorded.Envelope.Version, measure))
            {
                work.Differs(
                    run.Entry, "figures.scores-outdated", "extras.scores", $"Other scores ({measure}) were recorded before the run.", $"方案之前已记录其他评分（{measure}）。");
            }
        }
    }

    private static bool Later(Reperforming work, CheckedRun run, long version, string? measure) => LeftOut.OfPool(work, run, Recorded)
        .Any(other => other.Envelope.Version > version && run.Knew(other.Payload!.Value) && other.Payload!.Value.Text("measure") == measure);
}

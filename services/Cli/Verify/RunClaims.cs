using Ledger.Rules;

namespace Ledger.Cli.Verify;

/// <summary>Each cost of a run is what was claimed of its pool, and no claim that is disclosed was left out.</summary>
internal static class RunClaims
{
    private const string Claimed = "cost_claimed.v1";
    /// <summary>What a claim says.</summary>
    public static readonly string[] Members = ["party", "reference", "amount", "class"];

    private static readonly Text Costs = new("Cost claims", "成本申报");

    public static void Check(Reperforming work, CheckedRun run)
    {
        var references = run.Claims.Select(claim => claim.Named("reference")).ToList();
        work.Same(
            references.Distinct(StringComparer.Ordinal).Count() == references.Count, run.Entry, "figures.counted-twice", "lists.claims", "A cost claim counts twice.", "有成本申报被计入两次。");
        foreach (var claim in run.Claims)
        {
            var name = $"{claim.Text("party")}/{claim.Text("reference")} ({claim.Amount("amount")})";
            if (work.Source(run.Entry, claim.At("source"), "lists.claims", Costs, name) is not { Payload: { } said } source) continue;
            work.Same(
                source.Envelope.Type == Claimed && source.Envelope.Stream.ToString() == run.Payload.Text("pool", "poolId") && claim.Amount("amount") is not null
                    && Members.All(member => PayloadJson.Alike(said.At(member), claim.At(member))),
                run.Entry, "figures.source-differs", "lists.claims", $"The cost {name} is not one that was claimed of this pool.", $"成本 {name} 并非对该收益池的申报。");
        }

        // What was claimed before the run was proposed is in it: it was read again then, and nothing can be claimed afterwards.
        if (!run.Proposed(work)) return;
        foreach (var left in LeftOut.OfPool(work, run, Claimed).Select(other => other.Payload!.Value).Where(run.Knew))
        {
            work.Same(
                references.Contains(left.Text("reference") ?? ""), run.Entry, "figures.left-out", "lists.claims",
                $"The cost {left.Text("party")}/{left.Text("reference")} was claimed and is left out.", $"成本 {left.Text("party")}/{left.Text("reference")} 已申报而未计入。");
        }
    }
}

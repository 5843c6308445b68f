using System.Text.Json;
using Ledger.Rules;
using Ledger.Transparency.Bundles;

namespace Ledger.Cli.Verify;

/// <summary>What a run carries in is what the settlement before it left unpaid.</summary>
internal static class RunCarry
{
    private static readonly Text Left = new("What the settlement before left unpaid", "上一次结算未付的结转额");

    public static void Check(Reperforming work, CheckedRun run, JsonElement? pool)
    {
        if (run.Payload.At("extras", "carried") is { } carried)
        {
            if (work.Source(run.Entry, carried.At("source"), "extras.carried.source", Left, run.Name) is not { } source) return;
            if (Before(work, run, source) is not { } before) return;
            work.Same(
                Same(Carried(run.Payload.At("extras")!.Value), After(before, run)), run.Entry, "figures.carried-differs", "extras.carried",
                $"What it carries in is not what the settlement of pool {before.Name} left unpaid.", $"其结转额与收益池 {before.Name} 结算所余不同。");
            return;
        }

        // The first pool of an agreement has nothing before it; that nothing was settled before is said of the reserve.
        if (pool?.Number("no") == 1 || run.Payload.At("reserve", "source") is null) return;
        // Of the same project, the settlement before is the one whose reserve it takes over.
        if (run.Payload.At("reserve", "source") is not { } cited || !Guid.TryParse(cited.Text("ev"), out var id) || work.Disclosed(id) is not { } settled
            || settled.Envelope.Type != "run_settled.v1" || CheckedRun.SettledBy(work, settled) is not { } last
            || last.Payload.Text("pool", "coalition", "project") != run.Payload.Text("pool", "coalition", "project"))
        {
            work.Apart(Left, run.Name);
            return;
        }

        if (After(last, run) is null) work.Linked();
        else if (run.Proposed(work))
            work.Differs(run.Entry, "figures.carried-differs", "extras", $"It carries nothing in, but the settlement of pool {last.Name} left something unpaid.", $"其未结转，而收益池 {last.Name} 结算有未付额。");
        else work.Apart(Left, run.Name);
    }

    /// <summary>What a run says it carries in, as the waterfall takes it; null for nothing.</summary>
    public static WaterfallCarry? Carried(JsonElement extras)
    {
        if (extras.At("carried") is not { } carried) return null;
        var costs = carried.Items("costs").Select(claim => new CostClaim(claim.Named("reference"), claim.Named("party"), claim.Sure("amount"), claim.Text("class"))).ToList();
        return new WaterfallCarry(Reserve: null, costs.Count == 0 ? null : costs, Amounts("arrears"), Amounts("returned"), Amounts("catchUp"));

        IReadOnlyDictionary<string, Money>? Amounts(string member) => carried.Read<Dictionary<string, Money>>(member) is { Count: > 0 } amounts ? amounts : null;
    }

    private static CheckedRun? Before(Reperforming work, CheckedRun run, ProvenEntry source)
    {
        if (source.Envelope.Type != "run_settled.v1")
        {
            work.Differs(run.Entry, "figures.source-differs", "extras.carried.source", "What it carries in rests on no settlement.", "其结转额并非依据某次结算。");
            return null;
        }

        if (CheckedRun.SettledBy(work, source) is not { } before) work.Apart(Left, run.Name);
        else if (Project(before) == Project(run) && before.Payload.Text("agreement", "agreementId") == run.Payload.Text("agreement", "agreementId")) return before;
        else work.Differs(run.Entry, "figures.source-differs", "extras.carried.source", "What it carries in was left by another agreement or project.", "其结转额来自其他协议或项目。");
        return null;

        static string? Project(CheckedRun of) => of.Payload.Text("pool", "coalition", "project");
    }

    private static WaterfallCarry? After(CheckedRun before, CheckedRun run)
    {
        var figures = before.Payload.Read<WaterfallFigures>("result", "value") ?? throw new FormatException("The figures of the settlement before cannot be read.");
        var carried = before.Payload.At("extras") is { } extras ? Carried(extras) : null;
        return WaterfallCarry.After(figures, carried, run.Claims.Select(claim => claim.Named("reference")).ToHashSet(StringComparer.Ordinal));
    }

    private static bool Same(WaterfallCarry? said, WaterfallCarry? left)
    {
        return (said?.Costs ?? []).SequenceEqual(left?.Costs ?? []) && Equal(said?.Arrears, left?.Arrears) && Equal(said?.Returned, left?.Returned)
            && Equal(said?.CatchUp, left?.CatchUp);

        static bool Equal(IReadOnlyDictionary<string, Money>? a, IReadOnlyDictionary<string, Money>? b) =>
            (a?.Count ?? 0) == (b?.Count ?? 0) && (a is null || a.All(entry => b!.GetValueOrDefault(entry.Key) == entry.Value));
    }
}

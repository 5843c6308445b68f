using System.Text.Json;
using Ledger.Rules;
using Ledger.Transparency.Bundles;

namespace Ledger.Cli.Verify;

/// <summary>A settled run: its lines are those of the run that was computed, proposed to all and approved by a second person.</summary>
internal static class SettledRun
{
    public static void Check(Reperforming work, ProvenEntry entry, JsonElement payload)
    {
        var hash = payload.Text("proposalHash");
        if (work.Before(entry, "run_computed.v1").FirstOrDefault(other => other.Envelope.PayloadHash == hash) is not { Payload: { } computed })
        {
            work.Missing(entry, "figures.run-missing", "The computation that was settled is not disclosed.", "所结算的计算未披露。");
            return;
        }

        Same("lines", "figures.settled-lines-differ", payload.At("lines"), computed.At("lines"));
        Same("movement", "figures.settled-reserve-differs", payload.At("movement"), computed.At("movement"));
        Same("pool", "figures.settled-pool-differs", payload.At("pool", "amount"), computed.At("pool", "amount"));
        if (work.Before(entry, "run_approved.v1").FirstOrDefault(other => other.Payload!.Value.Text("proposalHash") == hash) is { Payload: { } approved })
        {
            work.Same(
                approved.Text("by", "person") is { } checker && checker != computed.Text("by", "person") && checker != payload.Text("by", "person"),
                entry, "approval.same-person", "by", "The person who approved the run computed or settled it.", "复核人即编制人或结算人。");
            work.Proven("proven.approval",
                $"It was computed by {Who(computed)}, approved by {Who(approved)} and settled by {Who(payload)}.",
                $"由 {Who(computed)} 编制，{Who(approved)} 复核，{Who(payload)} 结算。");
        }
        else
        {
            work.Missing(entry, "approval.missing", "No approval of exactly this computation is disclosed.", "未披露对该计算的复核。");
        }

        var lines = string.Join("; ", payload.Items("lines").Select(line => $"{line.Text("party")} {line.Amount("cash")}"));
        work.Proven("proven.settlement",
            $"The pool {payload.Text("pool", "reference")} of {payload.Amount("pool", "amount")} was settled as computed: {lines}.",
            $"收益池 {payload.Text("pool", "reference")}（{payload.Amount("pool", "amount")}）按计算结算：{lines}。");

        void Same(string name, string code, JsonElement? said, JsonElement? from)
        {
            var differs = said is { } a && from is { } b ? PayloadJson.Difference(a, b, name) : (name, "-", "-");
            work.Same(
                differs is null, entry, code, differs?.Item1 ?? name,
                $"The settlement says {differs?.Item2}, the approved run {differs?.Item3}.", $"结算为 {differs?.Item2}，所复核方案为 {differs?.Item3}。");
        }
    }

    private static string Who(JsonElement payload) => $"{payload.Text("by", "person")} ({payload.Text("by", "organisation")})";
}

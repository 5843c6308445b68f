using System.Text.Json;
using Ledger.Rules;
using Ledger.Transparency.Bundles;

namespace Ledger.Cli.Verify;

/// <summary>A settled run: it is the run that was computed, proposed to all and approved by a second person after the time to object.</summary>
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
        foreach (var member in new[] { "poolId", "reference", "period", "amount" })
            Same($"pool.{member}", "figures.settled-pool-differs", payload.At("pool", member), computed.At("pool", member));
        Same("agreementId", "figures.settled-pool-differs", payload.At("agreementId"), computed.At("agreement", "agreementId"));
        SettledPayouts.Check(work, entry, payload, computed);
        if (CheckedRun.SettledBy(work, entry) is { } run)
        {
            SettledInputs(work, run, payload, entry);
            SettledBefore(work, run, entry);
        }

        SettledApproval.Check(work, entry, payload, computed);
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

    // What it says for whoever computes it again; the oldest facts and those of very many days say nothing.
    private static void SettledInputs(Reperforming work, CheckedRun run, JsonElement payload, ProvenEntry entry)
    {
        if (payload.At("inputs") is not { } inputs || !run.Whole) return;
        var accepted = run.Values.GroupBy(value => (Party: value.Named("party"), On: value.Named("effectiveOn")))
            .Select(group => (group.Key.Party, group.Key.On, Money.Sum(group.Select(value => value.Sure("accepted")), run.Currency)));
        var said = inputs.Items("accepted").Select(item => (item.Named("party"), item.Named("on"), item.Sure("amount")));
        var claims = inputs.Items("claims");
        work.Same(
            inputs.Number("agreementVersion") == run.Payload.Number("agreement", "version") && inputs.Text("documentHash") == run.Payload.Text("agreement", "documentHash")
                && inputs.Amount("reserveOpening") == run.Opening && AllocatedLoss.Same(said, accepted) && claims.Count == run.Claims.Count()
                && claims.Zip(run.Claims).All(pair => RunClaims.Members.All(member => PayloadJson.Alike(pair.First.At(member), pair.Second.At(member))))
                && PayloadJson.Alike(inputs.At("coalition"), run.Payload.At("pool", "coalition", "parties")) && PayloadJson.Alike(inputs.At("extras"), run.Payload.At("extras")),
            entry, "figures.settled-inputs-differ", "inputs", "The settlement tells other inputs than the run had.", "结算所载输入与方案不同。");
    }

    // A loss is settled once. The earlier settlement stood when this run was settled.
    private static void SettledBefore(Reperforming work, CheckedRun run, ProvenEntry entry)
    {
        if (!run.Whole) return;
        var settled = work.Once(() => new SettledCharges(work.All("run_settled.v1").SelectMany(other => (CheckedRun.SettledBy(work, other)?.Charges ?? [])
            .Select(charge => (Charge: charge.Text("chargeId") ?? "", Settlement: other))).ToLookup(charge => charge.Charge, charge => charge.Settlement, StringComparer.Ordinal)));
        foreach (var charge in run.Charges)
        {
            if (!settled.ByCharge[charge.Text("chargeId") ?? ""].Any(other => other.Envelope.Stream != entry.Envelope.Stream && other.Index < entry.Index)) continue;
            work.Differs(
                entry, "figures.charge-settled-twice", "lists.charges", $"The loss {charge.Text("reference")} was settled by an earlier run already.", $"损失 {charge.Text("reference")} 已由先前方案结算。");
        }
    }

    private sealed record SettledCharges(ILookup<string, ProvenEntry> ByCharge);
}

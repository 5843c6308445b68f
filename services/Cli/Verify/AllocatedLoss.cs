using System.Text.Json;
using Ledger.Rules;
using Ledger.Transparency.Bundles;

namespace Ledger.Cli.Verify;

/// <summary>An allocated loss: its payments are those of the rule, and with what is kept they sum to the measured loss.</summary>
internal static class AllocatedLoss
{
    public static void Check(Reperforming work, ProvenEntry entry, JsonElement payload)
    {
        // What lies above all caps is borne as was decided beside the allocation.
        var lines = payload.Items("result", "value", "lines").Concat(payload.Items("escalated", "result", "value", "lines")).ToList();
        var paid = lines.Where(line => line.Text("kind") is "reserve-pays" or "party-pays")
            .Select(line => (line.Text("sufferer"), line.Text("payer"), line.Amount("amount")));
        var said = payload.Items("payments").Select(line => (line.Text("party"), line.Text("payer"), line.Amount("amount"))).ToList();
        work.Same(
            Same(paid, said), entry, "figures.payments-differ", "payments",
            "The payments are not those that the allocation gives.", "所记赔付与分摊结果不同。");

        var loss = payload.Amount("loss");
        var kept = payload.Items("kept").Select(line => line.Amount("amount"));
        var amounts = said.Select(line => line.Item3).Concat(kept).ToList();
        work.Same(
            loss is not null && amounts.All(amount => amount is not null && amount.Currency == loss.Currency)
                && Money.Sum(amounts.OfType<Money>(), loss.Currency) == loss,
            entry, "figures.loss-differs", "loss", "Payments and kept amounts do not sum to the loss.", "赔付与自留之和不等于损失。");

        if (work.Before(entry, "loss_measured.v1").FirstOrDefault() is { Payload: { } measured } source)
        {
            work.Same(
                loss is not null && loss == (measured.Amount("admitted") ?? measured.Amount("loss")) && payload.Text("measurementHash") == source.Envelope.PayloadHash,
                entry, "figures.measurement-differs", "loss", "The loss is not the one that was measured.", "所分摊的损失与所计量的不同。");
        }
        else
        {
            work.Apart(new("The measurement of a loss", "损失的计量"), $"{payload.Text("reference")} ({loss})");
        }
    }

    /// <summary>The same lines, in whatever order.</summary>
    public static bool Same<T>(IEnumerable<T> a, IEnumerable<T> b) =>
        a.Select(line => line!.ToString()).Order(StringComparer.Ordinal).SequenceEqual(b.Select(line => line!.ToString()).Order(StringComparer.Ordinal), StringComparer.Ordinal);
}

using System.Text.Json;
using Ledger.Rules;
using Ledger.Transparency.Bundles;

namespace Ledger.Cli.Verify;

/// <summary>What events take from each other, by the type of the event.</summary>
internal static class LinkedFigures
{
    private static readonly Text Proposals = new("What was proposed for an accepted value", "认定价值所依据的提议");

    public static void Check(Reperforming work, ProvenEntry entry, JsonElement payload)
    {
        switch (entry.Envelope.Type)
        {
            case "value_proposed.v1" or "revaluation_proposed.v1":
            case "use_month_valued.v1" when payload.TryGetProperty("result", out _):
                Equal(work, entry, payload, "value", ["value"], ["result", "value", "accepted"]);
                if (entry.Envelope.Type == "value_proposed.v1") ProposedValue.Check(work, entry, payload);
                break;
            case "value_accepted.v1":
                Accepted(work, entry, payload, "value_proposed.v1", "accepted");
                break;
            case "value_replaced.v1" when payload.Text("cause") == "revaluation":
                Accepted(work, entry, payload, "revaluation_proposed.v1", "value");
                break;
            case "value_replaced.v1":
                Equal(work, entry, payload, "value", ["value"], ["result", "value", "accepted"]);
                break;
            case "loss_measured.v1":
                Equal(work, entry, payload, "gross", ["gross"], ["result", "value", "gross"]);
                Equal(work, entry, payload, "loss", ["loss"], ["result", "value", "net"]);
                if (payload.Amount("admitted") is not null) Equal(work, entry, payload, "admitted", ["admitted"], ["admission", "value", "admitted"]);
                break;
            case "loss_allocated.v1":
                AllocatedLoss.Check(work, entry, payload);
                AllocatedTerms.Check(work, entry, payload);
                EscalatedLoss.Check(work, entry, payload);
                break;
            case "loss_recovered.v1":
                ReturnedLoss.Recovered(work, entry, payload);
                break;
            case "loss_allocation_reversed.v1":
                ReturnedLoss.Reversed(work, entry, payload);
                break;
            case "reserve_replenishment_called.v1":
                ReturnedLoss.Called(work, entry, payload);
                break;
            case "run_computed.v1":
                ComputedRun.Check(work, entry, payload);
                break;
            case "agreement_activated.v1":
                SignedAgreement.Activated(work, entry, payload);
                break;
            case "pool_declared.v1":
                RunPool.Declared(work, entry, payload);
                break;
            case "correction_prepared.v1":
                Corrections.Prepared(work, entry, payload);
                break;
            case "correction_booked.v1":
                Corrections.Booked(work, entry, payload);
                break;
            case "run_settled.v1":
                SettledRun.Check(work, entry, payload);
                break;
        }
    }

    // What was accepted is what was proposed, by another person.
    private static void Accepted(Reperforming work, ProvenEntry entry, JsonElement payload, string proposal, string figure)
    {
        if (work.Before(entry, proposal).FirstOrDefault(other => other.Payload!.Value.Text("proposalHash") == payload.Text("proposalHash"))
            is not { Payload: { } proposed })
        {
            work.Apart(Proposals, $"{payload.Text("party")}/{payload.Text("reference")} ({payload.Amount(figure)})");
            return;
        }

        work.Same(
            payload.Amount(figure) is { } value && value == proposed.Amount("value"), entry, "figures.accepted-differs", figure,
            "The accepted value is not the one that was proposed.", "认定价值与所提议的不同。");
        work.Same(
            payload.Text("by", "person") != proposed.Text("by", "person"), entry, "approval.same-person", "by",
            "The person who accepted the value proposed it.", "认定人即提议人。");
    }

    private static void Equal(
        Reperforming work, ProvenEntry entry, JsonElement payload, string name, ReadOnlySpan<string> said, ReadOnlySpan<string> computed) => work.Same(
        payload.Amount(said) is { } amount && amount == payload.Amount(computed), entry, "figures.result-differs", name,
        $"The {name} recorded is not the one that was computed.", $"所记 {name} 与计算结果不同。");
}

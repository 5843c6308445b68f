using System.Text.Json;
using Ledger.Rules;
using Ledger.Transparency.Bundles;

namespace Ledger.Cli.Verify;

/// <summary>What of a loss lies above all caps is borne as was proposed, agreed to and decided by another person.</summary>
internal static class EscalatedLoss
{
    public static void Check(Reperforming work, ProvenEntry entry, JsonElement payload)
    {
        if (payload.At("escalated") is not { } escalated) return;
        var (no, reference) = (escalated.Number("no"), payload.Text("reference"));
        work.Same(
            PayloadJson.Alike(escalated.At("result", "inputs", "allocation"), payload.At("result", "inputs")), entry, "figures.escalation-differs", "escalated",
            $"What was escalated of the loss {reference} is of another allocation.", $"损失 {reference} 所上报的超限部分属于另一次分摊。");
        var of = work.Before(entry, "loss_escalation_proposed.v1").FirstOrDefault(other => other.Payload!.Value.Number("no") == no);
        var decided = work.Before(entry, "loss_escalation_decided.v1").FirstOrDefault(other => other.Payload!.Value.Number("no") == no)?.Payload;
        if (of?.Payload is not { } proposed || decided is not { } decision)
        {
            work.Apart(new("What was decided on a loss above all caps", "超出上限部分的决定"), reference ?? "");
            return;
        }

        var consented = work.Before(entry, "loss_escalation_consented.v1").Select(other => other.Payload!.Value).Where(consent => consent.Number("no") == no)
            .Select(consent => consent.Text("party")).ToHashSet(StringComparer.Ordinal);
        work.Same(
            PayloadJson.Alike(proposed.At("result"), escalated.At("result")) && decision.At("accepted") is { ValueKind: JsonValueKind.True }
                && proposed.Items("consents").All(party => consented.Contains(party.GetString())),
            entry, "figures.escalation-differs", "escalated",
            $"What was escalated of the loss {reference} is not borne as it was agreed to and decided.", $"损失 {reference} 的超限部分未按所同意并决定的方式承担。");
        work.Same(
            decision.Text("by", "person") is { } person && person != proposed.Text("by", "person"), entry, "approval.same-person", "escalated",
            "The person who decided on what was escalated proposed it.", "超限部分的决定人即提议人。");
    }
}

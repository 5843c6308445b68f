using System.Globalization;
using System.Text.Json;
using Ledger.Rules;
using Ledger.Transparency.Bundles;

namespace Ledger.Cli.Verify;

/// <summary>A settled run was proposed as computed, open to objections for the agreed time, and approved by persons who neither made nor settled it.</summary>
internal static class SettledApproval
{
    public static void Check(Reperforming work, ProvenEntry entry, JsonElement payload, JsonElement computed)
    {
        var hash = payload.Text("proposalHash");
        var approvals = Of("run_approved.v1");
        var proposed = Of("run_proposed.v1").FirstOrDefault();
        if (proposed.ValueKind != JsonValueKind.Object)
        {
            work.Missing(entry, "approval.proposal-missing", "No proposal of exactly this computation is disclosed.", "未披露对该计算的提议。");
        }

        if (approvals.Count == 0)
        {
            work.Missing(entry, "approval.missing", "No approval of exactly this computation is disclosed.", "未披露对该计算的复核。");
            return;
        }

        var makers = new[] { computed, proposed }.Where(made => made.ValueKind == JsonValueKind.Object).ToList();
        work.Same(
            approvals.TrueForAll(approved => approved.Text("by", "person") is { } checker && makers.TrueForAll(made => made.Text("by", "person") != checker)
                && checker != payload.Text("by", "person")),
            entry, "approval.same-person", "by", "A person who approved the run computed, proposed or settled it.", "复核人即编制人、提议人或结算人。");
        work.Same(
            approvals.Exists(Independent), entry, "approval.not-independent", "by",
            "Only organisations that made the run and have a line in it approved it.", "仅由编制且在方案中有份额的组织复核。");
        Answers(work, entry, computed, approvals);

        if (proposed.ValueKind == JsonValueKind.Object) Window(work, entry, computed, proposed, approvals);
        var approvers = string.Join(", ", approvals.AsEnumerable().Reverse().Select(Who));
        work.Proven("proven.approval",
            $"It was computed by {Who(computed)}, approved by {approvers} and settled by {Who(payload)}.",
            $"由 {Who(computed)} 编制，{approvers} 复核，{Who(payload)} 结算。");

        List<JsonElement> Of(string type) =>
            [.. work.Before(entry, type).Select(other => other.Payload!.Value).Where(other => other.Text("proposalHash") == hash)];

        bool Independent(JsonElement approved)
        {
            var organisation = approved.Text("by", "organisation");
            return !(computed.Items("lines").Any(line => line.Text("party") == organisation) && makers.Exists(made => made.Text("by", "organisation") == organisation));
        }
    }

    // The party that answers for settlements by the agreement; the oldest runs do not say which, and then the document does.
    private static void Answers(Reperforming work, ProvenEntry entry, JsonElement computed, List<JsonElement> approvals)
    {
        var said = computed.Text("agreement", "settlementApprover");
        var answers = said ?? (computed.Text("agreement", "source", "ev") is { } cited && Guid.TryParse(cited, out var id) && work.Disclosed(id)?.Payload?.At("document") is { } json
            && AgreementDocument.Parse(json).Value is { } document ? RunAgreement.Approver(document) : null);
        if (answers is null) return;
        var holds = approvals.Exists(approved => approved.Text("by", "organisation") == answers);
        if (holds || said is not null)
        {
            work.Same(
                holds, entry, "approval.party-missing", "by", $"{answers}, which answers for settlements by the agreement, did not approve it.", $"协议规定对结算负责的 {answers} 未复核。");
        }
        else
        {
            work.Open("open.approver", $"That {answers}, which answers for settlements by the agreement, approved the run.", $"协议规定对结算负责的 {answers} 复核了该方案。");
        }
    }

    // Before the time is over it is approved only when everybody with a line has declared not to object.
    private static void Window(Reperforming work, ProvenEntry entry, JsonElement computed, JsonElement proposed, List<JsonElement> approvals)
    {
        var (begins, ends) = (Time(proposed, "at"), Time(proposed, "windowEndsAt"));
        var agreed = ObjectionWindow.Read(computed.Text("agreement", "objectionWindow") ?? "")?.Length;
        var declared = work.Before(entry, "no_objection_recorded.v1").Select(other => other.Payload!.Value.Text("party")).ToHashSet(StringComparer.Ordinal);
        work.Same(
            ends - begins == agreed
                && (approvals.TrueForAll(approved => Time(approved, "at") >= ends) || computed.Items("lines").All(line => declared.Contains(line.Text("party")))),
            entry, "approval.too-early", "proposalHash", "It was approved before the agreed time to object was over.", "复核早于协议约定的异议期届满。");
    }

    private static DateTimeOffset Time(JsonElement fact, string member) =>
        DateTimeOffset.Parse(fact.Named(member), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private static string Who(JsonElement payload) => $"{payload.Text("by", "person")} ({payload.Text("by", "organisation")})";
}

using System.Text.Json;
using Ledger.Rules;
using Ledger.Transparency.Bundles;

namespace Ledger.Cli.Verify;

/// <summary>
/// The allocation of a loss is built anew from the signed agreement, the report and the accepted values it cites, and held against the
/// inputs by which it was calculated: key, caps, retention, reserve, cover, fault.
/// </summary>
internal static class AllocatedTerms
{
    private const int Version = 2;

    private static readonly string[] Members = ["reference", "agreementId", "category", "occurredOn"];

    private static readonly Text Terms = new("The agreement under which a loss was allocated: key, caps, retention, reserve", "损失分摊所适用的协议（分摊比例、上限、自留额、准备金）");
    private static readonly Text Report = new("The report of a loss", "损失的报告");
    private static readonly Text Values = new("Accepted values by which a loss was divided", "损失分摊所依据的认定价值");
    private static readonly Text Committed = new("What the reserve was committed to before a loss", "损失之前准备金的已承诺额");

    public static void Check(Reperforming work, ProvenEntry entry, JsonElement payload)
    {
        var name = $"{payload.Text("reference")} ({payload.Amount("loss")})";
        if (payload.Text("result", "ruleId") != RiskAllocationV2.Method.Id)
        {
            work.Differs(
                entry, "figures.rule-differs", "result.ruleId", $"A loss is allocated by {RiskAllocationV2.Method.Id}, not by {payload.Text("result", "ruleId")}.",
                $"损失按 {RiskAllocationV2.Method.Id} 分摊，而非 {payload.Text("result", "ruleId")}。");
            return;
        }

        var agreement = SignedAgreement.Of(work, entry, payload.At("agreement"), "agreement", Terms, $"{payload.Text("agreementId")} v{payload.Number("agreementVersion")}");
        Reported(work, entry, payload, name);
        Approved(work, entry, payload, agreement, name);
        // The oldest allocations say less, and were made by version 1.
        if (payload.Number("result", "ruleVersion") != Version || payload.At("inputs") is not { } said || agreement is null)
        {
            if (agreement is not null) work.Apart(Terms, name);
            return;
        }

        var accepted = Accepted(work, entry, payload, said);
        var inputs = payload.At("result", "inputs") ?? throw new FormatException("'result.inputs' is missing.");
        var document = agreement.Document;
        var committed = inputs.Text("reserve", "committed") is { } amount ? Money.Parse(amount, document.Currency) : Money.Zero(document.Currency);
        Reserve(work, entry, payload, document, committed, name);
        var again = RiskAllocationV2.Method.Evaluate(AllocationV2Terms.Under(
            document, agreement.Profile, payload.Day("occurredOn"), payload.Sure("loss"), said.Read<Dictionary<string, Rational>>("sufferers") ?? throw new FormatException("'inputs.sufferers' cannot be read."),
            committed, accepted, said.Read<FaultOf>("fault"), payload.Text("category"))).Result;
        var differs = again is null ? ("result.inputs", "-", "-") : PayloadJson.Difference(inputs, again.Inputs, "result.inputs");
        work.Same(
            differs is null && document.AgreementId == payload.Text("agreementId") && document.Version == payload.Number("agreementVersion"),
            entry, "figures.terms-differ", differs?.Item1 ?? "agreement",
            $"The loss {name} was allocated with {differs?.Item2}; {agreement.Name} and what it lists give {differs?.Item3}.",
            $"损失 {name} 以 {differs?.Item2} 分摊，而按 {agreement.Name} 及其所列输入应为 {differs?.Item3}。");
    }

    private static void Reported(Reperforming work, ProvenEntry entry, JsonElement payload, string name)
    {
        if (work.Before(entry, "risk_event_reported.v1").FirstOrDefault()?.Payload is not { } reported)
        {
            work.Apart(Report, name);
            return;
        }

        work.Same(
            Members.All(member => PayloadJson.Alike(reported.At("report", member), payload.At(member)))
                && PayloadJson.Alike(reported.At("agreementVersion"), payload.At("agreementVersion")) && PayloadJson.Alike(reported.At("agreement"), payload.At("agreement"))
                && (payload.At("inputs") is null || PayloadJson.Alike(reported.At("report", "sufferers"), payload.At("inputs", "sufferers"))),
            entry, "figures.source-differs", "inputs", $"The loss {name} is not the one that was reported.", $"损失 {name} 与所报告的不同。");
    }

    // Another than who reported and measured it; above the agreed amount two of different organisations.
    private static void Approved(Reperforming work, ProvenEntry entry, JsonElement payload, SignedAgreement? agreement, string name)
    {
        var measured = work.Before(entry, "loss_measured.v1").FirstOrDefault()?.Payload;
        var person = payload.Text("by", "person");
        work.Same(
            person is not null && person != measured?.Text("by", "person") && person != work.Before(entry, "risk_event_reported.v1").FirstOrDefault()?.Payload?.Text("by", "person"),
            entry, "approval.same-person", "by", $"The person who allocated the loss {name} reported or measured it.", $"损失 {name} 的分摊审批人即报告人或计量人。");
        if (agreement?.Document.Risk.Allocation.Approval?.DualAbove is not { } most || payload.Sure("loss") <= most) return;
        work.Same(
            work.Before(entry, "loss_allocation_approved.v1").Select(other => other.Payload!.Value).Any(first =>
                first.Text("previewHash") == payload.Text("result", "inputsHash") && first.Text("by", "person") != person
                && first.Text("by", "organisation") != payload.Text("by", "organisation")),
            entry, "approval.party-missing", "by", $"The loss {name} is above {most}, and nobody else approved it first.", $"损失 {name} 超过 {most}，而未经另一人先行审批。");
    }

    // Accepted values cited with the allocation, and in the facts right before it when there are many.
    private static Dictionary<string, Money> Accepted(Reperforming work, ProvenEntry entry, JsonElement payload, JsonElement said)
    {
        var listed = new List<JsonElement>(payload.Items("basis"));
        for (var at = entry.Envelope.Version - 1;
            work.Stream(entry).FirstOrDefault(other => other.Envelope.Version == at) is { Envelope.Type: "allocation_basis_listed.v1" } before; at--)
            listed.InsertRange(0, before.Payload!.Value.Items("basis"));
        foreach (var value in listed)
        {
            var name = $"{value.Text("party")}/{value.Text("reference")} ({value.Amount("value")})";
            if (work.Source(entry, value.At("source"), "basis", Values, name) is not { Payload: { } decided } source) continue;
            var amount = source.Envelope.Type switch
            {
                "value_accepted.v1" => decided.Amount("accepted"),
                "value_replaced.v1" => decided.Amount("value"),
                _ => null,
            };
            work.Same(
                amount is not null && amount == value.Amount("value") && decided.Text("party") == value.Text("party") && decided.Text("reference") == value.Text("reference"),
                entry, "figures.source-differs", "basis", $"The value of {name} is not the one that was accepted.", $"{name} 的价值与所认定的不同。");
        }

        var read = said.Read<Dictionary<string, Money>>("accepted") ?? [];
        var sums = listed.GroupBy(value => value.Named("party"), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Select(value => value.Sure("value")).Aggregate((sum, value) => sum + value), StringComparer.Ordinal);
        if (said.At("accepted") is not null)
        {
            work.Same(
                read.Count == sums.Count && read.All(value => sums.GetValueOrDefault(value.Key) == value.Value), entry, "figures.accepted-differs", "inputs.accepted",
                "The loss is divided by other accepted values than the allocation lists.", "损失分摊所用认定价值与所列不同。");
        }

        return read;
    }

    // Draws of an agreement and year are numbered: the one before says what was committed.
    private static void Reserve(Reperforming work, ProvenEntry entry, JsonElement payload, AgreementDocument document, Money committed, string name)
    {
        var zero = Money.Zero(document.Currency);
        work.Same(
            payload.Amount("inputs", "reserveLeft") == Money.Max(document.Risk.Allocation.ReserveLimit - committed, zero), entry, "figures.reserve-differs", "inputs.reserveLeft",
            $"What the reserve could pay for the loss {name} is not its limit less what was committed.", $"损失 {name} 的准备金可付额与其限额及已承诺额不符。");
        if (payload.Number("draw", "no") is not { } no)
        {
            if (!committed.IsZero) work.Apart(Committed, $"{name}: {committed}");
            return;
        }

        var year = payload.Number("draw", "year");
        var last = work.All("reserve_drawn.v1").Concat(work.All("reserve_returned.v1"))
            .Where(other => other.Envelope.Source == entry.Envelope.Source && other.Payload!.Value.Text("agreementId") == document.AgreementId
                && other.Payload.Value.Number("year") == year && other.Payload.Value.Number("no") == no - 1)
            .Select(other => other.Payload!.Value.Amount("committed")).FirstOrDefault();
        if (no == 1 ? committed.IsZero : last == committed) work.Linked();
        else if (no == 1 || last is not null)
            work.Differs(entry, "figures.reserve-differs", "result.inputs.reserve", $"Before the loss {name} the reserve was committed to {last ?? zero}.", $"损失 {name} 之前准备金的已承诺额为 {last ?? zero}。");
        else work.Apart(Committed, $"{name}: {committed}");
    }
}

using System.Text.Json;
using Ledger.Rules;
using Ledger.Transparency.Bundles;

namespace Ledger.Cli.Verify;

/// <summary>
/// Each loss of a run is what its own event decided: an allocation (with what was escalated), a late recovery, a reversal or a call on the
/// parties to fill the reserve.
/// </summary>
internal static class RunCharges
{
    private static readonly Text Losses = new("Losses and what is paid for them", "损失及其赔付");

    public static void Check(Reperforming work, CheckedRun run)
    {
        var twice = run.Charges.GroupBy(charge => charge.Text("chargeId"), StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        work.Same(
            twice is null, run.Entry, "figures.counted-twice", "lists.charges", $"The loss {twice?.First().Text("reference")} counts twice.", $"损失 {twice?.First().Text("reference")} 被计入两次。");
        foreach (var charge in run.Charges) One(work, run, charge);
    }

    private static void One(Reperforming work, CheckedRun run, JsonElement charge)
    {
        var name = $"{charge.Text("reference")} ({charge.Amount("loss")})";
        Parties(work, run, charge, name);
        var cited = charge.At("source") is { } own ? [own] : charge.Items("parties").Select(party => party.At("source")).OfType<JsonElement>().ToList();
        if (cited.Count == 0 || cited.Exists(other => PayloadJson.Difference(cited[0], other) is not null))
        {
            work.Differs(run.Entry, "figures.source-missing", "lists.charges", $"The loss {name} rests on no event, or on several.", $"损失 {name} 没有或有多个所依据的事件。");
            return;
        }

        if (work.Source(run.Entry, cited[0], "lists.charges", Losses, name) is not { Payload: { } decided } source) return;
        var expected = Decided(source.Envelope.Type, decided);
        work.Same(
            expected is not null && charge.Amount("loss") is { } loss && loss == expected.Loss && charge.Text("reference") == expected.Reference
                && charge.Text("category") == expected.Category && charge.Text("occurredOn") == expected.On
                && charge.Text("riskEventId") == source.Envelope.Stream.ToString()
                && decided.Text("agreementId") == run.Payload.Text("agreement", "agreementId")
                && AllocatedLoss.Same(CheckedRun.PaidLoss.OfCharge(charge), expected.Payments),
            run.Entry, "figures.source-differs", "lists.charges",
            $"The payments of the loss {name} are not those that were decided.", $"损失 {name} 的赔付与所决定的不同。");
        work.Same(
            charge.Day("occurredOn") <= run.LastDay, run.Entry, "figures.day-differs", "lists.charges", $"The loss {name} does not count by the last day.", $"损失 {name} 至末日尚不计入。");
    }

    // What each party receives and pays of it is what its payments say.
    private static void Parties(Reperforming work, CheckedRun run, JsonElement charge, string name)
    {
        var zero = Money.Zero(run.Currency);
        var payments = CheckedRun.PaidLoss.OfCharge(charge).ToList();
        var due = payments.Where(payment => !payment.ToReserve).Select(payment => payment.Party).Concat(payments.Select(payment => payment.Payer)).OfType<string>()
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        var parties = charge.Items("parties");
        work.Same(
            parties.Select(party => party.Text("party")).SequenceEqual(due) && parties.All(party =>
                party.Amount("received") == Sum(payments.Where(payment => payment.Party == party.Text("party")))
                && party.Amount("paid") == Sum(payments.Where(payment => payment.Payer == party.Text("party")))),
            run.Entry, "figures.charge-differs", "lists.charges",
            $"What parties receive and pay of the loss {name} is not what its payments say.", $"损失 {name} 各方收付与其赔付明细不符。");

        Money Sum(IEnumerable<CheckedRun.PaidLoss> of) => of.Aggregate(zero, (sum, payment) => sum + (payment.Amount ?? throw new FormatException("A payment has no amount.")));
    }

    private static Charged? Decided(string type, JsonElement decided) => type switch
    {
        "loss_allocated.v1" => new(
            decided.Text("reference"), decided.Text("category"), decided.Text("occurredOn"), decided.Amount("loss"), [.. CheckedRun.PaidLoss.OfCharge(decided)]),
        "loss_recovered.v1" => new(
            decided.Text("recoveryReference"), decided.Text("category"), decided.Text("receivedOn"), decided.Amount("amount"),
            [.. CheckedRun.PaidLoss.OfTransfers(decided, "transfers")]),
        "loss_allocation_reversed.v1" => Reversed(decided, [.. CheckedRun.PaidLoss.OfTransfers(decided, "transfers")]),
        "reserve_replenishment_called.v1" => new(
            $"reserve-call-{decided.Number("no")}", "reserve-call", decided.Text("on"), decided.Amount("amount"), [.. CheckedRun.PaidLoss.OfTransfers(decided, "payments")]),
        _ => null,
    };

    // A reversal names no sum of its own: everything that goes back is its loss.
    private static Charged Reversed(JsonElement decided, IReadOnlyList<CheckedRun.PaidLoss> back) => new(
        decided.Text("reference"), decided.Text("category"), decided.Text("on"),
        back.Count == 0 ? null : back.Select(payment => payment.Amount ?? throw new FormatException("A payment has no amount.")).Aggregate((sum, amount) => sum + amount), back);

    private sealed record Charged(string? Reference, string? Category, string? On, Money? Loss, IReadOnlyList<CheckedRun.PaidLoss> Payments);
}

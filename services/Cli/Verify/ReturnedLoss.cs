using System.Text.Json;
using Ledger.Rules;
using Ledger.Transparency.Bundles;

namespace Ledger.Cli.Verify;

/// <summary>Money that goes back after a loss was allocated: late recoveries, reversals, and calls that fill the reserve.</summary>
internal static class ReturnedLoss
{
    private static readonly string[] OfRecovery = ["holder", "receivedOn", "amount"];
    private static readonly string[] OfCall = ["agreementId", "agreementVersion", "no", "target", "amount", "payments"];
    private static readonly Text Allocation = new("The allocation that is relieved or reversed", "被返还或冲销的分摊");

    /// <summary>A late recovery is what was reported, shared in reverse of the allocation that it relieves.</summary>
    public static void Recovered(Reperforming work, ProvenEntry entry, JsonElement recovered)
    {
        var (reference, holder) = (recovered.Named("recoveryReference"), recovered.Named("holder"));
        if (work.Before(entry, "recovery_reported.v1").FirstOrDefault(other => other.Payload!.Value.Number("no") == recovered.Number("no"))?.Payload is { } reported)
        {
            work.Same(
                reported.Text("reference") == reference && OfRecovery.All(member => PayloadJson.Alike(reported.At(member), recovered.At(member))),
                entry, "figures.source-differs", "amount", $"The recovery {reference} is not the one that was reported.", $"追偿款 {reference} 与所报告的不同。");
            work.Same(
                recovered.Text("by", "person") is { } person && person != reported.Text("by", "person"), entry, "approval.same-person", "by",
                $"The person who decided on the recovery {reference} reported it.", $"追偿款 {reference} 的审批人即报告人。");
        }
        else
        {
            work.Apart(new("The report of a recovery", "追偿款的报告"), reference);
        }

        Transfers(work, entry, recovered, reference, holder);
        if (work.Before(entry, "loss_allocated.v1").FirstOrDefault()?.Payload is not { } allocated)
        {
            work.Apart(Allocation, reference);
            return;
        }

        // The oldest allocations were made by version 1, which is shared in reverse as version 2.
        if (allocated.Number("result", "ruleVersion") == 1) return;
        var earlier = work.Before(entry, "loss_recovered.v1").Reverse().Select(other => other.Payload!.Value)
            .Where(other => other.Number("allocationNo") == recovered.Number("allocationNo")).Select(other => other.Amount("amount")?.Amount).ToList();
        var inputs = recovered.At("result", "inputs") ?? throw new FormatException("'result.inputs' is missing.");
        work.Same(
            PayloadJson.Alike(inputs.At("allocation"), allocated.At("result", "inputs")) && PayloadJson.Alike(inputs.At("shares"), allocated.At("escalated", "result", "inputs", "shares"))
                && inputs.Text("recovery", "amount") == recovered.Amount("amount")?.Amount
                && AllocatedLoss.Same(inputs.Items("earlier").Select(item => item.Text("amount")), earlier)
                && (allocated.Number("no") ?? 1) == recovered.Number("allocationNo"),
            entry, "figures.allocation-differs", "result.inputs", $"The recovery {reference} is shared in reverse of another allocation.", $"追偿款 {reference} 逆向返还所依据的并非该次分摊。");
    }

    /// <summary>A reversal takes back every payment of the allocation and of its recoveries.</summary>
    public static void Reversed(Reperforming work, ProvenEntry entry, JsonElement reversed)
    {
        var reference = reversed.Text("reference") ?? "";
        if (work.Before(entry, "loss_allocated.v1").FirstOrDefault()?.Payload is not { } allocated)
        {
            work.Apart(Allocation, reference);
            return;
        }

        var numbers = reversed.Items("recoveries").Select(no => no.TryGetInt64(out var number) ? number : 0).ToList();
        var recovered = work.Before(entry, "loss_recovered.v1").Select(other => other.Payload!.Value).Where(other => numbers.Contains(other.Number("no") ?? -1)).ToList();
        var back = CheckedRun.PaidLoss.OfCharge(allocated).Select(payment => Back(payment.Party, payment.Payer, payment.Amount))
            .Concat(recovered.SelectMany(other => CheckedRun.PaidLoss.OfTransfers(other, "transfers")).Select(payment => Back(payment.ToReserve ? null : payment.Party, payment.Payer, payment.Amount)));
        work.Same(
            recovered.Count == numbers.Count && (allocated.Number("no") ?? 1) == reversed.Number("allocationNo")
                && AllocatedLoss.Same(CheckedRun.PaidLoss.OfTransfers(reversed, "transfers"), back),
            entry, "figures.allocation-differs", "transfers", $"The reversal of the loss {reference} does not take back what was paid.", $"损失 {reference} 的冲销与所付款项不符。");

        static CheckedRun.PaidLoss Back(string? receiver, string? payer, Money? amount) => new(payer ?? CheckedRun.PaidLoss.Reserve, receiver, amount);
    }

    /// <summary>A call on the parties is what was proposed and calculated, decided by another person.</summary>
    public static void Called(Reperforming work, ProvenEntry entry, JsonElement called)
    {
        var name = $"reserve-call-{called.Number("no")} ({called.Amount("amount")})";
        if (work.Before(entry, "reserve_replenishment_proposed.v1").FirstOrDefault()?.Payload is not { } proposed)
        {
            work.Apart(new("What was proposed for a call on the reserve", "准备金补足的提议"), name);
            return;
        }

        var payments = proposed.Read<Dictionary<string, Money>>("result", "value", "payments") ?? [];
        work.Same(
            OfCall.All(member => PayloadJson.Alike(proposed.At(member), called.At(member)))
                && proposed.Amount("amount") == proposed.Amount("result", "value", "called")
                && AllocatedLoss.Same(
                    CheckedRun.PaidLoss.OfTransfers(called, "payments"),
                    payments.Where(payment => !payment.Value.IsZero).Select(payment => new CheckedRun.PaidLoss(CheckedRun.PaidLoss.Reserve, payment.Key, payment.Value))),
            entry, "figures.source-differs", "payments", $"The call {name} is not what was proposed and calculated.", $"补足通知 {name} 与所提议并计算的不同。");
        work.Same(
            called.Text("by", "person") is { } person && person != proposed.Text("by", "person"), entry, "approval.same-person", "by",
            $"The person who decided on the call {name} proposed it.", $"补足通知 {name} 的决定人即提议人。");
        work.Apart(new("What the reserve held and parties owed it when they were called, and the accepted values of the key", "通知补足时准备金的余额、待收款及分摊比例所用价值"), name);
    }

    // From the holder to whoever bore it, and into the reserve; what the holder bore itself it keeps.
    private static void Transfers(Reperforming work, ProvenEntry entry, JsonElement recovered, string reference, string holder)
    {
        var figures = recovered.Read<LateRecoveryFigures>("result", "value") ?? throw new FormatException("'result.value' cannot be read.");
        var shares = figures.ToExcess.Concat(figures.ToParties).Concat(figures.ToRetention).GroupBy(share => share.Key, StringComparer.Ordinal)
            .Select(group => (Party: group.Key, Amount: group.Select(share => share.Value).Aggregate((sum, share) => sum + share)))
            .Where(share => share.Party != holder && !share.Amount.IsZero).Select(share => new CheckedRun.PaidLoss(share.Party, holder, share.Amount));
        var due = figures.ToReserve.IsZero ? shares : shares.Append(new CheckedRun.PaidLoss(CheckedRun.PaidLoss.Reserve, holder, figures.ToReserve));
        work.Same(
            AllocatedLoss.Same(CheckedRun.PaidLoss.OfTransfers(recovered, "transfers"), due) && recovered.Amount("lossLeft") == figures.LossLeft && recovered.Amount("amount") == figures.Recovery,
            entry, "figures.payments-differ", "transfers", $"What goes back of the recovery {reference} is not what the calculation gives.", $"追偿款 {reference} 的返还与计算结果不同。");
    }
}

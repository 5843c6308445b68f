using System.Text.Json;
using Ledger.Rules;
using Ledger.Transparency.Bundles;

namespace Ledger.Cli.Verify;

/// <summary>
/// A computed run: its waterfall is the agreement's, was fed with what the run lists, and each input is what its own event says; its lines
/// are the waterfall's shares and the losses, and all of it sums.
/// </summary>
internal static class ComputedRun
{
    public static void Check(Reperforming work, ProvenEntry entry, JsonElement payload)
    {
        if (CheckedRun.Of(work, entry) is not { } run)
        {
            work.Differs(entry, "figures.unreadable", "pool", "The run names no pool or no reserve.", "该方案未载明收益池或准备金。");
            return;
        }

        work.Same(
            payload.Amount("result", "value", "pool") == run.Pool, entry, "figures.pool-differs", "result",
            "The waterfall distributes another amount than the pool.", "分配规则所分数额与收益池不同。");
        Movement(work, run);
        var pool = RunPool.Check(work, run);
        var agreement = RunAgreement.Check(work, run, pool);
        RunScores.Check(work, run);
        RunTerms.Check(work, run, pool);
        RunReserve.Check(work, run, pool);
        if (!run.Whole)
        {
            work.Apart(new("Inputs of a run", "分配方案的输入"), run.Name);
            return;
        }

        RunCarry.Check(work, run, pool);
        RunProfile.Check(work, run, pool, agreement);
        RunWaterfall.Check(work, run, agreement);
        Lines(work, run);
        RunValues.Check(work, run);
        RunClaims.Check(work, run);
        RunCharges.Check(work, run);
        LeftOut.Check(work, run);
    }

    // Closing = opening + funded + returned - drawn; what charges put back is left out where nothing is.
    private static void Movement(Reperforming work, CheckedRun run)
    {
        var (payload, zero) = (run.Payload, Money.Zero(run.Currency));
        var movement = payload.At("movement") ?? throw new FormatException("'movement' is missing.");
        var (opening, funded, drawn, closing) = (movement.Sure("opening"), movement.Sure("funded"), movement.Sure("drawn"), movement.Sure("closing"));
        var returned = movement.At("returned") is null ? zero : movement.Sure("returned");
        var listed = run.Whole ? run.Payments.ToList() : null;
        work.Same(
            opening == run.Opening && funded == payload.Amount("result", "value", "reserve") && opening + funded + returned - drawn == closing && closing.Sign >= 0
                && (listed is null || (drawn == Sum(listed.Where(payment => payment.Payer is null), zero) && returned == Sum(listed.Where(payment => payment.ToReserve), zero))),
            run.Entry, "figures.reserve-differs", "movement", "The reserve does not move as computed.", "准备金变动与计算不符。");
        var cash = payload.Items("lines").Aggregate(zero, (sum, line) => sum + line.Sure("cash"));
        work.Same(
            cash + closing == run.Pool + opening, run.Entry, "figures.sum-differs", "lines",
            "Cash and closing reserve do not sum to pool and opening reserve.", "现金与期末准备金之和不等于收益池与期初准备金之和。");
    }

    private static void Lines(Reperforming work, CheckedRun run)
    {
        var (zero, payments) = (Money.Zero(run.Currency), run.Payments.ToList());
        var shares = run.Payload.At("result", "value", "shares") is { ValueKind: JsonValueKind.Object } map ? map : default;
        var lines = run.Payload.Items("lines").Select(line => line.Named("party")).ToList();
        var due = payments.Where(payment => !payment.ToReserve).Select(payment => payment.Party).Concat(payments.Select(payment => payment.Payer)).OfType<string>();
        work.Same(
            shares.ValueKind == JsonValueKind.Object && lines.Distinct(StringComparer.Ordinal).Count() == lines.Count
                && shares.EnumerateObject().Select(share => share.Name).Concat(due).All(lines.Contains),
            run.Entry, "figures.line-missing", "lines", "A party with a share or a loss has no line, or two.", "有份额或损失的成员没有对应条目，或有两条。");
        foreach (var line in run.Payload.Items("lines"))
        {
            var party = line.Named("party");
            var share = shares.Amount(party) ?? zero;
            var received = Sum(payments.Where(payment => payment.Party == party), zero);
            var paid = Sum(payments.Where(payment => payment.Payer == party), zero);
            work.Same(
                line.Amount("share") == share && line.Amount("received") == received && line.Amount("paid") == paid && line.Amount("cash") == share + received - paid,
                run.Entry, "figures.line-differs", $"lines ({party})", $"The line of {party} does not follow from the inputs.", $"{party} 的条目与输入不符。");
        }
    }

    private static Money Sum(IEnumerable<CheckedRun.PaidLoss> payments, Money zero) =>
        payments.Aggregate(zero, (sum, payment) => sum + (payment.Amount ?? throw new FormatException("A payment has no amount.")));
}

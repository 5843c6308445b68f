using System.Text.Json;
using Ledger.Rules;

namespace Ledger.Risks.Domain;

/// <summary>
/// Money that comes in after the allocation: one person reports it, another decides, and it is handed back by the key in reverse
/// (method risk.late-recovery).
/// </summary>
public static class RecoveryDecider
{
    public static Decision Decide(RiskEvent state, ReportRecovery command)
    {
        if (state.Reported is not { } reported) return new RiskEventUnknown();
        if (command.Agreement is not { } agreement) return new RiskAgreementNotActive(reported.Report.AgreementId, reported.Report.OccurredOn);
        if (state.Recoveries.FirstOrDefault(recovery => recovery.Reported.Reference == command.Reference)?.Reported is { } standing)
        {
            return (standing.Holder, standing.ReceivedOn, standing.Amount, standing.Sha256) == (command.Holder, command.ReceivedOn, command.Amount, command.Sha256)
                ? Decision.Nothing
                : new RecoveryExists(command.Reference) { Field = "reference" };
        }

        if (state.Allocated is null) return new NotAllocated();
        if (Stated(command, agreement, reported.Report) is { } wrong) return wrong;
        var left = Left(state);
        if (command.Amount > left) return new RecoveryAboveLoss(command.Amount, left) { Field = "amount" };
        return state.Recoveries.Count >= RiskLimits.Recoveries
            ? Problems.TooMany("reference", RiskLimits.Recoveries)
            : Decision.Accept(new RecoveryReported(
                state.Recoveries.Count + 1, command.Reference, command.Holder, command.ReceivedOn, command.Amount, command.Sha256,
                reported.Report.Reference, reported.Report.AgreementId, command.By, command.At));
    }

    public static Decision Decide(RiskEvent state, DecideRecovery command)
    {
        if (state.Reported is null) return new RiskEventUnknown();
        if (state.Recoveries.FirstOrDefault(recovery => recovery.Reported.No == command.No) is not { Reported: var reported } found) return new RecoveryUnknown(command.No);
        var done = found.Stage switch
        {
            RecoveryStage.Returned => command.Counts,
            RecoveryStage.Refused => !command.Counts,
            _ => (bool?)null,
        };
        if (done is { } same) return same ? Decision.Nothing : new RecoveryDecided(command.No);
        if (reported.By.Person == command.By.Person) return new RecoveryMakerDecides(command.By.Person);
        if (!command.Counts)
        {
            return command.Reason is { } reason
                ? TextRules.Broken("reason", reason) is { } blank ? blank : Decision.Accept(new RecoveryRefused(command.No, reason, command.By, command.At))
                : Problems.Missing("reason");
        }

        if (found.Stage == RecoveryStage.Reversed || state.Allocated is not { } allocated) return new NotAllocated();
        if (reported.Holder == command.By.Organisation) return new OwnRecovery(reported.Holder);
        // What was escalated relieves those who took it on, which version 1 knows nothing of.
        var evaluation = allocated.Escalated is { } escalated
            ? LateRecoveryV2.Method.Evaluate(Inputs(state, reported, escalated.Result.Inputs.GetProperty("shares")))
            : LateRecovery.Method.Evaluate(Inputs(state, reported, null));
        if (evaluation.Result is not { } result) return evaluation.Rejection!;

        var figures = result.FiguresAs<LateRecoveryFigures>();
        Prove(figures, reported.Amount);
        var returned = figures.ToReserve.IsZero ? null : new DrawNumber(allocated.OccurredOn.Year, command.Reserve.LastNo + 1, figures.ToReserve);
        var decision = Decision.Accept(new LossRecovered(
            reported.No, reported.Reference, state.Allocations, allocated.Reference, allocated.AgreementId, allocated.AgreementVersion,
            allocated.Category, allocated.OccurredOn, reported.ReceivedOn, reported.Holder, reported.Amount, figures.LossLeft, result,
            Transfers(figures, reported), returned, command.By, command.At));
        return returned is null ? decision : decision.AndStart(Reversal.Return(state, returned, command.Reserve, command.At));
    }

    /// <summary>What can still be recovered: the loss less what was, and less what waits for a decision.</summary>
    public static Money Left(RiskEvent state)
    {
        var loss = state.Allocated!.Loss;
        return loss - Money.Sum(
            state.Recoveries.Where(recovery => recovery.Stage is RecoveryStage.Reported or RecoveryStage.Returned).Select(recovery => recovery.Reported.Amount),
            loss.Currency);
    }

    private static Rejection? Stated(ReportRecovery command, AgreementDocument agreement, RiskReport report)
    {
        if (agreement.Party(command.Holder) is null) return Problems.UnknownParty("holder", command.Holder);
        if (command.Amount.Currency != agreement.Currency) return new ReserveInOtherCurrency(command.Amount.Currency, agreement.Currency) { Field = "amount.currency" };
        if (command.Amount.Sign <= 0) return Problems.AmountNotPositive("amount.amount", command.Amount.Amount);
        if (!EvidenceDecider.IsHash(command.Sha256)) return new EvidenceHashMalformed { Field = "sha256" };
        if (command.ReceivedOn < report.OccurredOn) return new RecoveryBeforeEvent(command.ReceivedOn, report.OccurredOn) { Field = "receivedOn" };
        return command.ReceivedOn > DateOnly.FromDateTime(command.At.UtcDateTime.AddHours(14)) ? new OccurredInFuture(command.ReceivedOn) { Field = "receivedOn" } : null;
    }

    private static JsonElement Inputs(RiskEvent state, RecoveryReported reported, JsonElement? shares)
    {
        var earlier = state.Recoveries.Where(recovery => recovery.Stage == RecoveryStage.Returned).OrderBy(recovery => recovery.Returned!.At)
            .Select(recovery => new { id = Id(recovery.Reported.No), amount = recovery.Reported.Amount.Amount });
        var (allocation, recovery) = (AllocationInputsOf(state.Allocated!), new { id = Id(reported.No), amount = reported.Amount.Amount });
        return shares is { } escalated
            ? JsonSerializer.SerializeToElement(new { allocation, shares = escalated, earlier, recovery })
            : JsonSerializer.SerializeToElement(new { allocation, earlier, recovery });
    }

    // The oldest allocations were made by version 1, whose terms version 2 expresses all.
    private static JsonElement AllocationInputsOf(LossAllocated allocated) => allocated.Result.RuleVersion == 1
        ? JsonSerializer.SerializeToElement(OldAllocation.AsVersion2(allocated.Result.Inputs), RuleJson.PlainAmounts)
        : allocated.Result.Inputs;

    private static string Id(int no) => $"recovery-{no}";

    private static IReadOnlyList<Transfer> Transfers(LateRecoveryFigures figures, RecoveryReported reported)
    {
        var shares = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        foreach (var (party, amount) in figures.ToExcess.Concat(figures.ToParties).Concat(figures.ToRetention))
            shares[party] = shares.TryGetValue(party, out var already) ? already + amount : amount;
        var transfers = shares.Where(share => share.Key != reported.Holder && !share.Value.IsZero)
            .Select(share => new Transfer(reported.Holder, share.Key, share.Value));
        return [.. transfers, .. figures.ToReserve.IsZero ? [] : new[] { new Transfer(reported.Holder, null, figures.ToReserve) }];
    }

    // A defect of the rule, not of the input.
    private static void Prove(LateRecoveryFigures figures, Money recovery)
    {
        var all = figures.ToExcess.Values.Concat(figures.ToParties.Values).Concat(figures.ToRetention.Values).Append(figures.ToReserve);
        if (Money.Sum(all, recovery.Currency) != recovery) throw new InvalidOperationException("The refunds do not sum to the recovery.");
    }
}

using Ledger.Rules;

namespace Ledger.Risks.Domain;

/// <summary>Turns a measured loss, the agreement's terms and what is left of the reserve into who pays whom.</summary>
internal static class Allocation
{
    /// <summary>The facts of an allocation and the reserve draw it makes; or why the rule refused.</summary>
    public static Decision Decide(RiskEvent state, AgreementDocument agreement, AllocateLoss command)
    {
        var report = state.Reported!.Report;
        var loss = state.Measured!.Loss;
        var limit = agreement.Risk.Allocation.ReserveLimit;
        var zero = Money.Zero(agreement.Currency);
        var committed = command.Reserve.Committed ?? zero;
        if (committed.Currency != agreement.Currency)
            return new ReserveInOtherCurrency(committed.Currency, agreement.Currency);
        if (command.Accepted.FirstOrDefault(value => value.Value.Currency != agreement.Currency) is { } foreign)
            return new ReserveInOtherCurrency(foreign.Value.Currency, agreement.Currency);

        // A version with a lower limit can leave less than is committed: then the reserve has nothing left.
        var left = Money.Max(limit - committed, zero);
        var accepted = command.Accepted
            .GroupBy(value => value.Party, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => Money.Sum(group.Select(value => value.Value), agreement.Currency), StringComparer.Ordinal);
        var evaluation = RiskAllocation.Method.Evaluate(
            AllocationInput.Under(agreement, report.OccurredOn, loss, report.Sufferers, left, accepted));
        if (evaluation.Result is not { } result) return evaluation.Rejection!;

        var figures = result.FiguresAs<AllocationFigures>();
        Prove(figures, loss, left);
        var draw = figures.ReservePays.IsZero
            ? null
            : new DrawNumber(report.OccurredOn.Year, command.Reserve.LastNo + 1, figures.ReservePays);
        var basis = command.Accepted.Chunk(RiskLimits.BasisPerFact).ToList();
        var allocated = new LossAllocated(
            report.Reference, report.AgreementId, state.Reported.AgreementVersion, state.Reported.Agreement, report.Category, report.OccurredOn,
            loss, command.MeasurementHash, result, Payments(figures), Kept(figures), draw, basis.LastOrDefault() ?? [], command.By, command.At,
            new AllocationInputs(report.Sufferers, left, agreement.Risk.Allocation.ByAcceptedValue ? accepted : null));
        var decision = Decision.Accept([.. basis.SkipLast(1).Select(part => new AllocationBasisListed(part)), allocated]);
        return draw is null
            ? decision
            : decision.AndStart(new NewStream(typeof(ReserveDraw), command.Reserve.NextDraw, [new ReserveDrawn(
                report.AgreementId, draw.Year, draw.No, state.Id, report.Reference, draw.Amount, committed + draw.Amount, limit, command.At)]));
    }

    private static IReadOnlyList<Payment> Payments(AllocationFigures figures) =>
    [
        .. figures.Lines.Where(line => line.Kind != AllocationLineKind.SuffererBears)
            .Select(line => new Payment(line.Sufferer, line.Payer, line.Amount)),
    ];

    private static IReadOnlyList<KeptLoss> Kept(AllocationFigures figures) =>
    [
        .. figures.Lines.Where(line => line.Kind == AllocationLineKind.SuffererBears)
            .Select(line => new KeptLoss(line.Sufferer, line.Amount, line.Reason!.Value)),
    ];

    // A defect of the rule, not of the input: never record an allocation that does not add up.
    private static void Prove(AllocationFigures figures, Money loss, Money left)
    {
        if (Money.Sum(figures.Lines.Select(line => line.Amount), loss.Currency) != loss)
            throw new InvalidOperationException("The lines of the allocation do not sum to the loss.");
        if (figures.ReservePays > left) throw new InvalidOperationException("The reserve pays more than is left of it.");
    }
}

public sealed record ReserveInOtherCurrency(Currency Found, Currency Agreed) : Rejection("money.wrong-currency", RejectionKind.Conflict, new(
    $"The agreement counts in {Agreed.Code}, but amounts in {Found.Code} are recorded under it.",
    $"协议以 {Agreed.Code} 计价，但其下已有以 {Found.Code} 记录的金额。"));

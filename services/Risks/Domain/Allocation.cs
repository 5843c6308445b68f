using Ledger.Rules;

namespace Ledger.Risks.Domain;

/// <summary>Turns a measured loss, the agreement's terms and what is left of the reserve into who pays whom.</summary>
internal static class Allocation
{
    /// <summary>What the rule gives; null with the reason why it refused. Nothing is decided by it: a preview is the same.</summary>
    public static MethodResult? Evaluate(RiskEvent state, AgreementDocument agreement, AllocateLoss command, out Rejection? refused)
    {
        var measured = state.Measured!;
        var zero = Money.Zero(agreement.Currency);
        refused = (command.Reserve.Committed ?? zero).Currency != agreement.Currency
            ? new ReserveInOtherCurrency(command.Reserve.Committed!.Currency, agreement.Currency)
            : command.Accepted.FirstOrDefault(value => value.Value.Currency != agreement.Currency) is { } foreign
                ? new ReserveInOtherCurrency(foreign.Value.Currency, agreement.Currency)
                : null;
        if (refused is not null) return null;
        var report = state.Reported!.Report;
        var evaluation = RiskAllocationV2.Method.Evaluate(AllocationV2Terms.Under(
            agreement, command.Profile, report.OccurredOn, measured.Shared, report.Sufferers, command.Reserve.Committed ?? zero, Accepted(command, agreement),
            measured.Fault?.Of(), report.Category));
        refused = evaluation.Rejection;
        return evaluation.Result;
    }

    /// <summary>The facts of an allocation and the reserve draw it makes.</summary>
    /// <param name="state">Measured.</param>
    /// <param name="agreement">Its agreement.</param>
    /// <param name="command">What is decided.</param>
    /// <param name="result">What the rule gives.</param>
    /// <param name="escalated">How what lies above all caps is borne; null when nothing is escalated.</param>
    public static Decision Decide(RiskEvent state, AgreementDocument agreement, AllocateLoss command, MethodResult result, EscalationProposed? escalated = null)
    {
        var report = state.Reported!.Report;
        var loss = state.Measured!.Shared;
        var limit = agreement.Risk.Allocation.ReserveLimit;
        var zero = Money.Zero(agreement.Currency);
        var committed = command.Reserve.Committed ?? zero;
        // A version with a lower limit can leave less than is committed: then the reserve has nothing left.
        var left = Money.Max(limit - committed, zero);
        var figures = result.FiguresAs<AllocationV2Figures>();
        var lines = Lines(figures, escalated?.Result.FiguresAs<EscalationFigures>());
        Prove(figures, lines, loss, left);
        var draw = figures.ReservePays.IsZero
            ? null
            : new DrawNumber(report.OccurredOn.Year, command.Reserve.LastNo + 1, figures.ReservePays);
        var basis = command.Accepted.Chunk(RiskLimits.BasisPerFact).ToList();
        var read = AllocationV2Terms.ByAcceptedValue(agreement, command.Profile);
        var allocated = new LossAllocated(
            report.Reference, report.AgreementId, state.Reported.AgreementVersion, state.Reported.Agreement, report.Category, report.OccurredOn,
            loss, command.MeasurementHash, result, Payments(lines), Kept(lines), draw, basis.LastOrDefault() ?? [], command.By, command.At,
            new AllocationInputs(report.Sufferers, left, read ? Accepted(command, agreement) : null, state.Measured.Fault?.Of()),
            state.Allocations == 0 ? null : state.Allocations + 1, escalated is null ? null : new ResolvedRest(escalated.No, escalated.Result));
        var decision = Decision.Accept([.. basis.SkipLast(1).Select(part => new AllocationBasisListed(part)), allocated]);
        return draw is null
            ? decision
            : decision.AndStart(new NewStream(typeof(ReserveDraw), command.Reserve.NextDraw, [new ReserveDrawn(
                report.AgreementId, draw.Year, draw.No, state.Id, report.Reference, draw.Amount, committed + draw.Amount, limit, command.At)]));
    }

    /// <summary>Who bears what, what was escalated as it was decided; what was not decided is nobody's yet.</summary>
    public static IReadOnlyList<AllocationLine> Lines(AllocationV2Figures figures, EscalationFigures? escalated) =>
        [.. figures.Lines.Where(line => line.Kind != AllocationLineKind.Escalated), .. escalated?.Lines ?? []];

    /// <summary>What is paid to the sufferers.</summary>
    public static IReadOnlyList<Payment> Payments(IReadOnlyList<AllocationLine> lines) =>
    [
        .. lines.Where(line => line.Kind != AllocationLineKind.SuffererBears)
            .Select(line => new Payment(line.Sufferer, line.Payer, line.Amount)),
    ];

    /// <summary>What stays with them.</summary>
    public static IReadOnlyList<KeptLoss> Kept(IReadOnlyList<AllocationLine> lines) =>
    [
        .. lines.Where(line => line.Kind == AllocationLineKind.SuffererBears)
            .Select(line => new KeptLoss(line.Sufferer, line.Amount, line.Reason!.Value)),
    ];

    private static Dictionary<string, Money> Accepted(AllocateLoss command, AgreementDocument agreement) => command.Accepted
        .GroupBy(value => value.Party, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => Money.Sum(group.Select(value => value.Value), agreement.Currency), StringComparer.Ordinal);

    // A defect of the rule, not of the input: never record an allocation that does not add up.
    private static void Prove(AllocationV2Figures figures, IReadOnlyList<AllocationLine> lines, Money loss, Money left)
    {
        if (Money.Sum(lines.Select(line => line.Amount), loss.Currency) != loss)
            throw new InvalidOperationException("The lines of the allocation do not sum to the loss.");
        if (figures.ReservePays > left) throw new InvalidOperationException("The reserve pays more than is left of it.");
    }
}

public sealed record ReserveInOtherCurrency(Currency Found, Currency Agreed) : Rejection("money.wrong-currency", RejectionKind.Conflict, new(
    $"The agreement counts in {Agreed.Code}, but amounts in {Found.Code} are recorded under it.",
    $"协议以 {Agreed.Code} 计价，但其下已有以 {Found.Code} 记录的金额。"));

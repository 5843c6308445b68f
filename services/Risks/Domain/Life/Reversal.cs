using Ledger.Rules;

namespace Ledger.Risks.Domain;

/// <summary>Undoes the allocation that stands, with the recoveries under it, to the last unit.</summary>
internal static class Reversal
{
    /// <summary>The fact, and the return to the reserve that it makes.</summary>
    public static (AllocationReversed Fact, NewStream? Reserve) Of(
        RiskEvent state, ReversalCause cause, Text reason, ReserveStanding reserve, Actor by, DateTimeOffset at)
    {
        var allocated = state.Allocated!;
        var recovered = state.Recoveries.Where(recovery => recovery.Stage == RecoveryStage.Returned).Select(recovery => recovery.Returned!).ToList();
        var back = allocated.Payments.Select(payment => new Transfer(payment.Party, payment.Payer, payment.Amount))
            .Concat(recovered.SelectMany(recovery => recovery.Transfers).Select(transfer => transfer.Back())).ToList();
        var currency = allocated.Loss.Currency;
        var committed = (allocated.Draw?.Amount ?? Money.Zero(currency))
            - Money.Sum(recovered.Select(recovery => recovery.Returned?.Amount).OfType<Money>(), currency);
        var returned = committed.IsZero ? null : new DrawNumber(allocated.OccurredOn.Year, reserve.LastNo + 1, committed);
        var fact = new AllocationReversed(
            state.Allocations, allocated.Reference, allocated.AgreementId, allocated.AgreementVersion, allocated.Category, allocated.OccurredOn,
            DateOnly.FromDateTime(at.UtcDateTime), cause, reason, back, [.. recovered.Select(recovery => recovery.No)], returned, by, at);
        return (fact, returned is null ? null : Return(state, returned, reserve, at));
    }

    /// <summary>The stream in which the reserve's commitment goes down.</summary>
    public static NewStream Return(RiskEvent state, DrawNumber returned, ReserveStanding reserve, DateTimeOffset at)
    {
        var allocated = state.Allocated!;
        var committed = reserve.Committed! - returned.Amount;
        // A defect, not an input: nothing is returned that was not committed.
        if (committed.Sign < 0) throw new InvalidOperationException("More would be returned to the reserve than is committed.");
        return new NewStream(typeof(ReserveDraw), reserve.NextDraw, [new ReserveReturned(
            allocated.AgreementId, returned.Year, returned.No, state.Id, allocated.Reference, returned.Amount, committed, at)]);
    }
}

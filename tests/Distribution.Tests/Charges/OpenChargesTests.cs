using Ledger.Distribution.Domain;
using Ledger.Tests;
using static Ledger.Distribution.Tests.Samples;

namespace Ledger.Distribution.Tests;

/// <summary>Recoveries, reversals, disputes and calls among the losses of a run.</summary>
public sealed class OpenChargesTests
{
    private static readonly Guid Event = Guid.Parse("0198f000-0000-7000-8000-00000000c001");
    private static readonly DateOnly Day = new(2025, 12, 31);

    private static readonly LossCharge Allocated = Charge(1, new LossCharged(
        Event, "R1", TaihuAgreement.Id, 1, "production-disruption", new DateOnly(2025, 6, 1), Yuan("100.00"), [new ChargePayment("E2", "E1", Yuan("100.00"))], Elsewhere, At));

    private static readonly LossCharge Recovered = Charge(2, Allocated.Charged! with
    {
        Kind = ChargeKind.Recovery, OccurredOn = new DateOnly(2025, 8, 1), Payments = [new ChargePayment(ChargePayment.Reserve, "E2", Yuan("40.00"))],
    });

    private static readonly LossCharge Reversed = Charge(3, Allocated.Charged! with
    {
        Kind = ChargeKind.Reversal, OccurredOn = new DateOnly(2026, 2, 1), Payments = [new ChargePayment("E1", "E2", Yuan("100.00"))],
    });

    [Fact]
    public void An_allocation_and_its_recovery_are_settled() => Assert.Equal([Allocated.Id, Recovered.Id], Ids([Allocated, Recovered]));

    [Fact]
    public void Reversed_before_it_was_settled_it_falls_away_with_all_that_belongs_to_it() => Assert.Empty(Ids([Allocated, Recovered, Reversed]));

    [Fact]
    public void Reversed_after_it_was_settled_everything_goes_back_on_its_day()
    {
        Assert.Equal([Recovered.Id], Ids([Allocated, Recovered, Reversed], Allocated.Id));
        Assert.Equal([Recovered.Id, Reversed.Id], OpenCharges.Of([Allocated, Recovered, Reversed], new HashSet<Guid> { Allocated.Id }, new DateOnly(2026, 12, 31)).Select(charge => charge.ChargeId));
    }

    [Fact]
    public void In_dispute_it_waits_whichever_message_comes_first()
    {
        var disputed = LossChargeDecider.Evolve(Allocated, new ChargeDisputed(TaihuAgreement.Id, 1, "E1", Day, Elsewhere));
        Assert.Empty(Ids([disputed]));
        var ended = LossChargeDecider.Evolve(Allocated, new ChargeDisputeSettled(TaihuAgreement.Id, 1, "dismissed", Day, Elsewhere));
        Assert.Equal([Allocated.Id], Ids([LossChargeDecider.Evolve(ended, new ChargeDisputed(TaihuAgreement.Id, 1, "E1", Day, Elsewhere))]));
    }

    [Fact]
    public void A_payment_in_another_currency_or_from_the_reserve_to_itself_is_not_kept()
    {
        var foreign = Allocated.Charged! with { Payments = [new ChargePayment("E2", "E1", Ledger.Rules.Money.Parse("1.00", Usd))] };
        Assert.Equal("charge.currency-mixed", LossChargeDecider.Decide(LossCharge.None(Event), foreign).Rejection!.Code);
        var self = Allocated.Charged! with { Payments = [new ChargePayment(ChargePayment.Reserve, null, Yuan("1.00"))] };
        Assert.Equal("charge.pays-itself", LossChargeDecider.Decide(LossCharge.None(Event), self).Rejection!.Code);
    }

    [Fact]
    public void Payments_between_two_parties_are_netted() => Assert.Equal(
        [new NetPayment("E1", "E2", Yuan("100.00"), Yuan("30.00"), Yuan("70.00"))],
        NetPayment.Of([new("E2", "E1", Yuan("100.00")), new("E1", "E2", Yuan("30.00")), new("S", null, Yuan("5.00")), new(ChargePayment.Reserve, "S", Yuan("5.00"))], Cny));

    private static IEnumerable<Guid> Ids(IReadOnlyList<LossCharge> charges, params Guid[] settled) => OpenCharges.Of(charges, settled.ToHashSet(), Day).Select(charge => charge.ChargeId);

    private static LossCharge Charge(int no, LossCharged charged) =>
        LossChargeDecider.Evolve(LossCharge.None(Guid.Parse($"0198f000-0000-7000-8000-00000000d{no:000}")), charged);
}

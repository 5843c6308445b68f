using Ledger.Contracts.V1;
using Ledger.Distribution.Integration;
using Ledger.Tests;
using Ledger.Tests.Running;
using static Ledger.Distribution.Tests.Running.SampleJourney;

namespace Ledger.Distribution.Tests.Running;

/// <summary>Every message that Distribution consumes, delivered more than once and in any order, has one effect.</summary>
public sealed class RedeliveryTests(RunningDistribution running)
{
    private static readonly Guid Machine = Guid.Parse("0198f000-0000-7000-8000-00000000d101");
    private static readonly Guid Event = Guid.Parse("0198f000-0000-7000-8000-00000000d102");
    private static readonly DateOnly June = new(2025, 6, 16);
    private static readonly LossPayment Paid = new("E1", "E2", Cny("100.00"));
    private static readonly LossPayment Back = new("E2", "E1", Cny("100.00"));

    private static readonly IReadOnlyList<Redelivery> Messages =
    [
        Redelivery.Of<AgreementActivated, WhenAgreementActivated>(new(
            Guid.NewGuid(), TaihuAgreement.Id, 1, TaihuAgreement.Adopted.Document!.DocumentHash, TaihuAgreement.Adopted.Document.Json)),
        Redelivery.Of<ValueAccepted, WhenValueAccepted>(new(
            Guid.NewGuid(), Machine, "E1-machine", TaihuAgreement.Id, 1, "E1", "donated-equipment", Cny("1200000.00"), Cny("840000.00"), "market.comparables", 1, new DateOnly(2025, 3, 1))),
        Redelivery.Of<ValueReplaced, WhenValueReplaced>(new(
            Guid.NewGuid(), Machine, "E1-machine", TaihuAgreement.Id, 1, "E1", "donated-equipment", 2, Cny("840000.00"), Cny("800000.00"), Cny("-40000.00"), "market.comparables", 1,
            new DateOnly(2025, 3, 1), new DateOnly(2025, 3, 1), new DateOnly(2026, 2, 1), "challenge", "C1", "Too high", "过高")),
        Redelivery.Of<ContributionEnded, WhenContributionEnded>(new(Machine, new DateOnly(2026, 3, 1), "person-E1", "Worn out", "磨损", "lasting")),
        Redelivery.Of<ContributionReturned, WhenContributionReturned>(new(Machine, new DateOnly(2026, 3, 2), "Given back", "归还", "lasting")),
        // Of another contribution: whether its value is booked depends on which is heard first (AdjustmentMessageTests), the reversal stands either way.
        Redelivery.Of<ContributionReversed, WhenContributionReversed>(new(Guid.NewGuid(), new DateOnly(2026, 2, 1), "Was never given", "从未提供")),
        Redelivery.Of<LossAllocated, WhenLossAllocated>(new(Event, "R1", TaihuAgreement.Id, 1, "production-disruption", June, Cny("300.00"), [Paid])),
        Redelivery.Of<LossDisputed, WhenLossDisputed>(new(Event, "R1", 1, 1, TaihuAgreement.Id, "E1", June)),
        Redelivery.Of<LossRecovered, WhenLossRecovered>(new(Event, "R1", 1, 1, "policy-7", TaihuAgreement.Id, 1, "production-disruption", June, June, "E2", Cny("30.00"), Cny("270.00"), [Back])),
        Redelivery.Of<LossDisputeSettled, WhenLossDisputeSettled>(new(Event, "R1", 1, 1, TaihuAgreement.Id, "upheld", June)),
        Redelivery.Of<LossAllocationReversed, WhenLossAllocationReversed>(new(
            Event, "R1", 1, TaihuAgreement.Id, 1, "production-disruption", June, June, "dispute-upheld", "So it is", "属实", [Back], [1])),
        Redelivery.Of<ReserveReplenishmentCalled, WhenReserveCalled>(new(
            Guid.NewGuid(), TaihuAgreement.Id, 1, 1, June, Cny("60000.00"), Cny("10.00"), [new LossPayment("E1", "reserve", Cny("10.00"))])),
        Redelivery.Of<RetroactiveChangeConfirmed, WhenRetroactiveChangeConfirmed>(new(
            Guid.NewGuid(), TaihuAgreement.Id, 2, 1, new DateOnly(2025, 1, 1), new string('a', 64), "Agreed otherwise.", [], [])),
    ];

    [Fact]
    public void The_table_lists_every_handler() =>
        Assert.Equal(Redelivery.HandlersOf(typeof(DistributionService)), Messages.Select(message => message.Handler.Name).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData(Coming.InOrder)]
    [InlineData(Coming.Reversed)]
    [InlineData(Coming.AtOnce)]
    public async Task Each_has_one_effect(Coming coming)
    {
        var journey = new SampleJourney(running, $"again-{coming}".ToLowerInvariant());
        await Redelivery.HandAsync(running, journey.Tenant, Messages, coming);
        Assert.Equal(
            [
                "adjustment_noted.v1", "agreement_adopted.v1", "charge_dispute_settled.v1", "charge_disputed.v1", "contribution_struck.v1", "contribution_use_ended.v1",
                "contribution_use_ended.v1", "counted_value_replaced.v1", "journal_entry_posted.v1", "journal_entry_posted.v1", "journal_entry_posted.v1",
                "loss_charged.v1", "loss_charged.v1", "loss_charged.v1", "loss_charged.v1",
            ],
            await running.FactsAsync(journey.Tenant));
        // The value, taken back and booked anew at what replaced it.
        Assert.Equal("-800000.00", await journey.BalanceAsync("in-kind:party:E1:contributed"));
    }
}

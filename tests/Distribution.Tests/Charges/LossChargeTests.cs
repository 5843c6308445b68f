using Ledger.Distribution.Domain;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Distribution.Tests.SampleA;
using static Ledger.Distribution.Tests.Samples;

namespace Ledger.Distribution.Tests;

public sealed class LossChargeTests
{
    [Fact]
    public void An_allocated_loss_is_recorded_once()
    {
        foreach (var loss in new[] { DisruptionLoss, PlacementLoss, ObsolescenceLoss })
        {
            Given().When(Deciding(loss))
                .Then(loss)
                .ThenState(state => Assert.Equal((loss.AgreementId, loss.OccurredOn, loss), (state.AgreementId, state.OccurredOn, state.Charged)))
                .ThenAgainNothing();
        }
    }

    [Fact]
    public void A_second_allocation_of_the_same_event_does_not_take_the_place_of_the_first() =>
        Given(DisruptionLoss).When(Deciding(DisruptionLoss with { Payments = [] })).ThenNothing();

    [Theory]
    [InlineData("0.00")]
    [InlineData("-1.00")]
    public void A_payment_is_above_zero(string amount) => Given()
        .When(Deciding(PlacementLoss with { Payments = [PlacementLoss.Payments[0], new ChargePayment("E2", "E1", Yuan(amount))] }))
        .ThenRejected<InputRejection>("money.not-positive", "payments");

    [Fact]
    public void A_run_takes_what_each_party_receives_and_pays_with_the_allocation_it_rests_on()
    {
        var loss = PlacementLoss with
        {
            Payments =
            [
                new ChargePayment("E2", null, Yuan("1000.00")), new ChargePayment("E2", "E1", Yuan("1433.34")),
                new ChargePayment("E2", "S", Yuan("1433.33")), new ChargePayment("E1", "S", Yuan("0.01")),
            ],
        };
        var input = ChargeInput.Of(PoolId, loss);
        Assert.Equal(
            [
                new ChargeParty("E1", Yuan("0.01"), Yuan("1433.34"), Elsewhere),
                new ChargeParty("E2", Yuan("3866.67"), Yuan("0.00"), Elsewhere),
                new ChargeParty("S", Yuan("0.00"), Yuan("1433.34"), Elsewhere),
            ],
            input.Parties);
        Assert.Equal((PoolId, "R2-placement", (Citation?)null, Elsewhere), (input.ChargeId, input.Reference, input.Source, input.Cause));
        Assert.Equal(loss.Payments, input.Payments);
    }

    [Fact]
    public void A_loss_that_nobody_pays_keeps_its_citation()
    {
        var input = ChargeInput.Of(PoolId, ObsolescenceLoss);
        Assert.Empty(input.Parties);
        Assert.Equal((Elsewhere, Elsewhere), (input.Source, input.Cause));
    }

    private static Given<LossCharge> Given(params object[] facts) => GivenWhenThen.Given(LossCharge.None(PoolId), LossChargeDecider.Evolve, facts);

    private static Func<LossCharge, Decision> Deciding(LossCharged charge) => state => LossChargeDecider.Decide(state, charge);
}

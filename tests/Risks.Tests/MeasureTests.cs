using System.Text.Json;
using Ledger.Risks.Domain;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Risks.Tests.Samples;

namespace Ledger.Risks.Tests;

public sealed class MeasureTests
{
    // Sample A by hand: 40 h x 150 + 3,000 - 500 = 8,500; less 8 h x 150 = 1,200; less insurance 2,000.
    [Fact]
    public void The_disruption_is_measured_to_5300() => Given(Reported).When(Decide(Measure)).Then<LossMeasured>(fact =>
    {
        Assert.Equal(("8500.00", "5300.00"), (fact.Gross.Amount, fact.Loss.Amount));
        Assert.Equal([new SuffererLoss("E2", Yuan("5300.00"))], fact.Losses);
        Assert.Equal(("risk.disruption", 2, Officer), (fact.Result.RuleId, fact.Result.RuleVersion, fact.By));
        Assert.Equal("7300.00", fact.Result.Steps.Single(step => step.Id == "after-excess").Value);
        Assert.Equal("CNY", fact.Result.Inputs.GetProperty("terms").GetProperty("currency").GetString());
    }).ThenAgainNothing();

    [Fact]
    public void An_odd_cent_goes_to_the_largest_remainder_then_by_party()
    {
        var both = Reported with { Report = Report with { Sufferers = Shares(("E2", "1"), ("E1", "1"), ("S", "1")) } };
        Given(both).When(Decide(Measure with { Inputs = JsonElement.Parse("""{"lostHours":"1","marginPerHour":"100.01"}""") }))
            .Then<LossMeasured>(fact => Assert.Equal(
                [new SuffererLoss("E1", Yuan("33.34")), new SuffererLoss("E2", Yuan("33.34")), new SuffererLoss("S", Yuan("33.33"))], fact.Losses));
    }

    [Fact]
    public void It_can_be_measured_again_before_it_is_allocated()
    {
        var again = Measure with { Inputs = JsonElement.Parse("""{"lostHours":"40","marginPerHour":"150"}""") };
        Given(Reported, Measured).When(Decide(again)).ThenState(state => Assert.Equal("6000.00", state.Measured!.Loss.Amount));
    }

    [Fact]
    public void After_allocation_the_measurement_is_closed()
    {
        Given(Reported, Measured, Allocated).When(Decide(Measure with { Inputs = JsonElement.Parse("""{"lostHours":"1","marginPerHour":"1"}""") }))
            .ThenRejected<AlreadyAllocated>("risk.already-allocated");
        Given(Reported, Measured, Allocated).When(Decide(Measure)).ThenNothing();
    }

    [Fact]
    public void Nothing_is_measured_that_nobody_reported() => Given().When(Decide(Measure)).ThenRejected<RiskEventUnknown>("risk.unknown");

    [Fact]
    public void Only_the_method_of_the_category_is_taken() =>
        Given(Reported).When(Decide(Measure with { Method = "risk.placement" })).ThenRejected<MethodNotAgreed>("risk.method-not-agreed", "method");

    [Fact]
    public void A_version_must_exist()
    {
        Given(Reported).When(Decide(Measure with { Version = 99 })).ThenRejected<MethodVersionUnknown>("method.unknown", "version");
        Given(Reported).When(Decide(Measure with { Version = 1 })).Then<LossMeasured>(fact => Assert.Equal(1, fact.Result.RuleVersion));
    }

    [Theory]
    [InlineData("""{"marginPerHour":"1"}""", "input.missing", "inputs.lostHours")]
    [InlineData("""{"lostHours":"-1","marginPerHour":"1"}""", "input.negative", "inputs.lostHours")]
    [InlineData("""{"lostHours":1,"marginPerHour":"1"}""", "input.wrong-type", "inputs.lostHours")]
    [InlineData("""{"lostHours":"1","marginPerHour":"1","salvage":"5.001"}""", "money.over-precise", "inputs.salvage")]
    [InlineData("""{"lostHours":"1","marginPerHour":"1","salvage":"5.00"}""", "disruption.salvage-above-loss", "inputs.salvage")]
    [InlineData("""{"lostHours":"1","marginPerHour":"1","terms":{"currency":"USD"}}""", "input.terms-not-allowed", "inputs.terms")]
    [InlineData("[]", "input.wrong-type", "inputs")]
    public void Bad_inputs_are_named_by_their_place(string inputs, string code, string field) =>
        Given(Reported).When(Decide(Measure with { Inputs = JsonElement.Parse(inputs) })).ThenRejected<InputRejection>(code, field);

    private static Func<RiskEvent, Decision> Decide(MeasureLoss command) => state => RiskEventDecider.Decide(state, command);
}

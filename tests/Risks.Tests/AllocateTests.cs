using System.Diagnostics;
using Ledger.Risks.Domain;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Risks.Tests.Samples;

namespace Ledger.Risks.Tests;

public sealed class AllocateTests
{
    [Fact]
    public void The_reserve_pays_the_sufferer() => Given(Reported, Measured).When(Decide(Allocate)).Then<LossAllocated>(fact =>
    {
        Assert.Equal([new Payment("E2", null, Yuan("5300.00"))], fact.Payments);
        Assert.Empty(fact.Kept);
        Assert.Equal(new DrawNumber(2025, 1, Yuan("5300.00")), fact.Draw);
        Assert.Equal((MeasuredHash, "R1-disruption", 1, Agreement.Source), (fact.MeasurementHash, fact.Reference, fact.AgreementVersion, fact.Agreement));
        Assert.Equal("risk.allocation", fact.Result.RuleId);
    }).ThenAgainNothing();

    [Fact]
    public void The_draw_is_numbered_in_a_stream_of_its_own()
    {
        var started = Assert.Single(Given(Reported, Measured).When(Decide(Allocate with { Reserve = new ReserveStanding(Yuan("1000.00"), 4, DrawStream) })).Decision.NewStreams);
        Assert.Equal((typeof(ReserveDraw), DrawStream), (started.State, started.Id));
        Assert.Equal(
            [new ReserveDrawn(TaihuAgreement.Id, 2025, 5, Id, "R1-disruption", Yuan("5300.00"), Yuan("6300.00"), Yuan("60000.00"), Allocate.At)],
            started.Facts);
    }

    [Fact]
    public void The_reserve_pays_no_more_than_is_left_of_it_and_the_parties_bear_the_rest()
    {
        Given(Reported, Measured).When(Decide(Allocate with { Reserve = new ReserveStanding(Yuan("59000.00"), 7, DrawStream) })).Then<LossAllocated>(fact =>
        {
            // 1,000 of the reserve; 4,300 by thirds: 1,433.33 each, the odd cent to E1; E2 keeps its own third.
            Assert.Equal(
                [new Payment("E2", null, Yuan("1000.00")), new Payment("E2", "E1", Yuan("1433.34")), new Payment("E2", "S", Yuan("1433.33"))],
                fact.Payments);
            Assert.Equal([new KeptLoss("E2", Yuan("1433.33"), BearingReason.OwnShare)], fact.Kept);
            Assert.Equal(new DrawNumber(2025, 8, Yuan("1000.00")), fact.Draw);
        });
    }

    [Theory]
    [InlineData("60000.00")]
    [InlineData("70000.00")]
    public void An_exhausted_reserve_is_not_drawn(string committed)
    {
        var when = Given(Reported, Measured).When(Decide(Allocate with { Reserve = new ReserveStanding(Yuan(committed), 9, DrawStream) }));
        when.Then<LossAllocated>(fact => Assert.Null(fact.Draw));
        Assert.Empty(when.Decision.NewStreams);
    }

    [Fact]
    public void A_loss_of_zero_pays_and_draws_nothing()
    {
        var nothing = Lost(Reported, "0");
        var when = Given(Reported, nothing).When(Decide(AllocationOf(nothing, Document)));
        when.Then<LossAllocated>(fact =>
        {
            Assert.Empty(fact.Payments);
            Assert.Empty(fact.Kept);
            Assert.Null(fact.Draw);
        });
        Assert.Empty(when.Decision.NewStreams);
    }

    [Fact]
    public void Retention_and_caps_of_the_agreement_apply()
    {
        var agreement = With("""retention":"1000.00","reserveLimit":"0.00","key":{"E1":"1/2","S":"1/2"},"caps":{"E1":"1500.00","S":"1000.00"},"excess":"stays"}""").Document!;
        var measured = Lost(Reported, "5000");
        Given(Reported, measured).When(Decide(AllocationOf(measured, agreement))).Then<LossAllocated>(fact =>
        {
            Assert.Equal([new Payment("E2", "E1", Yuan("1500.00")), new Payment("E2", "S", Yuan("1000.00"))], fact.Payments);
            Assert.Equal(
                [new KeptLoss("E2", Yuan("1000.00"), BearingReason.Retention), new KeptLoss("E2", Yuan("1500.00"), BearingReason.Excess)], fact.Kept);
        });
    }

    [Fact]
    public void A_key_by_accepted_value_names_the_values_it_rests_on()
    {
        var agreement = With("""retention":"0.00","reserveLimit":"0.00","key":"accepted-value","excess":"stays"}""").Document!;
        var measured = Lost(Reported, "1000");
        AcceptedBasis[] basis = [new("E1", "E1-machine", Yuan("600.00"), Acceptance), new("E1", "E1-licence", Yuan("150.00"), Acceptance), new("S", "S-space", Yuan("250.00"), Acceptance)];
        Given(Reported, measured).When(Decide(AllocationOf(measured, agreement, accepted: basis))).Then<LossAllocated>(fact =>
        {
            Assert.Equal([new Payment("E2", "E1", Yuan("750.00")), new Payment("E2", "S", Yuan("250.00"))], fact.Payments);
            Assert.Equal(basis, fact.Basis);
        });
    }

    [Fact]
    public void A_basis_beyond_the_limit_is_listed_ahead()
    {
        var agreement = With("""retention":"0.00","reserveLimit":"0.00","key":"accepted-value","excess":"stays"}""").Document!;
        var measured = Lost(Reported, "1000");
        var basis = Enumerable.Range(0, (2 * RiskLimits.BasisPerFact) + 1).Select(i => new AcceptedBasis("E1", $"E1-{i}", Yuan("1.00"), Acceptance)).ToArray();
        var when = Given(Reported, measured).When(Decide(AllocationOf(measured, agreement, accepted: basis)));
        Assert.Equal(
            [RiskLimits.BasisPerFact, RiskLimits.BasisPerFact, 1],
            when.Decision.Facts.Select(fact => fact switch { AllocationBasisListed f => f.Basis.Count, LossAllocated f => f.Basis.Count, _ => -1 }));
        when.ThenState(state => Assert.Equal(basis, state.Basis));
    }

    [Fact]
    public void Nobody_to_divide_by_is_said()
    {
        var agreement = With("""retention":"0.00","reserveLimit":"0.00","key":"accepted-value","excess":"stays"}""").Document!;
        var measured = Lost(Reported, "1000");
        Given(Reported, measured).When(Decide(AllocationOf(measured, agreement))).ThenRejected<InputRejection>("allocation.key-zero");
    }

    [Fact]
    public void An_unknown_event_is_not_allocated() => Given().When(Decide(Allocate)).ThenRejected<RiskEventUnknown>("risk.unknown");

    [Fact]
    public void What_was_not_measured_is_not_allocated() =>
        Given(Reported).When(Decide(Allocate with { StandingHash = null })).ThenRejected<NotMeasured>("risk.not-measured");

    [Fact]
    public void Only_the_measurement_that_stands_is_allocated()
    {
        Given(Reported, Measured).When(Decide(Allocate with { MeasurementHash = new string('0', 64) }))
            .ThenRejected<MeasurementChanged>("risk.measurement-changed", "measurementHash");
        Given(Reported, Measured, Allocated).When(Decide(Allocate with { MeasurementHash = "" })).ThenRejected<MeasurementChanged>("risk.measurement-changed");
    }

    [Theory]
    [InlineData("zhao")]
    [InlineData("wang")]
    public void Who_reported_or_measured_does_not_decide(string person) => Given(Reported, Measured)
        .When(Decide(Allocate with { By = new Actor(person, "G") })).ThenRejected<MakerAllocates>("risk.maker-approves");

    [Fact]
    public void A_sufferer_does_not_decide_on_its_own_loss() => Given(Reported, Measured)
        .When(Decide(Allocate with { By = new Actor("other", "E2") })).ThenRejected<OwnLoss>("risk.own");

    [Fact]
    public void The_agreement_of_the_report_must_be_there() => Given(Reported, Measured)
        .When(Decide(Allocate with { Agreement = null })).ThenRejected<RiskAgreementNotActive>("risk.agreement-not-active");

    [Fact]
    public void Amounts_of_another_currency_are_not_mixed()
    {
        var usd = Money.Parse("1.00", Currency.Of("USD"));
        Given(Reported, Measured).When(Decide(Allocate with { Reserve = new ReserveStanding(usd, 1, DrawStream) })).ThenRejected<ReserveInOtherCurrency>("money.wrong-currency");
        Given(Reported, Measured).When(Decide(Allocate with { Accepted = [new AcceptedBasis("E1", "E1-x", usd, Acceptance)] })).ThenRejected<ReserveInOtherCurrency>("money.wrong-currency");
    }

    [Fact]
    public void A_foreign_fact_is_a_defect() => Assert.Throws<UnreachableException>(() => RiskEventDecider.Evolve(RiskEvent.None(Id), "something else"));

    private static Func<RiskEvent, Decision> Decide(AllocateLoss command) => state => RiskEventDecider.Decide(state, command);
}

using System.Diagnostics;
using Ledger.Risks.Domain;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Risks.Tests.Samples;

namespace Ledger.Risks.Tests;

public sealed class ReserveTests
{
    private static readonly ReserveSettled Settled = new(
        TaihuAgreement.Id, "2025", new Period(new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31)), Yuan("60000.00"), Yuan("25300.00"), Yuan("34700.00"), Acceptance);

    private static readonly ReserveDrawn LastDraw = new(
        TaihuAgreement.Id, 2025, 2, Id, "R2-placement", Yuan("20000.00"), Yuan("25300.00"), Yuan("60000.00"), At);

    private static readonly ReserveCommitment Last = ReserveCommitment.After(ReserveDrawDecider.Evolve(ReserveDraw.None(Id), LastDraw));

    [Fact]
    public void A_settlement_is_recorded_once() =>
        GivenWhenThen.Given(ReserveSettlement.None(Id), ReserveSettlementDecider.Evolve)
            .When(state => ReserveSettlementDecider.Decide(state, Settled)).Then(Settled).ThenAgainNothing();

    [Fact]
    public void The_year_shows_limit_commitments_and_settlements() => Assert.Equal(
        [new ReserveYear(TaihuAgreement.Id, 2025, Yuan("60000.00"), Yuan("25300.00"), Yuan("34700.00"), Yuan("60000.00"), Yuan("25300.00"), Yuan("34700.00"))],
        ReserveYears.Of([Agreement], [Last], [Settled], 2025));

    [Fact]
    public void The_current_year_is_shown_although_nothing_happened_in_it()
    {
        var year = Assert.Single(ReserveYears.Of([Agreement], [], [], 2026));
        Assert.Equal(("60000.00", "0.00", "60000.00", null), (year.Limit.Amount, year.Committed.Amount, year.Left.Amount, year.Closing));
        Assert.Empty(ReserveYears.Of([Agreement], [], [], 2028));
    }

    [Fact]
    public void Pools_of_one_year_are_added_and_the_last_one_closes()
    {
        var half = Settled with { PoolReference = "2025-H1", Period = new Period(new DateOnly(2025, 1, 1), new DateOnly(2025, 6, 30)), Closing = Yuan("1.00") };
        var year = Assert.Single(ReserveYears.Of([Agreement], [Last], [Settled, half], 2025));
        Assert.Equal(("120000.00", "50600.00", "34700.00"), (year.Funded.Amount, year.Drawn.Amount, year.Closing!.Amount));
    }

    [Fact]
    public void A_lowered_limit_leaves_nothing_below_zero()
    {
        var lower = With("""retention":"0.00","reserveLimit":"10000.00","key":{"E1":"1"},"excess":"stays"}""");
        Assert.Equal("0.00", Assert.Single(ReserveYears.Of([lower], [Last], [], 2025)).Left.Amount);
    }

    [Fact]
    public void A_settlement_that_arrives_before_the_agreement_is_shown_all_the_same()
    {
        var year = Assert.Single(ReserveYears.Of([], [], [Settled], 2026));
        Assert.Equal((2025, "0.00", "34700.00"), (year.Year, year.Limit.Amount, year.Closing!.Amount));
    }

    [Fact]
    public void Agreements_do_not_share_a_reserve()
    {
        var years = ReserveYears.Of([Agreement], [Last, Last with { AgreementId = "wuxi" }], [Settled], 2025);
        Assert.Equal([("taihu-2025", "34700.00"), ("wuxi", "34700.00")], years.Select(year => (year.AgreementId, year.Left.Amount)));
        Assert.Equal("0.00", years[1].Funded.Amount);
    }

    [Fact]
    public void An_accepted_value_is_copied_once_and_never_changed()
    {
        var value = new AcceptedValueCopied(TaihuAgreement.Id, "E1", "E1-machine", Yuan("840000.00"), new DateOnly(2025, 3, 1), Acceptance);
        var given = GivenWhenThen.Given(AcceptedValue.None(Id), AcceptedValueDecider.Evolve);
        given.When(state => AcceptedValueDecider.Decide(state, value)).Then(value).ThenAgainNothing();
        GivenWhenThen.Given(AcceptedValue.None(Id), AcceptedValueDecider.Evolve, value)
            .When(state => AcceptedValueDecider.Decide(state, value with { Value = Yuan("1.00") }))
            .ThenRejected<ValueRecordedOtherwise>("value.recorded-otherwise");
    }

    [Fact]
    public void Foreign_facts_are_defects()
    {
        Assert.Throws<UnreachableException>(() => ReserveDrawDecider.Evolve(ReserveDraw.None(Id), "x"));
        Assert.Throws<UnreachableException>(() => ReserveSettlementDecider.Evolve(ReserveSettlement.None(Id), "x"));
        Assert.Throws<UnreachableException>(() => AcceptedValueDecider.Evolve(AcceptedValue.None(Id), "x"));
    }
}

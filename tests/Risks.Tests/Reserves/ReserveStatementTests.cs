using Ledger.Risks.Domain;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Risks.Tests.Samples;

namespace Ledger.Risks.Tests;

public sealed class ReserveStatementTests
{
    private static readonly DateOnly From = new(2025, 1, 1);
    private static readonly DateOnly To = new(2025, 12, 31);

    // Sample A: 60,000 funded, 25,300 paid, 34,700 left of a target of 60,000.
    [Fact]
    public void Sample_a_goes_from_nothing_to_34700()
    {
        var statement = ReserveStatement.Of(TaihuAgreement.Id, Document, From, To, [Settled("2025", "60000.00", "25300.00", "34700.00", To, "0.00")], [Drawn(1, "5300.00", "5300.00"), Drawn(2, "20000.00", "25300.00")])!;
        Assert.Equal(("0.00", "34700.00", "0.00", "60000.00", "25300.00"), (
            statement.Opening.Amount, statement.Closing.Amount, statement.Gap.Amount, statement.Target.Amount, statement.Missing.Amount));
        Assert.Equal(
            [(ReserveLineKind.Funded, "60000.00", "60000.00"), (ReserveLineKind.Paid, "-25300.00", "34700.00")],
            statement.Lines.Select(line => (line.Kind, line.Amount.Amount, line.Balance.Amount)));
        Assert.Equal("25300.00", statement.CommittedSum.Amount);
    }

    [Fact]
    public void What_came_back_is_a_line_of_its_own_and_a_gap_is_shown()
    {
        var first = Settled("H1", "1000.00", "200.00", "800.00", new DateOnly(2025, 6, 30), "0.00");
        var second = Settled("H2", "500.00", "100.00", "1350.00", To, "850.00");
        var statement = ReserveStatement.Of(TaihuAgreement.Id, Document, From, To, [second, first], [])!;
        // 850 is not the 800 that the half before ended with; 850 + 500 - 100 is 1,250, so 100 came back.
        Assert.Equal(("50.00", "1350.00"), (statement.Gap.Amount, statement.Closing.Amount));
        Assert.Equal(("returned", "100.00"), (KebabCase.Name(statement.Lines[^1].Kind), statement.Lines[^1].Amount.Amount));
        Assert.Equal(statement.Closing, statement.Opening + statement.Gap + Money.Sum(statement.Lines.Select(line => line.Amount), Cny));
        var later = ReserveStatement.Of(TaihuAgreement.Id, Document, new DateOnly(2025, 7, 1), To, [first, second], [])!;
        Assert.Equal(("800.00", "50.00", "1350.00"), (later.Opening.Amount, later.Gap.Amount, later.Closing.Amount));
        Assert.Null(ReserveStatement.Of("wuxi", null, From, To, [], []));
    }

    // A year ends with 800.00. A correction takes 100.00 out before the next run is computed, another puts 30.00 in before that run is settled.
    [Fact]
    public void Corrections_of_settlements_stand_between_them()
    {
        var first = Settled("H1", "1000.00", "200.00", "800.00", new DateOnly(2025, 6, 30), "0.00");
        var second = Settled("H2", "500.00", "0.00", "1200.00", To, "700.00");
        ReserveCorrection[] corrections = [Corrected(2, "30.00", At.AddHours(-1)), Corrected(1, "-100.00", At.AddHours(-2))];
        var statement = ReserveStatement.Of(TaihuAgreement.Id, Document, From, To, [first, second], [], corrections)!;
        Assert.Equal(("0.00", "0.00", "1230.00"), (statement.Opening.Amount, statement.Gap.Amount, statement.Closing.Amount));
        Assert.Equal(
            ["1000.00 1000.00", "-200.00 800.00", "-100.00 700.00", "500.00 1200.00", "30.00 1230.00"],
            statement.Lines.Select(line => $"{line.Amount.Amount} {line.Balance.Amount}"));
        Assert.Equal("adjustment-1", statement.Lines[2].PoolReference);
        var year = Assert.Single(ReserveYears.Of([Agreement], [], [first.Settled!, second.Settled!], 2025, [.. corrections.Select(item => item.Corrected!)]));
        Assert.Equal("-70.00", year.Corrected!.Amount);
        GivenWhenThen.Given(ReserveCorrection.None(Id), ReserveCorrectionDecider.Evolve).When(state => ReserveCorrectionDecider.Decide(state, corrections[0].Corrected!))
            .Then(corrections[0].Corrected!).ThenAgainNothing();
        GivenWhenThen.Given(ReserveCorrection.None(Id), ReserveCorrectionDecider.Evolve)
            .When(state => ReserveCorrectionDecider.Decide(state, corrections[0].Corrected! with { Amount = Yuan("0.00") })).ThenNothing();
    }

    [Fact]
    public void A_call_fills_the_reserve_up_by_the_key()
    {
        var when = Given().When(state => ReserveCallDecider.Decide(state, Propose));
        // 25,300 by thirds; the odd cent to E1.
        when.Then<ReplenishmentProposed>(fact =>
        {
            Assert.Equal([new Transfer("E1", null, Yuan("8433.34")), new Transfer("E2", null, Yuan("8433.33")), new Transfer("S", null, Yuan("8433.33"))], fact.Payments);
            Assert.Equal(("25300.00", "60000.00"), (fact.Amount.Amount, fact.Target.Amount));
        });
        var proposed = GivenWhenThen.Given(when.After, ReserveCallDecider.Evolve);
        Assert.True(when.After.Waits());
        var decide = new DecideReplenishment(true, null, Approver, At);
        proposed.When(state => ReserveCallDecider.Decide(state, decide)).Then<ReplenishmentCalled>(fact => Assert.Equal("25300.00", fact.Amount.Amount)).ThenAgainNothing();
        proposed.When(state => ReserveCallDecider.Decide(state, decide with { By = Officer })).ThenRejected<CallMakerDecides>("reserve.maker-approves");
        proposed.When(state => ReserveCallDecider.Decide(state, decide with { Calls = false })).ThenRejected<InputRejection>("input.missing", "reason");
        var refused = proposed.When(state => ReserveCallDecider.Decide(state, decide with { Calls = false, Reason = new Text("No", "否") })).ThenAgainNothing().After;
        GivenWhenThen.Given(refused, ReserveCallDecider.Evolve).When(state => ReserveCallDecider.Decide(state, decide)).ThenRejected<CallDecided>("reserve.call-decided");
        proposed.When(state => ReserveCallDecider.Decide(state, Propose)).ThenRejected<CallNumberTaken>("reserve.call-taken");
        Given().When(state => ReserveCallDecider.Decide(state, decide)).ThenRejected<CallUnknown>("reserve.call-unknown");
    }

    [Fact]
    public void A_full_reserve_calls_nobody()
    {
        Given().When(state => ReserveCallDecider.Decide(state, Propose with { Basis = Propose.Basis with { Balance = Yuan("60000.00") } })).ThenRejected<ReserveIsFull>("reserve.full");
        Given().When(state => ReserveCallDecider.Decide(state, Propose with { Basis = Propose.Basis with { Outstanding = Yuan("25300.00") } })).ThenRejected<ReserveIsFull>("reserve.full");
        Given().When(state => ReserveCallDecider.Decide(state, Propose with { Basis = Propose.Basis with { Waiting = true } })).ThenRejected<CallWaits>("reserve.call-waits");
        Given().When(state => ReserveCallDecider.Decide(state, Propose with { Basis = Propose.Basis with { Agreement = null } })).ThenRejected<RiskAgreementNotActive>("risk.agreement-not-active");
        Given().When(state => ReserveCallDecider.Decide(state, Propose with { Asked = Money.Parse("1.00", Currency.Of("USD")) })).ThenRejected<ReserveInOtherCurrency>("money.wrong-currency");
        Given().When(state => ReserveCallDecider.Decide(state, Propose with { Asked = Yuan("0.00") })).ThenRejected<InputRejection>("money.not-positive");
    }

    private static ProposeReplenishment Propose { get; } = new(
        TaihuAgreement.Id, null, new ReserveCallBasis(Agreement, null, Yuan("34700.00"), null, new Dictionary<string, Money>(), false, 1), Officer, At);

    private static Given<ReserveCall> Given() => GivenWhenThen.Given(ReserveCall.None(Id), ReserveCallDecider.Evolve);

    private static ReserveSettlement Settled(string pool, string funded, string drawn, string closing, DateOnly to, string opening) =>
        ReserveSettlementDecider.Evolve(ReserveSettlement.None(Guid.NewGuid()), new ReserveSettled(
            TaihuAgreement.Id, pool, new Period(From, to), Yuan(funded), Yuan(drawn), Yuan(closing), Acceptance, Yuan(opening), At));

    private static ReserveCorrection Corrected(int no, string amount, DateTimeOffset at) => ReserveCorrectionDecider.Evolve(
        ReserveCorrection.None(Guid.NewGuid()), new ReserveCorrected(TaihuAgreement.Id, no, To, Yuan(amount), Acceptance, at));

    private static ReserveDraw Drawn(int no, string amount, string committed) => ReserveDrawDecider.Evolve(
        ReserveDraw.None(Guid.NewGuid()), new ReserveDrawn(TaihuAgreement.Id, 2025, no, Id, $"R{no}", Yuan(amount), Yuan(committed), Yuan("60000.00"), At));
}

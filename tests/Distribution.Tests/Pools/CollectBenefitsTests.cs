using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Distribution.Tests.SampleA;
using static Ledger.Distribution.Tests.Samples;

namespace Ledger.Distribution.Tests;

/// <summary>A pool is opened, collects benefits with their papers, and is closed.</summary>
public sealed class CollectBenefitsTests
{
    private static readonly PoolEvidence Paper = new("bank-1", new string('a', 64));
    private static readonly Period Half = new(new DateOnly(2025, 7, 1), new DateOnly(2025, 12, 31));

    private static readonly PoolOpened Opened = new("2025-h2", TaihuAgreement.Id, Half, new("Second half", "下半年"), null, 2, Wang, At);

    private static readonly OpenPool Open = new(
        "2025-h2", TaihuAgreement.Id, Half, new("Second half", "下半年"), null, TaihuAgreement.Adopted, [], TurnOf(Turn.PoolsOf(TaihuAgreement.Id), 2), Wang, At);

    private static readonly PoolPlace FirstHalf = new("2025-h1", new Period(new DateOnly(2025, 1, 1), new DateOnly(2025, 6, 30)), null, 1, Open: false);

    private static readonly RecordBenefit Licence = new(
        "licence-1", BenefitKind.LicenceIncome, new DateOnly(2025, 9, 1), Yuan("1000.00"), null, new("Licence", "许可费"), [Paper], null,
        TaihuAgreement.Adopted.Document, TaihuAgreement.Adopted.Source, [new OtherPool(FirstHalf, ["old-1"])], Streams.BenefitEntry(PoolId, "licence-1"),
        new DateOnly(2025, 9, 1), TurnOf(Turn.BenefitsOf(TaihuAgreement.Id), 1), Wang, At);

    [Fact]
    public void A_pool_is_opened_once_and_collects() => GivenPool().When(state => PoolDecider.Decide(state, Open)).Then(Opened).ThenAgainNothing();

    [Fact]
    public void A_reference_that_is_open_is_not_declared() => GivenPool(Opened)
        .When(state => PoolDecider.Decide(state, Declare)).ThenRejected<PoolAlreadyDeclared>("pool.already-declared", "reference");

    [Fact]
    public void A_benefit_is_recorded_once()
    {
        GivenPool(Opened).When(Recording(Licence)).Then<BenefitRecorded>(fact => Assert.Equal((Yuan("1000.00"), (string?)null), (fact.Amount, fact.LateFor))).ThenAgainNothing();
        GivenPool(Opened).When(Recording(Licence with { Reference = "old-1" })).ThenRejected<BenefitExists>("benefit.exists", "reference");
    }

    [Fact]
    public void What_is_late_goes_into_the_open_pool_and_says_for_which_it_was() => GivenPool(Opened)
        .When(Recording(Licence with { On = new DateOnly(2025, 3, 1) })).Then<BenefitRecorded>(fact => Assert.Equal("2025-h1", fact.LateFor));

    [Fact]
    public void A_day_has_its_pool()
    {
        GivenPool(Opened).When(Recording(Licence with { On = new DateOnly(2026, 1, 1) })).ThenRejected<BenefitAfterPeriod>("benefit.after-period", "on");
        GivenPool(Opened).When(Recording(Licence with { On = new DateOnly(2024, 1, 1) })).ThenRejected<BenefitWithoutPool>("benefit.before-period", "on");
        GivenPool(Opened).When(Recording(Licence with { On = new DateOnly(2025, 3, 1), Others = [new OtherPool(FirstHalf with { Open = true }, [])] }))
            .ThenRejected<BenefitOfOpenPool>("benefit.other-pool-open", "on");
    }

    [Fact]
    public void A_benefit_needs_papers_and_foreign_money_a_rate()
    {
        GivenPool(Opened).When(Recording(Licence with { Evidence = [] })).ThenRejected<BenefitEvidenceMissing>("benefit.evidence-missing", "evidence");
        var dollars = Licence with { Amount = Money.Parse("100.00", Usd) };
        GivenPool(Opened).When(Recording(dollars)).ThenRejected<CurrencyWithoutRate>("journal.currency-without-rate", "amount.currency");
        // 100.00 x 7.18845 = 718.845, half up.
        GivenPool(Opened).When(Recording(dollars with { Rate = new RateGiven(Rational.Parse("7.18845"), new DateOnly(2025, 9, 1), "Central bank") }))
            .Then<BenefitRecorded>(fact => Assert.Equal((Yuan("718.85"), "100.00"), (fact.Amount, fact.Conversion!.Foreign.Amount)));
    }

    [Fact]
    public void A_benefit_in_kind_stands_on_both_sides_of_its_book_and_is_not_shared()
    {
        var use = Licence with { Reference = "use-1", Kind = BenefitKind.InKind, Party = "E1" };
        GivenPool(Opened).When(Recording(use with { Party = null })).ThenRejected<BenefitHolderMissing>("benefit.party-missing", "party");
        GivenPool(Opened).When(Recording(Licence with { Party = "E1" })).ThenRejected<BenefitHolderUnwanted>("benefit.party-unwanted", "party");
        var when = GivenPool(Opened).When(Recording(use));
        var entry = when.Decision.NewStreams.SelectMany(stream => stream.Facts).OfType<JournalEntryPosted>().Single();
        Assert.Equal(Book.InKind, entry.Book);
        Assert.Equal(
            [new JournalLine(Account.Benefited("E1"), Side.Debit, Yuan("1000.00")), new JournalLine(Account.Resources, Side.Credit, Yuan("1000.00"))], entry.Lines);
        GivenPool([Opened, when.Decision.Facts[0]]).When(Closing).Then<PoolClosedEmpty>(_ => { });
    }

    [Fact]
    public void A_closed_pool_holds_what_was_recorded_by_kind_and_takes_no_more()
    {
        var licence = GivenPool(Opened).When(Recording(Licence)).Decision.Facts[0];
        var bonus = GivenPool(Opened).When(Recording(Licence with { Reference = "bonus-1", Kind = BenefitKind.Bonus, Amount = Yuan("250.00") })).Decision.Facts[0];
        GivenPool(Opened, licence, bonus).When(Closing).Then<PoolDeclared>(fact =>
        {
            Assert.Equal((Yuan("1250.00"), 2, (string?)null), (fact.Declaration.Amount, fact.No, fact.Declaration.Kind));
            Assert.Equal([new KindAmount(BenefitKind.LicenceIncome, Yuan("1000.00")), new KindAmount(BenefitKind.Bonus, Yuan("250.00"))], fact.Declaration.ByKind);
        }).ThenAgainNothing().ThenState(state => GivenPool(Opened, licence, bonus, state.Declared!)
            .When(Recording(Licence with { Reference = "late" })).ThenRejected<PoolIsClosed>("pool.closed"));
    }

    [Fact]
    public void An_open_pool_is_not_shared() => GivenRun()
        .When(state => RunDecider.Decide(state, Compute with { Standing = new PoolStanding(null, false, false, null, "2025-h2") })).ThenRejected<PoolStillOpen>("pool.open", "pool");

    [Fact]
    public void A_project_has_participants_only()
    {
        GivenPool().When(state => PoolDecider.Decide(state, Open with { Coalition = new Coalition("cnc", ["E1", "G"]) }))
            .ThenRejected<CoalitionOutsider>("pool.coalition-outsider", "coalition.parties[1]");
        GivenPool().When(state => PoolDecider.Decide(state, Open with { Coalition = new Coalition("cnc", ["E1", "E1"]) }))
            .ThenRejected<InputRejection>("input.duplicate", "coalition.parties[1]");
        // Pools of one project do not overlap; beside others they may lie.
        var other = new PoolPlace("p", Half, new Coalition("cnc", ["E1"]), 1, Open: false);
        GivenPool().When(state => PoolDecider.Decide(state, Open with { Coalition = new Coalition("cnc", ["E1", "S"]), Others = [other] }))
            .ThenRejected<PoolAlreadyDeclared>("pool.already-declared", "period");
        GivenPool().When(state => PoolDecider.Decide(state, Open with { Others = [other] })).Then<PoolOpened>(_ => { });
    }

    // Of Sample A E1 and S alone, without costs: reserve 60,000; preferred 45,730.28 + 7,600.00; residual 486,669.72, 60% by value
    // 292,001.83, 40% by points 30 : 50 194,667.89. By value 914,605.56 : 152,000.00 of 1,066,605.56.
    [Fact]
    public void A_project_shares_among_its_parties_in_the_same_proportion()
    {
        var inputs = Inputs with
        {
            Pool = Inputs.Pool with { Coalition = new Coalition("cnc", ["E1", "S"]) },
            Lists = new InputLists([.. Inputs.Lists.Values.Where(value => value.Party is "E1" or "S")], [], []),
        };
        GivenRun().When(state => RunDecider.Decide(state, Compute with { Inputs = new HashedInputs(inputs, "") })).Then<RunComputed>(fact =>
        {
            Assert.Equal(["E1", "S"], fact.Lines.Select(line => line.Party));
            Assert.Equal(Yuan("540000.00"), Money.Sum(fact.Lines.Select(line => line.Share), Cny));
            var points = fact.Result.FiguresAs<WaterfallFigures>().Tiers.Single(tier => tier.Tier == "residual").Keys!.Single(key => key.Key == ResidualMeasure.FixedPoints);
            Assert.Equal(("73000.46", "121667.43"), (points.Payments["E1"].Amount, points.Payments["S"].Amount));
        });
    }

    private static Func<Pool, Decision> Recording(RecordBenefit command) => state => PoolDecider.Decide(state, command);

    private static Decision Closing(Pool state) => PoolDecider.Decide(state, new ClosePool(TaihuAgreement.Adopted, Streams.PoolEntry(PoolId), Half.To, Wang, At));
}

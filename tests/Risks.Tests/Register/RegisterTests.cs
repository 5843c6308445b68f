using Ledger.Risks.Domain;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Risks.Tests.Samples;

namespace Ledger.Risks.Tests;

public sealed class RegisterTests
{
    private static readonly Text Why = new("Seen otherwise", "重新评估");

    public static RiskEntry Entry { get; } = new(
        "cell-stop", TaihuAgreement.Id, "production-disruption", new Text("A cell stops", "单元停机"), null, "E2", Rational.Parse("0.2"), 2,
        new Exposure(Yuan("3000.00"), Yuan("9000.00"), Yuan("30000.00")), Yuan("20000.00"),
        [new RiskControl(new Text("Tutor at the cell", "现场指导"), "S", ControlStrength.Adequate)], 90, new DateOnly(2026, 4, 1));

    private static RegisterRisk Register { get; } = new(Entry, Agreement, 0, Officer, At);

    private static RiskRegistered Registered { get; } = new(Entry, 1, Agreement.Source!, Officer, At);

    [Fact]
    public void A_risk_is_registered_once()
    {
        Given().When(Decide(Register)).Then(Registered).ThenAgainNothing();
        Given(Registered).When(Decide(Register with { Entry = Entry with { Strikes = 1 } })).ThenRejected<RiskEntryExists>("register.exists", "reference");
    }

    [Fact]
    public void It_is_revised_reviewed_and_retired()
    {
        var revised = Entry with { Likelihood = Rational.Parse("0.1") };
        Given(Registered).When(state => RegisteredRiskDecider.Decide(state, new ReviseRisk(revised, Why, Agreement, Officer, At)))
            .Then<RiskRevised>(fact => Assert.Equal(revised, fact.Entry)).ThenAgainNothing();
        var review = new ReviewRisk(Why, null, Reporter, At);
        Given(Registered).When(Decide(review)).ThenState(state => Assert.Equal((1, new DateOnly(2026, 4, 10)), (state.Reviews, state.Entry!.NextReviewOn)));
        Given(Registered).When(Decide(review with { By = Officer })).ThenRejected<NotTheOwner>("register.not-owner");
        Given(Registered).When(Decide(review with { NextReviewOn = new DateOnly(2026, 1, 10) })).ThenRejected<ReviewDayOutside>("register.review-day", "nextReviewOn");
        Given(Registered).When(Decide(review with { NextReviewOn = new DateOnly(2026, 1, 10).AddDays(RiskLimits.ReviewDays + 1) })).ThenRejected<ReviewDayOutside>("register.review-day");
        Given().When(Decide(review)).ThenRejected<RiskEntryUnknown>("register.unknown");
        var retired = Given(Registered).When(state => RegisteredRiskDecider.Decide(state, new RetireRisk(Why, Officer, At))).ThenAgainNothing().After;
        GivenWhenThen.Given(retired, RegisteredRiskDecider.Evolve).When(Decide(review)).ThenRejected<RiskEntryRetired>("register.retired");
    }

    [Fact]
    public void An_overdue_review_is_seen()
    {
        var state = Given(Registered).State;
        Assert.False(state.IsOverdue(new DateOnly(2026, 4, 1)));
        Assert.True(state.IsOverdue(new DateOnly(2026, 4, 2)));
        Assert.False((state with { Retired = new RiskRetired(Why, Officer, At) }).IsOverdue(new DateOnly(2027, 1, 1)));
    }

    public static TheoryData<string, string, Func<RiskEntry, RiskEntry>> Broken => new()
    {
        { "risk.category-not-agreed", "category", entry => entry with { Category = "luck" } },
        { "party.unknown", "owner", entry => entry with { Owner = "X" } },
        { "party.unknown", "controls[0].owner", entry => entry with { Controls = [entry.Controls[0] with { Owner = "X" }] } },
        { "input.blank", "title.zh", entry => entry with { Title = new Text("a", " ") } },
        { "input.blank", "controls[0].title.en", entry => entry with { Controls = [entry.Controls[0] with { Title = new Text("", "") }] } },
        { "input.too-many", "controls", entry => entry with { Controls = [.. Enumerable.Repeat(entry.Controls[0], RiskLimits.Controls + 1)] } },
        { "input.out-of-range", "likelihood", entry => entry with { Likelihood = Rational.Parse("1.01") } },
        { "input.out-of-range", "likelihood", entry => entry with { Likelihood = Rational.Parse("-0.01") } },
        { "register.likelihood-over-precise", "likelihood", entry => entry with { Likelihood = new Rational(1, 3) } },
        { "input.out-of-range", "strikes", entry => entry with { Strikes = 0 } },
        { "input.out-of-range", "strikes", entry => entry with { Strikes = 13 } },
        { "money.negative", "exposure.least.amount", entry => entry with { Exposure = entry.Exposure with { Least = Yuan("-1.00") } } },
        { "register.exposure-not-ordered", "exposure.likely", entry => entry with { Exposure = entry.Exposure with { Likely = Yuan("30000.01") } } },
        { "money.wrong-currency", "limit.currency", entry => entry with { Limit = Money.Parse("1.00", Currency.Of("USD")) } },
        { "money.not-positive", "limit.amount", entry => entry with { Limit = Yuan("0.00") } },
        { "register.review-day", "nextReviewOn", entry => entry with { NextReviewOn = new DateOnly(2026, 1, 9) } },
        { "input.out-of-range", "reviewDays", entry => entry with { ReviewDays = RiskLimits.ReviewDays + 1 } },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Bad_entries_are_refused(string code, string field, Func<RiskEntry, RiskEntry> change)
    {
        var rejection = Given().When(Decide(Register with { Entry = change(Entry) })).Decision.Rejection!;
        Assert.Equal((code, field), (rejection.Code, rejection.Field));
    }

    [Fact]
    public void A_full_register_takes_no_more()
    {
        Given().When(Decide(Register with { Standing = RiskLimits.RegisteredRisks })).ThenRejected<RegisterFull>("register.full");
        Given().When(Decide(Register with { Agreement = null })).ThenRejected<RiskAgreementNotActive>("risk.agreement-not-active", "agreementId");
    }

    // 0.2 x 2 x (3,000 + 9,000 + 30,000) / 3 = 5,600. Row: 0.2 is the third; column: 9,000 of 60,000 is 15%, the second.
    [Fact]
    public void The_heat_map_places_each_risk_once()
    {
        var map = HeatMap.Of(Document, [Given(Registered).State with { Id = Id }, Given(Registered, new RiskRetired(Why, Officer, At)).State]);
        Assert.Equal(25, map.Cells.Count);
        var cell = Assert.Single(map.Cells, cell => cell.Risks.Count > 0);
        Assert.Equal((3, 2, 6, "5600.00"), (cell.Likelihood, cell.Impact, cell.Score, Assert.Single(cell.Risks).Expected.Amount));
        Assert.Equal("5600.00", map.Expected.Amount);
        Assert.Equal(["3000.00", "12000.00", "30000.00", "60000.00"], map.ImpactUpTo.Select(bound => bound.Amount));
    }

    [Fact]
    public void The_stress_takes_the_register_as_it_stands()
    {
        var input = StressOfRegister.Inputs(Document, Yuan("34700.00"), Yuan("0.00"), [Given(Registered).State], 7, 100);
        var risk = Assert.Single(input.Risks);
        Assert.Equal(("cell-stop", 2, "20000.00"), (risk.Id, risk.Strikes, risk.Most.Amount)); // its limit
        Assert.Equal(("34700.00", "60000.00"), (input.Reserve.Opening.Amount, input.Reserve.Limit.Amount));
        var figures = RiskStress.Try(input).Value!;
        Assert.True(figures.Loss.Most <= Yuan("40000.00"));
    }

    private static Given<RegisteredRisk> Given(params object[] facts) => GivenWhenThen.Given(RegisteredRisk.None(Id), RegisteredRiskDecider.Evolve, facts);

    private static Func<RegisteredRisk, Decision> Decide(RegisterRisk command) => state => RegisteredRiskDecider.Decide(state, command);

    private static Func<RegisteredRisk, Decision> Decide(ReviewRisk command) => state => RegisteredRiskDecider.Decide(state, command);
}

using Ledger.Risks.Domain;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Risks.Tests.Samples;

namespace Ledger.Risks.Tests;

public sealed class ReportTests
{
    [Fact]
    public void A_member_reports_what_struck() => Given().When(Report_(ReportIt)).Then(Reported).ThenAgainNothing();

    [Fact]
    public void A_party_that_suffered_nothing_may_report_too() =>
        Given().When(Report_(ReportIt with { By = new Actor("chen", "S") })).Then<RiskEventReported>(fact => Assert.Equal("S", fact.By.Organisation));

    [Fact]
    public void The_same_report_by_anybody_adds_nothing_even_when_the_agreement_is_gone() =>
        Given(Reported).When(Report_(ReportIt with { By = new Actor("chen", "S"), Agreement = null })).ThenNothing();

    [Fact]
    public void The_order_of_the_sufferers_does_not_matter()
    {
        var both = Report with { Sufferers = Shares(("E1", "1"), ("E2", "2")) };
        Given(Reported with { Report = both }).When(Report_(ReportIt with { Report = both with { Sufferers = Shares(("E2", "2"), ("E1", "1")) } })).ThenNothing();
    }

    [Fact]
    public void A_reference_names_one_event() =>
        Given(Reported).When(Report_(With(report => report with { OccurredOn = new DateOnly(2025, 6, 17) }))).ThenRejected<RiskEventExists>("risk.exists", "reference");

    [Fact]
    public void Another_weight_is_another_report() =>
        Given(Reported).When(Report_(With(report => report with { Sufferers = Shares(("E2", "2")) }))).ThenRejected<RiskEventExists>("risk.exists");

    [Fact]
    public void No_agreement_in_force_on_the_day() =>
        Given().When(Report_(ReportIt with { Agreement = null })).ThenRejected<RiskAgreementNotActive>("risk.agreement-not-active", "agreementId");

    [Fact]
    public void Who_is_no_party_reports_nothing() =>
        Given().When(Report_(ReportIt with { By = new Actor("x", "REG") })).ThenRejected<ReporterNotParty>("risk.reporter-not-party");

    [Fact]
    public void A_category_must_be_agreed() => Assert.Contains(
        "production-disruption",
        Given().When(Report_(With(report => report with { Category = "fire" }))).ThenRejected<CategoryNotAgreed>("risk.category-not-agreed", "category").Message.En,
        StringComparison.Ordinal);

    [Fact]
    public void A_sufferer_must_be_a_party() => Given()
        .When(Report_(With(report => report with { Sufferers = Shares(("E2", "1"), ("X", "1")) })))
        .ThenRejected<InputRejection>("party.unknown", "sufferers.X");

    // E2 acceded on 2025-02-01.
    [Theory]
    [InlineData("2025-01-31", false)]
    [InlineData("2025-02-01", true)]
    public void A_loss_before_accession_is_not_shared(string day, bool taken)
    {
        var when = Given().When(Report_(With(report => report with { OccurredOn = DateOnly.Parse(day) })));
        if (taken) when.Then<RiskEventReported>(_ => { });
        else when.ThenRejected<BeforeAccession>("risk.before-accession", "sufferers.E2");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1/2")]
    public void A_weight_is_above_zero(string weight) => Given()
        .When(Report_(With(report => report with { Sufferers = Shares(("E2", weight)) })))
        .ThenRejected<InputRejection>("input.not-positive", "sufferers.E2");

    [Fact]
    public void Somebody_suffers() =>
        Given().When(Report_(With(report => report with { Sufferers = Shares() }))).ThenRejected<InputRejection>("input.empty", "sufferers");

    [Fact]
    public void There_are_not_more_sufferers_than_parties_can_be()
    {
        var many = Enumerable.Range(0, RuleLimits.Parties + 1).ToDictionary(i => $"P{i}", _ => Rational.One);
        Given().When(Report_(With(report => report with { Sufferers = many }))).ThenRejected<InputRejection>("input.too-many", "sufferers");
    }

    // Each of a thousand would pay each of forty: an allocation is one fact.
    [Fact]
    public void Of_many_parties_fewer_suffer_in_one_event()
    {
        var more = string.Concat(Enumerable.Range(0, RuleLimits.Parties - 4).Select(i => $$"""{"id":"P{{i}}","name":{"en":"P","zh":"P"},"type":"enterprise"},"""));
        var agreement = TaihuAgreement.Adopt(TaihuAgreement.Json(("\"parties\":[", "\"parties\":[" + more)));
        var many = Enumerable.Range(0, (RiskLimits.Payments / RuleLimits.Parties) + 1).ToDictionary(i => $"P{i}", _ => Rational.One);
        Given().When(Report_(With(report => report with { Sufferers = many }) with { Agreement = agreement })).ThenRejected<InputRejection>("input.too-many", "sufferers");
    }

    // Ten hours before midnight UTC the day after tomorrow's eve has begun on the date line's far side, the day after has not.
    [Theory]
    [InlineData("2026-01-10", true)]
    [InlineData("2026-01-11", false)]
    public void What_has_not_come_is_not_reported(string day, bool taken)
    {
        var when = Given().When(Report_(With(report => report with { OccurredOn = DateOnly.Parse(day) })));
        if (taken) when.Then<RiskEventReported>(_ => { });
        else when.ThenRejected<OccurredInFuture>("risk.occurred-in-future", "occurredOn");
    }

    [Theory]
    [InlineData(" ", "停机", "title.en", "input.blank")]
    [InlineData("Stop", "", "title.zh", "input.blank")]
    public void The_title_says_something_in_both_languages(string en, string zh, string field, string code) =>
        Given().When(Report_(With(report => report with { Title = new Text(en, zh) }))).ThenRejected<InputRejection>(code, field);

    [Fact]
    public void Texts_are_bounded()
    {
        var text = new Text(new string('x', RuleLimits.Text + 1), "长");
        Given().When(Report_(With(report => report with { Title = text }))).ThenRejected<InputRejection>("input.too-long", "title.en");
        Given().When(Report_(With(report => report with { Description = text }))).ThenRejected<InputRejection>("input.too-long", "description.en");
    }

    private static ReportRiskEvent With(Func<RiskReport, RiskReport> change) => ReportIt with { Report = change(Report) };

    private static Func<RiskEvent, Decision> Report_(ReportRiskEvent command) => state => RiskEventDecider.Decide(state, command);
}

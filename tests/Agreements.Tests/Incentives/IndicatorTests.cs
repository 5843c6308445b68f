using Ledger.Agreements.Domain;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Agreements.Tests.IncentiveSamples;

namespace Ledger.Agreements.Tests;

/// <summary>Rows of these tests are made up: the platform ships no catalogue.</summary>
public sealed class IndicatorTests
{
    private static readonly IndicatorCatalogue Catalogue = new("test-2026", 1, new("Made up", "自拟"), new("Made up for this test", "为本测试自拟"),
    [
        new("b1", IndicatorLevel.Basic, new("Members", "成员"), new("Members of every kind", "各类成员"), [], ["agreement", "list"], null),
        new("n1", IndicatorLevel.Negative, new("Safety", "安全"), new("A serious accident", "重大事故"), [], ["finding"], null),
    ]);

    private static readonly IndicatorCatalogueEntered Entered = new(Catalogue, null, E1, At);
    private static readonly IndicatorEvidenceLinked Linked = new(new("L1", "b1", 2026, "agreement", Hash('1'), "Signed", "E1"), E1, At);
    private static readonly IndicatorVetoRaised Vetoed = new("n1", 2026, "Fire in May", Hash('2'), E1, At);

    [Fact]
    public void Evidence_fills_an_indicator_type_by_type_in_its_year()
    {
        var year = IndicatorYear.Of(Given(Entered, Linked).State, 2026)!;
        Assert.Equal(["L1"], year.Lines[0].Links.Select(link => link.Reference));
        Assert.Equal(["list"], year.Lines[0].Missing);
        Assert.Equal((false, false), (year.Vetoed, year.Complete));
        var full = IndicatorYear.Of(Given(Entered, Linked, Linked with { Link = Linked.Link with { Reference = "L2", Type = "list" } }).State, 2026)!;
        Assert.True(full.Complete);
        Assert.Equal(["agreement", "list"], IndicatorYear.Of(Given(Entered, Linked).State, 2025)!.Lines[0].Missing);
        Assert.Null(IndicatorYear.Of(Given().State, 2026));
    }

    [Fact]
    public void A_negative_indicator_is_a_veto_whatever_else_is_shown()
    {
        Assert.True(IndicatorYear.Of(Given(Entered, Vetoed).State, 2026)!.Vetoed);
        Assert.False(IndicatorYear.Of(Given(Entered, Vetoed).State, 2025)!.Vetoed);
        Assert.False(IndicatorYear.Of(Given(Entered, Vetoed, new IndicatorVetoLifted("n1", 2026, "Mistaken", E1, At)).State, 2026)!.Vetoed);
        Given(Entered).When(state => IndicatorDecider.Decide(state, new RaiseIndicatorVeto("n1", 2026, "Fire in May", Hash('2'), E1, At))).Then(Vetoed).ThenAgainNothing();
        Given(Entered, Vetoed).When(state => IndicatorDecider.Decide(state, new RaiseIndicatorVeto("n1", 2026, "Another", Hash('2'), E1, At))).ThenRejected<IndicatorVetoStands>("indicator.veto-stands");
        Given(Entered).When(state => IndicatorDecider.Decide(state, new RaiseIndicatorVeto("b1", 2026, "x", Hash('2'), E1, At))).ThenRejected<IndicatorNotNegative>("indicator.not-negative", "indicator");
        Given(Entered).When(state => IndicatorDecider.Decide(state, new RaiseIndicatorVeto("n1", 2026, "x", "2", E1, At))).ThenRejected<IndicatorHashMalformed>("indicator.evidence-hash", "sha256");
        Given(Entered).When(state => IndicatorDecider.Decide(state, new LiftIndicatorVeto("n1", 2026, "x", E1, At))).ThenRejected<IndicatorVetoUnknown>("indicator.veto-unknown");
    }

    [Fact]
    public void A_link_names_a_known_indicator_type_and_file()
    {
        Link().Then(Linked).ThenAgainNothing();
        Given().When(state => IndicatorDecider.Decide(state, Command())).ThenRejected<IndicatorCatalogueMissing>("indicator.catalogue-missing");
        Link(command => command with { Indicator = "b9" }).ThenRejected<IndicatorUnknown>("indicator.unknown", "indicator");
        Link(command => command with { Reference = "a b" }).ThenRejected<IndicatorIdMalformed>("indicator.id-malformed", "reference");
        Link(command => command with { Type = "photo" }).ThenRejected<IndicatorEvidenceType>("indicator.evidence-type", "type");
        Link(command => command with { Sha256 = "x" }).ThenRejected<IndicatorHashMalformed>("indicator.evidence-hash", "sha256");
        Link(command => command with { Year = AgreementLimits.LastYear + 1 }).ThenRejected<IndicatorYearOutOfRange>("indicator.year-out-of-range", "year");
        Link(command => command with { Note = "" }).ThenRejected<IndicatorTextMalformed>("indicator.text-malformed", "note");
        Given(Entered, Linked).When(state => IndicatorDecider.Decide(state, Command() with { Note = "Other" })).ThenRejected<IndicatorReferenceTaken>("indicator.reference-taken", "reference");
        Given(Entered, Linked).When(state => IndicatorDecider.Decide(state, new StrikeIndicatorEvidence("L1", "x", new Actor("x", "E2"), At))).ThenRejected<IndicatorLinkForeign>("indicator.link-foreign");
        Given(Entered, Linked).When(state => IndicatorDecider.Decide(state, new StrikeIndicatorEvidence("L9", "x", E1, At))).ThenRejected<IndicatorLinkUnknown>("indicator.link-unknown");
        Given(Entered, Linked).When(state => IndicatorDecider.Decide(state, new StrikeIndicatorEvidence("L1", "Wrong file", E1, At)))
            .ThenState(state => Assert.Equal("indicator.reference-taken", IndicatorDecider.Decide(state, Command()).Rejection?.Code));
        var full = Given(Entered).State with { Struck = [.. Enumerable.Range(0, AgreementLimits.IndicatorLinks).Select(i => $"S{i}")] };
        Assert.Equal("indicator.full", IndicatorDecider.Decide(full, Command()).Rejection?.Code);
    }

    [Fact]
    public void A_catalogue_is_the_users_and_replaced_only_with_a_reason_and_not_under_its_evidence()
    {
        Enter(Catalogue).Then(Entered);
        Enter(Catalogue with { Indicators = [] }).ThenRejected<InputRejection>("input.empty", "catalogue.indicators");
        Enter(Catalogue, null, Entered).ThenRejected<ReasonMissing>("reason.missing");
        Enter(Catalogue with { Indicators = [Catalogue.Indicators[1]] }, "New text", Entered, Linked).ThenRejected<IndicatorStillLinked>("indicator.still-linked", "catalogue.indicators");
        Enter(Catalogue with { Indicators = [Catalogue.Indicators[0]] }, "New text", Entered, Linked).Then<IndicatorCatalogueEntered>(_ => { });
    }

    private static LinkIndicatorEvidence Command() => new("L1", "b1", 2026, "agreement", Hash('1'), "Signed", E1, At);

    private static When<IndicatorWorkbook> Link(Func<LinkIndicatorEvidence, LinkIndicatorEvidence>? change = null) =>
        Given(Entered).When(state => IndicatorDecider.Decide(state, change is null ? Command() : change(Command())));

    private static When<IndicatorWorkbook> Enter(IndicatorCatalogue catalogue, string? reason = null, params object[] facts) =>
        Given(facts).When(state => IndicatorDecider.Decide(state, new EnterIndicatorCatalogue(catalogue, reason, E1, At)));

    private static Given<IndicatorWorkbook> Given(params object[] facts) => GivenWhenThen.Given(IndicatorWorkbook.None(Id), IndicatorDecider.Evolve, facts);
}

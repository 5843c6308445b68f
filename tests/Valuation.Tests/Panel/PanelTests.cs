using Ledger.Rules;
using Ledger.Tests;
using Ledger.Valuation.Domain;
using static Ledger.Valuation.Tests.PanelSamples;
using static Ledger.Valuation.Tests.Samples;

namespace Ledger.Valuation.Tests;

public sealed class PanelTests
{
    private static readonly AdmitAppraiser Admit = new("he", "V1", Machines, Clerk, At);
    private static readonly DeclareTie Declare = new(TieKind.Ownership, "he", "E1", new DateOnly(2024, 1, 1), null, new Rational(1, 50), Paper, Clerk, At);

    [Fact]
    public void A_person_comes_onto_the_panel_once() =>
        OnPanel().When(Deciding(Admit)).Then(new AppraiserAdmitted("he", "V1", Machines, Clerk, At)).ThenAgainNothing();

    [Fact]
    public void The_same_person_cannot_come_otherwise()
    {
        OnPanel(Admitted("he", "V1")).When(Deciding(Admit with { Organisation = "V2" })).ThenRejected<AppraiserKnown>("panel.appraiser-known");
        OnPanel(Admitted("he", "V1"), new AppraiserRemoved("he", "False paper", Clerk, At)).When(Deciding(Admit)).ThenRejected<AppraiserKnown>();
    }

    [Fact]
    public void Nobody_decides_on_himself()
    {
        OnPanel().When(Deciding(Admit with { By = new Actor("he", "S") })).ThenRejected<OwnPanelEntry>("panel.own-entry");
        OnPanel(Three).When(state => PanelDecider.Decide(state, new ChangeStanding("he", AppraiserStanding.Suspended, "Ill", new Actor("he", "V1"), At)))
            .ThenRejected<OwnPanelEntry>();
        OnPanel(Three).When(state => PanelDecider.Decide(state, new RenewQualifications("he", [], new Actor("he", "V1"), At))).ThenRejected<OwnPanelEntry>();
        var tied = OnPanel([.. Three, Tied(TieKind.Family, "E1", "2025-01-01")]);
        tied.When(state => PanelDecider.Decide(state, new WithdrawTie(1, "Error", new Actor("he", "V1"), At))).ThenRejected<OwnPanelEntry>();
        tied.When(state => PanelDecider.Decide(state, new EndTie(1, new DateOnly(2025, 2, 1), Paper, new Actor("he", "V1"), At))).ThenRejected<OwnPanelEntry>();
    }

    [Theory]
    [InlineData("")]
    [InlineData("he|qian")]
    [InlineData("he/qian")]
    [InlineData("何")]
    public void A_person_can_stand_in_a_commitment(string person) =>
        OnPanel().When(Deciding(Admit with { Person = person })).ThenRejected<PersonMalformed>("panel.person-malformed", "person");

    [Fact]
    public void An_organisation_is_an_identifier() =>
        OnPanel().When(Deciding(Admit with { Organisation = "V 1" })).ThenRejected<OrganisationMalformed>("panel.organisation-malformed", "organisation");

    [Fact]
    public void Qualifications_name_methods_that_exist_and_days_in_order()
    {
        Refused<QualificationMissing>([], "qualifications");
        Refused<QualificationMissing>([Machines[0] with { Methods = [] }], "qualifications[0].methods");
        Refused<QualificationMethodUnknown>([Machines[0] with { Methods = ["market.comparables", "risk.disruption"] }], "qualifications[0].methods[1]");
        Refused<PanelDaysNotOrdered>([Machines[0], Machines[0] with { To = new DateOnly(2024, 12, 31) }], "qualifications[1].to");
        Refused<QualificationMissing>([.. Enumerable.Repeat(Machines[0], ValuationLimits.Qualifications + 1)], "qualifications");

        static void Refused<T>(IReadOnlyList<Qualification> stated, string field)
            where T : Rejection => OnPanel().When(Deciding(Admit with { Qualifications = stated })).ThenRejected<T>(field: field);
    }

    [Fact]
    public void A_panel_has_its_limits()
    {
        var full = Enumerable.Range(0, ValuationLimits.Appraisers).Select(i => (object)Admitted($"P{i}", "V")).ToArray();
        OnPanel(full).When(Deciding(Admit)).ThenRejected<PanelFull>("panel.full");
        var ties = Enumerable.Range(1, ValuationLimits.Ties).Select(no => new Tie(no, TieKind.Family, "he", "X", default, null, null, Paper)).ToList();
        Assert.IsType<PanelFull>(PanelDecider.Decide(PanelOf() with { Ties = ties }, Declare).Rejection);
        Assert.Null(PanelDecider.Decide(PanelOf() with { Ties = ties[1..] }, Declare).Rejection);
    }

    [Fact]
    public void Suspended_and_reinstated_with_a_reason_removed_for_good()
    {
        var suspended = new AppraiserSuspended("he", "Complaint", Clerk, At);
        OnPanel(Three).When(Standing(AppraiserStanding.Suspended, "Complaint")).Then(suspended)
            .ThenState(state => Assert.Equal("Complaint", state.Appraiser("he")!.Reason)).ThenAgainNothing();
        OnPanel([.. Three, suspended]).When(Standing(AppraiserStanding.Active, "Unfounded")).Then(new AppraiserReinstated("he", "Unfounded", Clerk, At));
        var removed = OnPanel([.. Three, new AppraiserRemoved("he", "False paper", Clerk, At)]);
        removed.When(Standing(AppraiserStanding.Active, "Sorry")).ThenRejected<AppraiserIsRemoved>("panel.removed");
        removed.When(Standing(AppraiserStanding.Removed, "Again")).ThenNothing();
        removed.When(state => PanelDecider.Decide(state, new RenewQualifications("he", Machines, Clerk, At))).ThenRejected<AppraiserIsRemoved>();
        OnPanel(Three).When(Standing(AppraiserStanding.Removed, " ")).ThenRejected<ReasonMissing>("reason.missing", "reason");
        OnPanel(Three).When(Standing(AppraiserStanding.Removed, new string('x', ValuationLimits.Reason + 1))).ThenRejected<ReasonMissing>();
        OnPanel().When(Standing(AppraiserStanding.Removed, "Who?")).ThenRejected<AppraiserUnknown>("panel.appraiser-unknown");
    }

    [Fact]
    public void Qualifications_are_renewed_as_a_whole()
    {
        IReadOnlyList<Qualification> cash = [new(ContributionKind.Cash, ["cash.face"], new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31))];
        OnPanel(Three).When(state => PanelDecider.Decide(state, new RenewQualifications("he", cash, Clerk, At)))
            .Then(new QualificationsRenewed("he", cash, Clerk, At))
            .ThenState(state => Assert.Empty(state.Appraiser("he")!.Qualified(ContributionKind.DonatedEquipment, ["market.comparables"], new DateOnly(2025, 4, 1))))
            .ThenAgainNothing();
        OnPanel(Three).When(state => PanelDecider.Decide(state, new RenewQualifications("he", Machines, Clerk, At))).ThenNothing();
    }

    [Theory]
    [InlineData("2024-12-31", 0)]
    [InlineData("2025-01-01", 1)]
    [InlineData("2026-12-31", 1)]
    [InlineData("2027-01-01", 0)]
    public void A_qualification_holds_on_its_days(string day, int methods) =>
        Assert.Equal(methods, PanelOf().Appraiser("he")!.Qualified(ContributionKind.DonatedEquipment, ["market.comparables", "cost.replacement"], DateOnly.Parse(day)).Count);

    [Fact]
    public void A_tie_is_declared_ended_and_taken_back()
    {
        OnPanel(Three).When(Deciding(Declare))
            .Then(new TieDeclared(1, TieKind.Ownership, "he", "E1", Declare.From, null, Declare.Share, Paper, Clerk, At)).ThenAgainNothing();
        var tied = OnPanel([.. Three, Tied(TieKind.Employment, "E1", "2020-01-01")]);
        tied.When(state => PanelDecider.Decide(state, new EndTie(1, new DateOnly(2021, 1, 1), Paper, Clerk, At)))
            .Then(new TieEnded(1, new DateOnly(2021, 1, 1), Paper, Clerk, At)).ThenAgainNothing();
        tied.When(state => PanelDecider.Decide(state, new EndTie(1, new DateOnly(2019, 1, 1), Paper, Clerk, At))).ThenRejected<PanelDaysNotOrdered>("days.not-ordered", "lastDay");
        tied.When(state => PanelDecider.Decide(state, new EndTie(1, new DateOnly(2021, 1, 1), "paper", Clerk, At))).ThenRejected<EvidenceHashMalformed>("tie.evidence-malformed");
        tied.When(state => PanelDecider.Decide(state, new EndTie(2, new DateOnly(2021, 1, 1), Paper, Clerk, At))).ThenRejected<TieUnknown>("tie.unknown");
        tied.When(state => PanelDecider.Decide(state, new WithdrawTie(1, "Another He", Clerk, At)))
            .Then(new TieWithdrawn(1, "Another He", Clerk, At)).ThenAgainNothing();
        tied.When(state => PanelDecider.Decide(state, new WithdrawTie(7, "Another He", Clerk, At))).ThenRejected<TieUnknown>();
        var withdrawn = OnPanel([.. Three, Tied(TieKind.Employment, "E1", "2020-01-01"), new TieWithdrawn(1, "Error", Clerk, At)]);
        withdrawn.When(state => PanelDecider.Decide(state, new EndTie(1, new DateOnly(2021, 1, 1), Paper, Clerk, At))).ThenRejected<TieClosed>("tie.closed");
    }

    [Theory]
    [InlineData(TieKind.Ownership, null)]
    [InlineData(TieKind.Ownership, "0")]
    [InlineData(TieKind.Income, "1.01")]
    [InlineData(TieKind.Family, "0.5")]
    public void A_share_belongs_to_ownership_and_income(TieKind kind, string? share) =>
        OnPanel(Three).When(Deciding(Declare with { Kind = kind, Share = share is null ? null : Rational.Parse(share) })).ThenRejected<TieShareMissing>("tie.share-missing", "share");

    [Fact]
    public void A_tie_is_stated_whole()
    {
        OnPanel(Three).When(Deciding(Declare with { Evidence = "" })).ThenRejected<EvidenceHashMalformed>(field: "evidence");
        OnPanel(Three).When(Deciding(Declare with { Organisation = "E 1" })).ThenRejected<OrganisationMalformed>();
        OnPanel(Three).When(Deciding(Declare with { LastDay = new DateOnly(2023, 1, 1) })).ThenRejected<PanelDaysNotOrdered>(field: "lastDay");
        OnPanel(Three).When(Deciding(Declare with { Person = "nobody" })).ThenRejected<AppraiserUnknown>();
    }

    private static Given<AppraiserPanel> OnPanel(params object[] facts) =>
        GivenWhenThen.Given(AppraiserPanel.None(Guid.Empty), PanelDecider.Evolve, facts);

    private static Func<AppraiserPanel, Decision> Deciding(AdmitAppraiser command) => state => PanelDecider.Decide(state, command);

    private static Func<AppraiserPanel, Decision> Deciding(DeclareTie command) => state => PanelDecider.Decide(state, command);

    private static Func<AppraiserPanel, Decision> Standing(AppraiserStanding to, string reason) =>
        state => PanelDecider.Decide(state, new ChangeStanding("he", to, reason, Clerk, At));
}

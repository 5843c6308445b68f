using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.Valuation.Domain;
using Ledger.Valuation.Features;
using static Ledger.Valuation.Tests.PanelSamples;
using static Ledger.Valuation.Tests.QuoteSamples;
using static Ledger.Valuation.Tests.Samples;

namespace Ledger.Valuation.Tests;

public sealed class BlindnessTests
{
    private static readonly Actor Qian = new("qian", "V2");

    private static object[] ProposedByHim => Decided(DrawnFacts, state => AppraisalDecider.Decide(state, Propose with { By = Qian }));

    [Fact]
    public void The_drawn_valuer_reads_the_claim_only_after_he_proposed()
    {
        Assert.True(Hides(DrawnFacts, Qian, Roles.Valuer));
        Assert.False(Hides(ProposedByHim, Qian, Roles.Valuer));
    }

    [Fact]
    public void From_the_opening_on_nobody_who_may_be_drawn_reads_it()
    {
        Assert.True(Hides(DrawnFacts[..2], Qian, Roles.Valuer));
        Assert.True(Hides(ProposedByHim, new Actor("he", "V1"), Roles.Valuer));
    }

    [Fact]
    public void Without_a_draw_and_after_the_acceptance_everybody_reads_it()
    {
        Assert.False(Hides([Opened, Proposed], Qian, Roles.Valuer));
        Assert.False(Hides(Decided(ProposedByHim, state => AppraisalDecider.Decide(state, Accept)), new Actor("he", "V1"), Roles.Valuer));
    }

    [Fact]
    public void Others_read_it_and_an_approver_what_he_is_to_judge()
    {
        Assert.False(Hides(DrawnFacts, Clerk, Roles.Administrator));
        Assert.True(Hides(DrawnFacts, new Actor("he", "V1"), Roles.Valuer, Roles.Approver));
        Assert.False(Hides(ProposedByHim, new Actor("he", "V1"), Roles.Valuer, Roles.Approver));
    }

    [Fact]
    public void Who_is_to_quote_does_not_read_it()
    {
        var quoting = new Blindness(new Caller("taihu", Qian, [Roles.Valuer]), new HashSet<Guid> { Id });
        Assert.True(quoting.Hides(Given(Opened).State));
    }

    [Fact]
    public void What_is_hidden_is_in_no_view()
    {
        var state = Given(ProposedByHim).State;
        var details = AppraisalDetails.Of(state, blind: true);
        Assert.Equal((null, null, "qian"), (details.Claimed, details.Proposal, details.Assignment!.Person));
        Assert.Empty(details.Approvals);
        var summary = AppraisalSummary.Of(state, blind: true);
        Assert.Equal((null, null, null), (summary.Claimed, summary.Value, summary.ProposalHash));
        Assert.DoesNotContain("1200000", System.Text.Json.JsonSerializer.Serialize(new { details, summary }, ServiceDefaults.Store.FactJson.Facts), StringComparison.Ordinal);
    }

    [Fact]
    public void The_contributor_sees_no_quotes_before_the_reveal_ended()
    {
        var state = Asked([.. AllCommitted, Revealed("he")]).State;
        var contributor = new Caller("taihu", Contributor, [Roles.Contributor]);
        var before = QuotationView.For(contributor, state, RevealUntil);
        Assert.Equal((null, null), (before.Quotes, before.Voids));
        Assert.Equal(3, QuotationView.For(contributor, state, RevealUntil.AddTicks(10)).Quotes!.Count);
        Assert.Equal(3, QuotationView.For(new Caller("taihu", Clerk, [Roles.Administrator]), state, At).Quotes!.Count);
        Assert.DoesNotContain("9000", System.Text.Json.JsonSerializer.Serialize(QuotationView.For(contributor, state, RevealUntil.AddDays(1)), ServiceDefaults.Store.FactJson.Facts), StringComparison.Ordinal);
    }

    [Fact]
    public void Ties_are_for_the_administrator_the_regulator_and_oneself()
    {
        var panel = PanelOf(Tied(TieKind.Family, "E1", "2020-01-01"));
        Assert.Single(PanelView.For(new Caller("taihu", new Actor("he", "V1"), [Roles.Valuer]), panel).Ties);
        Assert.Empty(PanelView.For(new Caller("taihu", Qian, [Roles.Valuer]), panel).Ties);
        Assert.Single(PanelView.For(new Caller("taihu", Clerk, [Roles.Administrator]), panel).Ties);
        Assert.Single(PanelView.For(new Caller("taihu", Clerk, [Roles.Regulator]), panel).Ties);
    }

    private static bool Hides(object[] facts, Actor by, params string[] roles) =>
        new Blindness(new Caller("taihu", by, roles), new HashSet<Guid>()).Hides(Given(facts).State);
}

using Ledger.Contributions.Domain;
using Ledger.Contributions.Features;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Contributions.Tests.Samples;

namespace Ledger.Contributions.Tests;

public sealed class RegisterReadTests
{
    private static readonly Text Why = new("Reason", "理由");
    private static readonly Contribution Valued = Of(Registered, Verified, Recorded with { At = At.AddDays(3) });

    [Fact]
    public void The_register_shows_what_was_known_at_a_time()
    {
        Assert.Null(Valued.AsOf(null, At.AddSeconds(-1)));
        Assert.Equal((ContributionState.Registered, null), Known(At));
        Assert.Equal((ContributionState.Verified, null), Known(At.AddDays(2)));
        Assert.Equal((ContributionState.Valued, "840000.00"), Known(At.AddDays(3)));
        (ContributionState, string?) Known(DateTimeOffset at)
        {
            var shown = Valued.AsOf(null, at)!;
            return (shown.State, shown.Accepted?.Value.Amount);
        }
    }

    [Fact]
    public void The_register_shows_what_held_on_a_day()
    {
        var ended = ContributionDecider.Evolve(Valued, new ContributionEnded(new DateOnly(2025, 6, 30), Why, Chen, At.AddDays(200)));
        Assert.Null(ended.AsOf(new DateOnly(2025, 2, 28), null));
        Assert.Equal(ContributionState.Valued, ended.AsOf(new DateOnly(2025, 6, 29), null)!.State);
        Assert.Equal(ContributionState.Ended, ended.AsOf(new DateOnly(2025, 6, 30), null)!.State);
        Assert.Equal(ContributionState.Valued, ended.AsOf(new DateOnly(2025, 6, 30), At.AddDays(199))!.State);
    }

    [Fact]
    public void What_was_reversed_later_stood_before_and_is_void_from_its_first_day_on()
    {
        var reversed = ContributionDecider.Evolve(Valued, new ContributionReversed(Why, new Actor("sun", "G"), At.AddDays(9)));
        Assert.True(reversed.AsOf(null, At.AddDays(8))!.Stands());
        Assert.False(reversed.AsOf(new DateOnly(2025, 3, 1), null)!.Stands());
    }

    [Fact]
    public void Totals_add_claimed_accepted_and_pending_per_party()
    {
        var tally = new Tally();
        tally.Add(Valued);
        tally.Add(Of(Registered with { Particulars = Machine with { Claimed = Money.Parse("100.50", Cny) } }));
        tally.Add(Of(Registered with { Particulars = Machine with { Party = "E2", Claimed = Money.Parse("7.00", Cny) } }));
        tally.Add(Of(Registered, new ContributionWithdrawn(Why, Lin, At)));
        Assert.Equal(
            [("E1", 2, "1200100.50", "840000.00", "100.50"), ("E2", 1, "7.00", "0.00", "7.00")],
            tally.Totals.Select(line => (line.Party, line.Count, line.Claimed.Amount, line.Accepted.Amount, line.Pending.Amount)));
        Assert.Equal(
            [(ContributionState.Registered, 2), (ContributionState.Valued, 1), (ContributionState.Withdrawn, 1)],
            tally.Counts.Select(line => (line.State, line.Count)));
    }

    [Fact]
    public void Drafts_are_shown_to_their_own_party_only()
    {
        var draft = Of(new ContributionDrafted(Machine, Lin, At));
        Assert.Null(new RegisterQuery().Show(draft, "E1"));
        Assert.NotNull(new RegisterQuery(State: "drafted").Show(draft, "E1"));
        Assert.Null(new RegisterQuery(State: "drafted").Show(draft, "S"));
        Assert.Null(new RegisterQuery(State: "drafted", Kind: "cash").Show(draft, "E1"));
    }

    [Fact]
    public void A_query_that_names_what_does_not_exist_is_refused()
    {
        Assert.Equal(("input.unknown-value", "state"), Broken(new RegisterQuery(State: "none")));
        Assert.Equal(("input.unknown-value", "kind"), Broken(new RegisterQuery(Kind: "unicorn")));
        Assert.Equal(("input.dates-not-ordered", "to"), Broken(new RegisterQuery(From: new DateOnly(2025, 2, 1), To: new DateOnly(2025, 1, 1))));
        Assert.Null(new RegisterQuery(State: "in-use", Kind: "cash").Broken());
        static (string?, string?) Broken(RegisterQuery query) => (query.Broken()?.Code, query.Broken()?.Field);
    }

    [Fact]
    public void A_contribution_shows_what_it_lacks_under_its_agreement()
    {
        var agreement = TaihuAgreement.Adopted.Document;
        Assert.Equal(["missing.evidence", "missing.details", "missing.verification"], Codes(Of(Registered), agreement));
        var more = Invoice with { Reference = "more", Sha256 = new string('4', 64) };
        Assert.Equal(["missing.details"], Codes(Of(Registered, Verified, new EvidenceAdded([more], Why, Lin, At)), agreement));
        Assert.Contains("missing.agreement", Codes(Of(Registered), null));
        Assert.Equal("1 more pieces of evidence: the agreement asks for 3.", MissingEvidence.Of(Of(Registered), agreement)[0].Message.En);
        Assert.Contains("missing.retention-class", Codes(Of(Registered), With(("\"dispute\":", "\"retention\":{\"appraisal-file\":15},\"dispute\":"))));
        Assert.DoesNotContain("missing.retention-class", Codes(Of(Registered), With(("\"dispute\":", "\"retention\":{\"ledger\":30},\"dispute\":"))));
        static IEnumerable<string> Codes(Contribution contribution, AgreementDocument? agreed) => MissingEvidence.Of(contribution, agreed).Select(item => item.Code);
    }

    [Fact]
    public void A_commitment_can_ask_for_more_evidence_than_the_kind_does()
    {
        const string Promised =
            """
            "commitments":[{"id":"m","party":"E1","kind":"donated-equipment","description":{"en":"Machine","zh":"机床"},
              "plannedValue":"1200000.00","schedule":[{"due":"2025-06-30","value":"1200000.00"}],"evidenceRequired":5}],"dispute":
            """;
        var agreement = With(("\"dispute\":", Promised));
        Assert.Equal("3 more pieces of evidence: the agreement asks for 5.", MissingEvidence.Of(Of(Registered), agreement)[0].Message.En);
    }

    [Fact]
    public void A_region_profile_can_ask_for_more_evidence_than_the_agreement_does()
    {
        var agreement = TaihuAgreement.Adopted.Document;
        var profile = TaihuAgreement.Profile(("valuation.minEvidence.donated-equipment", 4));
        Assert.Equal("2 more pieces of evidence: the policy profile test asks for 4.", MissingEvidence.Of(Of(Registered), agreement, profile)[0].Message.En);
        Assert.Equal("1 more pieces of evidence: the agreement asks for 3.",
            MissingEvidence.Of(Of(Registered), agreement, TaihuAgreement.Profile(("valuation.minEvidence.donated-equipment", 3)))[0].Message.En);
        Assert.DoesNotContain(MissingEvidence.Of(Of(Registered), null, profile), item => item.Code == "missing.evidence");
    }

    private static AgreementDocument With(params (string, string)[] changes) => TaihuAgreement.Adopt(TaihuAgreement.Json(changes)).Document!;

    private static Contribution Of(params object[] facts) => facts.Aggregate(Contribution.None(Id), ContributionDecider.Evolve);
}

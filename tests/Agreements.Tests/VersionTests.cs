using System.Text.Json;
using CsCheck;
using Ledger.Agreements.Domain;
using Ledger.Rules;
using static Ledger.Agreements.Tests.Samples;

namespace Ledger.Agreements.Tests;

/// <summary>How the versions of one agreement follow one another.</summary>
public sealed class VersionTests
{
    private static readonly JsonElement First = VersionOf(1, "2025-01-01", "2027-12-31");
    private static readonly Agreement Ruling = Folded(First, AgreementStage.Active);

    [Fact]
    public void A_proposal_is_withdrawn_with_its_reason_and_can_no_longer_be_signed_or_proposed()
    {
        var withdrawn = new AgreementWithdrawn("A party asked for changes.", Administrator, At);
        Given(Drafted, Proposed, SignedBy("S")).When(Withdraw()).Then(withdrawn).ThenAgainNothing();
        Given(Drafted, Proposed, withdrawn).When(Sign("S")).ThenRejected<AgreementNotProposed>("agreement.not-proposed");
        Given(Drafted, Proposed, withdrawn).When(Propose()).ThenRejected<AgreementNotDraft>("agreement.not-draft");
    }

    [Fact]
    public void Only_an_open_proposal_is_withdrawn()
    {
        Given().When(Withdraw()).ThenRejected<AgreementUnknown>("agreement.unknown");
        Given(Drafted).When(Withdraw()).ThenRejected<AgreementNotWithdrawable>("agreement.not-withdrawable");
        Given([Drafted, Proposed, .. Parties.Select(SignedBy), Activated]).When(Withdraw()).ThenRejected<AgreementNotWithdrawable>();
    }

    [Theory]
    [InlineData(" ")]
    [InlineData(null)]
    public void A_withdrawal_says_why(string? reason) =>
        Given(Drafted, Proposed).When(Withdraw(reason ?? new string('x', AgreementLimits.Reason + 1))).ThenRejected<ReasonMissing>("reason.missing", "reason");

    [Fact]
    public void A_version_whose_own_test_fails_is_not_proposed()
    {
        var document = Files.Complete(("\"252995.31\"", "\"252995.30\""));
        var failed = GivenDraft(document).When(Propose()).ThenRejected<VectorFailed>("agreement.test-failed", "document.tests[0]");
        Assert.Equal("first-year", failed.Vector);
    }

    [Fact]
    public void A_version_whose_own_tests_pass_is_proposed() =>
        GivenDraft(Files.Complete(("\"supersedes\": 1,", ""), ("\"regionProfile\": { \"id\": \"cn\", \"version\": 1 },", ""))).When(Propose()).Then<AgreementProposed>(_ => { });

    [Fact]
    public void The_last_signature_enters_the_version_in_the_line_of_its_agreement()
    {
        var when = Given(Drafted, Proposed, SignedBy("S"), SignedBy("E1"), SignedBy("G")).When(Sign("E2"));
        var entered = Assert.Single(when.Decision.NewStreams);
        Assert.Equal((typeof(EnteredVersion), Slot), (entered.State, entered.Id));
        var fact = Assert.IsType<VersionEntered>(Assert.Single(entered.Facts));
        Assert.Equal(("taihu-2025", 1, Terms.DocumentHash, null), (fact.AgreementId, fact.AgreementVersion, fact.DocumentHash, fact.Supersedes));
    }

    [Fact]
    public void A_version_over_days_that_another_rules_is_refused()
    {
        var refused = Proposing(VersionOf(2, "2027-12-31", "2030-12-31"), Ruling).ThenRejected<VersionsOverlap>("agreement.versions-overlap", "document.effective");
        Assert.Equal(1, refused.Other);
        Proposing(VersionOf(2, "2027-12-31", "2030-12-31"), Folded(First, AgreementStage.Proposed)).ThenRejected<VersionsOverlap>();
    }

    [Fact]
    public void Versions_that_touch_without_overlap_stand_side_by_side() =>
        Proposing(VersionOf(2, "2028-01-01", "2030-12-31"), Ruling).Then<AgreementProposed>(_ => { });

    [Theory]
    [InlineData(AgreementStage.Draft)]
    [InlineData(AgreementStage.Withdrawn)]
    public void What_binds_nobody_stands_in_nobodys_way(AgreementStage stage) =>
        Proposing(VersionOf(2, "2026-01-01", "2027-12-31"), Folded(First, stage)).Then<AgreementProposed>(_ => { });

    [Fact]
    public void A_version_that_names_the_one_it_replaces_may_cut_its_term() =>
        Proposing(VersionOf(2, "2026-01-01", "2028-12-31", supersedes: 1), Ruling).Then<AgreementProposed>(_ => { });

    [Theory]
    [InlineData(AgreementStage.Draft)]
    [InlineData(AgreementStage.Proposed)]
    [InlineData(AgreementStage.Withdrawn)]
    public void Only_an_active_version_is_replaced(AgreementStage stage) => Proposing(
        VersionOf(2, "2026-01-01", "2028-12-31", supersedes: 1), Folded(First, stage)).ThenRejected<SupersededUnknown>("agreement.superseded-unknown", "document.supersedes");

    [Fact]
    public void A_version_is_replaced_once()
    {
        var second = Folded(VersionOf(2, "2026-01-01", "2028-12-31", supersedes: 1), AgreementStage.Active);
        var refused = Proposing(VersionOf(3, "2027-01-01", "2028-12-31", supersedes: 1), Ruling, second).ThenRejected<AlreadySuperseded>("agreement.already-superseded");
        Assert.Equal(2, refused.By);
        Proposing(VersionOf(3, "2027-01-01", "2028-12-31", supersedes: 2), Ruling, second).Then<AgreementProposed>(_ => { });
    }

    [Fact]
    public void An_amendment_looks_forward()
    {
        Proposing(VersionOf(2, "2025-01-01", "2028-12-31", supersedes: 1), Ruling).ThenRejected<NotProspective>("agreement.not-prospective", "document.effective.from");
        Proposing(VersionOf(2, "2025-01-02", "2028-12-31", supersedes: 1), Ruling).Then<AgreementProposed>(_ => { });
        Proposing(VersionOf(2, "2025-02-01", "2028-12-31", supersedes: 1), Folded(VersionOf(1, "2025-02-01", "2027-12-31"), AgreementStage.Active))
            .ThenRejected<StartsBeforeSuperseded>("agreement.starts-before-superseded", "document.effective.from");
    }

    [Theory]
    [InlineData("2025-12-31", false)]
    [InlineData("2026-01-01", true)]
    public void An_amendment_does_not_reach_into_a_settled_period(string from, bool allowed)
    {
        var around = new AgreementSurroundings([Ruling], new DateOnly(2025, 12, 31), Slot);
        var when = GivenDraft(VersionOf(2, from, "2028-12-31", supersedes: 1)).When(Propose(around));
        if (allowed) when.Then<AgreementProposed>(_ => { });
        else when.ThenRejected<AmendsClosedPeriod>("agreement.period-closed", "document.effective.from");
    }

    [Fact]
    public void What_happened_since_the_proposal_is_looked_at_again_with_the_last_signature()
    {
        var amendment = VersionOf(2, "2026-01-01", "2028-12-31", supersedes: 1);
        var given = GivenDraft(amendment) with { State = Folded(amendment, AgreementStage.Proposed) with { Signatures = [.. Parties[..3].Select(party => new Signature(party, Of(party), At))] } };
        given.When(Sign("G", around: new([Ruling], new DateOnly(2026, 1, 31), Slot))).ThenRejected<AmendsClosedPeriod>("agreement.period-closed");
        var rival = Folded(VersionOf(3, "2026-06-01", "2028-12-31", supersedes: 1), AgreementStage.Active);
        given.When(Sign("G", around: new([Ruling, rival], null, Slot))).ThenRejected<AlreadySuperseded>("agreement.already-superseded");
        given.When(Sign("G", around: new([Ruling], null, Slot))).ThenState(state => Assert.Equal(AgreementStage.Active, state.Stage));
    }

    [Theory]
    [InlineData("2024-12-31", Standing.Signed, Standing.Signed)]
    [InlineData("2025-01-01", Standing.InForce, Standing.Signed)]
    [InlineData("2026-06-30", Standing.InForce, Standing.Signed)]
    [InlineData("2026-07-01", Standing.Superseded, Standing.InForce)]
    [InlineData("2028-12-31", Standing.Superseded, Standing.InForce)]
    [InlineData("2029-01-01", Standing.Superseded, Standing.Ended)]
    public void A_version_stands_where_the_day_puts_it(string day, Standing first, Standing second)
    {
        var amendment = Folded(VersionOf(2, "2026-07-01", "2028-12-31", supersedes: 1), AgreementStage.Active);
        Agreement[] versions = [Ruling, amendment];
        var on = DateOnly.Parse(day);
        var before = AgreementStanding.Of(Ruling, versions, on);
        Assert.Equal((first, 2, new Period(new DateOnly(2025, 1, 1), new DateOnly(2026, 6, 30))), (before.Standing, before.SupersededBy!.Value, before.Rules!));
        Assert.Equal(second, AgreementStanding.Of(amendment, versions, on).Standing);
    }

    [Theory]
    [InlineData(AgreementStage.Draft, Standing.Draft)]
    [InlineData(AgreementStage.Proposed, Standing.Proposed)]
    [InlineData(AgreementStage.Withdrawn, Standing.Withdrawn)]
    public void What_is_not_signed_rules_on_no_day(AgreementStage stage, Standing standing) => Assert.Equal(
        new AgreementStanding(new DateOnly(2025, 6, 1), standing, null, null), AgreementStanding.Of(Folded(First, stage), [], new DateOnly(2025, 6, 1)));

    [Fact]
    public void A_settlement_closes_its_period_once()
    {
        var closed = new PeriodClosed("taihu-2025", "2025", new Period(new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31)), new Citation(Id, new string('a', 64)));
        var decision = ClosedPeriodDecider.Decide(ClosedPeriod.None(Id), closed);
        Assert.Equal([closed], decision.Facts);
        Assert.Same(Decision.Nothing, ClosedPeriodDecider.Decide(ClosedPeriodDecider.Evolve(ClosedPeriod.None(Id), closed), closed));
    }

    private sealed record Model(string Stage, IReadOnlySet<string> Signed);

    // A second, naive statement of the life of a version: commands in any order, each either taken or refused by this table.
    [Fact]
    public void Whatever_the_order_of_commands_a_version_lives_as_the_table_says() =>
        Gen.Int[0, 2 + Parties.Length].Array[0, 25].Sample(commands =>
        {
            var state = Given().State;
            var model = new Model("none", new HashSet<string>());
            foreach (var command in commands)
            {
                var decision = (command switch { 0 => Draft(), 1 => Propose(), 2 => Withdraw(), _ => Sign(Parties[command - 3], Terms.DocumentHash) })(state);
                var (expected, refused) = Next(model, command);
                Assert.Equal(refused, decision.Rejection?.Code);
                state = decision.Facts.Aggregate(state, AgreementDecider.Evolve);
                model = expected;
                Assert.Equal(model.Stage, KebabCase.Name(state.Stage));
                Assert.True(model.Signed.SetEquals(state.Signatures.Select(signature => signature.Party)));
                Assert.Equal(state.Signatures.Count, model.Signed.Count);
            }
        });

    private static (Model, string?) Next(Model model, int command)
    {
        if (model.Stage == "none") return command == 0 ? (model with { Stage = "draft" }, null) : (model, "agreement.unknown");
        if (command == 0) return (model, null);
        if (command == 1)
        {
            return model.Stage switch
            {
                "draft" => (model with { Stage = "proposed" }, null),
                "proposed" => (model, null),
                _ => (model, "agreement.not-draft"),
            };
        }

        if (command == 2)
        {
            return model.Stage switch
            {
                "proposed" => (model with { Stage = "withdrawn" }, null),
                "withdrawn" => (model, null),
                _ => (model, "agreement.not-withdrawable"),
            };
        }

        var party = Parties[command - 3];
        if (model.Signed.Contains(party)) return (model, null);
        if (model.Stage != "proposed") return (model, "agreement.not-proposed");
        var signed = model.Signed.Append(party).ToHashSet();
        return (new Model(signed.Count == Parties.Length ? "active" : "proposed", signed), null);
    }

    private static Ledger.Tests.Given<Agreement> GivenDraft(JsonElement document) =>
        Given() with { State = Folded(document, AgreementStage.Draft) };

    private static Ledger.Tests.When<Agreement> Proposing(JsonElement document, params Agreement[] others) =>
        GivenDraft(document).When(Propose(new AgreementSurroundings(others, null, Slot)));
}

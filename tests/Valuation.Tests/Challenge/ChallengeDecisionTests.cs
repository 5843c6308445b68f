using Ledger.Rules;
using Ledger.Tests;
using Ledger.Valuation.Domain;
using static Ledger.Valuation.Tests.ChallengeSamples;
using static Ledger.Valuation.Tests.PanelSamples;
using static Ledger.Valuation.Tests.Samples;

namespace Ledger.Valuation.Tests;

/// <summary>Figures are worked out by hand from the clause (golden case G25) and stand beside each case.</summary>
public sealed class ChallengeDecisionTests
{
    [Fact]
    public void Two_within_ten_percent_are_averaged_and_who_objected_pays()
    {
        // |900,000 - 840,000| / 840,000 = 7.14%: (840,000 + 900,000) / 2 = 870,000; it moved by 3.57%.
        var second = Reappraised(2, "900000.00");
        var determined = Given(Filing(File(), File(School))).When(state => ChallengeDecider.Decide(state, Determine(second)));
        determined.Then<ChallengeDetermined>(fact =>
        {
            Assert.Equal(("870000.00", "appraisal.three-appraiser", 1), (fact.Value.Amount, fact.Result.RuleId, fact.Result.RuleVersion));
            Assert.Equal(["he 840000.00", "qian 900000.00"], fact.Heard.Select(heard => $"{heard.Person} {heard.Value.Amount}"));
            Assert.Null(fact.Appeal);
        }).ThenAgainNothing();

        var concluded = Given([.. Filing(File(), File(School)), .. determined.Decision.Facts]).When(state => ChallengeDecider.Decide(state, Conclude(second)));
        var replaced = concluded.Decision.Facts.OfType<ValueReplaced>().Single();
        Assert.Equal((2, "840000.00", "870000.00", "challenge-1"), (replaced.Number, replaced.Replaced.Amount, replaced.Value.Amount, replaced.Case));
        Assert.Equal((Machine.EffectiveOn, DateOnly.FromDateTime(Later.AddDays(1).UtcDateTime)), (replaced.ValidFrom, replaced.On));
        var cost = concluded.Decision.Facts.OfType<ChallengeConcluded>().Single().Cost.FiguresAs<ChallengeCostFigures>();
        Assert.Equal((CostBearer.Challengers, "0.03571429", "1500.00", "1500.00"), (cost.Bearer, cost.Change!.Value.ToDecimal(8, Rounding.HalfUp), cost.Shares["E2"].Amount, cost.Shares["S"].Amount));
        Assert.Equal(("870000.00", 2, ReplacementCause.Challenge), (concluded.After.Standing!.Value.Amount, concluded.After.Standing.Number, concluded.After.Standing.Cause));
        Assert.Equal(ChallengeStep.Concluded, concluded.After.Challenges[0].Step);

        // Final: neither the new value nor the old one is objected to again.
        var after = new Given<Appraisal>(concluded.After, AppraisalDecider.Evolve);
        after.When(state => ChallengeDecider.Decide(state, File(Contributor) with { Against = 2 })).ThenRejected<ValueIsFinal>("challenge.value-final");
        after.When(state => ChallengeDecider.Decide(state, File(Contributor))).ThenRejected<ValueIsReplaced>();
    }

    [Fact]
    public void The_value_that_holds_is_reperformed_from_its_snapshot_byte_by_byte()
    {
        var second = Reappraised(2, "900000.00");
        var facts = Decided(Filing(File()), state => ChallengeDecider.Decide(state, Determine(second)), state => ChallengeDecider.Decide(state, Conclude(second)));
        var snapshot = Snapshots.Of(Id, 2, facts.OfType<ValueReplaced>().Single());
        var read = ValuationSnapshot.Read(System.Text.Json.JsonElement.Parse(System.Text.Encoding.UTF8.GetString(snapshot.Bytes()))).Value!;
        var again = SnapshotReperformance.Of(read);
        Assert.True(again.Same, string.Join(' ', again.Differences.Select(one => one.Code)));
        Assert.Equal([1, 2], read.Basis!.Alternatives.Select(one => one.Number));
        Assert.Equal(second.Proposal!.Result.InputsHash, read.Basis.Alternatives[1].InputsHash);
    }

    [Theory]
    [InlineData("1000000.00", "900000.00", "913333.33", CostBearer.Challengers)] // 19.05% apart; 765,000 <= all <= 1,035,000: 2,740,000 / 3; moved 8.73%.
    [InlineData("1100000.00", "1050000.00", "1075000.00", CostBearer.Consortium)] // 840,000 < 892,500 is dropped: (1,050,000 + 1,100,000) / 2; moved 27.98%.
    [InlineData("600000.00", "700000.00", "650000.00", CostBearer.Consortium)] // 840,000 > 805,000 is dropped: (600,000 + 700,000) / 2; moved 22.62%.
    public void Further_apart_a_third_is_drawn_and_what_lies_far_from_the_middle_is_dropped(string second, string third, string value, CostBearer bearer)
    {
        var (two, three) = (Reappraised(2, second), Reappraised(3, third, person: "zhou"));
        var opened = Given(Filing(File())).When(state => ChallengeDecider.Decide(state, Determine(two)));
        opened.Then<ThirdAppraisalOpened>(fact => Assert.Equal((3, ThirdId, new DateOnly(2025, 5, 21)), (fact.Third.Number, fact.Third.Appraisal, fact.Third.Due.LastDay)));
        Assert.Equal(["he", "qian", "sun"], ((ReappraisalOpened)Assert.Single(opened.Decision.NewStreams).Facts[0]).Of.Involved);
        var facts = (object[])[.. Filing(File()), .. opened.Decision.Facts];
        Given(facts).When(state => ChallengeDecider.Decide(state, Determine(two))).ThenRejected<AppraisalMissing>("challenge.appraisal-missing");
        Given(facts).When(state => ChallengeDecider.Decide(state, File(School))).ThenRejected<UnderDecision>("challenge.under-decision");
        Given(facts).When(state => ChallengeDecider.Decide(state, new WithdrawObjection(1, 1, Reason, null, TaihuAgreement.Adopted, Parts, Later))).ThenRejected<WithdrawalLate>();

        var all = Decided(facts, state => ChallengeDecider.Decide(state, Determine(two, three)), state => ChallengeDecider.Decide(state, Conclude(two, three)));
        Assert.Equal(value, Given(all).State.Standing!.Value.Amount);
        Assert.Equal(bearer, all.OfType<ChallengeConcluded>().Single().Cost.FiguresAs<ChallengeCostFigures>().Bearer);
        Assert.True(SnapshotReperformance.Of(Snapshots.Of(Id, 2, all.OfType<ValueReplaced>().Single())).Same);
    }

    [Fact]
    public void The_same_value_again_upholds_it_and_is_no_new_version()
    {
        var second = Reappraised(2, "840000.00");
        var facts = Decided(Filing(File()), state => ChallengeDecider.Decide(state, Determine(second)), state => ChallengeDecider.Decide(state, Conclude(second)));
        Assert.Empty(facts.OfType<ValueReplaced>());
        Assert.Equal(ChallengeOutcome.Upheld, facts.OfType<ChallengeConcluded>().Single().Outcome);
        Assert.Equal(1, Given(facts).State.Standing!.Number);
        Given(facts).When(state => ChallengeDecider.Decide(state, File(School))).ThenRejected<ValueIsFinal>();
    }

    [Fact]
    public void A_new_value_stops_at_the_claim_where_the_agreement_says_so()
    {
        // Second and third 1,400,000 and 1,390,000; 840,000 is dropped: 1,395,000, claimed were 1,200,000.
        var (two, three) = (Reappraised(2, "1400000.00"), Reappraised(3, "1390000.00", person: "zhou"));
        var facts = Decided(
            Filing(File(Contributor)), state => ChallengeDecider.Decide(state, Determine(two)), state => ChallengeDecider.Decide(state, Determine(two, three)),
            state => ChallengeDecider.Decide(state, Conclude(two, three)));
        Assert.Equal("1200000.00", Given(facts).State.Standing!.Value.Amount);
        Assert.Equal("1395000.00", facts.OfType<ChallengeDetermined>().Single().Result.FiguresAs<AppraisalClauseFigures>().Value.Amount);
    }

    [Fact]
    public void Where_the_agreement_says_so_one_of_the_panel_decides_alone()
    {
        var agreement = Agreed(""" "panel":["C1"],"appraisalClause":"panel","final":"court", """);
        var second = Reappraised(2, "1000000.00", agreement);
        Given(Filing(File(agreement: agreement))).When(state => ChallengeDecider.Decide(state, Determine(second, agreement: agreement))).Then<ChallengeDetermined>(
            fact => Assert.Equal(("1000000.00", "market.comparables"), (fact.Value.Amount, fact.Result.RuleId)));
    }

    [Fact]
    public void No_party_to_the_challenge_decides_on_it()
    {
        var second = Reappraised(2, "900000.00");
        foreach (var by in new[] { Contributor, Parts })
        {
            Given(Filing(File())).When(state => ChallengeDecider.Decide(state, Determine(second) with { By = by })).ThenRejected<PartyToChallenge>("challenge.party-to-it");
            Given(Filing(File())).When(state => ChallengeDecider.Decide(state, Conclude(second) with { By = by })).ThenRejected<PartyToChallenge>();
        }

        var group = TaihuAgreement.Adopt(TaihuAgreement.Json(("\"type\":\"park\"}", "\"type\":\"park\",\"controllers\":[\"E2\"]}")));
        Given(Filing(File())).When(state => ChallengeDecider.Decide(state, Determine(second, agreement: group))).ThenRejected<PartyToChallenge>();
        Given(Filing(File())).When(state => ChallengeDecider.Decide(state, Conclude(second))).ThenRejected<NotDetermined>("challenge.not-determined");
    }

    [Fact]
    public void An_appraiser_who_is_late_or_conflicted_is_replaced_and_not_drawn_again()
    {
        var (facts, ties) = (Filing(File()), Known(PanelOf(Tied(TieKind.Family, "E2", "2025-03-01", person: "qian"))));
        var due = Given(facts).State.Challenges[0].Second.Due;
        Given(facts).When(Replace(null, Known(), due.Until)).ThenRejected<ReappraisalRuns>("challenge.appraisal-runs");
        var late = Given(facts).When(Replace(Reappraised(2, null), Known(), due.Until.AddMicroseconds(1)));
        late.Then<ReappraisalReplaced>(fact => Assert.Equal(("challenge.appraisal-late", "qian", OtherId, 2), (fact.Why, fact.Person, fact.Next.Appraisal, fact.Next.Attempt)));
        Assert.Equal(["he", "qian", "sun"], ((ReappraisalOpened)Assert.Single(late.Decision.NewStreams).Facts[0]).Of.Involved);

        var handedIn = Reappraised(2, "900000.00");
        Given(facts).When(state => ChallengeDecider.Decide(state, Determine(handedIn, ties: ties))).ThenRejected<ReappraiserConflicted>("challenge.appraiser-conflicted");
        Given(facts).When(Replace(handedIn, Known(), Later)).ThenRejected<ReappraisalRuns>();
        Given(facts).When(Replace(handedIn, ties, Later)).Then<ReappraisalReplaced>(fact => Assert.Equal("challenge.appraiser-conflicted", fact.Why));

        var other = TaihuAgreement.Adopt(TaihuAgreement.Json(("\"version\":1", "\"version\":2")), new Citation(OtherId, new string('e', 64)));
        Given(facts).When(state => ChallengeDecider.Decide(state, Determine(handedIn, agreement: other))).ThenRejected<ReappraisalOutdated>("challenge.appraisal-outdated");

        for (var attempt = 1; attempt < ValuationLimits.ReappraisalAttempts; attempt++)
            facts = Decided(facts, Replace(handedIn, ties, Later));
        Given(facts).When(Replace(handedIn, ties, Later)).ThenRejected<TooManyAttempts>("challenge.too-many-attempts");

        static Func<Appraisal, Decision> Replace(Appraisal? second, KnownTies ties, DateTimeOffset at) => state => ChallengeDecider.Decide(
            state, new ReplaceReappraisal(1, 2, new KnownReappraisals(second, null), ties, TaihuAgreement.Adopted, OtherId, Decider, at));
    }

    [Fact]
    public void A_conflict_found_after_the_appraisals_decided_sends_it_back()
    {
        var second = Reappraised(2, "900000.00");
        var facts = Decided(Filing(File()), state => ChallengeDecider.Decide(state, Determine(second)));
        // The review of the new appraisal voided it; somebody else is drawn there and values 880,000: (840,000 + 880,000) / 2.
        Given(facts).When(state => ChallengeDecider.Decide(state, Conclude(Reappraised(2, null)))).ThenRejected<HeardAppraisalVoid>("challenge.appraisal-void");
        var again = Reappraised(2, "880000.00", person: "zhou");
        Given(facts).When(state => ChallengeDecider.Decide(state, Conclude(again))).ThenRejected<HeardAppraisalVoid>();
        var all = Decided(facts, state => ChallengeDecider.Decide(state, Determine(again)), state => ChallengeDecider.Decide(state, Conclude(again)));
        Assert.Equal("860000.00", Given(all).State.Standing!.Value.Amount);
    }

    [Fact]
    public void A_conflicted_first_valuer_pays_where_the_value_moves()
    {
        var review = new ReviewRequired(1, "he", Proposed.ProposalHash, [new Finding("independence.family", new Text("A relative", "亲属"))], Decider, Filed);
        var (two, three) = (Reappraised(2, "600000.00"), Reappraised(3, "700000.00", person: "zhou"));
        var facts = Decided(
            [.. Filing(File()), review], state => ChallengeDecider.Decide(state, Determine(two)), state => ChallengeDecider.Decide(state, Determine(two, three)),
            state => ChallengeDecider.Decide(state, Conclude(two, three)));
        Assert.Equal(CostBearer.Valuer, facts.OfType<ChallengeConcluded>().Single().Cost.FiguresAs<ChallengeCostFigures>().Bearer);
    }

    [Fact]
    public void A_reversal_ends_everything()
    {
        var facts = (object[])[.. Filing(File()), new AppraisalVoided(new DateOnly(2025, 5, 1), new Text("Gone", "撤销"), Verification)];
        Given(facts).When(state => ChallengeDecider.Decide(state, Determine(Reappraised(2, "900000.00")))).ThenRejected<ContributionIsReversed>();
        Assert.Null(Given(facts).State.Standing);
    }
}

using System.Text.Json;
using Ledger.Rules;
using Ledger.Tests;
using Ledger.Valuation.Domain;
using static Ledger.Valuation.Tests.ChallengeSamples;
using static Ledger.Valuation.Tests.PanelSamples;
using static Ledger.Valuation.Tests.Samples;

namespace Ledger.Valuation.Tests;

public sealed class FinalPanelTests
{
    private static readonly Appraisal Second = Reappraised(2, "900000.00", WithPanel);
    private static readonly DateTimeOffset AppealedAt = Later.AddDays(1);

    // Standing 840,000, second 900,000, determined 870,000.
    private static readonly object[] Determined = Decided(Filing(File(agreement: WithPanel)), state => ChallengeDecider.Decide(state, Determine(Second, agreement: WithPanel)));
    private static readonly object[] Appealed = Decided(Determined, Appeal(WithPanel));

    [Fact]
    public void Nothing_is_concluded_while_an_appeal_is_possible()
    {
        Given(Determined).When(Concluding(Later.AddDays(5))).ThenRejected<AppealRuns>("challenge.appeal-runs");
        Assert.Equal("870000.00", Given(Determined).When(Concluding(Later.AddDays(5).AddMicroseconds(1))).After.Standing!.Value.Amount);
        Given(Determined).When(Appeal(WithPanel, at: Later.AddDays(5))).Then<ChallengeAppealed>(fact => Assert.Equal(["C1", "C2", "C3"], fact.Members));
        Given(Determined).When(Appeal(WithPanel, at: Later.AddDays(5).AddMicroseconds(1))).ThenRejected<AppealLate>("challenge.appeal-late");
        Given(Determined).When(Appeal(WithPanel, Decider)).ThenRejected<NoStandingToObject>();
        Given(Appealed).When(Appeal(WithPanel, Contributor)).ThenRejected<ChallengeNotNow>("challenge.not-now");
    }

    [Fact]
    public void The_value_that_the_panel_carries_holds_and_is_reperformed()
    {
        var facts = Decided(Appealed, Vote("C1", "second"), Vote("C2", "determined"), Vote("C3", "second"), Concluding(AppealedAt.AddDays(1)));
        var replaced = facts.OfType<ValueReplaced>().Single();
        Assert.Equal(("900000.00", "appraisal.panel-decision"), (replaced.Value.Amount, replaced.Result.RuleId));
        Assert.True(replaced.Result.FiguresAs<PanelDecisionFigures>().Carried);
        Assert.Equal([1, 2, 4], replaced.Basis!.Alternatives.Select(one => one.Number));
        Assert.True(SnapshotReperformance.Of(Snapshots.Of(Id, 2, replaced)).Same);
    }

    [Fact]
    public void From_what_is_stored_the_same_is_decided()
    {
        Func<Appraisal, Decision>[] moves =
        [
            state => ChallengeDecider.Decide(state, File(agreement: WithPanel)), state => ChallengeDecider.Decide(state, Determine(Stored(Second), agreement: WithPanel)),
            Appeal(WithPanel), Vote("C1", "second"), Vote("C2", "second"), Vote("C3", "second"),
            state => ChallengeDecider.Decide(state, Conclude(Stored(Second), agreement: WithPanel, at: AppealedAt.AddDays(1))),
        ];
        var kept = Stored(Given(AcceptedFacts).State);
        foreach (var move in moves)
        {
            var decision = move(kept);
            Assert.True(decision.Rejection is null, decision.Rejection?.Code);
            kept = Stored(decision.Facts.Aggregate(kept, (state, fact) => AppraisalDecider.Evolve(state, Stored(fact))));
        }

        Assert.Equal(("900000.00", 2), (kept.Standing!.Value.Amount, kept.Standing.Number));
    }

    [Fact]
    public void The_panel_can_uphold_the_old_value()
    {
        var facts = Decided(Appealed, Vote("C1", "standing"), Vote("C2", "standing"), Vote("C3", "standing"), Concluding(AppealedAt.AddDays(1)));
        Assert.Equal(ChallengeOutcome.Upheld, facts.OfType<ChallengeConcluded>().Single().Outcome);
        Assert.Equal(1, Given(facts).State.Standing!.Number);
    }

    [Fact]
    public void Without_majority_or_quorum_what_the_appraisals_decided_holds()
    {
        var split = Decided(Appealed, Vote("C1", "standing"), Vote("C2", "determined"), Vote("C3", "second"), Concluding(AppealedAt.AddDays(1)));
        Assert.Equal("870000.00", Given(split).State.Standing!.Value.Amount);
        // One of three votes; half of three would be one and a half.
        var over = AppealedAt.AddDays(5).AddMicroseconds(1);
        var few = Decided(Appealed, Vote("C1", "second"), Concluding(over));
        Assert.Equal(("870000.00", false), (Given(few).State.Standing!.Value.Amount, few.OfType<ValueReplaced>().Single().Result.FiguresAs<PanelDecisionFigures>().Carried));
        Given([.. Decided(Appealed, Vote("C1", "second"))]).When(Concluding(AppealedAt.AddDays(5))).ThenRejected<VoteRuns>("challenge.vote-runs");
        Given(Appealed).When(Vote("C1", "second", over)).ThenRejected<VoteLate>("challenge.vote-late");
        Given(Appealed).When(Vote("C1", "second", AppealedAt.AddDays(5))).Then<PanelVoteCast>(_ => { });
    }

    [Fact]
    public void Quorum_and_majority_are_the_agreements()
    {
        // All must vote and three quarters must agree: two of three do not carry it.
        var strict = Agreed(
            """ "panel":["C1","C2","C3"],"final":"panel","valueChallenge":{"window":"P10D","appeal":"P5D"}, """,
            ("\"agreementId\"", """ "responsibilities":[{"decision":"value-challenge","responsible":["S"],"accountable":"S","quorum":"1","majority":"0.75"}],"agreementId" """));
        var second = Reappraised(2, "900000.00", strict);
        var facts = Decided(
            Filing(File(agreement: strict)), state => ChallengeDecider.Decide(state, Determine(second, agreement: strict)), Appeal(strict),
            Vote("C1", "second", agreement: strict), Vote("C2", "second", agreement: strict), Vote("C3", "standing", agreement: strict),
            state => ChallengeDecider.Decide(state, Conclude(second, agreement: strict, at: AppealedAt.AddDays(1))));
        Assert.Equal("870000.00", Given(facts).State.Standing!.Value.Amount);
    }

    [Fact]
    public void Who_votes_on_what()
    {
        Given(Appealed).When(Vote("G", "second")).ThenRejected<NotOnPanel>("challenge.not-on-panel");
        Given(Appealed).When(Vote("E2", "second")).ThenRejected<PartyToChallenge>();
        Given(Appealed).When(Vote("C1", "third")).ThenRejected<ChoiceUnknown>("challenge.choice-unknown", "choice");
        Given(Appealed).When(Vote("C1", "second", document: Hash)).ThenRejected<AwardMissing>("challenge.award-missing", "document");
        Given(Determined).When(Vote("C1", "second")).ThenRejected<ChallengeNotNow>("challenge.not-now");
        Given(Decided(Appealed, Vote("C1", "second"))).When(Vote("C1", "standing")).ThenRejected<VotedAlready>("challenge.voted");
        Given(Decided(Appealed, Vote("C1", "second"))).When(Vote("C1", "second")).ThenNothing();
    }

    [Fact]
    public void Whoever_is_tied_to_a_party_is_no_member_and_an_empty_panel_decides_nothing()
    {
        var agreement = Agreed(
            """ "panel":["C1","C2"],"final":"panel", """, ("\"type\":\"enterprise\",\"accededOn\"", "\"type\":\"enterprise\",\"controllers\":[\"C1\"],\"accededOn\""));
        var second = Reappraised(2, "900000.00", agreement);
        var determined = Decided(Filing(File(agreement: agreement)), state => ChallengeDecider.Decide(state, Determine(second, agreement: agreement)));
        Given(determined).When(Appeal(agreement)).Then<ChallengeAppealed>(fact => Assert.Equal(["C2"], fact.Members));

        var nobody = Agreed(
            """ "panel":["C1"],"final":"panel", """, ("\"type\":\"enterprise\",\"accededOn\"", "\"type\":\"enterprise\",\"controllers\":[\"C1\"],\"accededOn\""));
        second = Reappraised(2, "900000.00", nobody);
        determined = Decided(Filing(File(agreement: nobody)), state => ChallengeDecider.Decide(state, Determine(second, agreement: nobody)));
        Given(determined).When(Appeal(nobody)).ThenRejected<NoFinalPanel>("challenge.no-final-panel");

        second = Reappraised(2, "900000.00");
        determined = Decided(Filing(File()), state => ChallengeDecider.Decide(state, Determine(second)));
        Given(determined).When(Appeal(TaihuAgreement.Adopted)).ThenRejected<NoFinalPanel>();
    }

    [Fact]
    public void What_a_court_decided_counts_once_two_unrelated_approvers_recorded_it_from_the_same_document()
    {
        var court = Agreed(""" "final":"court","valueChallenge":{"window":"P10D","appeal":"P5D"}, """);
        var second = Reappraised(2, "900000.00", court);
        var appealed = Decided(Filing(File(agreement: court)), state => ChallengeDecider.Decide(state, Determine(second, agreement: court)), Appeal(court));
        Func<Appraisal, Decision> conclude = state => ChallengeDecider.Decide(state, Conclude(second, agreement: court, at: AppealedAt.AddDays(200)));

        Given(appealed).When(Vote("S", "second", agreement: court)).ThenRejected<AwardMissing>();
        Given(appealed).When(conclude).ThenRejected<AwardUnconfirmed>("challenge.award-unconfirmed");
        var one = Decided(appealed, Vote("S", "standing", document: Hash, agreement: court));
        Given(one).When(conclude).ThenRejected<AwardUnconfirmed>();
        Given(Decided(one, Vote("S", "standing", document: Hash, agreement: court with { Id = Id }))).When(conclude).ThenRejected<AwardUnconfirmed>();
        var differing = Decided(one, Vote("G", "second", document: Hash, agreement: court));
        Given(differing).When(conclude).ThenRejected<AwardUnconfirmed>();
        // Who recorded wrongly sets it right.
        var agreed = Decided(differing, Vote("S", "second", document: Hash, agreement: court), conclude);
        Assert.Equal("900000.00", Given(agreed).State.Standing!.Value.Amount);
        Assert.True(SnapshotReperformance.Of(Snapshots.Of(Id, 2, agreed.OfType<ValueReplaced>().Single())).Same);
    }

    [Fact]
    public void No_more_records_than_the_limit()
    {
        var court = Agreed(""" "final":"court","valueChallenge":{"window":"P10D","appeal":"P5D"}, """);
        var second = Reappraised(2, "900000.00", court);
        var facts = Decided(Filing(File(agreement: court)), state => ChallengeDecider.Decide(state, Determine(second, agreement: court)), Appeal(court));
        for (var i = 0; i < ValuationLimits.Votes; i++)
            facts = [.. facts, new PanelVoteCast(1, "S", i % 2 == 0 ? "second" : "standing", Reason, Hash, School, AppealedAt)];
        Assert.Equal("input.too-many", Given(facts).When(Vote("G", "second", document: Hash, agreement: court)).Decision.Rejection!.Code);
    }

    private static T Stored<T>(T value) where T : class =>
        (T)JsonSerializer.SerializeToElement(value, value.GetType(), ServiceDefaults.Store.FactJson.Facts)
            .Deserialize(value.GetType(), ServiceDefaults.Store.FactJson.Facts)!;

    private static Func<Appraisal, Decision> Appeal(AdoptedAgreement agreement, Actor? by = null, DateTimeOffset? at = null) =>
        state => ChallengeDecider.Decide(state, new AppealChallenge(1, Reason, agreement, by ?? Contributor, at ?? AppealedAt));

    private static Func<Appraisal, Decision> Vote(
        string member, string choice, DateTimeOffset? at = null, string? document = null, AdoptedAgreement? agreement = null) =>
        state => ChallengeDecider.Decide(state, new CastPanelVote(
            1, choice, Reason, document, agreement ?? WithPanel, new Actor($"of-{member}", member), at ?? AppealedAt.AddHours(1)));

    private static Func<Appraisal, Decision> Concluding(DateTimeOffset at) =>
        state => ChallengeDecider.Decide(state, Conclude(Second, agreement: WithPanel, at: at));
}

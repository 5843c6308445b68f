using System.Diagnostics;
using System.Text.Json;
using Ledger.Rules;
using Ledger.ServiceDefaults.Messaging;
using Ledger.ServiceDefaults.Store;
using Ledger.Tests;
using Ledger.Valuation.Domain;
using Ledger.Valuation.Features;
using Ledger.Valuation.Integration;
using static Ledger.Valuation.Tests.Samples;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Valuation.Tests;

public sealed class StorageTests
{
    [Fact]
    public void Stored_names_never_change() => Assert.Equal(
        [
            "appraisal_opened.v1 AppraisalOpened",
            "value_proposed.v1 ValueProposed",
            "value_accepted.v1 ValueAccepted",
            "appraisal_voided.v1 AppraisalVoided",
            "value_replaced.v1 ValueReplaced",
            "reappraisal_opened.v1 ReappraisalOpened",
            "challenge_filed.v1 ChallengeFiled",
            "objection_withdrawn.v1 ObjectionWithdrawn",
            "reappraisal_replaced.v1 ReappraisalReplaced",
            "third_appraisal_opened.v1 ThirdAppraisalOpened",
            "challenge_determined.v1 ChallengeDetermined",
            "challenge_appealed.v1 ChallengeAppealed",
            "panel_vote_cast.v1 PanelVoteCast",
            "challenge_concluded.v1 ChallengeConcluded",
            "value_approved.v1 ValueApproved",
            "assignment_opened.v1 AssignmentOpened",
            "nonce_given.v1 NonceGiven",
            "valuer_drawn.v1 ValuerDrawn",
            "assignment_declined.v1 AssignmentDeclined",
            "assignment_voided.v1 AssignmentVoided",
            "proposal_voided.v1 ProposalVoided",
            "review_required.v1 ReviewRequired",
            "alternative_valued.v1 AlternativeValued",
            "revaluation_due.v1 RevaluationDue",
            "revaluation_closed.v1 RevaluationClosed",
            "revaluation_proposed.v1 RevaluationProposed",
            "revaluation_approved.v1 RevaluationApproved",
            "appraiser_admitted.v1 AppraiserAdmitted",
            "qualifications_renewed.v1 QualificationsRenewed",
            "appraiser_suspended.v1 AppraiserSuspended",
            "appraiser_reinstated.v1 AppraiserReinstated",
            "appraiser_removed.v1 AppraiserRemoved",
            "tie_declared.v1 TieDeclared",
            "tie_ended.v1 TieEnded",
            "tie_withdrawn.v1 TieWithdrawn",
            "quotes_invited.v1 QuotesInvited",
            "quote_committed.v1 QuoteCommitted",
            "quote_revealed.v1 QuoteRevealed",
            "reveal_voided.v1 RevealVoided",
            "quotes_reopened.v1 QuotesReopened",
            "quotation_closed.v1 QuotationClosed",
            "quotation_failed.v1 QuotationFailed",
            "market_evidence_registered.v1 MarketEvidenceRegistered",
            "market_evidence_withdrawn.v1 MarketEvidenceWithdrawn",
            "market_evidence_imported.v1 MarketEvidenceImported",
            "index_series_opened.v1 IndexSeriesOpened",
            "index_vintage_published.v1 IndexVintagePublished",
            "revaluation_run_previewed.v1 RevaluationRunPreviewed",
            "revaluation_run_confirmed.v1 RevaluationRunConfirmed",
            "revaluation_batch_done.v1 RevaluationBatchDone",
            "revaluation_run_cancelled.v1 RevaluationRunCancelled",
            "revaluation_run_finished.v1 RevaluationRunFinished",
            "use_heard.v1 UseHeard",
            "use_month_valued.v1 UseMonthValued",
            "later_sale_recorded.v1 LaterSaleRecorded",
            "later_sale_withdrawn.v1 LaterSaleWithdrawn",
            "agreement_adopted.v1 AgreementAdopted",
        ],
        StoredFacts.Names(Facts.Register));

    [Fact]
    public void Every_fact_can_be_stored_read_and_hashed()
    {
        Assert.Equal(Verification.Event, StoredFacts.Endures(Opened).GetProperty("subject").GetProperty("source").GetProperty("ev").GetGuid());
        var proposed = StoredFacts.Endures(Proposed);
        Assert.Equal("840000.00", proposed.GetProperty("value").GetProperty("amount").GetString());
        Assert.NotEmpty(proposed.GetProperty("result").GetProperty("steps").EnumerateArray());
        var accepted = StoredFacts.Endures(Accepted);
        foreach (var cited in new[] { "contribution", "agreement" })
            Assert.Equal(["ev", "ph"], accepted.GetProperty(cited).EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public void A_stored_proposal_can_be_recomputed_from_itself()
    {
        var read = JsonSerializer.SerializeToElement(Proposed, FactJson.Facts).Deserialize<ValueProposed>(FactJson.Facts)!;
        var again = MethodCatalogue.Find(read.Method, read.MethodVersion)!.Evaluate(read.Result.Inputs).Result!;
        Assert.Equal(read.Result.InputsHash, again.InputsHash);
        Assert.Equal(JsonSerializer.Serialize(read.Result.Value), JsonSerializer.Serialize(again.Value));
        Assert.Equal(read.ProposalHash, ProposalHash.Of(Id, again, again.FiguresAs<ComparablesFigures>().Accepted));
    }

    [Fact]
    public void The_state_can_be_stored_and_shown()
    {
        var state = Given(Opened, Proposed, Accepted).State;
        var stored = StoredFacts.Endures(state).Deserialize<Appraisal>(FactJson.Facts)!;
        var details = AppraisalDetails.Of(stored);
        Assert.Equal(("1200000.00", "840000.00", "360000.00"), (details.Claimed!.Amount, details.Accepted!.Amount, details.Proposal!.Excess!.Amount));
        Assert.Equal(Approver, details.Acceptance!.By);
        Assert.NotEmpty(details.Proposal.Result.Steps);
        var summary = AppraisalSummary.Of(stored);
        Assert.Equal(("market.comparables", Proposed.ProposalHash, AppraisalState.Accepted), (summary.Method, summary.ProposalHash, summary.State));
    }

    [Fact]
    public void Before_acceptance_nothing_is_shown_as_accepted()
    {
        Assert.Null(AppraisalDetails.Of(Given(Opened, Proposed).State).Accepted);
        Assert.Null(AppraisalDetails.Of(Given(Opened).State).Proposal);
        Assert.Null(AppraisalSummary.Of(Given(Opened).State).Value);
    }

    [Fact]
    public void A_foreign_fact_is_a_defect() =>
        Assert.Throws<UnreachableException>(() => AppraisalDecider.Evolve(Appraisal.None(Id), "something else"));

    [Fact]
    public void Only_accepted_values_and_the_papers_of_calculations_are_told_to_others()
    {
        var map = new OutgoingMap();
        Outgoing.Map(map);
        Assert.Equal([typeof(V1.EvidenceCited), typeof(V1.ValueAccepted), typeof(V1.ValueReplaced)], map.Contracts);
        Assert.False(map.Publishes(typeof(ChallengeConcluded)));
        Assert.Equal(
            new V1.ValueAccepted(
                Id, ContributionId, "E1-machine", "taihu-2025", 1, "E1", "donated-equipment", new V1.MoneyAmount("1200000.00", "CNY"),
                new V1.MoneyAmount("840000.00", "CNY"), "market.comparables", 2, new DateOnly(2025, 3, 1)),
            map.Apply(Accepted, new FactContext("taihu", Id, 3, Accepted.At)));
    }

    [Fact]
    public void The_papers_that_a_frozen_calculation_rests_on_are_told_to_who_keeps_them()
    {
        var map = new OutgoingMap();
        Outgoing.Map(map);
        var at = new FactContext("taihu", Id, 2, At);
        var proposed = RegisterSamples.Proposed;
        var told = Assert.IsType<V1.EvidenceCited>(map.Apply(proposed, at));
        Assert.Equal((Id, "valuation-snapshot", "E1-machine", new DateOnly(2025, 4, 1), "taihu-2025"), (told.CitedBy, told.What, told.Reference, told.CountedFrom, told.AgreementId));
        Assert.Equal(["C1", "C2", "C3", "C4", "C5"], told.Files.Select(file => file.Reference));
        Assert.Equal(RegisterSamples.Hash("C3"), told.Files[2].Sha256);
        // Alternatives and values carried on rest on papers too; what was typed in rests on none.
        var other = new AlternativeValued(
            1, proposed.Value, proposed.Value, proposed.Result, proposed.Basis, RevaluationSamples.Why, 1, proposed.Agreement, "", Verification, Valuer, At, proposed.Subject);
        Assert.Equal(told.Files, Assert.IsType<V1.EvidenceCited>(map.Apply(other, at)).Files);
        Assert.Equal(told.Files, Assert.IsType<V1.EvidenceCited>(map.Apply(RevaluationSamples.Curved with { Basis = proposed.Basis }, at)).Files);
        Assert.Null(map.Apply(Proposed, at));
        // Facts from before the agreement was kept: for ever.
        Assert.Null(Assert.IsType<V1.EvidenceCited>(map.Apply(proposed with { Subject = null }, at)).AgreementId);
    }
}

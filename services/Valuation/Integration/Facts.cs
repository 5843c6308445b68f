using Ledger.Rules;
using Ledger.ServiceDefaults.Store;
using Ledger.Valuation.Domain;

namespace Ledger.Valuation.Integration;

/// <summary>Stored names of this service's facts; a name never changes once a fact is stored under it.</summary>
internal static class Facts
{
    public static void Register(StoreSetup store) => store
        .Fact<AppraisalOpened>("appraisal_opened.v1")
        .Fact<ValueProposed>("value_proposed.v1")
        .Fact<ValueAccepted>("value_accepted.v1")
        .Fact<AppraisalVoided>("appraisal_voided.v1")
        .Fact<ValueReplaced>("value_replaced.v1")
        .Fact<ReappraisalOpened>("reappraisal_opened.v1")
        .Fact<ChallengeFiled>("challenge_filed.v1")
        .Fact<ObjectionWithdrawn>("objection_withdrawn.v1")
        .Fact<ReappraisalReplaced>("reappraisal_replaced.v1")
        .Fact<ThirdAppraisalOpened>("third_appraisal_opened.v1")
        .Fact<ChallengeDetermined>("challenge_determined.v1")
        .Fact<ChallengeAppealed>("challenge_appealed.v1")
        .Fact<PanelVoteCast>("panel_vote_cast.v1")
        .Fact<ChallengeConcluded>("challenge_concluded.v1")
        .Fact<ValueApproved>("value_approved.v1")
        .Fact<AssignmentOpened>("assignment_opened.v1")
        .Fact<NonceGiven>("nonce_given.v1")
        .Fact<ValuerDrawn>("valuer_drawn.v1")
        .Fact<AssignmentDeclined>("assignment_declined.v1")
        .Fact<AssignmentVoided>("assignment_voided.v1")
        .Fact<ProposalVoided>("proposal_voided.v1")
        .Fact<ReviewRequired>("review_required.v1")
        .Fact<AlternativeValued>("alternative_valued.v1")
        .State<Appraisal>(
            Appraisal.None, AppraisalDecider.Evolve,
            appraisals => appraisals.Index(appraisal => appraisal.Subject!.ContributionId))
        .Fact<AppraiserAdmitted>("appraiser_admitted.v1")
        .Fact<QualificationsRenewed>("qualifications_renewed.v1")
        .Fact<AppraiserSuspended>("appraiser_suspended.v1")
        .Fact<AppraiserReinstated>("appraiser_reinstated.v1")
        .Fact<AppraiserRemoved>("appraiser_removed.v1")
        .Fact<TieDeclared>("tie_declared.v1")
        .Fact<TieEnded>("tie_ended.v1")
        .Fact<TieWithdrawn>("tie_withdrawn.v1")
        .State<AppraiserPanel>(AppraiserPanel.None, PanelDecider.Evolve)
        .Fact<QuotesInvited>("quotes_invited.v1")
        .Fact<QuoteCommitted>("quote_committed.v1")
        .Fact<QuoteRevealed>("quote_revealed.v1")
        .Fact<RevealVoided>("reveal_voided.v1")
        .Fact<QuotesReopened>("quotes_reopened.v1")
        .Fact<QuotationClosed>("quotation_closed.v1")
        .Fact<QuotationFailed>("quotation_failed.v1")
        .State<Quotation>(Quotation.None, QuotationDecider.Evolve, quotations => quotations.Index(quotation => quotation.Appraisal))
        .Fact<MarketEvidenceRegistered>("market_evidence_registered.v1")
        .Fact<MarketEvidenceWithdrawn>("market_evidence_withdrawn.v1")
        .State<MarketEvidence>(MarketEvidence.None, MarketEvidenceDecider.Evolve)
        .Fact<MarketEvidenceImported>("market_evidence_imported.v1")
        .State<EvidenceImport>(EvidenceImport.None, EvidenceImportDecider.Evolve)
        .Fact<IndexSeriesOpened>("index_series_opened.v1")
        .Fact<IndexVintagePublished>("index_vintage_published.v1")
        .State<PriceIndex>(PriceIndex.None, PriceIndexDecider.Evolve)
        .Fact<LaterSaleRecorded>("later_sale_recorded.v1")
        .Fact<LaterSaleWithdrawn>("later_sale_withdrawn.v1")
        .State<LaterSale>(LaterSale.None, LaterSaleDecider.Evolve)
        .Fact<AgreementAdopted>("agreement_adopted.v1")
        .State<AdoptedAgreement>(AdoptedAgreement.None, AdoptedAgreementDecider.Evolve);
}

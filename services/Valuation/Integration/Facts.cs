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
        .Fact<AlternativeValued>("alternative_valued.v1")
        .State<Appraisal>(
            Appraisal.None, AppraisalDecider.Evolve,
            appraisals => appraisals.Index(appraisal => appraisal.Subject!.ContributionId))
        .Fact<MarketEvidenceRegistered>("market_evidence_registered.v1")
        .Fact<MarketEvidenceWithdrawn>("market_evidence_withdrawn.v1")
        .State<MarketEvidence>(MarketEvidence.None, MarketEvidenceDecider.Evolve)
        .Fact<MarketEvidenceImported>("market_evidence_imported.v1")
        .State<EvidenceImport>(EvidenceImport.None, EvidenceImportDecider.Evolve)
        .Fact<IndexSeriesOpened>("index_series_opened.v1")
        .Fact<IndexVintagePublished>("index_vintage_published.v1")
        .State<PriceIndex>(PriceIndex.None, PriceIndexDecider.Evolve)
        .Fact<AgreementAdopted>("agreement_adopted.v1")
        .State<AdoptedAgreement>(AdoptedAgreement.None, AdoptedAgreementDecider.Evolve);
}

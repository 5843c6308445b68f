using Ledger.Contributions.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Store;

namespace Ledger.Contributions.Integration;

/// <summary>Stored names of this service's facts; a name never changes once a fact is stored under it.</summary>
internal static class Facts
{
    public static void Register(StoreSetup store) => store
        .Fact<ContributionRegistered>("contribution_registered.v1")
        .Fact<ContributionVerified>("contribution_verified.v1")
        .Fact<AcceptedValueRecorded>("accepted_value_recorded.v1")
        .Fact<AcceptedValueReplaced>("accepted_value_replaced.v1")
        .Fact<ContributionDrafted>("contribution_drafted.v1")
        .Fact<EvidenceAdded>("evidence_added.v1")
        .Fact<ContributionTakenIntoUse>("contribution_taken_into_use.v1")
        .Fact<ContributionEnded>("contribution_ended.v1")
        .Fact<ContributionReturned>("contribution_returned.v1")
        .Fact<ContributionWithdrawn>("contribution_withdrawn.v1")
        .Fact<DamageRecorded>("damage_recorded.v1")
        .Fact<PlacementChanged>("placement_changed.v1")
        .Fact<ContributionDisputed>("contribution_disputed.v1")
        .Fact<DisputeResolved>("dispute_resolved.v1")
        .Fact<ContributionReversed>("contribution_reversed.v1")
        .State<Contribution>(
            Contribution.None, ContributionDecider.Evolve,
            contributions => contributions.Index(contribution => contribution.Particulars!.Party))
        .Fact<AssetClaimed>("asset_claimed.v1")
        .State<AssetClaim>(AssetClaim.None, AssetClaimFold.Evolve, claims => claims.Index(claim => claim.Key))
        .Fact<SubjectKeyMade>("subject_key_made.v1")
        .Fact<AccessGranted>("access_granted.v1")
        .Fact<AccessRevoked>("access_revoked.v1")
        .Fact<KeyHoldPlaced>("key_hold_placed.v1")
        .Fact<KeyHoldLifted>("key_hold_lifted.v1")
        .Fact<SubjectKeyShredded>("subject_key_shredded.v1")
        .State<SecretSubject>(SecretSubject.None, SecretSubjectDecider.Evolve)
        .Fact<SecretsOpened>("secrets_opened.v1")
        .State<SecretOpening>(SecretOpening.None, SecretOpeningFold.Evolve, openings => openings.Index(opening => opening.Contribution))
        .Fact<DocumentMarked>("document_marked.v1")
        .State<MarkedDocument>(MarkedDocument.None, MarkedDocumentFold.Evolve, documents => documents.Index(document => document.Sha256))
        .Fact<CustodiansAppointed>("custodians_appointed.v1")
        .State<Custody>(Custody.None, CustodyDecider.Evolve)
        .Fact<DisclosureRequested>("disclosure_requested.v1")
        .Fact<DisclosureApproved>("disclosure_approved.v1")
        .Fact<DisclosureObjected>("disclosure_objected.v1")
        .Fact<CustodianConsented>("custodian_consented.v1")
        .Fact<CustodianRefused>("custodian_refused.v1")
        .Fact<DisclosureReleased>("disclosure_released.v1")
        .Fact<DisclosureOpened>("disclosure_opened.v1")
        .State<DisclosureRequest>(DisclosureRequest.None, DisclosureFold.Evolve)
        .Fact<HoursLogged>("hours_logged.v1")
        .Fact<HoursStruck>("hours_struck.v1")
        .State<MonthLog>(MonthLog.None, MonthLogDecider.Evolve, logs => logs.Index(log => log.Subject))
        .Fact<ImportRequested>("import_requested.v1")
        .Fact<ImportStarted>("import_started.v1")
        .Fact<ImportCancelled>("import_cancelled.v1")
        .Fact<ImportFinished>("import_finished.v1")
        .State<Import>(Import.None, ImportDecider.Evolve, imports => imports.Index(import => import.Name))
        .Fact<LegalHoldPlaced>("legal_hold_placed.v1")
        .Fact<LegalHoldLifted>("legal_hold_lifted.v1")
        .Fact<ErasureRequested>("erasure_requested.v1")
        .Fact<ErasureDismissed>("erasure_dismissed.v1")
        .Fact<ErasureOrdered>("erasure_ordered.v1")
        .State<RetentionRegister>(RetentionRegister.None, RetentionDecider.Evolve)
        .Fact<EvidenceErased>("evidence_erased.v1")
        .State<ErasedFile>(ErasedFile.None, ErasedFileFold.Evolve)
        .Fact<EvidenceCitedElsewhere>("evidence_cited_elsewhere.v1")
        .State<EvidenceCitation>(EvidenceCitation.None, EvidenceCitationDecider.Evolve)
        .Fact<AgreementAdopted>("agreement_adopted.v1")
        .State<AdoptedAgreement>(AdoptedAgreement.None, AdoptedAgreementDecider.Evolve);
}

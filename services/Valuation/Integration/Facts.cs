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
        .State<Appraisal>(
            Appraisal.None, AppraisalDecider.Evolve,
            appraisals => appraisals.Index(appraisal => appraisal.Subject!.ContributionId))
        .Fact<AgreementAdopted>("agreement_adopted.v1")
        .State<AdoptedAgreement>(AdoptedAgreement.None, AdoptedAgreementDecider.Evolve);
}

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
        .State<Contribution>(
            Contribution.None, ContributionDecider.Evolve,
            contributions => contributions.Index(contribution => contribution.Particulars!.Party))
        .Fact<AgreementAdopted>("agreement_adopted.v1")
        .State<AdoptedAgreement>(AdoptedAgreement.None, AdoptedAgreementDecider.Evolve);
}

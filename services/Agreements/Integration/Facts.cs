using Ledger.Agreements.Domain;
using Ledger.ServiceDefaults.Store;

namespace Ledger.Agreements.Integration;

/// <summary>Stored names of this service's facts; a name never changes once a fact is stored under it.</summary>
internal static class Facts
{
    public static void Register(StoreSetup store) => store
        .Fact<AgreementDrafted>("agreement_drafted.v1")
        .Fact<AgreementProposed>("agreement_proposed.v1")
        .Fact<AgreementSigned>("agreement_signed.v1")
        .Fact<AgreementActivated>("agreement_activated.v1")
        .Fact<AgreementWithdrawn>("agreement_withdrawn.v1")
        .State<Agreement>(Agreement.None, AgreementDecider.Evolve, agreements => agreements.Index(agreement => agreement.AgreementId))
        .Fact<VersionEntered>("agreement_version_entered.v1")
        .State<EnteredVersion>(EnteredVersion.None, EnteredVersionFold.Evolve)
        .Fact<PeriodClosed>("agreement_period_closed.v1")
        .State<ClosedPeriod>(ClosedPeriod.None, ClosedPeriodDecider.Evolve, periods => periods.Index(period => period.AgreementId));
}

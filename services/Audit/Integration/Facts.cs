using Ledger.Audit.Domain;
using Ledger.ServiceDefaults.Store;
using Ledger.Transparency.Bundles;
using Ledger.Transparency.Notes;
using Finding = Ledger.Audit.Domain.Finding;

namespace Ledger.Audit.Integration;

/// <summary>Stored names of this service's own facts; a name never changes once a fact is stored under it.</summary>
internal static class Facts
{
    public static void Register(StoreSetup store) => store
        .Fact<TrailRead>("trail_read.v1")
        .Fact<ReadingAnswered>("reading_answered.v1")
        .State<Reading>(Reading.None, ReadingFold.Evolve)
        .Fact<GrantProposed>("grant_proposed.v1")
        .Fact<GrantIssued>("grant_issued.v1")
        .Fact<GrantRefused>("grant_refused.v1")
        .Fact<GrantRevoked>("grant_revoked.v1")
        .State<Grant>(Grant.None, GrantDecider.Evolve)
        .Fact<DeskRulesProposed>("desk_rules_proposed.v1")
        .Fact<DeskRulesConfirmed>("desk_rules_confirmed.v1")
        .State<DeskRules>(DeskRules.None, DeskRulesDecider.Evolve)
        .Fact<SampleDrawn>("sample_drawn.v1")
        .State<Sample>(Sample.None, SampleDecider.Evolve)
        .Fact<FindingRaised>("finding_raised.v1")
        .Fact<FindingAnswered>("finding_answered.v1")
        .Fact<AnswerReturned>("finding_answer_returned.v1")
        .Fact<FindingDueMoved>("finding_due_moved.v1")
        .Fact<FindingClosed>("finding_closed.v1")
        .Fact<FindingWithdrawn>("finding_withdrawn.v1")
        .State<Finding>(Finding.None, FindingDecider.Evolve)
        .Fact<TenantsCounted>(TenantHeads.EventType)
        .State<TenantCount>(TenantCount.None, PlatformFold.Evolve)
        .Fact<LogKeyRotated>(KeyRotation.EventType)
        .State<KeyChange>(KeyChange.None, PlatformFold.Evolve);
}

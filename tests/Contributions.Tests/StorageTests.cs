using System.Diagnostics;
using Ledger.Contributions.Domain;
using Ledger.Contributions.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Messaging;
using Ledger.Tests;
using static Ledger.Contributions.Tests.Samples;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Contributions.Tests;

public sealed class StorageTests
{
    [Fact]
    public void Stored_names_never_change() => Assert.Equal(
        [
            "contribution_registered.v1 ContributionRegistered",
            "contribution_verified.v1 ContributionVerified",
            "accepted_value_recorded.v1 AcceptedValueRecorded",
            "accepted_value_replaced.v1 AcceptedValueReplaced",
            "contribution_drafted.v1 ContributionDrafted",
            "evidence_added.v1 EvidenceAdded",
            "contribution_taken_into_use.v1 ContributionTakenIntoUse",
            "contribution_ended.v1 ContributionEnded",
            "contribution_returned.v1 ContributionReturned",
            "contribution_withdrawn.v1 ContributionWithdrawn",
            "damage_recorded.v1 DamageRecorded",
            "placement_changed.v1 PlacementChanged",
            "contribution_disputed.v1 ContributionDisputed",
            "dispute_resolved.v1 DisputeResolved",
            "contribution_reversed.v1 ContributionReversed",
            "asset_claimed.v1 AssetClaimed",
            "subject_key_made.v1 SubjectKeyMade",
            "access_granted.v1 AccessGranted",
            "access_revoked.v1 AccessRevoked",
            "key_hold_placed.v1 KeyHoldPlaced",
            "key_hold_lifted.v1 KeyHoldLifted",
            "subject_key_shredded.v1 SubjectKeyShredded",
            "secrets_opened.v1 SecretsOpened",
            "document_marked.v1 DocumentMarked",
            "custodians_appointed.v1 CustodiansAppointed",
            "disclosure_requested.v1 DisclosureRequested",
            "disclosure_approved.v1 DisclosureApproved",
            "disclosure_objected.v1 DisclosureObjected",
            "custodian_consented.v1 CustodianConsented",
            "custodian_refused.v1 CustodianRefused",
            "disclosure_released.v1 DisclosureReleased",
            "disclosure_opened.v1 DisclosureOpened",
            "hours_logged.v1 HoursLogged",
            "hours_struck.v1 HoursStruck",
            "import_requested.v1 ImportRequested",
            "import_started.v1 ImportStarted",
            "import_cancelled.v1 ImportCancelled",
            "import_finished.v1 ImportFinished",
            "legal_hold_placed.v1 LegalHoldPlaced",
            "legal_hold_lifted.v1 LegalHoldLifted",
            "erasure_requested.v1 ErasureRequested",
            "erasure_dismissed.v1 ErasureDismissed",
            "erasure_ordered.v1 ErasureOrdered",
            "evidence_erased.v1 EvidenceErased",
            "evidence_cited_elsewhere.v1 EvidenceCitedElsewhere",
            "agreement_adopted.v1 AgreementAdopted",
        ],
        StoredFacts.Names(Facts.Register));

    [Fact]
    public void Every_fact_can_be_stored_read_and_hashed()
    {
        var registered = StoredFacts.Endures(Registered);
        Assert.Equal("donated-equipment", registered.GetProperty("particulars").GetProperty("kind").GetString());
        Assert.Equal("2025-03-01", registered.GetProperty("particulars").GetProperty("effectiveOn").GetString());
        Assert.Equal(["ev", "ph"], registered.GetProperty("agreement").EnumerateObject().Select(member => member.Name));
        StoredFacts.Endures(Verified);
        StoredFacts.Endures(Verified with { Finding = null, Location = null });
        var recorded = StoredFacts.Endures(Recorded);
        Assert.Equal(Acceptance.Event, recorded.GetProperty("source").GetProperty("ev").GetGuid());
        Assert.Equal("2025-09-01", StoredFacts.Endures(ReplacedValueTests.Replaced).GetProperty("validFrom").GetString());
        var agreement = TaihuAgreement.Adopted;
        StoredFacts.Endures(new AgreementAdopted(
            agreement.AgreementId, agreement.AgreementVersion, agreement.Document!.DocumentHash, agreement.Document.Json, agreement.Source!));
    }

    [Fact]
    public void The_state_can_be_stored()
    {
        var state = GivenWhenThen.Given(Contribution.None(Id), ContributionDecider.Evolve, Registered, Verified, Recorded).State;
        StoredFacts.Endures(state);
        StoredFacts.Endures(TaihuAgreement.Adopted);
    }

    [Fact]
    public void A_foreign_fact_is_a_defect() =>
        Assert.Throws<UnreachableException>(() => ContributionDecider.Evolve(Contribution.None(Id), "something else"));

    [Fact]
    public void Only_verified_contributions_are_told_to_others()
    {
        var map = new OutgoingMap();
        Outgoing.Map(map);
        Assert.Equal(
            [
                typeof(V1.ContributionVerified), typeof(V1.ContributionEnded), typeof(V1.ContributionReturned), typeof(V1.ContributionDamaged),
                typeof(V1.ContributionMoved), typeof(V1.HoursRecorded), typeof(V1.ContributionReversed),
            ],
            map.Contracts);
        Assert.False(map.Publishes(typeof(ContributionRegistered)));
        var told = map.Apply(Verified, new FactContext("taihu", Id, 2, Verified.At));
        Assert.Equal(
            new V1.ContributionVerified(
                Id, "E1-machine", "taihu-2025", 1, "E1", "donated-equipment", "5-axis machine", "五轴机床",
                new V1.MoneyAmount("1200000.00", "CNY"), new DateOnly(2025, 3, 1)),
            told);
    }

    [Fact]
    public void Hours_are_told_without_who_worked_them_and_strikes_with_their_length()
    {
        var map = new OutgoingMap();
        Outgoing.Map(map);
        var at = new FactContext("taihu", Guid.NewGuid(), 4, At);
        var (day, start) = (new DateOnly(2025, 6, 30), new TimeOnly(8, 30));
        Assert.Equal(new V1.HoursRecorded(Id, day, "08:30", 90, false), map.Apply(new HoursLogged(Id, "person-1", day, start, 90, Chen, At), at));
        Assert.Equal(new V1.HoursRecorded(Id, day, "08:30", 90, true), map.Apply(new HoursStruck(Id, day, start, new Text("x", "x"), Chen, At, 90), at));
        Assert.Null(map.Apply(new HoursStruck(Id, day, start, new Text("x", "x"), Chen, At), at));
    }

    [Fact]
    public void Reversals_are_told_and_disputes_only_when_they_are_upheld()
    {
        var map = new OutgoingMap();
        Outgoing.Map(map);
        var why = new Text("Was never delivered", "从未交付");
        var at = new FactContext("taihu", Id, 4, At);
        var told = new V1.ContributionReversed(Id, DateOnly.FromDateTime(At.UtcDateTime), "Was never delivered", "从未交付");
        Assert.Equal(told, map.Apply(new ContributionReversed(why, Chen, At), at));
        Assert.Equal(told, map.Apply(new DisputeResolved(true, why, Chen, At), at));
        Assert.Null(map.Apply(new DisputeResolved(false, why, Chen, At), at));
    }

    [Fact]
    public void Ends_returns_damages_and_moves_are_told_and_withdrawals_are_not()
    {
        var map = new OutgoingMap();
        Outgoing.Map(map);
        var why = new Text("Worn out", "磨损报废");
        var at = new FactContext("taihu", Id, 4, At);
        var day = new DateOnly(2025, 6, 30);
        var today = DateOnly.FromDateTime(At.UtcDateTime);
        Assert.Equal(
            new V1.ContributionEnded(Id, day, "S", "Worn out", "磨损报废", "one-time", day.AddDays(9)),
            map.Apply(new ContributionEnded(day, why, Chen, At, ClaimType.OneTime, day.AddDays(9)), at));
        Assert.Equal(new V1.ContributionEnded(Id, day, "S", "Worn out", "磨损报废"), map.Apply(new ContributionEnded(day, why, Chen, At), at));
        Assert.Equal(
            new V1.ContributionReturned(Id, day, "Worn out", "磨损报废", "lasting", day), map.Apply(new ContributionReturned(day, why, Chen, At, ClaimType.Lasting, day), at));
        Assert.Equal(new V1.ContributionDamaged(Id, day, "S", "Worn out", "磨损报废"), map.Apply(new DamageRecorded(day, why, Chen, At), at));
        Assert.Equal(new V1.ContributionMoved(Id, today, "Worn out", "磨损报废"), map.Apply(new PlacementChanged("Hall 2", "T-7", why, Chen, At), at));
        Assert.False(map.Publishes(typeof(ContributionWithdrawn)));
    }
}

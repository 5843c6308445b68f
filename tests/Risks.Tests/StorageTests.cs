using System.Text.Json;
using Ledger.Risks.Domain;
using Ledger.Risks.Features;
using Ledger.Risks.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Messaging;
using Ledger.ServiceDefaults.Store;
using Ledger.Tests;
using static Ledger.Risks.Tests.Samples;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Risks.Tests;

public sealed class StorageTests
{
    [Fact]
    public void Stored_names_never_change() => Assert.Equal(
        [
            "risk_event_reported.v1 RiskEventReported",
            "risk_evidence_attached.v1 RiskEvidenceAttached",
            "loss_measured.v1 LossMeasured",
            "loss_allocation_approved.v1 AllocationApproved",
            "loss_escalation_proposed.v1 EscalationProposed",
            "loss_escalation_consented.v1 EscalationConsented",
            "loss_escalation_decided.v1 EscalationDecided",
            "allocation_basis_listed.v1 AllocationBasisListed",
            "loss_allocated.v1 LossAllocated",
            "loss_allocation_disputed.v1 AllocationDisputed",
            "loss_dispute_settled.v1 AllocationDisputeSettled",
            "loss_allocation_reversed.v1 AllocationReversed",
            "recovery_reported.v1 RecoveryReported",
            "recovery_refused.v1 RecoveryRefused",
            "loss_recovered.v1 LossRecovered",
            "risk_event_reopened.v1 RiskEventReopened",
            "risk_event_withdrawn.v1 RiskEventWithdrawn",
            "risk_event_closed.v1 RiskEventClosed",
            "measured_span_recorded.v1 MeasuredSpanRecorded",
            "reserve_drawn.v1 ReserveDrawn",
            "reserve_returned.v1 ReserveReturned",
            "reserve_settled.v1 ReserveSettled",
            "reserve_corrected.v1 ReserveCorrected",
            "reserve_replenishment_proposed.v1 ReplenishmentProposed",
            "reserve_replenishment_called.v1 ReplenishmentCalled",
            "reserve_replenishment_refused.v1 ReplenishmentRefused",
            "risk_registered.v1 RiskRegistered",
            "risk_revised.v1 RiskRevised",
            "risk_reviewed.v1 RiskReviewed",
            "risk_retired.v1 RiskRetired",
            "accepted_value_copied.v1 AcceptedValueCopied",
            "accepted_value_replaced.v1 AcceptedValueReplaced",
            "accepted_value_struck.v1 AcceptedValueStruck",
            "agreement_adopted.v1 AgreementAdopted",
        ],
        StoredFacts.Names(Facts.Register));

    [Fact]
    public void Every_fact_can_be_stored_read_and_hashed()
    {
        var reported = StoredFacts.Endures(Reported);
        Assert.Equal("1", reported.GetProperty("report").GetProperty("sufferers").GetProperty("E2").GetString());
        StoredFacts.Endures(Measured);
        var basis = new AcceptedBasis("E1", "E1-machine", Yuan("1.00"), Acceptance);
        StoredFacts.Endures(new AllocationBasisListed([basis]));
        var allocated = StoredFacts.Endures(Allocated with { Basis = [basis] });
        Assert.Equal("E2", allocated.GetProperty("payments")[0].GetProperty("party").GetString());
        Assert.False(allocated.GetProperty("payments")[0].TryGetProperty("payer", out _));
        Assert.Equal(["ev", "ph"], allocated.GetProperty("basis")[0].GetProperty("source").EnumerateObject().Select(member => member.Name));
        StoredFacts.Endures(new ReserveDrawn(TaihuAgreement.Id, 2025, 1, Id, "R1", Yuan("1.00"), Yuan("1.00"), Yuan("2.00"), At));
        StoredFacts.Endures(new ReserveSettled(
            TaihuAgreement.Id, "2025", new Period(new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31)), Yuan("1.00"), Yuan("0.00"), Yuan("1.00"), Acceptance));
        StoredFacts.Endures(new AcceptedValueCopied(TaihuAgreement.Id, "E1", "E1-machine", Yuan("1.00"), new DateOnly(2025, 3, 1), Acceptance));
    }

    // What an approver names is what the audit log knows: it must come out of the stored state as it went in.
    [Fact]
    public void The_hash_of_a_measurement_survives_storage()
    {
        var stored = JsonSerializer.SerializeToElement(Given(Reported, Measured).State, FactJson.Facts).Deserialize<RiskEvent>(FactJson.Facts)!;
        Assert.Equal(MeasuredHash, PayloadHash.Of(stored.Measured!));
        Assert.Equal(MeasuredHash, RiskEventDetails.Of(stored).Measurement!.Hash);
    }

    [Fact]
    public void A_stored_measurement_and_allocation_can_be_recomputed_from_themselves()
    {
        foreach (var result in new[] { Measured.Result, Allocated.Result })
        {
            var read = JsonSerializer.SerializeToElement(result, FactJson.Facts).Deserialize<MethodResult>(FactJson.Facts)!;
            var again = MethodCatalogue.Find(read.RuleId, read.RuleVersion)!.Evaluate(read.Inputs).Result!;
            Assert.Equal((read.InputsHash, JsonSerializer.Serialize(read.Value)), (again.InputsHash, JsonSerializer.Serialize(again.Value)));
        }
    }

    [Fact]
    public void The_state_can_be_stored_and_shown()
    {
        var stored = StoredFacts.Endures(Given(Reported, Measured, Allocated).State).Deserialize<RiskEvent>(FactJson.Facts)!;
        var details = RiskEventDetails.Of(stored);
        Assert.Equal((RiskStage.Allocated, "5300.00", MeasuredHash), (details.Stage, details.Allocation!.Loss.Amount, details.Allocation.MeasurementHash));
        Assert.Equal((Reporter, Officer, Approver), (details.ReportedBy, details.Measurement!.By, details.Allocation.By));
        Assert.Equal("5300.00", RiskEventSummary.Of(stored).Loss!.Amount);
        Assert.Null(RiskEventDetails.Of(Given(Reported).State).Measurement);
        Assert.Null(RiskEventSummary.Of(Given(Reported).State).Loss);
    }

    [Fact]
    public void Who_pays_whom_is_told_to_others_and_whatever_changes_it()
    {
        var map = new OutgoingMap();
        Outgoing.Map(map);
        Assert.Equal(
            new HashSet<Type>
            {
                typeof(V1.LossAllocated), typeof(V1.LossRecovered), typeof(V1.LossAllocationReversed), typeof(V1.LossDisputed),
                typeof(V1.LossDisputeSettled), typeof(V1.ReserveReplenishmentCalled), typeof(V1.EvidenceCited),
            },
            map.Contracts.ToHashSet());
        var told = Assert.IsType<V1.LossAllocated>(map.Apply(
            Allocated with { Payments = [new Payment("E2", null, Yuan("5000.00")), new Payment("E2", "E1", Yuan("300.00"))] },
            new FactContext("taihu", Id, 3, At)));
        Assert.Equal(
            (Id, "R1-disruption", TaihuAgreement.Id, 1, "production-disruption", new DateOnly(2025, 6, 16), new V1.MoneyAmount("5300.00", "CNY")),
            (told.RiskEventId, told.Reference, told.AgreementId, told.AgreementVersion, told.Category, told.OccurredOn, told.Loss));
        Assert.Equal(
            [new V1.LossPayment("reserve", "E2", new V1.MoneyAmount("5000.00", "CNY")), new V1.LossPayment("E1", "E2", new V1.MoneyAmount("300.00", "CNY"))],
            told.Payments);
        // The key of the agreement is fixed: no accepted value was read. Nothing was committed before: all of the 60,000.00 was left.
        Assert.Equal([new V1.SuffererWeight("E2", "1")], told.Basis!.Sufferers);
        Assert.Equal((new V1.MoneyAmount("60000.00", "CNY"), null), (told.Basis.ReserveLeft, told.Basis.Accepted));
        Assert.Null(Assert.IsType<V1.LossAllocated>(map.Apply(Allocated with { Inputs = null }, new FactContext("taihu", Id, 3, At))).Basis);
    }
}

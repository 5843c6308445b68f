using System.Text.Json;
using Ledger.Risks.Domain;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Risks.Tests.Samples;

namespace Ledger.Risks.Tests;

/// <summary>Notice, evidence, what others counted, insurance, exposure, fault, approvals: what stands before a loss is shared.</summary>
public sealed class AdmittedLossTests
{
    private const string Category = """{"id":"production-disruption","method":"risk.disruption"}""";
    private static readonly string Hash = new('d', 64);

    [Theory]
    [InlineData("2026-01-10T02:00:00Z", null)] // 208 days after the event: without a clock nobody is late
    public void Without_a_clock_nobody_is_late(string at, int? late) =>
        Given().When(Decide(ReportIt with { At = DateTimeOffset.Parse(at) })).Then<RiskEventReported>(fact => Assert.Equal(late, fact.DaysLate));

    // 10 days from 16 June: the 26th, which is over everywhere at 12:00 UTC on the 27th.
    [Theory]
    [InlineData("2025-06-26T23:59:59Z", null)]
    [InlineData("2025-06-27T11:59:59Z", null)]
    [InlineData("2025-06-27T12:00:00Z", 1)]
    [InlineData("2025-06-30T12:00:00Z", 4)]
    public void The_notice_clock_runs_until_the_day_is_over_everywhere(string at, int? late)
    {
        var command = ReportIt with { Agreement = Terms(""","noticeDays":10,"lateNotice":{"reducePerDay":"0.1","most":"0.3"}"""), At = DateTimeOffset.Parse(at) };
        Given().When(Decide(command)).Then<RiskEventReported>(fact => Assert.Equal(late, fact.DaysLate));
        var strict = command with { Agreement = Terms(""","noticeDays":10""") };
        if (late is null) Given().When(Decide(strict)).Then<RiskEventReported>(_ => { });
        else Given().When(Decide(strict)).ThenRejected<NoticeLate>("risk.notice-late", "occurredOn");
    }

    // 5,300.00 less 30% (four days at 10%, at most 30%) = 3,710.00.
    [Fact]
    public void A_late_notice_reduces_what_is_shared()
    {
        var terms = Terms(""","noticeDays":10,"lateNotice":{"reducePerDay":"0.1","most":"0.3"}""").Document!;
        Given(Reported with { DaysLate = 4 }).When(Decide(Measure with { Known = Knows(terms) })).Then<LossMeasured>(fact =>
        {
            Assert.Equal(("5300.00", "3710.00"), (fact.Loss.Amount, fact.Admitted!.Amount));
            Assert.Equal("risk.admission", fact.Admission!.RuleId);
        }).ThenAgainNothing();
    }

    [Fact]
    public void Only_what_is_admitted_is_allocated()
    {
        var terms = Terms(""","exposureLimit":"5000.00","overExposure":"reduce" """).Document!;
        var measured = (LossMeasured)RiskEventDecider.Decide(Given(Reported).State, Measure with { Known = Knows(terms) }).Facts.Single();
        Given(Reported, measured).When(state => RiskEventDecider.Decide(state, AllocationOf(measured, terms))).Then<LossAllocated>(
            fact => Assert.Equal([new Payment("E2", null, Yuan("5000.00"))], fact.Payments));
    }

    [Fact]
    public void A_loss_above_its_exposure_is_refused_where_the_agreement_says_so()
    {
        Given(Reported).When(Decide(Measure with { Known = Knows(Terms(""","exposureLimit":"5299.99" """).Document) })).ThenRejected<InputRejection>("admission.above-exposure");
        Given(Reported).When(Decide(Measure with { Known = Knows(Terms(""","exposureLimit":"5300.00" """).Document) })).Then<LossMeasured>(fact => Assert.Equal("5300.00", fact.Admitted!.Amount));
        // The register's limit is the tighter one.
        Given(Reported).When(Decide(Measure with { Known = Knows(Terms(""","exposureLimit":"5300.00" """).Document, Yuan("5299.99")) })).ThenRejected<InputRejection>("admission.above-exposure");
    }

    [Fact]
    public void What_an_insurance_covers_is_not_shared_until_the_insurer_answers()
    {
        var terms = Insured().Document!;
        // min(max(5,300 - 300, 0), 2,000) = 2,000 for the insurer.
        Given(Reported).When(Decide(Measure with { Known = Knows(terms) })).Then<LossMeasured>(fact => Assert.Equal("3300.00", fact.Admitted!.Amount));
        Given(Reported).When(Decide(Measure with { Known = Knows(terms), Insurers = [new("fire", InsurerDecision.Declined, "letter 4")] }))
            .Then<LossMeasured>(fact => Assert.Equal("5300.00", fact.Admitted!.Amount));
        Given(Reported).When(Decide(Measure with { Known = Knows(terms), Insurers = [new("fire", InsurerDecision.Paid, "claim 4")] }))
            .Then<LossMeasured>(fact => Assert.Equal("5300.00", fact.Admitted!.Amount));
        var without = JsonElement.Parse("""{"lostHours":"40","marginPerHour":"150"}""");
        Given(Reported).When(Decide(Measure with { Known = Knows(terms), Inputs = without, Insurers = [new("fire", InsurerDecision.Paid, "claim 4")] }))
            .ThenRejected<InsuranceNotDeducted>("risk.insurance-not-deducted", "inputs.insurance");
        Given(Reported).When(Decide(Measure with { Known = Knows(terms), Insurers = [new("flood", InsurerDecision.Declined, "x")] }))
            .ThenRejected<PolicyUnknown>("risk.policy-unknown", "insurers[0].policy");
        Given(Reported).When(Decide(Measure with { Known = Knows(terms), Insurers = [new("fire", InsurerDecision.Declined, " ")] }))
            .ThenRejected<InputRejection>("input.blank", "insurers[0].reference");
    }

    [Fact]
    public void Missing_evidence_is_named_and_stops_the_measure()
    {
        var terms = Terms(""","required":[{"id":"mes-log","title":{"en":"Log","zh":"日志"}},{"id":"roster","title":{"en":"Roster","zh":"班表"}}]""").Document!;
        var log = new EvidenceDocument("mes-log", "log-1", new Text("Log", "日志"), Hash, new DateOnly(2025, 6, 16));
        var attach = new AttachEvidence(log, terms, Reporter, At);
        Assert.Equal(["mes-log", "roster"], EvidenceDecider.Missing(Given(Reported).State, terms).Select(item => item.Id));
        Given(Reported).When(Decide(Measure with { Known = Knows(terms) })).ThenRejected<EvidenceIncomplete>("risk.evidence-missing");
        var half = Given(Reported).When(Decide(attach)).ThenAgainNothing().After;
        Assert.Equal(["roster"], EvidenceDecider.Missing(half, terms).Select(item => item.Id));
        Assert.Equal(["roster"], GivenWhenThen.Given(half, RiskEventDecider.Evolve).When(Decide(Measure with { Known = Knows(terms) })).ThenRejected<EvidenceIncomplete>().Missing);
        var whole = GivenWhenThen.Given(half, RiskEventDecider.Evolve).When(Decide(attach with { Document = log with { Item = "roster", Reference = "r" } })).After;
        GivenWhenThen.Given(whole, RiskEventDecider.Evolve).When(Decide(Measure with { Known = Knows(terms) })).Then<LossMeasured>(_ => { });

        Given(Reported).When(Decide(attach with { Document = log with { Item = "photo" } })).ThenRejected<EvidenceItemUnknown>("risk.evidence-unknown", "item");
        Given(Reported).When(Decide(attach with { Document = log with { Sha256 = new string('D', 64) } })).ThenRejected<EvidenceHashMalformed>("risk.evidence-hash", "sha256");
        Given(Reported).When(Decide(attach with { By = new Actor("x", "X") })).ThenRejected<ReporterNotParty>("risk.reporter-not-party");
        Given(Reported).When(Decide(attach with { Document = log with { Title = new Text("", "") } })).ThenRejected<InputRejection>("input.blank", "title.en");
        var many = Enumerable.Range(0, RiskLimits.Evidence).Select(i => (object)new RiskEvidenceAttached(log with { Reference = $"d{i}" }, "R1", TaihuAgreement.Id, Report.OccurredOn, Reporter, At));
        Given([Reported, .. many]).When(Decide(attach)).ThenRejected<InputRejection>("input.too-many", "item");
    }

    [Fact]
    public void The_same_machine_hours_are_not_counted_twice()
    {
        var inputs = JsonElement.Parse("""{"lostHours":"4","marginPerHour":"100","log":[{"machine":"M1","from":"100","to":"104"}]}""");
        var when = Given(Reported).When(Decide(Measure with { Inputs = inputs }));
        var span = Assert.IsType<MeasuredSpanRecorded>(Assert.Single(Assert.Single(when.Decision.NewStreams).Facts));
        Assert.Equal((1, 1, new LogStretch("M1", 100, 104)), (span.No, span.Measurement, Assert.Single(span.Log)));

        var other = span with { RiskEventId = Guid.NewGuid(), Reference = "R.other_1", OccurredOn = new DateOnly(2025, 6, 15), Log = [new("M1", 103, 110)] };
        Given(Reported).When(Decide(Measure with { Inputs = inputs, Known = Knows(Document, null, other) })).ThenRejected<InputRejection>("disruption.hours-counted-twice", "inputs.log[0]");
        Given(Reported).When(Decide(Measure with { Inputs = inputs, Known = Knows(Document, null, other with { Log = [new("M1", 104, 110)] }) })).Then<LossMeasured>(fact =>
            Assert.Equal("R-other-1", fact.Result.Inputs.GetProperty("counted")[0].GetProperty("event").GetString()));
        Given(Reported).When(Decide(Measure with { Inputs = JsonElement.Parse("""{"lostHours":"4","marginPerHour":"100","counted":[]}""") }))
            .ThenRejected<CountedByPlatform>("risk.counted-by-platform", "inputs.counted");
        // The same stop reported twice without logs: nobody could tell.
        Given(Reported).When(Decide(Measure with { Known = Knows(Document, null, other with { OccurredOn = Report.OccurredOn }) })).ThenRejected<LogMissing>("risk.log-missing", "inputs.log");
        Given(Reported).When(Decide(Measure with { Known = Knows(Document, null, other with { OccurredOn = Report.OccurredOn, Sufferers = ["E1"] }) })).Then<LossMeasured>(_ => { });
    }

    [Fact]
    public void Indemnity_periods_do_not_overlap()
    {
        var interruption = Reported with { Method = "risk.business-interruption" };
        const string Inputs = """{"spans":[{"hours":"240","expected":"10000.00","actual":"5000.00"}],"grossProfitRate":"0.6","period":{"from":"2025-06-16","to":"2025-06-25"}}""";
        var measure = Measure with { Method = "risk.business-interruption", Inputs = JsonElement.Parse(Inputs) };
        var when = Given(interruption).When(Decide(measure));
        Assert.Equal("3000.00", when.After.Measured!.Loss.Amount); // golden BI1: 5,000 x 60%
        var span = Assert.IsType<MeasuredSpanRecorded>(Assert.Single(Assert.Single(when.Decision.NewStreams).Facts));
        Assert.Equal(new Period(new DateOnly(2025, 6, 16), new DateOnly(2025, 6, 25)), span.Period);

        var other = span with { RiskEventId = Guid.NewGuid(), Reference = "R2", Period = new(new DateOnly(2025, 6, 25), new DateOnly(2025, 6, 30)) };
        Given(interruption).When(Decide(measure with { Known = Knows(Document, null, other) })).ThenRejected<InputRejection>("interruption.period-overlaps", "inputs.otherPeriods[0]");
        Given(interruption).When(Decide(measure with { Known = Knows(Document, null, other with { Sufferers = ["E1"] }) })).Then<LossMeasured>(_ => { });
        Given(interruption).When(Decide(measure with { Inputs = JsonElement.Parse("""{"spans":[{"hours":"240","expected":"10000.00","actual":"5000.00"}],"grossProfitRate":"0.6"}""") }))
            .ThenRejected<PeriodMissing>("risk.period-missing", "inputs.period");
        Given(interruption).When(Decide(measure with { Inputs = JsonElement.Parse(Inputs.Replace("\"period\"", "\"otherPeriods\":[],\"period\"", StringComparison.Ordinal)) }))
            .ThenRejected<CountedByPlatform>("risk.counted-by-platform", "inputs.otherPeriods");
    }

    [Fact]
    public void A_party_at_fault_bears_by_its_degree()
    {
        var fault = new StatedFault("E1", FaultDegree.WilfulAct, null, new Text("Switched off", "擅自停机"));
        var terms = With("""retention":"0.00","reserveLimit":"0.00","key":{"E1":"1/3","E2":"1/3","S":"1/3"},"caps":{"E1":"100.00"},"excess":"stays"}""").Document!;
        var measured = (LossMeasured)RiskEventDecider.Decide(Given(Reported).State, Measure with { Known = Knows(terms), Fault = fault }).Facts.Single();
        Given(Reported, measured).When(state => RiskEventDecider.Decide(state, AllocationOf(measured, terms))).Then<LossAllocated>(fact =>
        {
            Assert.Equal([new Payment("E2", "E1", Yuan("5300.00"))], fact.Payments);
            Assert.Equal(new FaultOf("E1", FaultDegree.WilfulAct), fact.Inputs!.Fault);
        });
        Given(Reported).When(Decide(Measure with { Fault = fault with { Party = "X" } })).ThenRejected<FaultPartyUnknown>("risk.fault-party", "fault.party");
        Given(Reported).When(Decide(Measure with { Fault = fault with { RetentionShare = new Rational(3, 2) } })).ThenRejected<InputRejection>("input.out-of-range", "fault.retentionShare");
        Given(Reported).When(Decide(Measure with { Fault = fault with { Reason = new Text(" ", "x") } })).ThenRejected<InputRejection>("input.blank", "fault.reason.en");
    }

    [Fact]
    public void Two_approvers_of_different_parties_decide_exactly_one_preview()
    {
        var terms = Approval("""{"dualAbove":"5299.99","otherParty":true}""");
        var command = AllocationOf(Measured, terms);
        var given = Given(Reported, Measured);
        given.When(Allocating(command with { By = new Actor("fang", "S") })).ThenRejected<ApproverOfSameParty>("risk.approver-same-party");
        var first = given.When(Allocating(command)).Then<AllocationApproved>(fact => Assert.Equal("5300.00", fact.Loss.Amount)).ThenAgainNothing().After;
        Assert.Equal(RiskStage.Measured, first.Stage);
        var second = GivenWhenThen.Given(first, RiskEventDecider.Evolve);
        second.When(Allocating(command with { By = new Actor("gao", "G") })).ThenRejected<SecondApproverSameParty>("risk.second-approver-same-party");
        second.When(Allocating(command with { By = new Actor("li", "E1") })).Then<LossAllocated>(_ => { });
        // Another event took of the reserve: it is another preview, and the first approval counts for nothing.
        second.When(Allocating(command with { By = new Actor("li", "E1"), Reserve = new ReserveStanding(Yuan("59000.00"), 3, DrawStream) })).Then<AllocationApproved>(_ => { });
        given.When(Allocating(AllocationOf(Measured, Approval("""{"dualAbove":"5300.00"}""")))).Then<LossAllocated>(_ => { });
    }

    [Fact]
    public void What_was_previewed_is_decided_or_nothing()
    {
        var hash = Allocated.Result.InputsHash;
        Given(Reported, Measured).When(Allocating(Allocate with { PreviewHash = hash })).Then<LossAllocated>(_ => { });
        Given(Reported, Measured).When(Allocating(Allocate with { PreviewHash = hash, Reserve = new ReserveStanding(Yuan("1.00"), 1, DrawStream) }))
            .ThenRejected<PreviewChanged>("risk.preview-changed", "previewHash");
    }

    [Fact]
    public void Students_suffer_no_shared_loss()
    {
        var terms = TaihuAgreement.Adopt(TaihuAgreement.Json(("\"type\":\"park\"", "\"type\":\"park\",\"roles\":[\"students\"]")));
        var report = Report with { Sufferers = Shares(("G", "1")) };
        Given().When(Decide(ReportIt with { Report = report, Agreement = terms })).ThenRejected<StudentsBear>("risk.students-bear-nothing", "sufferers.G");
    }

    [Fact]
    public void A_registered_risk_that_struck_is_of_the_category()
    {
        var entry = new RegisteredRisk { Id = Id, Entry = RegisterTests.Entry };
        Given().When(Decide(ReportIt with { Report = Report with { Risk = "cell-stop" }, Entry = entry })).Then<RiskEventReported>(fact => Assert.Equal("cell-stop", fact.Report.Risk));
        Given().When(Decide(ReportIt with { Report = Report with { Risk = "cell-stop" } })).ThenRejected<RiskNotRegistered>("risk.not-registered", "risk");
        Given().When(Decide(ReportIt with { Report = Report with { Risk = "cell-stop" }, Entry = entry with { Entry = entry.Entry with { Category = "skills-mismatch" } } }))
            .ThenRejected<RiskNotRegistered>("risk.not-registered", "risk");
    }

    private static AdoptedAgreement Terms(string more) => TaihuAgreement.Adopt(TaihuAgreement.Json((Category, Category[..^1] + more + "}")));

    private static AdoptedAgreement Insured() => TaihuAgreement.Adopt(TaihuAgreement.Json(("\"risk\":{", "\"risk\":{" +
        """
        "insurance":[{"id":"fire","holder":"E2","covers":{"en":"Fire","zh":"火灾"},"sumInsured":"2000.00","deductible":"300.00","categories":["production-disruption"]}],
        """)));

    private static AgreementDocument Approval(string terms) => With(
        """retention":"0.00","reserveLimit":"60000.00","key":{"E1":"1/3","E2":"1/3","S":"1/3"},"excess":"stays","approval":""" + terms + "}").Document!;

    private static Func<RiskEvent, Decision> Decide(ReportRiskEvent command) => state => RiskEventDecider.Decide(state, command);

    private static Func<RiskEvent, Decision> Decide(MeasureLoss command) => state => RiskEventDecider.Decide(state, command);

    private static Func<RiskEvent, Decision> Decide(AttachEvidence command) => state => EvidenceDecider.Decide(state, command);

    private static Func<RiskEvent, Decision> Allocating(AllocateLoss command) => state => RiskEventDecider.Decide(state, command);
}

using CsCheck;
using Ledger.Agreements.Domain;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Agreements.Tests.IncentiveSamples;

namespace Ledger.Agreements.Tests;

public sealed class CertificationTests
{
    private static readonly Actor Officer = new("fo@OPS", "OPS");

    private static readonly CertificationParameters Parameters = new(
        1, 36, 12, 3, 60,
        [
            new("training-base", new("Training base or donated facilities", "共建基地或捐赠设施"),
            [
                new("value", new("Accepted value", "认定价值"), "Measures [2019] 590, article 5 (5)", SourceMark.FromMemory, Value: Yuan("1000000.00"),
                    Kinds: [ContributionKind.DonatedEquipment, ContributionKind.Space]),
            ]),
            new("interns", new("Pilot or interns", "学徒制试点或实习"),
            [
                new("pilot", new("Apprenticeship pilot", "学徒制试点"), "article 5 (2)", SourceMark.FromMemory, Count: 1, RecordKind: "apprenticeship-pilot", Standing: true),
                new("interns", new("60 interns of 3 months", "60名3个月以上实习生"), "article 5 (2)", SourceMark.FromMemory, Count: 60, RecordKind: "interns", MinMonths: 3),
            ]),
        ],
        "Measures [2019] 590", SourceMark.FromMemory);

    private static readonly StatedCertificationPolicy Policy = new(new DateOnly(2020, 1, 1), Parameters);

    private static readonly Delivery[] Contributions =
    [
        Brought("E1-machine", ContributionKind.DonatedEquipment, "2023-03-31", "1200000.00", "840000.00"),
        Brought("E1-line", ContributionKind.DonatedEquipment, "2024-06-01", "300000.00", "200000.00"),
        Brought("E1-hall", ContributionKind.Space, "2025-02-01", "500000.00", null),
        Brought("E1-hours", ContributionKind.StaffTime, "2025-02-01", "64800.00", "64800.00"),
        Brought("E1-early", ContributionKind.Space, "2025-03-01", "50000.00", "40000.00") with { Source = null, Claimed = null },
    ];

    // Window of 36 months: what came on 2023-03-31 counts up to and including 2026-03-30.
    [Fact]
    public void Accepted_value_counts_only_verified_and_accepted_within_the_window_with_the_claim_beside_it()
    {
        var value = Requirement("2026-03-30", "value");
        Assert.Equal(("1040000.00", "2000000.00", "0.00"), (value.Reached!.Amount, value.Claimed!.Amount, value.Missing!.Amount));
        Assert.True(value.Met);
        Assert.Equal(new DateOnly(2026, 3, 31), value.FailsOn);
        Assert.Equal(
            ["E1-machine ", "E1-line ", "E1-hall entry.not-accepted", "E1-early entry.not-verified"], value.Entries.Select(entry => $"{entry.Reference} {entry.WhyNot?.Code}"));

        var dayAfter = Requirement("2026-03-31", "value");
        Assert.Equal(("200000.00", "800000.00"), (dayAfter.Reached!.Amount, dayAfter.Missing!.Amount));
        Assert.False(dayAfter.Met);
        Assert.Null(dayAfter.FailsOn);
    }

    [Fact]
    public void Totals_show_claimed_beside_accepted_by_kind()
    {
        var totals = On("2026-03-30").Totals.Select(kind => $"{kind.Kind} {kind.Totals.Claimed.Amount} {kind.Totals.ClaimedOfAccepted.Amount} {kind.Totals.Accepted.Amount}");
        Assert.Equal(
            ["DonatedEquipment 1500000.00 1500000.00 1040000.00", "Space 500000.00 0.00 0.00", "StaffTime 64800.00 64800.00 64800.00"], totals);
    }

    [Fact]
    public void Interns_are_counted_over_three_years_and_too_short_ones_are_not()
    {
        object[] records = [Recorded("i23", "interns", "2023-09-01", 25, 6), Recorded("i24", "interns", "2024-09-01", 30, 3), Recorded("i25", "interns", "2025-09-01", 10, 2)];
        var short5 = Requirement("2026-03-01", "interns", records);
        Assert.Equal((55L, 5L, false), (short5.ReachedCount!.Value, short5.MissingCount!.Value, short5.Met));
        Assert.Equal("entry.too-short", short5.Entries[2].WhyNot?.Code);

        object[] more = [.. records, Recorded("i25b", "interns", "2025-10-01", 8, 4)];
        var met = Requirement("2026-03-01", "interns", more);
        Assert.Equal((63L, true, new DateOnly(2026, 9, 1)), (met.ReachedCount!.Value, met.Met, met.FailsOn!.Value));
        // 2026-09-01: the 25 of 2023 have left.
        Assert.Equal(38L, Requirement("2026-09-01", "interns", more).ReachedCount);
        // One struck does not count.
        Assert.Equal(55L, Requirement("2026-03-01", "interns", [.. more, new CertificationRecordStruck("i25b", "Counted twice", E1, At)]).ReachedCount);
    }

    [Fact]
    public void A_pilot_counts_while_it_stands_however_old_it_is()
    {
        object[] pilot = [Recorded("p", "apprenticeship-pilot", "2018-09-01", 1, null, until: "2026-06-30")];
        Assert.True(Requirement("2026-06-30", "pilot", pilot).Met);
        Assert.Equal(new DateOnly(2026, 7, 1), Requirement("2026-03-01", "pilot", pilot).FailsOn);
        Assert.False(Requirement("2026-07-01", "pilot", pilot).Met);
        Assert.False(Requirement("2018-08-31", "pilot", pilot, "2000-01-01").Met);
    }

    [Fact]
    public void Alerts_tell_what_leaves_what_fails_and_when_the_enterprise_is_no_longer_certifiable()
    {
        var standing = On("2026-03-01");
        Assert.Equal(
            [
                "2026-03-31 alert.condition-fails training-base", "2026-03-31 alert.entry-leaves E1-machine", "2026-03-31 alert.not-certifiable ",
                "2026-03-31 alert.requirement-fails training-base/value",
            ],
            standing.Alerts.Select(alert => $"{alert.On:yyyy-MM-dd} {alert.Code} {alert.Subject}"));
        Assert.Empty(CertificationTracker.Of(Known(), Policy, new DateOnly(2026, 3, 1), 0).Alerts);
        // With a pilot standing, one condition is spare.
        Assert.DoesNotContain("alert.not-certifiable", On("2026-03-01", Recorded("p", "apprenticeship-pilot", "2018-09-01", 1, null)).Alerts.Select(alert => alert.Code));
    }

    [Fact]
    public void Listing_plan_and_time_in_cultivation_stand_before_an_application()
    {
        IncentiveListing[] listed = [new(new DateOnly(2025, 6, 1), Hash('a'))];
        Assert.Equal(["certification.not-listed"], Codes("2026-03-01"));
        Assert.Equal(["certification.not-cultivated", "certification.plan-missing"], Codes("2025-09-01", listed));
        Assert.Equal(["certification.not-cultivated", "certification.plan-overdue"], Codes("2025-09-02", listed));
        var plan = new CertificationPlanPublished("E1", new(new DateOnly(2025, 8, 15), Hash('b')), E1, At);
        Assert.Equal(["certification.not-cultivated"], Codes("2025-09-02", listed, plan));
        Assert.Equal(["certification.conditions-not-met"], Codes("2026-06-01", listed, plan));
        Assert.Equal([], Codes("2026-06-01", listed, plan, Recorded("p", "apprenticeship-pilot", "2018-09-01", 1, null)));
        Assert.True(On("2026-06-01", listed, plan, Recorded("p", "apprenticeship-pilot", "2018-09-01", 1, null)).Ready);
        Assert.Equal(
            ["2025-09-01 alert.plan-due", "2026-06-01 alert.cultivated"],
            On("2025-07-01", listed).Alerts.Where(alert => alert.Subject is null && alert.Code != "alert.not-certifiable").Select(alert => $"{alert.On:yyyy-MM-dd} {alert.Code}"));
    }

    [Fact]
    public void A_cancellation_bars_for_five_years()
    {
        var cancelled = new CertificationCancelled("E1", new("C1", new DateOnly(2021, 5, 10), CancellationGround.FalseStatement, "Annual report", Hash('c')), Officer, At);
        Assert.Equal(new DateOnly(2026, 5, 9), On("2026-03-01", cancelled).BarredUntil);
        Assert.Contains("certification.barred", On("2026-05-09", cancelled).Open.Select(point => point.Code));
        Assert.Null(On("2026-05-10", cancelled).BarredUntil);
        Assert.Null(On("2021-05-09", cancelled).BarredUntil);
        Assert.Null(On("2026-03-01", cancelled, new CertificationCancellationStruck("C1", "Appeal", Officer, At)).BarredUntil);
    }

    [Fact]
    public void Records_need_evidence_and_sense()
    {
        var record = Record("r", "interns", "2025-01-01", 10, 3);
        When(record).Then(new CertificationRecordEntered("E1", record, E1, At)).ThenAgainNothing();
        When(record with { Evidence = [] }).ThenRejected<CertificationEvidenceMissing>("certification.evidence-missing", "evidence");
        When(record with { Evidence = ["abc"] }).ThenRejected<CertificationEvidenceMissing>("certification.evidence-missing", "evidence");
        When(record with { Evidence = [.. Enumerable.Repeat(Hash('a'), AgreementLimits.Papers + 1)] }).ThenRejected<CertificationEvidenceMissing>("certification.evidence-missing", "evidence");
        When(record with { Count = 0 }).ThenRejected<CertificationNumberOutOfRange>("certification.number-out-of-range", "count");
        When(record with { Count = AgreementLimits.CertificationCount + 1 }).ThenRejected<CertificationNumberOutOfRange>("certification.number-out-of-range", "count");
        When(record with { Months = AgreementLimits.CertificationMonths + 1 }).ThenRejected<CertificationNumberOutOfRange>("certification.number-out-of-range", "months");
        When(record with { On = new DateOnly(2026, 3, 3) }).ThenRejected<CertificationInFuture>("certification.in-future", "on");
        When(record with { Until = new DateOnly(2024, 12, 31) }).ThenRejected<DaysNotOrdered>("days.not-ordered", "until");
        When(record with { Kind = "a b" }).ThenRejected<CertificationIdMalformed>("certification.id-malformed", "kind");
        When(record with { Title = new("x", "") }).ThenRejected<CertificationTextMalformed>("certification.text-malformed", "title");
        When(record with { Count = 11 }, Recorded("r", "interns", "2025-01-01", 10, 3)).ThenRejected<CertificationReferenceTaken>("certification.reference-taken", "reference");
        // What was struck is not entered again under its name.
        When(record, Recorded("r", "interns", "2025-01-01", 10, 3), new CertificationRecordStruck("r", "x", E1, At)).ThenRejected<CertificationReferenceTaken>("certification.reference-taken");
        GivenFile().When(state => CertificationDecider.Decide(state, new EnterCertificationRecord("E1", record, new Actor("x", "E2"), At))).ThenRejected<CertificationNotOwn>("certification.not-own");
        GivenFile().When(state => CertificationDecider.Decide(state, new StrikeCertificationRecord("E1", "r", "x", E1, At))).ThenRejected<CertificationEntryUnknown>("certification.entry-unknown");
    }

    [Fact]
    public void A_cancellation_is_not_taken_back_by_its_own_enterprise()
    {
        var cancellation = new CertificationCancellation("C1", new DateOnly(2021, 5, 10), CancellationGround.MajorAccident, "Fire", Hash('c'));
        GivenFile().When(state => CertificationDecider.Decide(state, new CancelCertification("E1", cancellation, Officer, At)))
            .Then(new CertificationCancelled("E1", cancellation, Officer, At)).ThenAgainNothing();
        var cancelled = new CertificationCancelled("E1", cancellation, Officer, At);
        GivenFile(cancelled).When(state => CertificationDecider.Decide(state, new StrikeCertificationCancellation("E1", "C1", "Appeal", E1, At)))
            .ThenRejected<CertificationOwnCancellation>("certification.own-cancellation");
        GivenFile(cancelled).When(state => CertificationDecider.Decide(state, new StrikeCertificationCancellation("E1", "C1", "Appeal", Officer, At)))
            .Then<CertificationCancellationStruck>(_ => { });
        GivenFile(cancelled).When(state => CertificationDecider.Decide(state, new CancelCertification("E1", cancellation with { Finding = "Other" }, Officer, At)))
            .ThenRejected<CertificationReferenceTaken>("certification.reference-taken", "reference");
    }

    [Fact]
    public void A_policy_is_checked_for_sense()
    {
        WhenPolicy(Parameters).Then(new CertificationPolicyStated(Policy, Officer, At));
        WhenPolicy(Parameters with { Needed = 3 }).ThenRejected<CertificationNumberOutOfRange>("certification.number-out-of-range", "parameters.needed");
        WhenPolicy(Parameters with { WindowMonths = 0 }).ThenRejected<CertificationNumberOutOfRange>("certification.number-out-of-range", "parameters.windowMonths");
        WhenPolicy(Parameters with { BarMonths = AgreementLimits.CertificationMonths + 1 }).ThenRejected<CertificationNumberOutOfRange>("certification.number-out-of-range", "parameters.barMonths");
        WhenPolicy(Parameters with { Conditions = [] }).ThenRejected<CertificationListMalformed>("certification.list-malformed", "parameters.conditions");
        WhenPolicy(Parameters with { Conditions = [Parameters.Conditions[0], Parameters.Conditions[0]] }).ThenRejected<CertificationListMalformed>("certification.list-malformed", "parameters.conditions");
        WhenPolicy(Parameters with { Conditions = [.. Enumerable.Range(0, AgreementLimits.CertificationConditions + 1).Select(i => Parameters.Conditions[0] with { Id = $"c{i}" })] })
            .ThenRejected<CertificationListMalformed>("certification.list-malformed", "parameters.conditions");
        WhenPolicy(Parameters with { Source = "" }).ThenRejected<CertificationTextMalformed>("certification.text-malformed", "parameters.source");
        var pilot = Parameters.Conditions[1].AnyOf[0];
        WhenPolicy(With(pilot with { Value = Yuan("1.00") })).ThenRejected<CertificationRequirementMixed>("certification.requirement-mixed", "parameters.conditions[0].anyOf[0]");
        WhenPolicy(With(pilot with { Count = null })).ThenRejected<CertificationRequirementMixed>("certification.requirement-mixed", "parameters.conditions[0].anyOf[0]");
        WhenPolicy(With(pilot with { Count = 0 })).ThenRejected<CertificationNumberOutOfRange>("certification.number-out-of-range", "parameters.conditions[0].anyOf[0].count");
        WhenPolicy(With(Parameters.Conditions[0].AnyOf[0] with { Value = Yuan("0.00") })).ThenRejected<InputRejection>("money.not-positive", "parameters.conditions[0].anyOf[0].value.amount");
    }

    [Fact]
    public void Every_list_has_its_limit()
    {
        var record = Record("r", "interns", "2025-01-01", 10, 3);
        var cancellation = new CertificationCancellation("C", new DateOnly(2021, 5, 10), CancellationGround.Other, "f", Hash('c'));
        var full = CertificationFile.None(Id) with
        {
            Records = [.. Enumerable.Range(0, AgreementLimits.CertificationRecords).Select(i => new KeptRecord(record with { Reference = $"r{i}" }))],
            Plans = [.. Enumerable.Range(0, AgreementLimits.CertificationCancellations).Select(i => new PublishedPlan(new DateOnly(2000 + i, 1, 1), Hash('b')))],
            Cancellations = [.. Enumerable.Range(0, AgreementLimits.CertificationCancellations).Select(i => new KeptCancellation(cancellation with { Reference = $"C{i}" }))],
        };
        Assert.Equal("certification.full", CertificationDecider.Decide(full, new EnterCertificationRecord("E1", record, E1, At)).Rejection?.Code);
        Assert.Equal("certification.full", CertificationDecider.Decide(full, new PublishCertificationPlan("E1", new(new DateOnly(2025, 1, 1), Hash('b')), E1, At)).Rejection?.Code);
        Assert.Equal("certification.full", CertificationDecider.Decide(full, new CancelCertification("E1", cancellation, Officer, At)).Rejection?.Code);
        var policies = CertificationPolicy.None(Id) with { Stated = [.. Enumerable.Repeat(Policy, AgreementLimits.CertificationPolicies)] };
        Assert.Equal("certification.full", CertificationPolicyDecider.Decide(policies, new StateCertificationPolicy(Policy, Officer, At)).Rejection?.Code);
    }

    [Fact]
    public void The_youngest_policy_rules_from_its_day_on()
    {
        var stricter = new StatedCertificationPolicy(new DateOnly(2026, 1, 1), Parameters with { Needed = 2 });
        var state = new[] { stricter, Policy }.Aggregate(CertificationPolicy.None(Id), (folded, policy) => CertificationPolicyDecider.Evolve(folded, new CertificationPolicyStated(policy, Officer, At)));
        Assert.Equal((1, 2), (state.On(new DateOnly(2025, 12, 31))!.Parameters.Needed, state.On(new DateOnly(2026, 1, 1))!.Parameters.Needed));
        Assert.Null(state.On(new DateOnly(2019, 12, 31)));
    }

    // Whatever is added: on each day, what counts is exactly what began in the window, and the day foretold is the first on which it fails.
    [Fact]
    public void What_is_foretold_comes_true() => Gen.Select(Gen.Int[0, 60].List[0, 12], Gen.Int[1, 40].Array[12], Gen.Int[1, 200]).Sample((starts, counts, needed) =>
    {
        var begin = new DateOnly(2024, 1, 31);
        var facts = starts.Select((start, i) => (object)Recorded($"r{i}", "interns", begin.AddMonths(-start).ToString("yyyy-MM-dd"), counts[i], 3)).ToArray();
        var policy = Policy with { Parameters = With(Parameters.Conditions[1].AnyOf[1] with { Count = needed }) };
        var known = Known(facts);
        var now = Standing(begin);
        var inWindow = starts.Select((start, i) => begin < begin.AddMonths(-start).AddMonths(36) ? counts[i] : 0).Sum();
        if (now.ReachedCount != inWindow || now.Met != inWindow >= needed || now.MissingCount != Math.Max(0, needed - inWindow)) return false;
        if (!now.Met) return now.FailsOn is null;
        // Within 40 months everything has left.
        return now.FailsOn is { } fails && !Standing(fails).Met && Standing(fails.AddDays(-1)).Met;

        RequirementStanding Standing(DateOnly day) => CertificationTracker.Of(known, policy, day, 40).Conditions[0].AnyOf[0];
    }, iter: 300);

    private static CertificationParameters With(CertificationRequirement requirement) =>
        Parameters with { Conditions = [new("c", new("c", "条"), [requirement])] };

    private static When<CertificationPolicy> WhenPolicy(CertificationParameters parameters) => GivenWhenThen
        .Given(CertificationPolicy.None(Id), CertificationPolicyDecider.Evolve)
        .When(state => CertificationPolicyDecider.Decide(state, new StateCertificationPolicy(Policy with { Parameters = parameters }, Officer, At)));

    private static Given<CertificationFile> GivenFile(params object[] facts) => GivenWhenThen.Given(CertificationFile.None(Id), CertificationDecider.Evolve, facts);

    private static When<CertificationFile> When(CertificationRecord record, params object[] facts) =>
        GivenFile(facts).When(state => CertificationDecider.Decide(state, new EnterCertificationRecord("E1", record, E1, At)));

    private static CertificationRecord Record(string reference, string kind, string on, int count, int? months, string? until = null) => new(
        reference, kind, DateOnly.Parse(on), count, new("Title", "名称"), [Hash('d')], until is null ? null : DateOnly.Parse(until), months);

    private static CertificationRecordEntered Recorded(string reference, string kind, string on, int count, int? months, string? until = null) =>
        new("E1", Record(reference, kind, on, count, months, until), E1, At);

    private static KnownEnterprise Known(params object[] facts) => new("E1", GivenFile(facts).State, [], Contributions);

    private static CertificationStanding On(string day, params object[] facts) => CertificationTracker.Of(Known(facts), Policy, DateOnly.Parse(day), 12);

    private static CertificationStanding On(string day, IncentiveListing[] listings, params object[] facts) =>
        CertificationTracker.Of(Known(facts) with { Listings = listings }, Policy, DateOnly.Parse(day), 12);

    private static IEnumerable<string> Codes(string day, IncentiveListing[] listings, params object[] facts) => On(day, listings, facts).Open.Select(point => point.Code);

    private static IEnumerable<string> Codes(string day) => On(day).Open.Select(point => point.Code);

    private static RequirementStanding Requirement(string day, string id, params object[] facts) =>
        On(day, facts).Conditions.SelectMany(condition => condition.AnyOf).Single(requirement => requirement.Requirement.Id == id);

    private static RequirementStanding Requirement(string day, string id, object[] facts, string from) => CertificationTracker
        .Of(Known(facts), Policy with { From = DateOnly.Parse(from) }, DateOnly.Parse(day), 12)
        .Conditions.SelectMany(condition => condition.AnyOf).Single(requirement => requirement.Requirement.Id == id);

    private static Delivery Brought(string reference, ContributionKind kind, string on, string claimed, string? accepted) => new()
    {
        Id = Guid.NewGuid(), Party = "E1", Reference = reference, Kind = kind, EffectiveOn = DateOnly.Parse(on), Claimed = Yuan(claimed),
        Source = new(Id, Hash('c')), Accepted = accepted is null ? null : Yuan(accepted), Valuation = accepted is null ? null : new(Id, Hash('d')),
    };
}

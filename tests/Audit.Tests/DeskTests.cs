using Ledger.Audit.Domain;
using Ledger.Rules;

namespace Ledger.Audit.Tests;

/// <summary>Given facts, when a decision, then facts: grants, rules of the desk, findings, samples.</summary>
public sealed class DeskTests
{
    private static readonly DateTimeOffset At = new(2025, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly Actor Admin = new("ma", "S");
    private static readonly Actor Approver = new("zhao", "S");
    private static readonly Actor Inspector = new("wei", "bureau");

    private static readonly ProposeGrant Proposal = new(
        "case-7", "bureau", [], new GrantScope(["E1"], []), "Audit law, article 34", "Yearly audit", At.AddDays(30), Admin, At);

    [Fact]
    public void A_grant_takes_two_persons()
    {
        var proposed = Accepted<GrantProposed>(GrantDecider.Decide(Grant.None(default), Proposal));
        var waiting = GrantDecider.Evolve(Grant.None(default), proposed);
        Assert.Equal("grant.same-person", Code(GrantDecider.Decide(waiting, new IssueGrant("h", "h", Admin, At))));
        Assert.Equal("grant.own-organisation", Code(GrantDecider.Decide(waiting, new IssueGrant("h", "h", Inspector, At))));
        Assert.Equal("grant.other-proposal", Code(GrantDecider.Decide(waiting, new IssueGrant("seen before", "h", Approver, At))));
        Assert.False(waiting.Stands(At));
        var issued = GrantDecider.Evolve(waiting, Accepted<GrantIssued>(GrantDecider.Decide(waiting, new IssueGrant("h", "h", Approver, At))));
        Assert.True(issued.Stands(At.AddDays(30).AddMicroseconds(-1)));
        Assert.False(issued.Stands(At.AddDays(30)));
        Assert.Same(Decision.Nothing, GrantDecider.Decide(issued, new IssueGrant("h", "h", Approver, At)));
        Assert.Equal("grant.closed", Code(GrantDecider.Decide(issued, new RefuseGrant("late", Approver, At))));
    }

    [Fact]
    public void A_grant_ends_by_time_or_by_either_side_and_can_be_proposed_again()
    {
        var issued = Fold(GrantDecider.Evolve, Grant.None(default), Accepted<GrantProposed>(GrantDecider.Decide(Grant.None(default), Proposal)), new GrantIssued("h", Approver, At));
        Assert.Equal("grant.stands", Code(GrantDecider.Decide(issued, Proposal)));
        var revoked = GrantDecider.Evolve(issued, Accepted<GrantRevoked>(GrantDecider.Decide(issued, new RevokeGrant("Finished", Inspector, At))));
        Assert.False(revoked.Stands(At));
        Assert.Same(Decision.Nothing, GrantDecider.Decide(revoked, new RevokeGrant("Again", Admin, At)));
        Accepted<GrantProposed>(GrantDecider.Decide(revoked, Proposal));
        // Run out: another may be proposed without a revocation.
        var later = Proposal with { At = At.AddDays(31), Until = At.AddDays(60) };
        Accepted<GrantProposed>(GrantDecider.Decide(issued, later));
        var waiting = GrantDecider.Evolve(Grant.None(default), Accepted<GrantProposed>(GrantDecider.Decide(Grant.None(default), Proposal)));
        Assert.Equal("grant.pending", Code(GrantDecider.Decide(waiting, Proposal)));
        Assert.Equal("grant.time-out-of-range", Code(GrantDecider.Decide(waiting, new IssueGrant("h", "h", Approver, At.AddDays(30)))));
        Assert.Equal("grant.unknown", Code(GrantDecider.Decide(Grant.None(default), new IssueGrant("h", "h", Approver, At))));
        Assert.Equal("grant.unknown", Code(GrantDecider.Decide(Grant.None(default), new RevokeGrant("x", Approver, At))));
    }

    public static TheoryData<string, string> BadGrants => new()
    {
        { "case", "desk.text-malformed" }, { "reader", "desk.text-malformed" }, { "legalBasis", "desk.text-malformed" }, { "reason", "desk.text-malformed" },
        { "persons[1]", "desk.named-twice" }, { "scope.parties", "desk.list-too-long" }, { "scope.kinds[0]", "desk.text-malformed" }, { "scope.to", "days.not-ordered" },
        { "until", "grant.time-out-of-range" },
    };

    [Theory]
    [MemberData(nameof(BadGrants))]
    public void A_bad_proposal_is_refused(string field, string code)
    {
        var bad = field switch
        {
            "case" => Proposal with { Case = "" },
            "reader" => Proposal with { Reader = new string('x', AuditLimits.DeskIdentifier + 1) },
            "legalBasis" => Proposal with { LegalBasis = " " },
            "reason" => Proposal with { Reason = new string('x', AuditLimits.DeskText + 1) },
            "persons[1]" => Proposal with { Persons = ["wei", "wei"] },
            "scope.parties" => Proposal with { Scope = new GrantScope([.. Enumerable.Range(0, AuditLimits.DeskList + 1).Select(i => $"E{i}")], []) },
            "scope.kinds[0]" => Proposal with { Scope = new GrantScope([], ["a\u0001"]) },
            "scope.to" => Proposal with { Scope = new GrantScope([], [], new DateOnly(2025, 2, 2), new DateOnly(2025, 2, 1)) },
            _ => Proposal with { Until = At.AddDays(AuditLimits.GrantDays).AddSeconds(1) },
        };
        var rejection = GrantDecider.Decide(Grant.None(default), bad).Rejection!;
        Assert.Equal((code, field), (rejection.Code, rejection.Field));
        Assert.Equal("grant.own-organisation", Code(GrantDecider.Decide(Grant.None(default), Proposal with { By = Inspector })));
        Assert.Equal("grant.time-out-of-range", Code(GrantDecider.Decide(Grant.None(default), Proposal with { Until = At })));
    }

    [Fact]
    public void Rules_of_the_desk_hold_when_a_second_person_confirmed_them()
    {
        var none = DeskRules.None(default);
        Assert.Equal((true, false), (none.Stands("bureau", withoutRules: true), none.Stands("bureau", withoutRules: false)));
        var waiting = DeskRulesDecider.Evolve(none, Accepted<DeskRulesProposed>(DeskRulesDecider.Decide(none, new ProposeDeskRules(["audit-office"], 14, Admin, At))));
        Assert.Equal((true, false), (waiting.Stands("bureau", withoutRules: true), waiting.Stands("bureau", withoutRules: false)));
        Assert.Equal("desk-rules.same-person", Code(DeskRulesDecider.Decide(waiting, new ConfirmDeskRules("h", "h", Admin, At))));
        Assert.Equal("desk-rules.other-proposal", Code(DeskRulesDecider.Decide(waiting, new ConfirmDeskRules("old", "h", Approver, At))));
        Assert.Equal("desk-rules.unknown", Code(DeskRulesDecider.Decide(none, new ConfirmDeskRules("h", null, Approver, At))));
        Assert.Equal("desk-rules.delay-out-of-range", Code(DeskRulesDecider.Decide(none, new ProposeDeskRules([], AuditLimits.DeskDelayDays + 1, Admin, At))));
        var confirmed = DeskRulesDecider.Evolve(waiting, Accepted<DeskRulesConfirmed>(DeskRulesDecider.Decide(waiting, new ConfirmDeskRules("h", "h", Approver, At))));
        Assert.Equal((false, true, 14, null), (confirmed.Stands("bureau", withoutRules: true), confirmed.Stands("audit-office", withoutRules: false), confirmed.DelayDays, confirmed.Waiting));
    }

    private static readonly FindingRaised Raised = new(
        "F-1", "case-7", new Text("Late invoice", "发票迟延"), "The invoice is dated after the delivery.", FindingSeverity.Medium, "E1", new DateOnly(2025, 4, 1), [], Inspector, At);

    [Fact]
    public void A_finding_is_answered_by_the_organisation_and_closed_by_a_second_person()
    {
        var none = Finding.None(default);
        var lin = new Actor("lin", "E1");
        var open = FindingDecider.Evolve(none, Accepted<FindingRaised>(FindingDecider.Decide(none, Raised)));
        Assert.Same(Decision.Nothing, FindingDecider.Decide(open, Raised with { At = At.AddHours(1) }));
        Assert.Equal("finding.exists", Code(FindingDecider.Decide(open, Raised with { Description = "Another." })));
        Assert.Equal("finding.other-organisation", Code(FindingDecider.Decide(open, new AnswerFinding("Done.", [], Inspector, At))));
        Assert.Equal("finding.not-answered", Code(FindingDecider.Decide(open, new CloseFinding("Well.", Approver, At))));
        Assert.False(open.IsOverdue(new DateOnly(2025, 4, 1)));
        Assert.True(open.IsOverdue(new DateOnly(2025, 4, 2)));
        var moved = FindingDecider.Evolve(open, Accepted<FindingDueMoved>(FindingDecider.Decide(open, new MoveDue(new DateOnly(2025, 4, 10), "Holidays", Inspector, At))));
        Assert.False(moved.IsOverdue(new DateOnly(2025, 4, 2)));
        Assert.Equal("finding.own-organisation", Code(FindingDecider.Decide(open, new MoveDue(new DateOnly(2025, 5, 1), "More time", lin, At))));
        var answered = FindingDecider.Evolve(moved, Accepted<FindingAnswered>(FindingDecider.Decide(moved, new AnswerFinding("Corrected.", [], lin, At))));
        Assert.False(answered.IsOverdue(new DateOnly(2026, 1, 1)));
        Assert.Equal("finding.not-open", Code(FindingDecider.Decide(answered, new AnswerFinding("Once more.", [], lin, At))));
        Assert.Equal("finding.own-organisation", Code(FindingDecider.Decide(answered, new CloseFinding("We are well.", lin, At))));
        Assert.Equal("finding.same-person", Code(FindingDecider.Decide(answered, new CloseFinding("Well.", Inspector, At))));
        var returned = FindingDecider.Evolve(answered, Accepted<AnswerReturned>(FindingDecider.Decide(answered, new ReturnAnswer("No paper.", new DateOnly(2025, 5, 1), Inspector, At))));
        Assert.Equal((FindingState.Open, new DateOnly(2025, 5, 1)), (returned.State, returned.Due));
        var closed = Fold(FindingDecider.Evolve, returned, new FindingAnswered(2, "Here.", [], lin, At), new FindingClosed(2, "Shown.", Approver, At));
        Assert.Equal("finding.not-open", Code(FindingDecider.Decide(closed, new WithdrawFinding("Error", Inspector, At))));
        var withdrawn = FindingDecider.Evolve(open, Accepted<FindingWithdrawn>(FindingDecider.Decide(open, new WithdrawFinding("In error", Inspector, At))));
        Assert.Same(Decision.Nothing, FindingDecider.Decide(withdrawn, new WithdrawFinding("In error", Inspector, At)));
        Assert.Equal("finding.other-organisation", Code(FindingDecider.Decide(open, new WithdrawFinding("x", lin, At))));
    }

    [Fact]
    public void A_bad_finding_is_refused()
    {
        var none = Finding.None(default);
        Assert.Equal("finding.own-organisation", Code(FindingDecider.Decide(none, Raised with { Responsible = "bureau" })));
        Assert.Equal("finding.due-out-of-range", Code(FindingDecider.Decide(none, Raised with { Due = new DateOnly(2025, 3, 1) })));
        Assert.Equal("finding.due-out-of-range", Code(FindingDecider.Decide(none, Raised with { Due = new DateOnly(2025, 3, 2).AddDays(AuditLimits.FindingDays + 1) })));
        Assert.Equal("desk.text-malformed", Code(FindingDecider.Decide(none, Raised with { Title = new Text("", "无") })));
        Assert.Equal("desk.text-malformed", Code(FindingDecider.Decide(none, Raised with { Title = new Text(new string('x', AuditLimits.DeskTitle + 1), "无") })));
        Assert.Equal("desk.list-too-long", Code(FindingDecider.Decide(none, Raised with { Evidence = [.. Enumerable.Repeat(new Citation(default, ""), AuditLimits.DeskList + 1)] })));
        Assert.Equal("finding.unknown", Code(FindingDecider.Decide(none, new AnswerFinding("x", [], Admin, At))));
        Assert.Equal("finding.unknown", Code(FindingDecider.Decide(none, new CloseFinding("x", Admin, At))));
    }

    [Fact]
    public void A_sample_is_drawn_once_and_only_from_days_that_have_ended()
    {
        var figures = System.Text.Json.JsonSerializer.SerializeToElement(new { });
        var drawn = new SampleDrawn(
            "S-1", "case-7", new PopulationOf("run_settled.v1", "lines[*].cash", "CNY", null, new DateOnly(2025, 3, 1), 6),
            new ControlTotals(2, Money.Parse("3.00", Currency.Of("CNY")), "h", 0, 0), "audit.sample", 1, "inputs", figures, figures, Inspector, At);
        var none = Sample.None(default);
        var state = SampleDecider.Evolve(none, Accepted<SampleDrawn>(SampleDecider.Decide(none, drawn)));
        Assert.Same(Decision.Nothing, SampleDecider.Decide(state, drawn));
        Assert.Equal("sample.exists", Code(SampleDecider.Decide(state, drawn with { InputsHash = "others" })));
        Assert.Equal("sample.period-open", Code(SampleDecider.Decide(none, drawn with { Population = drawn.Population with { To = new DateOnly(2025, 3, 2) } })));
        Assert.Equal("sample.period-open", Code(SampleDecider.Decide(none, drawn with { Population = drawn.Population with { To = null } })));
        Assert.Equal("desk.text-malformed", Code(SampleDecider.Decide(none, drawn with { Reference = "" })));
    }

    private static TFact Accepted<TFact>(Decision decision)
    {
        Assert.True(decision.Rejection is null, decision.Rejection?.Code);
        return Assert.IsType<TFact>(Assert.Single(decision.Facts));
    }

    private static string? Code(Decision decision) => decision.Rejection?.Code;

    private static TState Fold<TState>(Func<TState, object, TState> evolve, TState state, params object[] facts) => facts.Aggregate(state, evolve);
}

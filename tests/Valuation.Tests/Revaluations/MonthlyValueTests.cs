using System.Text.Json;
using CsCheck;
using Ledger.Rules;
using Ledger.Tests;
using Ledger.Valuation.Domain;
using static Ledger.Valuation.Tests.Samples;

namespace Ledger.Valuation.Tests;

/// <summary>Use logs and time sheets by the month; Sample A's figures by hand and from its golden file.</summary>
public sealed class MonthlyValueTests
{
    private static readonly Guid Account = Guid.Parse("0198f000-0000-5000-8000-00000000e001");
    private static readonly Citation Told = RegisterSamples.Cite("hours");

    // Sample A: 10,000 x 12 x 1,152/1,920, and 400 x 120 x 1.35.
    private static readonly Appraisal Machine = Accepted(ContributionKind.LoanedEquipment, "120000.00", "rent.quotes",
        """{"quotes":[{"id":"Q1","perMonth":"9000.00","quotedOn":"2024-12-02"},{"id":"Q2","perMonth":"10000.00","quotedOn":"2024-12-05"},{"id":"Q3","perMonth":"10500.00","quotedOn":"2024-12-09"}],"months":"12","use":{"used":"1152","available":"1920","unit":"h"}}""");

    private static readonly Appraisal Engineers = Accepted(ContributionKind.StaffTime, "72000.00", "labour.rate",
        """{"hours":"400","rate":"120.00","fringe":"0.35","evidence":["E2-engineers-timesheets","E2-engineers-payroll"]}""");

    [Fact]
    public void The_lent_machine_of_sample_A_comes_to_its_single_valuation()
    {
        // 1,152 hours in twelve uneven months.
        var hours = new[] { 96, 80, 112, 96, 100, 92, 60, 40, 128, 116, 132, 100 };
        Assert.Equal(1152, hours.Sum());
        var state = Closed(Machine, "2026-01-01", [.. hours.Select((count, month) => Heard(month + 1, count * 60))]);
        Assert.Equal("72000.00", Total(state));
        Assert.Equal(Machine.Standing!.Value.Amount, Total(state));
        // 10,000 x 96/160.
        Assert.Equal("6000.00", state.Months[0].Versions.Single().Value.Amount);
    }

    [Fact]
    public void The_engineers_of_sample_A_come_to_their_single_valuation()
    {
        var state = Closed(Engineers, "2026-01-01", [.. Enumerable.Range(1, 10).Select(month => Heard(month, 40 * 60))]);
        Assert.Equal(("64800.00", Engineers.Standing!.Value.Amount), (Total(state), Total(state)));
        Assert.Equal("6480.00", state.Months[0].Versions.Single().Value.Amount);
    }

    [Fact]
    public void Only_months_that_are_over_are_valued_and_only_once()
    {
        object[] facts = [Heard(1, 6000), Heard(2, 6000)];
        Given(facts).When(Closing(Machine, "2025-01-31")).ThenNothing();
        Given(facts).When(Closing(Machine, "2025-02-28")).Then<UseMonthValued>(fact =>
            Assert.Equal((new DateOnly(2025, 1, 1), 1, "6250.00", new DateOnly(2025, 1, 1)), (fact.Month, fact.Version, fact.Value.Amount, fact.BookedIn))).ThenAgainNothing();
        Assert.Equal(2, UseAccountDecider.Decide(Given(facts).State, new CloseMonths(Machine, new DateOnly(2025, 3, 1), At)).Facts.Count);
    }

    [Fact]
    public void Corrected_hours_make_a_new_version_and_the_difference_belongs_to_the_open_month()
    {
        object[] facts = [Heard(1, 6000), Heard(2, 6000)];
        object[] closed = [.. facts, .. UseAccountDecider.Decide(Given(facts).State, new CloseMonths(Machine, new DateOnly(2025, 3, 1), At)).Facts];
        // Six hours were too many in January, told in March: 6 x 62.50.
        object[] struck = [.. closed, Heard(1, -360)];
        Given(struck).When(Closing(Machine, "2025-03-10")).Then<UseMonthValued>(fact => Assert.Equal(
            (new DateOnly(2025, 1, 1), 2, 5640, "5875.00", "-375.00", new DateOnly(2025, 3, 1)),
            (fact.Month, fact.Version, fact.Minutes, fact.Value.Amount, fact.Difference.Amount, fact.BookedIn))).ThenAgainNothing()
            .ThenState(state => Assert.Equal(("12125.00", "6250.00"), (Total(state), state.Months[0].Versions[0].Value.Amount)));
    }

    [Fact]
    public void A_month_that_is_struck_out_altogether_is_worth_nothing_and_keeps_its_versions()
    {
        var state = Closed(Machine, "2025-02-01", Heard(1, 600));
        state = UseAccountFold.Evolve(state, Heard(1, -600));
        var fact = Assert.IsType<UseMonthValued>(Assert.Single(UseAccountDecider.Decide(state, new CloseMonths(Machine, new DateOnly(2025, 2, 9), At)).Facts));
        Assert.Equal((2, "0.00", "-625.00", null), (fact.Version, fact.Value.Amount, fact.Difference.Amount, fact.Result));
        StoredFacts.Endures(fact);
    }

    // 200 hours told, 160 available: 10,000.00 for the month, no more.
    [Fact]
    public void Use_beyond_what_is_available_does_not_count()
    {
        var version = Closed(Machine, "2025-02-01", Heard(1, 200 * 60)).Months.Single().Versions.Single();
        Assert.Equal((12000, 9600, "10000.00"), (version.Minutes, version.Counted, version.Value.Amount));
    }

    // 400 hours are agreed: of 250 + 250 the last hundred do not count.
    [Fact]
    public void Work_beyond_the_agreed_hours_does_not_count()
    {
        var state = Closed(Engineers, "2025-03-01", Heard(1, 250 * 60), Heard(2, 250 * 60));
        Assert.Equal(["40500.00", "24300.00"], state.Months.Select(month => month.Versions.Single().Value.Amount));
        // When January shrinks, February counts more: both get a version.
        state = UseAccountFold.Evolve(state, Heard(1, -50 * 60));
        var corrected = UseAccountDecider.Decide(state, new CloseMonths(Engineers, new DateOnly(2025, 3, 5), At)).Facts.OfType<UseMonthValued>();
        Assert.Equal(["-8100.00", "8100.00"], corrected.Select(fact => fact.Difference.Amount));
    }

    [Fact]
    public void The_claim_caps_the_months_together()
    {
        var small = Accepted(ContributionKind.StaffTime, "10000.00", "labour.rate", """{"hours":"400","rate":"120.00","fringe":"0.35","evidence":["A"]}""");
        var state = Closed(small, "2025-04-01", Heard(1, 50 * 60), Heard(2, 50 * 60), Heard(3, 50 * 60));
        Assert.Equal(["8100.00", "1900.00", "0.00"], state.Months.Select(month => month.Versions.Single().Value.Amount));
    }

    [Fact]
    public void What_cannot_be_valued_yet_says_why()
    {
        object[] facts = [Heard(1, 600)];
        Given(facts).When(state => UseAccountDecider.Decide(state, new CloseMonths(null, new DateOnly(2025, 3, 1), At))).ThenRejected<AppraisalUnknown>("appraisal.unknown");
        Given(facts).When(Closing(Machine with { Acceptance = null }, "2025-03-01")).ThenRejected<NoStandingValue>("appraisal.no-standing-value");
        Given(facts).When(Closing(Samples.Given([.. RevaluationSamples.Valued]).State, "2025-03-01")).ThenRejected<NotByHours>("monthly-value.not-by-hours");
        Given(facts).When(Closing(Machine with { Voided = new AppraisalVoided(new DateOnly(2025, 2, 1), RevaluationSamples.Why, Told) }, "2025-03-01")).ThenRejected<ContributionIsReversed>();
        object[] months = [.. Enumerable.Range(0, ValuationLimits.UseMonths).Select(month => new UseHeard(ContributionId, new DateOnly(1900, 1, 1).AddMonths(month), 1, Told, At))];
        Given(months).When(state => UseAccountDecider.Decide(state, new HearUse(ContributionId, new DateOnly(2025, 1, 1), 1, Told, At))).ThenRejected<InputRejection>("input.too-many");
    }

    [Fact]
    public void A_value_by_new_quotes_rules_from_its_day_on_and_closed_months_keep_theirs()
    {
        var dearer = (RevaluationProposed)RevaluationDecider.Decide(Machine, new ProposeRevaluation(
            "rent.quotes", null, new DateOnly(2025, 2, 10), RevaluationSamples.Why, JsonElement.Parse(
                """{"quotes":[{"id":"Q1","perMonth":"16000.00","quotedOn":"2025-02-01"},{"id":"Q2","perMonth":"16000.00","quotedOn":"2025-02-01"},{"id":"Q3","perMonth":"16000.00","quotedOn":"2025-02-01"}],"months":"12","use":{"used":"1152","available":"1920","unit":"h"}}"""),
            null, null, KnownRegister.Empty, TaihuAgreement.Adopted, Valuer, At)).Facts.Single();
        var state = AppraisalDecider.Evolve(Machine, dearer);
        var replaced = RevaluationDecider.Decide(state, new AcceptRevaluation(dearer.ProposalHash, TaihuAgreement.Adopted, Approver, At)).Facts.Single();
        state = AppraisalDecider.Evolve(state, replaced);
        var account = Closed(state, "2025-03-01", Heard(1, 600), Heard(2, 600));
        Assert.Equal(["625.00", "1000.00"], account.Months.Select(month => month.Versions.Single().Value.Amount));
    }

    [Fact]
    public void In_any_order_with_any_corrections_the_months_come_to_the_single_valuation_and_bookings_to_the_months() =>
        Gen.Select(Gen.Int[1, 12], Gen.Int[1, 600], Gen.Bool, (month, minutes, close) => (month, minutes, close)).List[1, 30].Sample(moves =>
        {
            var state = UseAccount.None(Account);
            var told = new int[13];
            var today = new DateOnly(2026, 1, 1);
            foreach (var (month, minutes, close) in moves)
            {
                state = UseAccountFold.Evolve(state, Heard(month, minutes));
                told[month] += minutes;
                if (close) state = Close(state, Machine, today = today.AddDays(17));
            }

            state = Close(state, Machine, today);
            foreach (var month in state.Months)
            {
                // Hand formula: 10,000 x hours/160, half up.
                var expected = Money.FromRational(new Rational(10_000, 1) * new Rational(told[month.Month.Month], 60 * 160), Cny, Rounding.HalfUp);
                Assert.Equal(expected, month.Versions[^1].Value);
                Assert.Equal(month.Versions[^1].Value, Money.Sum(month.Versions.Select(version => version.Difference), Cny));
                Assert.Equal(month.Month, month.Versions[0].BookedIn);
            }

            // Each month is rounded for itself: at most half a cent each away from one valuation of all hours.
            var single = new Rational(10_000, 1) * new Rational(told.Sum(), 60 * 160);
            Assert.True(Rational.Abs(Money.Parse(Total(state), Cny).Value - single) <= new Rational(state.Months.Count, 200));
        }, iter: 300);

    // Sample A's lent machine, 96 + 80 + 112 hours until March: 10,000 x 288/160 = 18,000.00 where 72,000.00 were accepted for the year.
    [Fact]
    public void The_months_until_a_day_become_a_value_that_a_second_person_accepts()
    {
        var account = Closed(Machine, "2025-04-01", Heard(1, 96 * 60), Heard(2, 80 * 60), Heard(3, 112 * 60));
        var proposed = Assert.IsType<RevaluationProposed>(Assert.Single(RevaluationDecider.Decide(Machine, ByUse("2025-03-10", "2025-04-01", account)).Facts));
        Assert.Equal(("18000.00", "rent.quotes", new DateOnly(2025, 3, 31)), (proposed.Value.Amount, proposed.Result.RuleId, proposed.UseUntil));
        StoredFacts.Endures(proposed);
        var state = AppraisalDecider.Evolve(Machine, proposed);
        Assert.Empty(RevaluationDecider.Decide(state, ByUse("2025-03-10", "2025-04-01", account)).Facts);
        var replaced = Assert.IsType<ValueReplaced>(Assert.Single(RevaluationDecider.Decide(state, new AcceptRevaluation(proposed.ProposalHash, TaihuAgreement.Adopted, Approver, At)).Facts));
        Assert.Equal(("72000.00", "18000.00", new DateOnly(2025, 4, 1), new DateOnly(2025, 3, 31)), (replaced.Replaced.Amount, replaced.Value.Amount, replaced.ValidFrom, replaced.UseUntil));
        StoredFacts.Endures(replaced);

        // A value made of months values none: April goes on by the rates that were accepted first, and the next value is made of all four.
        state = AppraisalDecider.Evolve(state, replaced);
        account = Close(UseAccountFold.Evolve(account, Heard(4, 96 * 60)), state, new DateOnly(2025, 5, 1));
        Assert.Equal(("6000.00", 1), (account.Months[3].Versions.Single().Value.Amount, account.Months[3].Versions.Single().Basis));
        var next = (RevaluationProposed)RevaluationDecider.Decide(state, ByUse("2025-04-30", "2025-05-01", account) with { At = new DateTimeOffset(2025, 5, 2, 0, 0, 0, TimeSpan.Zero) }).Facts.Single();
        Assert.Equal(("24000.00", 2), (next.Value.Amount, next.Against));
    }

    [Fact]
    public void Staff_time_until_a_day_keeps_the_agreed_rate()
    {
        var account = Closed(Engineers, "2025-03-01", Heard(1, 40 * 60), Heard(2, 50 * 60));
        var proposed = (RevaluationProposed)RevaluationDecider.Decide(Engineers, ByUse("2025-02-28", "2025-03-01", account) with { Method = "labour.rate" }).Facts.Single();
        // 90 x 120 x 1.35.
        Assert.Equal("14580.00", proposed.Value.Amount);
    }

    [Fact]
    public void Months_that_make_no_value_say_why()
    {
        var account = Closed(Machine, "2025-02-01", Heard(1, 600));
        var good = ByUse("2025-01-31", "2025-03-01", account);
        static void Refused(string code, string? field, ProposeRevaluation command, Appraisal? state = null)
        {
            var rejection = RevaluationDecider.Decide(state ?? Machine, command).Rejection!;
            Assert.Equal((code, field), (rejection.Code, rejection.Field));
        }

        Assert.Null(RevaluationDecider.Decide(Machine, good).Rejection);
        Refused("revaluation.use-takes-no-inputs", "inputs", good with { Inputs = JsonElement.Parse("{}") });
        Refused("revaluation.use-takes-no-inputs", "register", good with { Register = RegisterSamples.Choice });
        Refused("revaluation.use-takes-no-inputs", "roll", good with { Roll = new RollChoice("x") });
        Refused("revaluation.use-by-another-method", "method", good with { Method = "labour.rate" });
        Refused("revaluation.use-by-another-method", "version", good with { Version = 99 });
        Refused("revaluation.use-month-not-over", "use.until", good with { Use = new UseChoice(new DateOnly(2025, 3, 1)) });
        Refused("revaluation.use-month-not-valued", "use.until", good with { Account = UseAccountFold.Evolve(account, Heard(1, 60)) });
        Refused("revaluation.use-month-not-valued", "use.until", good with { Use = new UseChoice(new DateOnly(2025, 2, 1)), Account = UseAccountFold.Evolve(account, Heard(2, 60)) });
        var byOther = account.Months[0] with { Versions = [account.Months[0].Versions[0] with { Basis = 2 }] };
        Refused("revaluation.use-months-by-other-value", "use.until", good with { Account = account with { Months = [byOther] } });
        Refused("revaluation.no-use", "use.until", good with { Account = null });
        Refused("revaluation.no-use", "use.until", good with { Use = new UseChoice(new DateOnly(2024, 12, 1)) });
        Refused("monthly-value.not-by-hours", null, good with { Method = "market.comparables" }, Samples.Given(Opened, Proposed, Samples.Accepted).State);
    }

    private static ProposeRevaluation ByUse(string until, string on, UseAccount account) => new(
        "rent.quotes", null, DateOnly.Parse(on), RevaluationSamples.Why, default, null, null, KnownRegister.Empty, TaihuAgreement.Adopted, Valuer, At,
        new UseChoice(DateOnly.Parse(until)), account);

    private static Given<UseAccount> Given(params object[] facts) => GivenWhenThen.Given(UseAccount.None(Account), UseAccountFold.Evolve, facts);

    private static Func<UseAccount, Decision> Closing(Appraisal appraisal, string day) => state => UseAccountDecider.Decide(state, new CloseMonths(appraisal, DateOnly.Parse(day), At));

    private static UseAccount Closed(Appraisal appraisal, string day, params UseHeard[] heard) => Close(Given([.. heard]).State, appraisal, DateOnly.Parse(day));

    private static UseAccount Close(UseAccount state, Appraisal appraisal, DateOnly day)
    {
        var decision = UseAccountDecider.Decide(state, new CloseMonths(appraisal, day, At));
        Assert.True(decision.Rejection is null, decision.Rejection?.Message.En);
        return decision.Facts.Aggregate(state, UseAccountFold.Evolve);
    }

    private static UseHeard Heard(int month, int minutes) => new(ContributionId, new DateOnly(2025, month, 15), minutes, Told, At);

    private static string Total(UseAccount state) => Money.Sum(state.Months.Select(month => month.Versions[^1].Value), Cny).Amount;

    private static Appraisal Accepted(ContributionKind kind, string claimed, string method, string inputs)
    {
        var subject = Samples.Machine with { Kind = kind, Claimed = Money.Parse(claimed, Cny), EffectiveOn = new DateOnly(2025, 1, 1) };
        var open = AppraisalDecider.Evolve(Appraisal.None(Id), new AppraisalOpened(subject));
        var proposed = AppraisalDecider.Decide(open, Propose with { Method = method, Inputs = JsonElement.Parse(inputs) });
        Assert.True(proposed.Rejection is null, proposed.Rejection?.Message.En);
        var state = AppraisalDecider.Evolve(open, proposed.Facts.Single());
        return AppraisalDecider.Evolve(state, AppraisalDecider.Decide(state, Accept with { ProposalHash = state.Proposal!.ProposalHash }).Facts.Single());
    }
}

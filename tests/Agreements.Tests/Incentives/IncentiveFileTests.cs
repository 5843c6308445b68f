using Ledger.Agreements.Domain;
using Ledger.Rules;
using static Ledger.Agreements.Tests.IncentiveSamples;

namespace Ledger.Agreements.Tests;

public sealed class IncentiveFileTests
{
    private static readonly object[] Open = [Listed, Opened2024];
    private static readonly object[] Ready = [Listed, Opened2024, Entered(Million), Due(2024, "60000.00", "40000.00")];

    [Fact]
    public void A_year_is_opened_under_the_parameters_of_the_policy() =>
        Given().When(Decide(new OpenIncentiveYear(2024, Cny, Policy, null, "E1", E1, At))).Then(Opened2024);

    [Fact]
    public void Nobody_keeps_the_file_of_another() => Given(Open)
        .When(state => IncentiveDecider.Decide(state, new EnterIncentiveItem(2024, Million, "E1", new Actor("x@E2", "E2"), At)))
        .ThenRejected<IncentiveNotOwn>("incentive.not-own");

    [Fact]
    public void An_investment_is_entered_once()
    {
        Given(Open).When(Enter(Million)).Then(Entered(Million)).ThenAgainNothing();
        Given([.. Open, Entered(Million)]).When(Enter(Million with { Invoice = "INV-9" })).ThenRejected<IncentiveReferenceTaken>("incentive.reference-taken", "reference");
    }

    public static TheoryData<string, string, string> Broken => new()
    {
        { "zero", "incentive.amount-not-positive", "amount.amount" },
        { "negative", "incentive.amount-not-positive", "amount.amount" },
        { "dollars", "incentive.currency", "amount.currency" },
        { "paid in dollars", "incentive.currency", "paidByMember.currency" },
        { "unknown kind", "incentive.kind-unknown", "kind" },
        { "ask counted", "incentive.category-ask", "category" },
        { "not eligible counted", "incentive.category-not-eligible", "category" },
        { "before the year", "incentive.outside-year", "invoicedOn" },
        { "after the year", "incentive.outside-year", "invoicedOn" },
        { "in future", "incentive.in-future", "paidOn" },
        { "stranger", "incentive.member-not-in-group", "paidBy" },
        { "member before its control", "incentive.member-not-in-group", "paidBy" },
        { "member without own payment", "incentive.member-without-payment", "paidByMember" },
        { "same invoice", "incentive.invoice-twice", "invoice" },
        { "malformed invoice", "input.not-an-identifier", "invoice" },
        { "malformed reference", "incentive.id-malformed", "reference" },
        { "malformed agreement", "incentive.id-malformed", "agreementId" },
        { "malformed hash", "incentive.evidence-hash", "evidence.payment" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void What_the_rule_would_refuse_is_refused_when_it_is_entered(string fault, string code, string field)
    {
        var second = Million with { Reference = "I2", Invoice = "INV-002" };
        var member = new IncentiveMemberStated("E1", new IncentiveMember("E1-sub", new DateOnly(2024, 6, 1), Hash('e')), null, E1, At);
        var item = fault switch
        {
            "zero" => second with { Amount = Yuan("0.00") },
            "negative" => second with { Amount = Yuan("-1.00") },
            "dollars" => second with { Amount = Money.Parse("1.00", Currency.Of("USD")) },
            "paid in dollars" => second with { PaidByMember = Money.Parse("1.00", Currency.Of("USD")) },
            "unknown kind" => second with { Kind = "sports" },
            "ask counted" => second with { Kind = "own-equipment" },
            "not eligible counted" => second with { Kind = "hospitality" },
            "before the year" => second with { InvoicedOn = new DateOnly(2023, 12, 31) },
            "after the year" => second with { InvoicedOn = new DateOnly(2025, 1, 1) },
            "in future" => second with { PaidOn = new DateOnly(2026, 3, 3) },
            "stranger" => second with { PaidBy = "E9" },
            "member before its control" => second with { PaidBy = "E1-sub" },
            "member without own payment" => second with { PaidBy = "E1-sub", InvoicedOn = new DateOnly(2024, 6, 1), PaidByMember = Yuan("999999.99") },
            "same invoice" => second with { Invoice = "INV-001" },
            "malformed invoice" => second with { Invoice = "a b" },
            "malformed reference" => second with { Reference = "" },
            "malformed agreement" => second with { AgreementId = "t/1" },
            "malformed hash" => second with { Evidence = Papers with { Payment = "ABC" } },
            _ => throw new ArgumentException(fault, nameof(fault)),
        };
        var refused = Given([.. Open, member, Entered(Million)]).When(Enter(item)).Decision.Rejection!;
        Assert.Equal((code, field), (refused.Code, refused.Field));
        Assert.Contains(refused.Message.Zh, letter => letter > 127);
    }

    [Fact]
    public void An_invoice_before_the_listing_or_after_it_is_refused()
    {
        var late = Listed with { Listing = new IncentiveListing(new DateOnly(2024, 5, 21), Hash('a'), new DateOnly(2024, 9, 30)) };
        Given(late, Opened2024).When(Enter(Million)).ThenRejected<IncentiveRuleBroken>("incentive.not-listed", "invoicedOn");
        Given(late, Opened2024).When(Enter(Million with { InvoicedOn = new DateOnly(2024, 10, 1) })).ThenRejected<IncentiveRuleBroken>("incentive.not-listed", "invoicedOn");
        Given(Opened2024).When(Enter(Million)).ThenRejected<IncentiveRuleBroken>("incentive.not-listed", "invoicedOn");
        Given(late, Opened2024).When(Enter(Million with { InvoicedOn = new DateOnly(2024, 9, 30) })).Then<IncentiveItemEntered>(_ => { });
    }

    [Fact]
    public void An_invoice_of_another_year_is_not_claimed_again()
    {
        var again = Million with { InvoicedOn = new DateOnly(2025, 5, 20) };
        Given([.. Closed(2024, Ready), Opened2025]).When(Enter(again, 2025)).ThenRejected<IncentiveRuleBroken>("incentive.invoice-twice", "invoice");
        // Also one that waits for the tax office, or does not count.
        var asked = again with { Kind = "own-equipment", Category = CreditTreatment.AskTaxOffice };
        Given([.. Ready, Opened2025]).When(Enter(asked, 2025)).ThenRejected<IncentiveRuleBroken>("incentive.invoice-twice", "invoice");
    }

    [Fact]
    public void A_controlled_member_invests_under_the_listing_of_the_enterprise()
    {
        var member = new IncentiveMemberStated("E1", new IncentiveMember("E1-sub", new DateOnly(2024, 1, 1), Hash('e'), new DateOnly(2024, 12, 31)), null, E1, At);
        Given([.. Open, member]).When(Enter(Million with { PaidBy = "E1-sub" })).Then<IncentiveItemEntered>(_ => { });
        Given([.. Open, member]).When(Decide(new StateIncentiveMember(new("E1-sub", new DateOnly(2024, 7, 1), Hash('f')), null, "E1", E1, At)))
            .ThenRejected<IncentiveMemberOverlaps>("incentive.member-overlaps", "from");
        Given([.. Open]).When(Decide(new StateIncentiveMember(new("E1", new DateOnly(2024, 7, 1), Hash('f')), null, "E1", E1, At)))
            .ThenRejected<IncentiveMemberItself>("incentive.member-itself", "member");
    }

    [Fact]
    public void Corrections_removals_and_decisions_have_reasons()
    {
        Given(Ready).When(Decide(new CorrectIncentiveItem(2024, Million with { Amount = Yuan("900000.00") }, "Credit note", "E1", E1, At)))
            .ThenState(state => Assert.Equal("900000.00", IncentiveAnswer.Of(state, 2024, [])!.Figures!.Base.Amount)).ThenAgainNothing();
        Given(Ready).When(Decide(new CorrectIncentiveItem(2024, Million with { PaidOn = null }, " ", "E1", E1, At))).ThenRejected<ReasonMissing>("reason.missing", "reason");
        Given(Ready).When(Decide(new StrikeIncentiveItem(2024, "I1", "Not ours", "E1", E1, At))).ThenState(state => Assert.Empty(state.Year(2024)!.Items));
        Given(Ready).When(Decide(new StrikeIncentiveItem(2024, "I9", "Not ours", "E1", E1, At))).ThenRejected<IncentiveEntryUnknown>("incentive.entry-unknown");
        Given(Ready).When(Decide(new DecideIncentiveItem(2024, "I1", CreditTreatment.Eligible, "a", "b", "E1", E1, At))).ThenRejected<IncentiveNothingToDecide>("incentive.nothing-to-decide");
        var asked = Million with { Reference = "I2", Kind = "own-equipment", Category = CreditTreatment.AskTaxOffice, Invoice = "INV-002" };
        Given([.. Ready, Entered(asked)]).When(Decide(new DecideIncentiveItem(2024, "I2", CreditTreatment.Eligible, "Counts", "", "E1", E1, At))).ThenRejected<IncentiveNoteMissing>("incentive.note-missing", "note");
        Given([.. Ready, Entered(asked)]).When(Decide(new DecideIncentiveItem(2024, "I2", CreditTreatment.Eligible, "", "Answer", "E1", E1, At))).ThenRejected<ReasonMissing>("reason.missing", "reason");
        Given([.. Ready, Entered(asked)]).When(Decide(new DecideIncentiveItem(2024, "I2", CreditTreatment.AskTaxOffice, "a", "b", "E1", E1, At))).ThenRejected<IncentiveDecisionOpen>("incentive.decision-open", "treatment");
        Given([.. Ready, Entered(asked)]).When(Decide(new DecideIncentiveItem(2024, "I2", CreditTreatment.Eligible, "Counts", "Office 12, no. 7", "E1", E1, At)))
            .Then<IncentiveItemDecided>(_ => { }).ThenAgainNothing();
    }

    [Fact]
    public void A_closed_year_stands_still_until_it_is_reopened_with_a_reason()
    {
        var closed = Closed(2024, Ready);
        Given(Ready).When(Close(2024)).Then<IncentiveYearClosed>(fact => Assert.Equal("200000.00", fact.Result.FiguresAs<TaxCreditFigures>().CarriedForward.Amount)).ThenAgainNothing();
        foreach (var command in new IncentiveCommand[]
                 {
                     new EnterIncentiveItem(2024, Million with { Reference = "I2", Invoice = "INV-002" }, "E1", E1, At),
                     new CorrectIncentiveItem(2024, Million with { PaidOn = null }, "x", "E1", E1, At), new StrikeIncentiveItem(2024, "I1", "x", "E1", E1, At),
                     new EnterIncentiveReduction(2024, new("W1", ReductionCause.Withdrawal, new DateOnly(2024, 7, 1), Yuan("1.00"), Hash('b')), "E1", E1, At),
                     new StateIncentiveDue(2024, new(Yuan("1.00"), Yuan("1.00")), "x", "E1", E1, At),
                     new CorrectIncentiveParameters(2024, Policy, "x", "E1", E1, At),
                     new StateIncentiveListing(Listed.Listing with { To = new DateOnly(2024, 6, 30) }, "Cancelled", "E1", E1, At),
                     new StateIncentiveListing(new(new DateOnly(2020, 1, 1), Hash('a'), new DateOnly(2020, 6, 1)), null, "E1", E1, At),
                 })
        {
            Given(closed).When(Decide(command)).ThenRejected<IncentiveYearIsClosed>("incentive.year-closed");
        }

        // A later end of the listing reaches nothing that is closed; a withdrawal found late goes to the open year.
        Given(closed).When(Decide(new StateIncentiveListing(Listed.Listing with { To = new DateOnly(2025, 6, 30) }, "Cancelled", "E1", E1, At))).Then<IncentiveListingStated>(_ => { });
        Given([.. closed, Opened2025]).When(Decide(new EnterIncentiveReduction(2025, new("W1", ReductionCause.Withdrawal, new DateOnly(2024, 7, 1), Yuan("1.00"), Hash('b')), "E1", E1, At)))
            .Then<IncentiveReductionEntered>(_ => { });
        Given(closed).When(Decide(new ReopenIncentiveYear(2024, "", "E1", E1, At))).ThenRejected<ReasonMissing>("reason.missing");
        Given(closed).When(Decide(new ReopenIncentiveYear(2024, "Invoice found", "E1", E1, At))).ThenState(state => Assert.Null(state.Year(2024)!.Closing));
        Given(Ready).When(Decide(new ReopenIncentiveYear(2024, "x", "E1", E1, At))).ThenRejected<IncentiveYearNotClosed>("incentive.year-open");
    }

    [Fact]
    public void A_year_is_closed_when_it_is_over_complete_and_its_turn()
    {
        Given(Ready).When(Close(2024, new(2024, 12, 31, 23, 0, 0, TimeSpan.Zero))).ThenRejected<IncentiveYearNotOver>("incentive.year-not-over");
        Given(Listed, Opened2024, Entered(Million)).When(Close(2024)).ThenRejected<IncentiveDueMissing>("incentive.due-missing");
        Given([.. Ready, Opened2025, Due(2025, "0.00", "0.00")]).When(Close(2025)).ThenRejected<IncentiveYearBeforeOpen>("incentive.year-before-open");
        Given(Listed, Opened2024, Entered(Million with { Evidence = Papers with { Acceptance = null } }), Due(2024, "0.00", "0.00")).When(Close(2024))
            .ThenRejected<IncentiveEvidenceMissing>("incentive.evidence-missing", "items[0].evidence.acceptance");
        Given(Listed, Opened2024, Entered(Million with { PaidOn = null }), Due(2024, "0.00", "0.00")).When(Close(2024)).ThenRejected<IncentiveDayMissing>("incentive.day-missing", "items[0].paidOn");
        Given(Listed, Opened2024, Entered(Million with { AcceptedOn = null }), Due(2024, "0.00", "0.00")).When(Close(2024)).ThenRejected<IncentiveDayMissing>("incentive.day-missing", "items[0].acceptedOn");
        // What does not count needs no papers.
        var shown = Million with { Basis = CreditBasis.AppraisedValue, PaidOn = null, Evidence = new() };
        Given(Listed, Opened2024, Entered(shown), Due(2024, "0.00", "0.00")).When(Close(2024)).Then<IncentiveYearClosed>(_ => { });
        var asked = Million with { Reference = "I2", Kind = "own-equipment", Category = CreditTreatment.AskTaxOffice, Invoice = "INV-002" };
        Given([.. Ready, Entered(asked)]).When(Close(2024)).ThenRejected<IncentiveCategoryAsk>("incentive.category-ask", "items[1].category");
        Given(Ready).When(Close(2023)).ThenRejected<IncentiveYearUnknown>("incentive.year-unknown");
        var both = Closed(2025, [.. Closed(2024, Ready), Opened2025, Due(2025, "90000.00", "60000.00")]);
        Given(both).When(Decide(new ReopenIncentiveYear(2024, "x", "E1", E1, At))).ThenRejected<IncentiveLaterYearClosed>("incentive.later-year-closed");
    }

    [Fact]
    public void The_split_of_the_taxpayer_is_checked_by_the_rule()
    {
        var split = new IncentiveDue(Yuan("60000.00"), Yuan("40000.00"), new(Yuan("60000.01"), Yuan("0.00")));
        var closing = Given(Listed, Opened2024, Entered(Million), new IncentiveDueStated(2024, split, null, E1, At)).When(Close(2024));
        closing.ThenRejected<IncentiveRuleBroken>("incentive.split-above-due", "split.education");
        Given(Open).When(Decide(new StateIncentiveDue(2024, new(Yuan("-0.01"), Yuan("0.00")), null, "E1", E1, At))).ThenRejected<IncentiveAmountNegative>("incentive.amount-negative", "education.amount");
        Given(Ready).When(Decide(new StateIncentiveDue(2024, new(Yuan("1.00"), Yuan("0.00")), null, "E1", E1, At))).ThenRejected<ReasonMissing>("reason.missing");
    }

    [Fact]
    public void Years_follow_each_other_and_only_the_first_brings_a_carry()
    {
        var first = new OpenIncentiveYear(2024, Cny, Policy, Yuan("5.00"), "E1", E1, At);
        Given().When(Decide(first)).Then<IncentiveYearOpened>(fact => Assert.Equal("5.00", fact.OpeningCarry.Amount));
        Given().When(Decide(first with { OpeningCarry = Yuan("-5.00") })).ThenRejected<IncentiveAmountNegative>("incentive.amount-negative", "openingCarry.amount");
        Given().When(Decide(first with { Year = 1999 })).ThenRejected<IncentiveYearOutOfRange>("incentive.year-out-of-range", "year");
        Given(Open).When(Decide(first)).ThenRejected<IncentiveYearExists>("incentive.year-exists", "year");
        Given(Open).When(Decide(first with { Year = 2026 })).ThenRejected<IncentiveYearGap>("incentive.year-gap", "year");
        Given(Open).When(Decide(first with { Year = 2025 })).ThenRejected<IncentiveCarryNotFirst>("incentive.carry-not-first", "openingCarry");
        Given(Open).When(Decide(first with { Year = 2025, Currency = Currency.Of("USD"), OpeningCarry = null })).ThenRejected<IncentiveCurrency>("incentive.currency", "currency");
        Given().When(Decide(first with { Parameters = Policy with { Rate = Rational.Parse("1.01") } })).ThenRejected<IncentiveRateOutOfRange>("incentive.rate-out-of-range", "parameters.rate");
        Given().When(Decide(first with { Parameters = Policy with { Source = " " } })).ThenRejected<IncentiveSourceMissing>("incentive.source-missing", "parameters.source");
        Given().When(Decide(first with { Parameters = Policy with { Kinds = new Dictionary<string, CreditTreatment>() } })).ThenRejected<IncentiveKindsMalformed>("incentive.kinds-malformed", "parameters.kinds");
        Given(Ready).When(Decide(new CorrectIncentiveParameters(2024, Policy with { Kinds = new Dictionary<string, CreditTreatment> { ["other"] = CreditTreatment.Eligible } }, "x", "E1", E1, At)))
            .ThenRejected<IncentiveKindUnknown>("incentive.kind-unknown", "parameters.kinds");
    }

    [Fact]
    public void Two_listings_do_not_share_a_year_and_a_new_end_needs_a_reason()
    {
        Given(Listed).When(Decide(new StateIncentiveListing(new(new DateOnly(2024, 7, 1), Hash('b')), null, "E1", E1, At))).ThenRejected<IncentiveListingOverlaps>("incentive.listing-overlaps", "from");
        Given(Listed).When(Decide(new StateIncentiveListing(Listed.Listing with { To = new DateOnly(2024, 8, 1) }, null, "E1", E1, At))).ThenRejected<ReasonMissing>("reason.missing");
        Given(Listed).When(Decide(new StateIncentiveListing(Listed.Listing with { To = new DateOnly(2023, 8, 1) }, "x", "E1", E1, At))).ThenRejected<DaysNotOrdered>("days.not-ordered", "to");
        Given(Listed).When(Decide(new StateIncentiveListing(Listed.Listing with { To = new DateOnly(2024, 8, 1) }, "Cancelled", "E1", E1, At)))
            .ThenState(state => Assert.Equal(new DateOnly(2024, 8, 1), Assert.Single(state.Listings).To));
    }

    [Fact]
    public void Every_list_has_its_limit()
    {
        var items = Enumerable.Range(0, AgreementLimits.IncentiveItems).Select(i => new EnteredItem(Million with { Reference = $"I{i}", Invoice = $"INV-{i}" }));
        var state = Folded(Open);
        var full = state with
        {
            Years = [state.Years[0] with
            {
                Items = [.. items],
                Reductions = [.. Enumerable.Range(0, AgreementLimits.IncentiveReductions).Select(i => new IncentiveReduction($"W{i}", ReductionCause.Withdrawal, new DateOnly(2024, 7, 1), Yuan("1.00"), Hash('b')))],
            }],
            Listings = [.. Enumerable.Range(0, AgreementLimits.IncentiveListings).Select(i => new IncentiveListing(new DateOnly(1900 + i, 1, 1), Hash('a'), new DateOnly(1900 + i, 2, 1)))],
            Members = [.. Enumerable.Range(0, AgreementLimits.IncentiveMembers).Select(i => new IncentiveMember($"M{i}", new DateOnly(2024, 1, 1), Hash('a')))],
        };
        foreach (var command in new IncentiveCommand[]
                 {
                     new EnterIncentiveItem(2024, Million with { Reference = "more", Invoice = "INV-more" }, "E1", E1, At),
                     new EnterIncentiveReduction(2024, new("more", ReductionCause.Withdrawal, new DateOnly(2024, 7, 1), Yuan("1.00"), Hash('b')), "E1", E1, At),
                     new StateIncentiveListing(new(new DateOnly(2030, 1, 1), Hash('a')), null, "E1", E1, At),
                     new StateIncentiveMember(new("more", new DateOnly(2024, 1, 1), Hash('a')), null, "E1", E1, At),
                 })
        {
            Assert.Equal("incentive.full", IncentiveDecider.Decide(full, command).Rejection?.Code);
        }

        var many = state with { Years = [.. Enumerable.Range(0, 10).Select(i => full.Years[0] with { Year = 2014 + i }), state.Years[0]] };
        Assert.Equal("incentive.full", IncentiveDecider.Decide(many, new EnterIncentiveItem(2024, Million, "E1", E1, At)).Rejection?.Code);
        var years = state with { Years = [.. Enumerable.Range(0, AgreementLimits.IncentiveYears).Select(i => state.Years[0] with { Year = 2024 - AgreementLimits.IncentiveYears + 1 + i })] };
        Assert.Equal("incentive.full", IncentiveDecider.Decide(years, new OpenIncentiveYear(2025, Cny, Policy, null, "E1", E1, At)).Rejection?.Code);
        var kinds = Enumerable.Range(0, AgreementLimits.IncentiveKinds + 1).ToDictionary(i => $"k{i}", _ => CreditTreatment.Eligible);
        Assert.Equal("incentive.kinds-malformed", IncentiveDecider.Decide(IncentiveFile.None(Id), new OpenIncentiveYear(2025, Cny, Policy with { Kinds = kinds }, null, "E1", E1, At)).Rejection?.Code);
        // As many as the limit allows can still be computed by the rule.
        Assert.NotNull(IncentiveAnswer.Of(IncentiveDecider.Evolve(full with { Listings = [Listed.Listing] }, Due(2024, "1.00", "1.00")), 2024, [])!.Figures);
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Rules;
using Ledger.Tests;
using Ledger.Valuation.Domain;
using static Ledger.Valuation.Tests.PanelSamples;
using static Ledger.Valuation.Tests.QuoteSamples;
using static Ledger.Valuation.Tests.Samples;

namespace Ledger.Valuation.Tests;

public sealed class QuotationTests
{
    [Fact]
    public void Appraisers_are_invited_as_of_the_valuation_date() =>
        Asked().When(Deciding(Invite))
            .Then<QuotesInvited>(fact => Assert.Equal(
                ("E1", new DateOnly(2025, 3, 1), "CNY", "he/V1 qian/V2 zhou/V3"),
                (fact.Party, fact.AsOf, fact.Currency.Code, string.Join(' ', fact.Invited.Select(one => $"{one.Person}/{one.Organisation}")))))
            .ThenState(state => Assert.Equal((QuotationState.Open, 1), (state.State, state.Round)))
            .ThenAgainNothing();

    [Fact]
    public void What_is_no_invitation_is_refused()
    {
        Asked(Invited).When(Deciding(Invite with { Least = 2 })).ThenRejected<QuotationKnown>("quotation.known");
        Asked().When(Deciding(Invite with { Case = Appraisal.None(Id) })).ThenRejected<AppraisalUnknown>();
        Asked().When(Deciding(Invite with { Case = Given(Opened, Proposed, Accepted).State })).ThenRejected<AlreadyAccepted>();
        Asked().When(Deciding(Invite with { By = Contributor })).ThenRejected<OwnAppraisal>();
        Asked().When(Deciding(Invite with { Agreement = null })).ThenRejected<AgreementNotActive>();
        Asked().When(Deciding(Invite with { What = new Text("Rent", " ") })).ThenRejected<InputRejection>("input.blank", "what.zh");
        Asked().When(Deciding(Invite with { What = new Text(new string('x', RuleLimits.Text + 1), "租") })).ThenRejected<InputRejection>("input.too-long", "what.en");
        Asked().When(Deciding(Invite with { Invited = ["he", "qian", "he"] })).ThenRejected<InviteeTwice>("quotation.invited-twice", "invited[2]");
        Asked().When(Deciding(Invite with { Invited = ["he", "qian", "wu"] })).ThenRejected<AppraiserUnknown>("panel.appraiser-unknown", "invited[2]");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void The_least_number_is_two_and_no_more_than_are_invited(int least) =>
        Asked().When(Deciding(Invite with { Least = least })).ThenRejected<LeastOutOfRange>("quotation.least-out-of-range", "least");

    [Fact]
    public void No_more_are_invited_than_may_be() => Asked()
        .When(Deciding(Invite with { Invited = [.. Enumerable.Range(0, ValuationLimits.Invitees + 1).Select(i => $"P{i}")] }))
        .ThenRejected<LeastOutOfRange>();

    [Fact]
    public void Windows_are_ordered_and_bounded()
    {
        Refused(new(At, RevealUntil));
        Refused(new(CommitUntil, CommitUntil));
        Refused(new(At + ValuationLimits.QuoteWindow + TimeSpan.FromSeconds(1), At.AddDays(100)));
        Refused(new(CommitUntil, CommitUntil + ValuationLimits.QuoteWindow + TimeSpan.FromSeconds(1)));

        static void Refused(QuoteWindow window) =>
            Asked().When(Deciding(Invite with { Window = window })).ThenRejected<WindowsMalformed>("quotation.windows-malformed", "window");
    }

    [Fact]
    public void Nobody_with_a_conflict_is_invited()
    {
        var known = Known(PanelOf(Tied(TieKind.Family, "E1", "2020-01-01", person: "qian")));
        var rejection = Asked().When(Deciding(Invite with { Known = known })).ThenRejected<InviteeExcluded>("quotation.invited-excluded", "invited[1]");
        Assert.Equal("independence.family", Assert.Single(rejection.Grounds).Rule);
    }

    [Fact]
    public void An_invited_appraiser_commits_once_until_the_last_moment()
    {
        Asked(Invited).When(Deciding(Commit("he"))).Then(Committed("he")).ThenAgainNothing();
        Asked(Invited).When(Deciding(Commit("he") with { At = CommitUntil })).Then<QuoteCommitted>(_ => { });
        Asked(Invited).When(Deciding(Commit("he") with { At = CommitUntil.AddTicks(10) })).ThenRejected<CommitLate>("quote.commit-late");
        Asked(Invited, Committed("he")).When(Deciding(Commit("he") with { Commitment = Paper })).ThenRejected<CommittedAlready>("quote.committed");
        Asked(Invited).When(Deciding(Commit("he") with { Commitment = "abc" })).ThenRejected<QuoteCommitmentMalformed>("quote.commitment-malformed", "commitment");
        Asked(Invited).When(Deciding(Commit("he") with { By = new Actor("wu", "V1") })).ThenRejected<NotInvited>("quotation.not-invited");
        Asked().When(Deciding(Commit("he"))).ThenRejected<QuotationUnknown>("quotation.unknown");
    }

    [Fact]
    public void A_reveal_that_fits_counts_and_its_amount_stands_in_no_fact()
    {
        var when = Asked(AllCommitted).When(Deciding(Reveal("he"))).Then(Revealed("he"));
        Assert.DoesNotContain("9000", JsonSerializer.Serialize(when.Decision.Facts.Single(), ServiceDefaults.Store.FactJson.Facts), StringComparison.Ordinal);
        Assert.DoesNotContain(Nonce("he"), JsonSerializer.Serialize(when.After, ServiceDefaults.Store.FactJson.Facts), StringComparison.Ordinal);
    }

    [Fact]
    public void A_reveal_is_judged_by_the_time_of_its_receipt()
    {
        Asked(AllCommitted).When(Deciding(Reveal("he") with { At = CommitUntil })).ThenRejected<RevealEarly>("quote.reveal-early");
        Asked(AllCommitted).When(Deciding(Reveal("he") with { At = CommitUntil.AddTicks(10) })).Then<QuoteRevealed>(_ => { });
        Asked(AllCommitted).When(Deciding(Reveal("he") with { At = RevealUntil })).Then<QuoteRevealed>(_ => { });
        Asked(AllCommitted).When(Deciding(Reveal("he") with { At = RevealUntil.AddTicks(10) }))
            .Then(new RevealVoided(1, "quote.reveal-late", CommitmentOf("he"), By("he"), RevealUntil.AddTicks(10)))
            .ThenState(state => Assert.False(state.QuoteOf("he")!.Revealed));
    }

    [Fact]
    public void What_was_not_committed_is_void_and_on_record_and_the_true_one_still_counts()
    {
        var wrong = Reveal("he") with { Amount = Cash("9000.01") };
        var when = Asked(AllCommitted).When(Deciding(wrong)).Then<RevealVoided>(fact => Assert.Equal("quote.reveal-mismatch", fact.Code));
        Assert.Equal("he", Assert.Single(when.After.Voids).Person);
        Asked([.. AllCommitted, .. when.Decision.Facts]).When(Deciding(Reveal("he"))).Then(Revealed("he"));
        Asked(AllCommitted).When(Deciding(Reveal("he") with { Nonce = Nonce("qian") })).Then<RevealVoided>(_ => { });
        // Somebody else's quote, taken over with amount and nonce, is not one's own.
        Asked(AllCommitted).When(Deciding(Reveal("he") with { By = By("qian") })).Then<RevealVoided>(fact => Assert.Equal("quote.reveal-mismatch", fact.Code));
    }

    [Fact]
    public void A_second_reveal_is_void_and_the_first_stands() =>
        Asked([.. AllCommitted, Revealed("he")]).When(Deciding(Reveal("he")))
            .Then<RevealVoided>(fact => Assert.Equal("quote.reveal-duplicate", fact.Code))
            .ThenState(state => Assert.True(state.QuoteOf("he")!.Revealed));

    [Fact]
    public void Void_reveals_do_not_fill_the_record_without_end()
    {
        var voids = Enumerable.Repeat(new RevealVoided(1, "quote.reveal-mismatch", Paper, By("he"), At), ValuationLimits.VoidReveals);
        Asked([.. AllCommitted, .. voids]).When(Deciding(Reveal("he") with { Amount = Cash("1.00") }))
            .ThenRejected<TooManyVoidReveals>("quote.too-many-void-reveals");
        Asked([.. AllCommitted, .. voids]).When(Deciding(Reveal("he"))).Then(Revealed("he"));
    }

    [Fact]
    public void A_reveal_that_is_none_is_refused()
    {
        Asked(Invited).When(Deciding(Reveal("he"))).ThenRejected<NothingCommitted>("quote.not-committed");
        Asked(AllCommitted).When(Deciding(Reveal("he") with { Nonce = "1" })).ThenRejected<QuoteNonceMalformed>("quote.nonce-malformed", "nonce");
        Asked(AllCommitted).When(Deciding(Reveal("he") with { Amount = Cash("0.00") })).ThenRejected<InputRejection>("money.not-positive", "amount.amount");
        Asked(AllCommitted).When(Deciding(Reveal("he") with { Amount = Money.Parse("1.00", Currency.Of("EUR")) })).ThenRejected<QuoteCurrency>("money.wrong-currency");
        Asked(AllCommitted).When(Deciding(Reveal("he") with { By = new Actor("wu", "V1") })).ThenRejected<NotInvited>();
        Asked().When(Deciding(Reveal("he"))).ThenRejected<QuotationUnknown>();
    }

    // Sample A, step 2: quotes 9,000/10,000/10,500, median 10,000.
    [Fact]
    public void The_quotes_are_opened_together()
    {
        var when = Asked(AllRevealed).When(Deciding(Close("he", "qian", "zhou")))
            .Then<QuotationClosed>(fact => Assert.Equal(("10000.00", "quotes.sealed"), (fact.Value.Amount, fact.Result.RuleId)))
            .ThenState(state => Assert.Equal(QuotationState.Closed, state.State))
            .ThenAgainNothing();
        var result = when.After.Result!;
        Assert.Equal("10000.00", MethodCatalogue.Find("quotes.sealed", 1)!.Evaluate(result.Inputs).Result!.FiguresAs<SealedQuotesFigures>().Value.Amount);
        Asked([.. AllRevealed, .. when.Decision.Facts]).When(Deciding(Reveal("he"))).ThenRejected<QuotationEnded>("quotation.ended");
    }

    [Fact]
    public void They_are_opened_only_after_the_reveal_and_not_by_the_contributor()
    {
        var close = Close("he", "qian", "zhou");
        Asked(AllRevealed).When(Deciding(close with { At = RevealUntil + ValuationLimits.RevealGrace })).ThenRejected<RevealRuns>("quotation.reveal-runs");
        Asked(AllRevealed).When(Deciding(close with { By = Contributor })).ThenRejected<OwnAppraisal>();
        Asked().When(Deciding(close)).ThenRejected<QuotationUnknown>();
    }

    [Fact]
    public void What_was_kept_aside_cannot_be_exchanged_or_lost()
    {
        var close = Close("he", "qian", "zhou");
        Asked(AllRevealed).When(Deciding(close with { Opened = [close.Opened[0] with { Amount = Cash("1.00") }, .. close.Opened.Skip(1)] }))
            .ThenRejected<InputRejection>("quotes.commitment-mismatch");
        Asked(AllRevealed).When(Deciding(Close("he", "qian"))).ThenRejected<EnvelopeMissing>("quotation.envelope-missing");
    }

    [Fact]
    public void Too_few_are_asked_once_more_and_then_it_fails()
    {
        object[] two = [.. AllCommitted, Revealed("he"), Revealed("qian")];
        var close = Close("he", "qian");
        Asked(two).When(Deciding(close)).ThenRejected<NewWindowNeeded>("quotation.new-window-needed", "newWindow");
        Asked(two).When(Deciding(close with { NewWindow = Window })).ThenRejected<WindowsMalformed>(field: "newWindow");
        var again = new QuoteWindow(close.At.AddDays(1), close.At.AddDays(2));
        var reopened = Asked(two).When(Deciding(close with { NewWindow = again }))
            .Then(new QuotesReopened(2, again, 2, Clerk, close.At))
            .ThenState(state => Assert.Equal((2, 0, QuotationState.Open), (state.Round, state.Quotes.Count, state.State)));
        var second = Asked([.. two, .. reopened.Decision.Facts]);
        second.When(Deciding(Commit("he") with { At = close.At.AddHours(1) })).Then<QuoteCommitted>(fact => Assert.Equal(2, fact.Round));
        second.When(Deciding(close with { At = again.RevealUntil.AddHours(1), NewWindow = new(close.At.AddDays(9), close.At.AddDays(10)) }))
            .Then(new QuotationFailed(0, Clerk, again.RevealUntil.AddHours(1)))
            .ThenState(state => Assert.Equal(QuotationState.Failed, state.State))
            .ThenAgainNothing();
    }

    // Sample A, step 2: median 10,000 x 12 months x 60% logged use = 72,000.
    [Fact]
    public void Opened_quotes_become_the_evidence_of_a_proposal()
    {
        var closed = Asked(AllRevealed).When(Deciding(Close("he", "qian", "zhou"))).After;
        var inputs = JsonNode.Parse(QuoteEvidence.For(closed)["rent.quotes"].GetRawText())!.AsObject();
        inputs["months"] = "12";
        inputs["use"] = JsonNode.Parse("""{"used":"1200","available":"2000","unit":"h"}""");
        var opened = new AppraisalOpened(Machine with { Kind = ContributionKind.LoanedEquipment, Claimed = Cash("90000.00") });
        var proposed = AppraisalDecider.Decide(
            Given(opened).State, Propose with { Method = "rent.quotes", Inputs = JsonSerializer.SerializeToElement(inputs) });
        var fact = Assert.IsType<ValueProposed>(Assert.Single(proposed.Facts));
        Assert.Equal("72000.00", fact.Value.Amount);
        Assert.Equal(CommitmentOf("he"), fact.Result.Inputs.GetProperty("quotes")[0].GetProperty("evidence").GetString());
        Assert.Empty(QuoteEvidence.For(Asked(AllRevealed).State));
    }

    [Fact]
    public void Among_comparables_a_quoted_price_is_an_asking_price()
    {
        var closed = Asked(AllRevealed).When(Deciding(Close("he", "qian", "zhou"))).After;
        var terms = new ValuationTerms(Cny, Cash("20000.00"), true, 3, new DateOnly(2025, 3, 1));
        var result = MethodCatalogue.Latest("market.comparables")!.Evaluate(QuoteEvidence.For(closed)["market.comparables"], terms);
        // 0.9 x 10,000: all three weigh the same.
        Assert.Equal("9000.00", result.Result!.FiguresAs<GridFigures>().Value.Amount);
    }

    private static Func<Quotation, Decision> Deciding(InviteQuotes command) => state => QuotationDecider.Decide(state, command);

    private static Func<Quotation, Decision> Deciding(CommitQuote command) => state => QuotationDecider.Decide(state, command);

    private static Func<Quotation, Decision> Deciding(RevealQuote command) => state => QuotationDecider.Decide(state, command);

    private static Func<Quotation, Decision> Deciding(CloseQuotation command) => state => QuotationDecider.Decide(state, command);
}

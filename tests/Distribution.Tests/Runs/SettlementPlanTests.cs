using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Distribution.Tests.SampleA;
using static Ledger.Distribution.Tests.Samples;

namespace Ledger.Distribution.Tests;

/// <summary>Terms of settlement, suspense and what becomes of each party's cash; the figures are Sample A's, worked on by hand.</summary>
public sealed class SettlementPlanTests
{
    private static TermsInput Terms(Money? least = null, params CarryInput[] carries) =>
        new(1, [new WithholdingTerm("E1", Rational.Parse("0.1"), new("Income tax", "所得税"))], least, carries, Elsewhere);

    // 252,995.31 x 10% = 25,299.531, half up.
    [Fact]
    public void What_is_withheld_is_owed_to_the_authority_and_not_paid()
    {
        var computed = With(Terms());
        Assert.Equal([new Deduction(DeductionKind.Withheld, "E1", null, Yuan("25299.53"), "252995.31 * 0.1")], computed.Deductions);
        var settled = Settling(computed);
        Assert.Equal(Yuan("237695.78"), settled.Payouts!.Single(payout => payout.Party == "E1").Payable);
        Assert.Contains(new JournalLine(Account.Withheld("E1"), Side.Credit, Yuan("25299.53")), Lines(computed));
    }

    // E2's 90,169.08 go to E1 and S, half each, until 60,000.00 x 1.2 = 72,000.00 are back, of which 22,000.00 are: 50,000.00.
    [Fact]
    public void A_carried_party_pays_its_carriers_back_until_payout_and_then_earns_its_own_again()
    {
        var term = new CarryTerm("E2", new Dictionary<string, Rational> { ["E1"] = 50, ["S"] = 50 }, Yuan("60000.00"), Rational.Parse("0.2"));
        var computed = With(new TermsInput(1, [], null, [new CarryInput(term, Yuan("22000.00"))], Elsewhere));
        Assert.Equal(["E2 E1 25000.00", "E2 S 25000.00"], computed.Deductions!.Select(deduction => $"{deduction.Party} {deduction.To} {deduction.Amount.Amount}"));
        Assert.Null(With(new TermsInput(1, [], null, [new CarryInput(term, Yuan("72000.00"))], Elsewhere)).Deductions);
    }

    [Fact]
    public void Too_little_is_carried_until_it_is_enough_and_a_debt_is_set_off_first()
    {
        var run = GivenRun(With(Terms(Yuan("110000.00"))), Proposed, Approved).State;
        var zero = new Dictionary<string, Money>();
        var first = SettlementPlan.Of(run, new PartyBalances(new Dictionary<string, Money> { ["S"] = Yuan("100.00") }, zero)).Payouts;
        Assert.Equal((Yuan("105469.08"), Yuan("0.00")), (first[1].CarriedForward, first[1].Payable));
        Assert.Equal((Yuan("100.00"), Yuan("196735.61")), (first[2].SetOff, first[2].Payable));
        var next = SettlementPlan.Of(run, new PartyBalances(zero, new Dictionary<string, Money> { ["E2"] = Yuan("4530.92") })).Payouts[1];
        Assert.Equal((Yuan("4530.92"), Yuan("110000.00")), (next.Released, next.Payable));
    }

    [Fact]
    public void A_disputed_line_is_held_for_everybody_it_pays_and_the_rest_is_settled()
    {
        var objection = new ObjectionRaised(1, "E2", "residual/fixed-points", "Other points were signed.", Zhao, At);
        var answered = new ObjectionAnswered(1, "They were not.", Wang, At);
        GivenRun(Computed, Proposed, objection).When(state => RunDecider.Decide(state, new HoldObjection(1, Wang, At))).ThenRejected<ObjectionUnanswered>("run.objection-unanswered");
        GivenRun(Computed, Proposed, objection, answered).When(state => RunDecider.Decide(state, Approve)).ThenRejected<ObjectionsStanding>("run.objections-standing");
        var run = GivenRun(Computed, Proposed, objection, answered, new ObjectionHeld(1, Wang, At), Approved);
        var decision = run.When(state => RunDecider.Decide(state, Settle with { Streams = Streams.Settlement(state) })).Decision;
        var held = decision.NewStreams.SelectMany(stream => stream.Facts).OfType<SuspenseHeld>().Single();
        // The points column of Sample A, step 4.
        Assert.Equal(["E1 43179.57", "E2 28786.38", "S 71965.94"], held.Amounts.Select(entry => $"{entry.Key} {entry.Value.Amount}"));
        Assert.Equal(["219815.74", "76682.70", "124869.67"], ((RunSettled)decision.Facts[0]).Payouts!.Select(payout => payout.Payable.Amount));

        var decide = new DecideSuspense(
            new Dictionary<string, Money> { ["S"] = Yuan("143931.89") }, "The panel says so.", ["E1", "E2", "S", "G"], new DateOnly(2026, 3, 1), null, Guid.NewGuid(),
            Elsewhere, Outsider, At);
        var given = GivenWhenThen.Given(SuspenseCase.None(RunId), SuspenseDecider.Evolve, held);
        given.When(state => SuspenseDecider.Decide(state, decide)).Then<SuspenseDecided>(_ => { }).ThenAgainNothing();
        given.When(state => SuspenseDecider.Decide(state, decide with { By = Zhao })).ThenRejected<SuspenseInterested>("suspense.interested");
        given.When(state => SuspenseDecider.Decide(state, decide with { Shares = new Dictionary<string, Money> { ["S"] = Yuan("143931.88") } })).ThenRejected<SuspenseNotAll>("suspense.not-all", "shares");
        given.When(state => SuspenseDecider.Decide(state, decide with { ClosedUpTo = new DateOnly(2026, 3, 1) })).ThenRejected<BooksClosed>("journal.period-closed", "on");
    }

    [Fact]
    public void The_party_that_answers_for_settlements_approves_beside_an_independent_person()
    {
        var computed = Computed with { Agreement = Computed.Agreement with { SettlementApprover = "S" } };
        var run = GivenRun(computed, Proposed, Approved);
        run.When(state => RunDecider.Decide(state, Settle)).ThenRejected<ApprovalMissing>("run.approval-missing");
        run.When(state => RunDecider.Decide(state, Approve with { By = Fang })).Then<RunApproved>(_ => { }).ThenState(state => Assert.Equal(RunStage.Approved, state.Stage));
        // Without the independent one it is not enough.
        GivenRun(computed, Proposed, Approved with { By = Fang }).When(state => RunDecider.Decide(state, Settle)).ThenRejected<ApprovalMissing>("run.approval-missing");
    }

    [Fact]
    public void What_costs_were_not_paid_stands_beside_the_next_claims()
    {
        // A pool of 100,000.00: reserve 10,000.00, costs at most 40% of 90,000.00 = 36,000.00 of 120,000.00, pro rata 27,000.00 and 9,000.00.
        var small = Inputs with { Pool = Inputs.Pool with { Amount = Yuan("100000.00") }, Lists = Inputs.Lists with { Charges = [] } };
        var first = (RunComputed)RunDecider.Decide(Run.None(RunId), Compute with { Inputs = new HashedInputs(small, "") }).Facts.Single();
        var carried = CarriedInput.Of(first.Result, null, new HashSet<string> { "S-cost" }, Elsewhere)!;
        Assert.Equal(["E2-cost 21000.00", "S-cost-carried 63000.00"], carried.Costs.OrderBy(cost => cost.Reference, StringComparer.Ordinal).Select(cost => $"{cost.Reference} {cost.Amount.Amount}"));
        var next = Inputs with { Lists = Inputs.Lists with { Charges = [], Claims = [] }, Extras = new RunExtras(Carried: carried) };
        var second = (RunComputed)RunDecider.Decide(Run.None(RunId), Compute with { Inputs = new HashedInputs(next, "") }).Facts.Single();
        Assert.Equal(Yuan("84000.00"), second.Result.FiguresAs<WaterfallFigures>().Tiers.Single(tier => tier.Tier == "cost-recovery").Amount);
    }

    private static RunComputed With(TermsInput terms) => (RunComputed)RunDecider.Decide(Run.None(RunId), Compute with
    {
        Inputs = new HashedInputs(Inputs with { Extras = new RunExtras(Terms: terms) }, ""),
    }).Facts.Single();

    private static RunSettled Settling(RunComputed computed) => (RunSettled)RunDecider.Decide(GivenRun(computed, Proposed, Approved).State, Settle).Facts[0];

    private static List<JournalLine> Lines(RunComputed computed) =>
        [.. RunDecider.Decide(GivenRun(computed, Proposed, Approved).State, Settle).NewStreams.SelectMany(stream => stream.Facts).OfType<JournalEntryPosted>().SelectMany(entry => entry.Lines)];
}

using Ledger.Cli.Tests.Verify.Honest;
using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.Rules;
using Ledger.Transparency.Bundles;
using static Ledger.Cli.Tests.Verify.Honest.Consortium;
using static Ledger.Cli.Tests.Verify.Honest.Verdicts;

namespace Ledger.Cli.Tests.Verify;

/// <summary>Lines of a statement: what was deducted, held, set off, carried and paid, who approved it, and what was corrected afterwards.</summary>
public sealed class SettlementTests
{
    private static readonly Dictionary<string, Money> Nothing = [];

    // E1 254,995.31 less nothing carried; 10 % withheld. E2's share goes to E1 and S until 72,000.00 are back.
    private static SettlementTermsDraft Terms { get; } = new(
        new DateOnly(2025, 1, 1), [new WithholdingTerm("E1", Rational.Parse("0.1"), new("Income tax", "所得税"))], Yuan("100.00"),
        [new CarryTerm("E2", new Dictionary<string, Rational> { ["E1"] = 50, ["S"] = 50 }, Yuan("60000.00"), Rational.Parse("0.2"))], []);

    [Fact]
    public void Deductions_follow_from_the_terms_that_were_approved()
    {
        var consortium = OfSampleA();
        consortium.Agree(Terms, Yuan("0.00"));
        var run = consortium.Settle(consortium.Compute(Declared(consortium)));
        Assert.Equal(["E2 E1 36000.00", "E2 S 36000.00"], consortium.Run(run).Computed!.Deductions!.Take(2).Select(line => $"{line.Party} {line.To} {line.Amount.Amount}"));
        var log = consortium.Log;
        var outcome = Right(log.Bundle(complete: true));
        Assert.Contains(outcome.Proven, said => said.Code == "proven.deductions");
        Assert.Contains(outcome.Proven, said => said.Code == "proven.payouts");
        Found(log.Changed("run_computed.v1", fact => fact["deductions"]![0]!["amount"]!["amount"] = "36000.01"), "figures.deductions-differ", "figures.payouts-differ");
        Found(log.Changed("run_computed.v1", fact => fact.Remove("deductions")), "figures.deductions-differ");
        Found(log.Changed("settlement_terms_proposed.v1", fact => fact["terms"]!["withholding"]![0]!["rate"] = "0.2"), "figures.source-differs");
        Found(log.Changed("settlement_terms_approved.v1", fact => fact["by"]!["person"] = "wang"), "approval.same-person");
        Found(log.Changed("run_settled.v1", fact => fact["payouts"]![0]!["payable"]!["amount"] = "1.00"), "figures.payouts-differ");
        Found(log.Changed("run_settled.v1", fact => fact["payouts"]![0]!["setOff"]!["amount"] = "1.00"), "figures.payouts-differ");
        Found(log.Changed("run_settled.v1", fact => fact.Remove("payouts")), "figures.payouts-differ");
        Named(log.Without("settlement_terms_approved.v1"), "Terms of settlement", "2025");
        Found(log.Changed("run_computed.v1", fact => fact.Remove("extras")), "figures.left-out", "figures.deductions-differ");
        // A recovery that nobody made, before the first pool.
        var other = OfSampleA();
        other.Agree(Terms, Yuan("22000.00"));
        other.Distribute(Declared(other));
        Found(other.Log.Bundle(), "figures.carried-differs");
    }

    [Fact]
    public void What_carriers_recovered_is_taken_from_the_settlement_before()
    {
        var consortium = OfSampleA();
        consortium.Agree(Terms with { Carries = [Terms.Carries[0] with { Costs = Yuan("600000.00") }] }, Yuan("0.00"));
        var first = consortium.Run(consortium.Distribute(Declared(consortium))).Computed!;
        var kept = Money.Sum(first.Deductions!.Where(line => line.Kind == DeductionKind.CarryRepaid).Select(line => line.Amount), first.Pool.Amount.Currency);
        consortium.Recovered(kept);
        consortium.Distribute(consortium.Declare("2026", "100000.00"));
        Right(consortium.Log.Bundle());
        var other = OfSampleA();
        other.Agree(Terms with { Carries = [Terms.Carries[0] with { Costs = Yuan("600000.00") }] }, Yuan("0.00"));
        other.Distribute(Declared(other));
        other.Recovered(kept + Yuan("1.00"));
        other.Distribute(other.Declare("2026", "100000.00"));
        Named(other.Log.Bundle(), "What carriers had recovered before", "2026/E2");
    }

    [Fact]
    public void A_disputed_line_is_held_and_a_debt_set_off()
    {
        var consortium = OfSampleA();
        var run = consortium.Compute(Declared(consortium));
        consortium.Settle(
            run, new PartyBalances(new Dictionary<string, Money> { ["S"] = Yuan("100.00") }, Nothing),
            state => RunDecider.Decide(state, new RaiseObjection("residual/fixed-points", "Other points were signed.", new Actor("zhao", "E2"), At.AddDays(1))),
            state => RunDecider.Decide(state, new AnswerObjection(1, "They were not.", Wang, At.AddDays(2))),
            state => RunDecider.Decide(state, new HoldObjection(1, Wang, At.AddDays(3))));
        var log = consortium.Log;
        // The points column of Sample A, step 4.
        Assert.Equal(["43179.57", "28786.38", "71965.94"], consortium.Run(run).Settled!.Payouts!.Select(payout => payout.Held.Amount));
        Named(log.Bundle(), "What a party owed or had carried from earlier settlements", "2025/S (100.00 CNY; 0.00 CNY)");
        Found(log.Changed("run_settled.v1", fact => fact["payouts"]![0]!["held"]!["amount"] = "43179.56"), "figures.payouts-differ");
        Found(log.Changed("objection_held.v1", fact => fact["no"] = 2), "figures.payouts-differ");
    }

    [Fact]
    public void Who_approves_is_another_and_waits_until_the_time_to_object_is_over()
    {
        var consortium = OfSampleA();
        consortium.Distribute(Declared(consortium));
        var log = consortium.Log;
        foreach (var person in new[] { "wang", "" }) Found(log.Changed("run_approved.v1", fact => fact["by"]!["person"] = person.Length == 0 ? null : person), "approval.same-person");
        Found(log.Changed("run_approved.v1", fact => fact["by"]!["organisation"] = "S"), "approval.not-independent");
        Found(log.Changed("run_approved.v1", fact => fact["at"] = "2026-01-20T01:59:59.000000Z"), "approval.too-early");
        Found(log.Changed("run_proposed.v1", fact => fact["windowEndsAt"] = "2026-01-11T02:00:00.000000Z"), "approval.too-early");
        Found(log.Changed("run_proposed.v1", fact => fact["by"]!["person"] = "sun"), "approval.same-person");
        Found(log.Changed("run_settled.v1", fact => fact["pool"]!["reference"] = "2024"), "figures.settled-pool-differs");
        Found(log.Changed("run_settled.v1", fact => fact["inputs"]!["claims"]![0]!["amount"]!["amount"] = "1.00"), "figures.settled-inputs-differ");
        Found(log.Changed("run_settled.v1", fact => fact["inputs"]!["accepted"]![0]!["amount"]!["amount"] = "1.00"), "figures.settled-inputs-differ");
        foreach (var (type, code) in new[] { ("run_approved.v1", "approval.missing"), ("run_proposed.v1", "approval.proposal-missing"), ("run_computed.v1", "figures.run-missing") })
            Assert.Contains(Ledger.Cli.Verify.Reperformer.Of(log.Without(type)).Findings, found => found.Code == code && found.Kind == VerdictKind.Incomplete);
    }

    [Fact]
    public void A_loss_is_settled_once()
    {
        var consortium = OfSampleA();
        consortium.Lose("R1-disruption", "2025-06-16", "5300");
        var first = consortium.Run(consortium.Distribute(Declared(consortium)));
        consortium.Distribute(consortium.Declare("2026", "100000.00"), invented: inputs => inputs with { Lists = inputs.Lists with { Charges = first.Lists.Charges } });
        Found(consortium.Log.Bundle(), "figures.charge-settled-twice");
    }

    [Fact]
    public void A_correction_starts_from_what_was_settled_and_comes_to_what_is_computed_anew()
    {
        var consortium = OfSampleA();
        var run = consortium.Distribute(Declared(consortium));
        consortium.ReplaceMachineByChallenge("800000.00");
        consortium.Correct(run, new DateOnly(2026, 2, 1));
        consortium.ReplaceMachineByChallenge("790000.00");
        consortium.Correct(run, new DateOnly(2026, 3, 1));
        consortium.Distribute(consortium.Declare("2026", "100000.00"));
        var log = consortium.Log;
        var outcome = Right(log.Bundle(complete: true));
        Assert.Equal(2, outcome.Proven.Count(said => said.Code == "proven.correction"));
        Assert.DoesNotContain(outcome.NotProven, said => said.Code == "open.links" && said.En.Contains("correction", StringComparison.Ordinal));
        Found(log.Changed("correction_prepared.v1", fact => fact["items"]![0]!["lines"]![0]!["wouldBe"]!["amount"] = "1.00"), "figures.correction-differs");
        Found(log.Changed("correction_booked.v1", fact => fact["hash"] = new string('0', 64)), "figures.correction-differs");
        Found(log.Changed("correction_booked.v1", fact => fact["reserve"]!["amount"] = "1.00"), "figures.correction-differs");
        Found(log.Changed("correction_booked.v1", fact => fact["told"]!["items"]![0]!["lines"]![0]!["was"]!["amount"] = "1.00"), "figures.correction-differs");
        Found(log.Changed("correction_booked.v1", fact => fact["by"]!["person"] = "wang"), "approval.same-person");
        Found(log.Changed("value_replaced.v1", fact => fact["value"]!["amount"] = "790000.01"), "figures.correction-differs");
        Named(log.Without("run_settled.v1", fact => fact.GetProperty("pool").GetProperty("reference").GetString() == "2025"), "What was settled before a correction", "2025");
        Named(log.Without("correction_booked.v1", fact => fact.GetProperty("told").GetProperty("no").GetInt32() == 1), "What was settled before a correction", "2025");
    }

    private static Guid Declared(Consortium consortium)
    {
        var pool = consortium.Declare("2025", "600000.00");
        consortium.Claim(pool, "S", "S-cost", "90000.00");
        consortium.Claim(pool, "E2", "E2-cost", "30000.00");
        return pool;
    }
}

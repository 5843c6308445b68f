using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Cli.Tests.Verify.Honest;
using Ledger.Cli.Verify;
using Ledger.Distribution.Domain;
using Ledger.Transparency.Bundles;
using static Ledger.Cli.Tests.Verify.Honest.Verdicts;

namespace Ledger.Cli.Tests.Verify;

/// <summary>
/// Every kind of event on which an input of a run can rest: the honest bundle is right, one cent more in the event is found, and where the
/// event is not in the bundle its name stands under what is not proven.
/// </summary>
public sealed class RunSourceTests
{
    private static readonly (string, string)[] Revalued =
        [("\"methods\":[\"market.comparables\"],\"minEvidence\":3", "\"methods\":[\"market.comparables\",\"revaluation.depreciation\"],\"minEvidence\":3")];

    private static readonly (string, string)[] Escalating =
    [
        ("\"reserveLimit\":\"60000.00\",\"key\":{\"E1\":\"1/3\",\"E2\":\"1/3\",\"S\":\"1/3\"},\"excess\":\"stays\"",
            "\"reserveLimit\":\"500.00\",\"key\":{\"E1\":\"1/3\",\"E2\":\"1/3\",\"S\":\"1/3\"},\"caps\":{\"E1\":\"1000.00\",\"E2\":\"1000.00\",\"S\":\"1000.00\"},\"excess\":\"escalate\""),
    ];

    // Sample A, step 4, without the placement loss.
    [Fact]
    public void Sample_A_is_right_and_its_terms_are_those_that_were_signed()
    {
        var outcome = Right(SampleA().Log.Bundle(complete: true));
        Assert.Contains(outcome.Proven, said => said.Code == "proven.terms" && said.En.Contains("signed by: E1, E2, G, S", StringComparison.Ordinal));
        Assert.Contains(outcome.Proven, said => said.Code == "proven.settlement" && said.En.Contains("E1 252995.31 CNY; E2 95469.08 CNY; S 196835.61 CNY", StringComparison.Ordinal));
        Assert.DoesNotContain(outcome.NotProven, said => said.Code is "open.reserve" or "open.left-out" or "open.agreement-later");
        // Six values are told by their acceptance only.
        Assert.StartsWith("What was proposed for an accepted value", Assert.Single(outcome.NotProven).En, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_in_the_bundle_is_named()
    {
        var log = SampleA().Log;
        Named(log.Without("value_accepted.v1"), "Accepted values", "E2/E2-cmm (72000.00 CNY)", "S/S-space (72000.00 CNY)");
        Named(log.Without("value_accepted.v1", value => value.Text("reference") == "E1-machine"), "Accepted values", "E1/E1-machine (840000.00 CNY)");
        Named(log.Without("cost_claimed.v1"), "Cost claims", "E2/E2-cost (30000.00 CNY)", "S/S-cost (90000.00 CNY)");
        Named(log.Without("loss_allocated.v1"), "Losses and what is paid for them", "R1-disruption (5300.00 CNY)");
        Named(log.Without("pool_declared.v1"), "What is shared", "2025 (600000.00 CNY)");
        Named(log.Without("agreement_activated.v1"), "The agreement under which a run was computed", "taihu-2025 v1");
        Assert.DoesNotContain(Reperformer.Of(log.Without("agreement_activated.v1")).Proven, said => said.Code == "proven.terms");
        Assert.Contains(Reperformer.Of(log.Bundle()).NotProven, said => said.Code == "open.left-out");
        Assert.Contains(Reperformer.Of(log.Bundle()).NotProven, said => said.Code == "open.agreement-later");
    }

    [Fact]
    public void A_value_that_was_accepted()
    {
        var log = SampleA().Log;
        foreach (var (member, other) in new (string, JsonNode)[]
        {
            ("party", "E2"), ("reference", "other"), ("contributionId", Guid.NewGuid().ToString()), ("kind", "space"), ("effectiveOn", "2025-03-02"), ("method", "cost.replacement"),
            ("methodVersion", 9), ("agreementId", "other"), ("accepted", Money("840000.01")), ("claimed", Money("1200000.01")),
        })
        {
            Found(log.Changed("value_accepted.v1", fact => fact[member] = other.DeepClone(), value => value.Text("reference") == "E1-machine"), "figures.source-differs");
        }
    }

    // 900,000.00 x 0.6 of the residual instead of 840,000.00: the run is another one, and right.
    [Theory]
    [InlineData("challenge")]
    [InlineData("revaluation")]
    public void A_value_that_was_replaced(string cause)
    {
        var consortium = Consortium.OfSampleA(Revalued);
        if (cause == "challenge") consortium.ReplaceMachineByChallenge("800000.00");
        else consortium.RevalueMachine(new DateOnly(2025, 12, 1), Consortium.At.AddDays(-5));
        consortium.Distribute(Declare(consortium));
        var log = consortium.Log;
        Right(log.Bundle(complete: true));
        Assert.Equal(cause, log.All<Valuation.Domain.ValueReplaced>().Single().Fact.Cause.ToString().ToLowerInvariant());
        Found(log.Changed("value_replaced.v1", fact => fact["value"]!["amount"] = "800000.01"), "figures.source-differs", cause == "challenge" ? "figures.result-differs" : "figures.accepted-differs");
        Found(log.Changed("value_replaced.v1", fact => fact["validFrom"] = "2026-01-01"), "figures.day-differs");
        Found(log.Changed("value_replaced.v1", fact => fact["result"]!["ruleId"] = "cash.face"), "figures.source-differs");
        Named(log.Without("value_replaced.v1"), "Accepted values", "E1/E1-machine");
    }

    [Fact]
    public void A_value_that_was_replaced_before_a_run_which_counts_the_old_one_is_said()
    {
        var consortium = SampleA(settle: false);
        var inputs = consortium.Inputs(Distribution.Integration.Streams.Pool(Consortium.Tenant, "2025"));
        consortium.ReplaceMachineByChallenge("800000.00");
        consortium.Distribute(Distribution.Integration.Streams.Pool(Consortium.Tenant, "2025"), invented: _ => inputs);
        Assert.Contains(Right(consortium.Log.Bundle()).NotProven, said => said.Code == "open.value-replaced" && said.En.Contains("800000.00", StringComparison.Ordinal));
    }

    // 4,500.00 lost, 500.00 from the reserve, 1,000.00 above all caps: 700.00 E1, 300.00 E2 itself.
    [Fact]
    public void A_loss_of_which_a_part_was_escalated()
    {
        var consortium = Consortium.OfSampleA(Escalating);
        consortium.Lose("R1-disruption", "2025-06-16", "4500", ("E1", "700.00"), ("E2", "300.00"));
        consortium.Distribute(Declare(consortium));
        var log = consortium.Log;
        Right(log.Bundle(complete: true));
        Found(log.Changed("loss_allocated.v1", fact => fact["payments"]![3]!["amount"]!["amount"] = "699.99"), "figures.source-differs");
        Found(log.Changed("loss_allocated.v1", fact => fact["escalated"]!["result"]!["inputs"]!["shares"]!["E1"] = "600.00"), "figures.escalation-differs");
        Found(log.Changed("loss_escalation_decided.v1", fact => fact["accepted"] = false), "figures.escalation-differs");
        Found(log.Changed("loss_escalation_decided.v1", fact => fact["by"]!["person"] = "wang"), "approval.same-person");
        Found(log.Without("loss_escalation_consented.v1"), "figures.escalation-differs");
        Named(log.Without("loss_escalation_proposed.v1"), "What was decided on a loss above all caps", "R1-disruption");
    }

    [Fact]
    public void A_loss_that_was_allocated()
    {
        var log = SampleA().Log;
        foreach (var (member, other) in new (string, JsonNode)[]
        {
            ("reference", "other"), ("category", "skills-mismatch"), ("occurredOn", "2025-06-17"), ("agreementId", "other"), ("loss", Money("5300.01")),
        })
        {
            Found(log.Changed("loss_allocated.v1", fact => fact[member] = other.DeepClone()), "figures.source-differs");
        }

        Found(log.Changed("loss_allocated.v1", fact => fact["result"]!["inputs"]!["retention"] = "1.00"), "figures.terms-differ");
        Found(log.Changed("loss_allocated.v1", fact => fact["result"]!["inputs"]!["reserve"]!["limit"] = "1.00"), "figures.terms-differ");
        Found(log.Changed("loss_allocated.v1", fact => fact["result"]!["inputs"]!["reserve"]!["committed"] = "1.00"), "figures.reserve-differs");
        Found(log.Changed("risk_event_reported.v1", fact => fact["report"]!["sufferers"] = new JsonObject { ["E1"] = "1" }), "figures.source-differs");
        Found(log.Changed("loss_allocated.v1", fact => fact["by"]!["person"] = "wang"), "approval.same-person");
    }

    [Fact]
    public void Losses_of_a_year_draw_on_the_reserve_one_after_the_other()
    {
        var consortium = Consortium.OfSampleA();
        consortium.Lose("R1-disruption", "2025-06-16", "5300");
        consortium.Lose("R2-disruption", "2025-08-16", "1000");
        consortium.Distribute(Declare(consortium));
        var log = consortium.Log;
        Right(log.Bundle(complete: true));
        Named(log.Without("reserve_drawn.v1"), "What the reserve was committed to before a loss", "R2-disruption (1000.00 CNY): 5300.00 CNY");
        Found(log.Changed("reserve_drawn.v1", fact => fact["committed"]!["amount"] = "5000.00", fact => fact.Text("reference") == "R1-disruption"), "figures.reserve-differs");
        Found(log.Changed("loss_allocated.v1", fact => fact["inputs"]!["reserveLeft"]!["amount"] = "60000.00"), "figures.reserve-differs");
    }

    // The reserve paid all 5,300.00, so it gets back all 3,000.00; E2 holds the money and pays it with the next run.
    [Fact]
    public void A_late_recovery_goes_back_into_the_reserve()
    {
        var consortium = SampleA(out var loss);
        consortium.Recover(loss, "policy-7", "2026-02-01", "3000.00");
        var run = consortium.Distribute(consortium.Declare("2026", "100000.00"));
        var log = consortium.Log;
        Assert.Equal("3000.00", consortium.Run(run).Computed!.Movement.Returned!.Amount);
        Right(log.Bundle(complete: true));
        Found(log.Changed("loss_recovered.v1", fact => fact["transfers"]![0]!["amount"]!["amount"] = "2999.99"), "figures.source-differs", "figures.payments-differ");
        Found(log.Changed("loss_recovered.v1", fact => fact["receivedOn"] = "2026-02-02"), "figures.source-differs");
        Found(log.Changed("recovery_reported.v1", fact => fact["amount"]!["amount"] = "3000.01"), "figures.source-differs");
        Found(log.Changed("loss_recovered.v1", fact => fact["result"]!["inputs"]!["allocation"]!["retention"] = "1.00"), "figures.allocation-differs");
        Found(log.Changed("run_computed.v1", fact => fact["movement"]!.AsObject().Remove("returned")), "figures.reserve-differs");
        Found(log.Changed("run_computed.v1", fact => fact["movement"]!["returned"]!["amount"] = "3000.01"), "figures.reserve-differs");
        Named(log.Without("loss_recovered.v1"), "Losses and what is paid for them", "policy-7 (3000.00 CNY)");
    }

    [Fact]
    public void A_reversal_takes_everything_back()
    {
        var consortium = SampleA(out var loss);
        consortium.Recover(loss, "policy-7", "2026-02-01", "3000.00");
        consortium.Reverse(loss, "2026-03-01");
        var run = consortium.Distribute(consortium.Declare("2026", "100000.00"));
        // 5,300.00 back into the reserve by the reversal, which takes back the 3,000.00 of the recovery again.
        Assert.Equal(["3000.00 -> reserve", "3000.00 -> E2, 5300.00 -> reserve"], consortium.Run(run).Lists.Charges.Select(charge =>
            string.Join(", ", charge.Payments.OrderBy(payment => payment.Amount).Select(payment => $"{payment.Amount.Amount} -> {payment.Party}"))));
        var log = consortium.Log;
        Right(log.Bundle(complete: true));
        Found(log.Changed("loss_allocation_reversed.v1", fact => fact["transfers"]![0]!["amount"]!["amount"] = "5299.99"), "figures.source-differs", "figures.allocation-differs");
        Found(log.Changed("loss_allocation_reversed.v1", fact => fact["on"] = "2026-03-02"), "figures.source-differs");
        Named(log.Without("loss_allocation_reversed.v1"), "Losses and what is paid for them", "R1-disruption (8300.00 CNY)");
    }

    // 60,000.00 - 5,300.00 = 54,700.00 in the reserve; 5,300.00 are called by thirds, the odd cents to E1 and E2.
    [Fact]
    public void A_call_on_the_parties_fills_the_reserve()
    {
        var consortium = SampleA();
        consortium.Call("2026-03-01", "54700.00");
        var run = consortium.Distribute(consortium.Declare("2026", "100000.00"));
        Assert.Equal("5300.00", consortium.Run(run).Computed!.Movement.Returned!.Amount);
        var log = consortium.Log;
        Right(log.Bundle(complete: true));
        Found(log.Changed("reserve_replenishment_called.v1", fact => fact["payments"]![0]!["from"] = "S"), "figures.source-differs");
        Found(log.Changed("reserve_replenishment_called.v1", fact => fact["no"] = 2), "figures.source-differs");
        Found(log.Changed("reserve_replenishment_called.v1", fact => fact["by"]!["person"] = "wang"), "approval.same-person");
        Named(log.Without("reserve_replenishment_called.v1"), "Losses and what is paid for them", "reserve-call-1 (5300.00 CNY)");
        Named(log.Bundle(), "What the reserve held and parties owed it", "reserve-call-1 (5300.00 CNY)");
    }

    [Fact]
    public void A_correction_between_two_settlements_moves_the_reserve()
    {
        var consortium = SampleA();
        consortium.ReplaceMachineByChallenge("800000.00");
        var stream = consortium.Correct(Distribution.Integration.Streams.Run(Distribution.Integration.Streams.Pool(Consortium.Tenant, "2025"), 1), new DateOnly(2026, 2, 1));
        Assert.NotNull(consortium.Log.Load(stream, Correction.None, CorrectionDecider.Evolve).Booked);
        consortium.Booked = (consortium.Booked ?? Consortium.Yuan("0.00")) + Consortium.Yuan("1.00");
        consortium.Distribute(consortium.Declare("2026", "100000.00"));
        // A yuan that somebody booked by hand, and of which no entry is in the bundle: not wrong, and not proven.
        Assert.Contains(Right(consortium.Log.Bundle()).NotProven, said => said.Code == "open.reserve" && said.En.Contains("the difference of 1.00 CNY", StringComparison.Ordinal));
    }

    [Fact]
    public void A_run_that_cites_something_else_or_nothing_is_found()
    {
        var log = SampleA().Log;
        Found(log.Changed("run_computed.v1", fact => fact["lists"]!["claims"]![0]!["source"] = fact["pool"]!["source"]!.DeepClone()), "figures.source-differs");
        Found(log.Changed("run_computed.v1", fact => fact["lists"]!["values"]![0]!["source"] = fact["pool"]!["source"]!.DeepClone()), "figures.source-differs");
        Found(log.Changed("run_computed.v1", fact => fact["lists"]!["charges"]![0]!["parties"]![0]!["source"] = fact["pool"]!["source"]!.DeepClone()), "figures.source-differs");
        Found(log.Changed("run_computed.v1", fact => fact["lists"]!["values"]![0]!.AsObject().Remove("source")), "figures.source-missing");
        Found(log.Changed("run_computed.v1", fact => fact["agreement"]!["source"] = fact["pool"]!["source"]!.DeepClone()), "figures.source-differs");
        Found(log.Changed("run_computed.v1", fact => fact["pool"]!["source"] = fact["agreement"]!["source"]!.DeepClone()), "figures.pool-differs");
        Found(log.Changed("run_computed.v1", fact => fact["lists"]!["values"]!.AsArray().Add(fact["lists"]!["values"]![0]!.DeepClone())), "figures.counted-twice");
    }

    private static Consortium SampleA(bool settle = true) => SampleA(out _, settle);

    private static Consortium SampleA(out Guid loss, bool settle = true)
    {
        var consortium = Consortium.OfSampleA();
        loss = consortium.Lose("R1-disruption", "2025-06-16", "5300");
        var pool = Declare(consortium);
        if (settle) consortium.Distribute(pool);
        return consortium;
    }

    private static Guid Declare(Consortium consortium)
    {
        var pool = consortium.Declare("2025", "600000.00");
        consortium.Claim(pool, "S", "S-cost", "90000.00");
        consortium.Claim(pool, "E2", "E2-cost", "30000.00");
        return pool;
    }

    private static JsonObject Money(string amount) => new() { ["amount"] = amount, ["currency"] = "CNY" };
}

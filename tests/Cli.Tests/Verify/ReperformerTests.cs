using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Cli.Simulation;
using Ledger.Cli.Verify;
using Ledger.Rules;
using Ledger.Transparency;
using Ledger.Transparency.Bundles;
using Ledger.Transparency.Notes;

namespace Ledger.Cli.Tests.Verify;

/// <summary>Figures of a bundle computed anew: right ones are said to be right, one cent is found.</summary>
public sealed class ReperformerTests
{
    private static IReadOnlyList<Explanation> Explanations { get; } = Sample.Simulate(Sample.Text).Explanations;

    [Fact]
    public void Every_calculation_of_the_sample_is_confirmed()
    {
        var outcome = Reperformer.Of(Bundle([.. Explanations.Select(explanation => Payload(explanation.Result))]));
        Assert.Empty(outcome.Findings);
        Assert.Contains($"{Explanations.Count} calculations", Assert.Single(outcome.Proven).En, StringComparison.Ordinal);
    }

    [Fact]
    public void One_cent_in_a_figure_is_found_in_every_calculation()
    {
        foreach (var explanation in Explanations)
        {
            var payload = Payload(explanation.Result);
            var amount = Amounts(payload["result"]!["value"]!).First();
            var text = amount["amount"]!.GetValue<string>();
            amount["amount"] = text[..^1] + (text[^1] == '9' ? '8' : (char)(text[^1] + 1));
            Assert.Equal("figures.value-differs", Assert.Single(Reperformer.Of(Bundle(payload)).Findings).Code);
        }
    }

    [Fact]
    public void Another_hash_of_the_inputs_is_found()
    {
        var payload = Payload(Explanations[0].Result);
        payload["result"]!["inputsHash"] = new string('0', 64);
        Assert.Equal("figures.inputs-differ", Assert.Single(Reperformer.Of(Bundle(payload)).Findings).Code);
    }

    [Fact]
    public void A_rule_that_this_program_does_not_have_is_left_open()
    {
        var payload = Payload(Explanations[0].Result);
        payload["result"]!["ruleVersion"] = 99;
        var outcome = Reperformer.Of(Bundle(payload));
        Assert.Empty(outcome.Findings);
        Assert.Equal("open.method-unknown", Assert.Single(outcome.NotProven).Code);
    }

    [Fact]
    public void A_value_that_was_carried_on_is_followed_from_proposal_to_replacement()
    {
        Assert.Empty(Reperformer.Of(Carried(proposed => proposed, replaced => replaced)).Findings);
        Assert.Equal("figures.result-differs", Assert.Single(Reperformer.Of(Carried(proposed => Changed(proposed, "value", "877800.01"), replaced => Changed(replaced, "value", "877800.01"))).Findings).Code);
        Assert.Equal("figures.accepted-differs", Assert.Single(Reperformer.Of(Carried(proposed => proposed, replaced => Changed(replaced, "value", "877800.01"))).Findings).Code);
        Assert.Equal("approval.same-person", Assert.Single(Reperformer.Of(Carried(proposed => proposed, replaced =>
        {
            replaced["by"]!["person"] = "he";
            return replaced;
        })).Findings).Code);
    }

    // Sample B's fire with the 1,600.00 above all caps decided: F1 pays 1,000.00 of them, 600.00 stay with F2.
    [Fact]
    public void A_loss_of_which_a_part_was_escalated_is_borne_as_allocated_and_as_decided()
    {
        Assert.Empty(Reperformer.Of(Escalated(_ => { })).Findings);
        Assert.Equal("figures.payments-differ", Reperformer.Of(Escalated(fact => fact["payments"]!.AsArray().RemoveAt(3))).Findings[0].Code);
        Assert.Equal("figures.loss-differs", Assert.Single(Reperformer.Of(Escalated(fact => fact["kept"]!.AsArray().RemoveAt(2))).Findings).Code);
        Assert.Contains(Reperformer.Of(Escalated(fact => fact["escalated"]!["result"]!["value"]!["lines"]![0]!["amount"]!["amount"] = "999.99")).Findings, finding => finding.Code == "figures.value-differs");
    }

    private static ProvenBundle Escalated(Action<JsonObject> change)
    {
        var simulated = LakesideTests.SimulateEscalated();
        var lines = simulated.Figures!.Losses.Single().Lines;
        var fact = Payload(Of("allocation/R1-fire"));
        fact["loss"] = JsonSerializer.SerializeToNode(simulated.Figures.Losses.Single().Net, RuleJson.Results);
        fact["payments"] = new JsonArray([.. lines.Where(line => line.Kind != AllocationLineKind.SuffererBears).Select(line => Line(line, ("payer", line.Payer)))]);
        fact["kept"] = new JsonArray([.. lines.Where(line => line.Kind == AllocationLineKind.SuffererBears).Select(line => Line(line, ("reason", KebabCase.Name(line.Reason!.Value))))]);
        fact["escalated"] = Payload(Of("escalation/R1-fire"));
        // What it rests on beside is not in this bundle.
        fact["agreement"] = new JsonObject { ["ev"] = Guid.CreateVersion7().ToString(), ["ph"] = new string('a', 64) };
        fact["by"] = new JsonObject { ["person"] = "sun" };
        change(fact);
        var entry = new ProvenEntry(
            0, new LeafEnvelope(Guid.CreateVersion7(), "loss_allocated.v1", "", [], "risks", 1, "lakeside", 1, Guid.CreateVersion7(), 1, ""), JsonSerializer.SerializeToElement(fact), 0);
        return new ProvenBundle(new Bundle("lakeside", [], [], null, false, [], [], [], [], ""), new Checkpoint("a", 1, MerkleTree.EmptyRoot), [entry]);

        MethodResult Of(string subject) => simulated.Explanations.Single(explanation => explanation.Subject == subject).Result;

        static JsonObject Line(AllocationLine line, (string Name, string? Value) other)
        {
            var said = new JsonObject { ["party"] = line.Sufferer, ["amount"] = JsonSerializer.SerializeToNode(line.Amount, RuleJson.Results) };
            if (other.Value is not null) said[other.Name] = other.Value;
            return said;
        }
    }

    // 840,000 x 104.5 / 100, the method's own example.
    private static ProvenBundle Carried(Func<JsonObject, JsonObject> proposal, Func<JsonObject, JsonObject> replacement)
    {
        var method = MethodCatalogue.Latest("revaluation.index")!;
        var stream = Guid.CreateVersion7();
        var facts = new[] { ("revaluation_proposed.v1", proposal(Fact("he"))), ("value_replaced.v1", replacement(Fact("sun"))) };
        var entries = facts.Select((fact, i) => new ProvenEntry(
            i, new LeafEnvelope(Guid.CreateVersion7(), fact.Item1, "", [], "valuation", i + 1, "taihu", i + 1, stream, i + 1, ""), JsonSerializer.SerializeToElement(fact.Item2), 0)).ToList();
        return new ProvenBundle(new Bundle("taihu", [], [], null, false, [], [], [], [], ""), new Checkpoint("a", entries.Count, MerkleTree.EmptyRoot), entries);

        JsonObject Fact(string person) => new(Payload(method.Evaluate(method.Description.Example).Result!).ToList().Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())))
        {
            ["cause"] = "revaluation", ["proposalHash"] = "h", ["by"] = new JsonObject { ["person"] = person },
            ["value"] = new JsonObject { ["amount"] = "877800.00", ["currency"] = "CNY" },
        };
    }

    private static JsonObject Changed(JsonObject fact, string name, string amount)
    {
        fact[name]!["amount"] = amount;
        return fact;
    }

    private static JsonObject Payload(MethodResult result) =>
        new() { ["result"] = JsonSerializer.SerializeToNode(result, RuleJson.Results) };

    private static IEnumerable<JsonObject> Amounts(JsonNode node) => node switch
    {
        JsonObject value when value.ContainsKey("amount") && value.ContainsKey("currency") => [value],
        JsonObject value => value.SelectMany(member => member.Value is { } inner ? Amounts(inner) : []),
        JsonArray items => items.SelectMany(item => item is { } inner ? Amounts(inner) : []),
        _ => [],
    };

    private static ProvenBundle Bundle(params JsonObject[] payloads)
    {
        var entries = payloads.Select((payload, i) => new ProvenEntry(
            i, new LeafEnvelope(Guid.CreateVersion7(), "thing_done.v1", "", [], "things", i + 1, "taihu", i + 1, Guid.CreateVersion7(), 1, ""),
            JsonSerializer.SerializeToElement(payload), 0)).ToList();
        return new ProvenBundle(
            new Bundle("taihu", [], [], null, false, [], [], [], [], ""), new Checkpoint("a", entries.Count, MerkleTree.EmptyRoot), entries);
    }
}

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

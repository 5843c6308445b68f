using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ledger.Rules.Tests;

/// <summary>The descriptions of the methods of risk, audit sampling and incentives hold against their readers.</summary>
public sealed class RiskDescriptionTests
{
    public static TheoryData<string, int> Described => new(MethodCatalogue.All
        .Where(method => method.Id.Split('.')[0] is "audit" or "incentive" or "skills" || (method.Id.StartsWith("risk.", StringComparison.Ordinal)
            && (method.Version > 1 || method.Id is not ("risk.allocation" or "risk.disruption" or "risk.obsolescence" or "risk.placement"))))
        .Select(method => (method.Id, method.Version)));

    [Theory]
    [MemberData(nameof(Described))]
    public void The_example_evaluates_and_every_required_member_is_asked_for(string id, int version)
    {
        var method = MethodCatalogue.Find(id, version)!;
        var description = method.Description;
        var evaluation = method.Evaluate(description.Example);
        Assert.True(evaluation.Result is not null, string.Join("\n", evaluation.Rejections.Select(no => $"{no.Code} at {no.Field}: {no.Message.En}")));
        foreach (var required in description.Inputs.GetProperty("required").EnumerateArray().Select(member => member.GetString()!))
        {
            var without = JsonNode.Parse(description.Example.GetRawText())!.AsObject();
            without.Remove(required);
            var refused = method.Evaluate(JsonSerializer.SerializeToElement(without));
            Assert.Contains(refused.Rejections, no => no.Code == "input.missing" && no.Field == required);
        }
    }
}

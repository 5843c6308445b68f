using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ledger.Rules.Tests.Appraisers;

/// <summary>The shipped example of a method with members replaced.</summary>
internal static class Changed
{
    public static JsonElement Of(Method method, string members)
    {
        var inputs = JsonNode.Parse(method.Description.Example.GetRawText())!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(members)!.AsObject()) inputs[name] = value?.DeepClone();
        return JsonSerializer.SerializeToElement(inputs);
    }
}

using System.Text.Json.Nodes;

namespace Ledger.Rules.Tests;

/// <summary>Inputs with one thing changed, and the answer to them.</summary>
internal static class Altered
{
    /// <summary>
    /// Evaluates after one change at a path of members and indexes by dots; the value null removes the member. Every own code of
    /// an answer must stand in the method's description.
    /// </summary>
    public static Evaluation Evaluate(string method, string inputs, string path, string? value)
    {
        var root = JsonNode.Parse(inputs)!;
        Set(root, path.Split('.'), value is null ? null : JsonNode.Parse(value));
        var evaluation = Given.Evaluate(method, root.ToJsonString());
        var described = MethodCatalogue.Latest(method)!.Description.Errors.Select(error => error.Code).ToList();
        Assert.All(
            evaluation.Rejections.Select(rejection => rejection.Code).Where(code => !code.StartsWith("input.", StringComparison.Ordinal) && !code.StartsWith("money.", StringComparison.Ordinal)),
            code => Assert.Contains(code, described));
        return evaluation;
    }

    private static void Set(JsonNode root, string[] steps, JsonNode? value)
    {
        var node = root;
        foreach (var step in steps[..^1]) node = node is JsonArray list ? list[int.Parse(step)]! : node[step]!;
        var last = steps[^1];
        if (node is JsonArray array)
        {
            if (int.Parse(last) == array.Count) array.Add(value);
            else if (value is null) array.RemoveAt(int.Parse(last));
            else array[int.Parse(last)] = value;
        }
        else if (value is null)
        {
            node.AsObject().Remove(last);
        }
        else
        {
            node[last] = value;
        }
    }
}

using System.Text;
using System.Text.Json.Nodes;
using Ledger.Cli.Scenario;
using Ledger.Cli.Simulation;

namespace Ledger.Cli.Tests;

/// <summary>The published sample, whole or changed at one place.</summary>
internal static class Sample
{
    public const string Name = "taihu.ledger.json";

    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Files");

    public static string File { get; } = Path.Combine(Folder, Name);

    public static string Text { get; } = System.IO.File.ReadAllText(File);

    public static ParsedScenario Parse(string text) => ScenarioParser.Parse(Name, Encoding.UTF8.GetBytes(text));

    public static ParsedScenario Parse() => Parse(Text);

    /// <summary>The sample with the value at a path replaced; a last step beyond the end of a list appends.</summary>
    public static string With(string path, string json) => With(Text, path, json);

    /// <summary>The same of a text that was changed before.</summary>
    public static string With(string text, string path, string json)
    {
        var root = JsonNode.Parse(text)!;
        var steps = path.Split('/');
        var node = root;
        foreach (var step in steps[..^1]) node = node is JsonArray list ? list[int.Parse(step)]! : node[step]!;
        var value = JsonNode.Parse(json);
        if (node is JsonArray array && int.Parse(steps[^1]) == array.Count) array.Add(value);
        else if (node is JsonArray inner) inner[int.Parse(steps[^1])] = value;
        else node[steps[^1]] = value;
        return root.ToJsonString();
    }

    /// <summary>The sample without a member.</summary>
    public static string Without(string path)
    {
        var root = JsonNode.Parse(Text)!;
        var steps = path.Split('/');
        var node = root;
        foreach (var step in steps[..^1]) node = node is JsonArray list ? list[int.Parse(step)]! : node[step]!;
        if (node is JsonArray array) array.RemoveAt(int.Parse(steps[^1]));
        else node.AsObject().Remove(steps[^1]);
        return root.ToJsonString();
    }

    public static string[] Faults(string text) => [.. Parse(text).Problems.Select(problem => $"{problem.Code} at {problem.Path}")];

    /// <summary>Calculates; the sample must be accepted by the parser.</summary>
    public static Simulated Simulate(string text)
    {
        var parsed = Parse(text);
        Assert.True(parsed.Scenario is not null, string.Join("\n", parsed.Problems));
        return Simulator.Run(parsed.Scenario);
    }
}

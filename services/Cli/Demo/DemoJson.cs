using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Cli.Output;
using Ledger.Cli.Simulation;
using Ledger.Rules;

namespace Ledger.Cli.Demo;

/// <summary>
/// The outcome of a demo as one JSON document, format "ledger-demo/1": the members of "ledger-figures/1" (filled by the services, not
/// calculated, hence without explanations), with <c>differences</c> to the offline calculation, the statements and the short trail.
/// </summary>
public static class DemoJson
{
    private static readonly JsonSerializerOptions Options = new(RuleJson.PlainAmounts)
    {
        WriteIndented = true,
        NewLine = "\n",

        // People read this on a terminal: Chinese is written as it is. It is never put into a web page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the document, indented, with a line end.</summary>
    /// <param name="figures">From the services.</param>
    /// <param name="unmet">Expected figures that were not met.</param>
    /// <param name="differences">To the offline calculation, and between the services.</param>
    /// <param name="read">What the services answered.</param>
    /// <param name="trail">Of a settlement line, or null.</param>
    public static string Write(
        ScenarioFigures figures, IReadOnlyList<FigureDifference> unmet, IReadOnlyList<FigureDifference> differences, Readings read, Trail? trail)
    {
        var document = JsonNode.Parse(FiguresJson.Write(figures, unmet, []))!.AsObject();
        document["format"] = "ledger-demo/1";
        document.Remove("explanations");
        document["differences"] = Node(differences);
        document["statements"] = Node(read.Statements);
        document["trialBalance"] = Node(read.TrialBalance);
        if (trail is not null) document["trail"] = Node(trail);
        return document.ToJsonString(Options) + "\n";
    }

    /// <summary>Writes why there is no outcome, so that a caller that asked for JSON always gets JSON.</summary>
    public static string Write(string failure) =>
        new JsonObject { ["format"] = "ledger-failure/1", ["message"] = failure }.ToJsonString(Options) + "\n";

    private static JsonNode? Node<T>(T value) => JsonSerializer.SerializeToNode(value, Options);
}

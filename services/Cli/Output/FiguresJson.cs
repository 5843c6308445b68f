using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Cli.Simulation;
using Ledger.Rules;

namespace Ledger.Cli.Output;

/// <summary>
/// Figures as one stable JSON document, format "ledger-figures/1": the figures of <see cref="ScenarioFigures"/> with amounts as
/// plain decimal strings of the stated currency, what was expected and not met, how everything was calculated, and what was
/// changed in the file before.
/// </summary>
public static class FiguresJson
{
    private static readonly JsonSerializerOptions Options = Build();

    /// <summary>Writes the document, indented, with a line end.</summary>
    public static string Write(
        ScenarioFigures figures, IReadOnlyList<FigureDifference> unmet, IReadOnlyList<Explanation> explanations, IReadOnlyList<string>? overrides = null)
    {
        var document = new Document(
            "ledger-figures/1", figures.Consortium, figures.Currency, figures.Accepted, figures.InKind, figures.Contributions, figures.Losses,
            figures.Tiers, figures.Shares, figures.Cash, figures.Reserve, unmet,
            [.. explanations.Select(item => new Explained(
                item.Subject, item.Result.RuleId, item.Result.RuleVersion, item.Result.InputsHash, item.Result.Rounding, item.Result.Steps, item.Result.Residual))],
            overrides is { Count: > 0 } ? overrides : null);
        return JsonSerializer.Serialize(document, Options) + "\n";
    }

    /// <summary>Writes two runs side by side, format "ledger-comparison/1": every figure of both, also where they are equal.</summary>
    public static string Write(Comparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return JsonSerializer.Serialize(
            new Compared("ledger-comparison/1", comparison.Base.Currency, comparison.BaseName, comparison.ChangedName, comparison.Figures()), Options) + "\n";
    }

    /// <summary>Writes problems of a file as a document, so that a caller that asked for JSON always gets JSON.</summary>
    public static string Write(IReadOnlyList<Scenario.ScenarioProblem> problems) =>
        JsonSerializer.Serialize(new Refused("ledger-problems/1", problems), Options) + "\n";

    private static JsonSerializerOptions Build()
    {
        // People read this on a terminal: Chinese is written as it is. It is never put into a web page.
        var options = new JsonSerializerOptions(RuleJson.PlainAmounts)
        {
            WriteIndented = true,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private sealed record Document(
        string Format,
        string Consortium,
        Currency Currency,
        IReadOnlyDictionary<string, Money> Accepted,
        IReadOnlyDictionary<string, Money> InKind,
        IReadOnlyList<ContributionFigure> Contributions,
        IReadOnlyList<LossFigure> Losses,
        IReadOnlyList<TierFigure> Tiers,
        IReadOnlyDictionary<string, Money> Shares,
        IReadOnlyDictionary<string, Money> Cash,
        ReserveFigures Reserve,
        [property: JsonPropertyName("unmet")] IReadOnlyList<FigureDifference> Unmet,
        IReadOnlyList<Explained> Explanations,
        IReadOnlyList<string>? Overrides);

    private sealed record Explained(
        string Subject, string Rule, int Version, string InputsHash, Rounding Rounding, IReadOnlyList<Step> Steps, IReadOnlyList<ResidualNote> Residual);

    private sealed record Compared(string Format, Currency Currency, string Base, string Changed, IReadOnlyList<ComparedFigure> Figures);

    private sealed record Refused(string Format, IReadOnlyList<Scenario.ScenarioProblem> Problems);
}

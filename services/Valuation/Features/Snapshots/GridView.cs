using System.Text.Json;
using Ledger.Rules;

namespace Ledger.Valuation.Features;

/// <summary>An adjustment as it was stated, and as the rule worked with it.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Stated">The factor in the inputs; null where the rule adds it by itself (what is asked but not paid).</param>
/// <param name="Worked">The factor with its numbers: "100/98".</param>
public sealed record FactorView(GridFactorKind Kind, GridFactor? Stated, string Worked);

/// <summary>One line of the adjustment grid.</summary>
/// <param name="Id">As in the inputs.</param>
/// <param name="Price">Raw price.</param>
/// <param name="PricedOn">Day of the price.</param>
/// <param name="SourceClass">Where it comes from.</param>
/// <param name="Source">Who supplied it, where stated.</param>
/// <param name="Factors">In the order in which they were applied.</param>
/// <param name="Adjusted">Price times factors.</param>
/// <param name="AdjustedNote">What the rule says of the adjustments together.</param>
/// <param name="Weight">Weight that counted.</param>
/// <param name="WeightFormula">How it came about.</param>
/// <param name="WeightReason">Why the valuer set another one.</param>
/// <param name="ModifiedZ">Distance from the median in the robust scale.</param>
/// <param name="Outlier">It stands out.</param>
/// <param name="Used">It took part in the value.</param>
/// <param name="Why">What the rule says of it.</param>
public sealed record GridRow(
    string Id, string Price, DateOnly PricedOn, SourceClass SourceClass, string? Source, IReadOnlyList<FactorView> Factors, Money Adjusted,
    Text? AdjustedNote, Rational Weight, string? WeightFormula, Text? WeightReason, Rational? ModifiedZ, bool Outlier, bool Used, Text? Why);

/// <summary>Reads the grid out of a stored calculation; nothing is calculated anew.</summary>
internal static class GridView
{
    /// <summary>The rows in the order of the inputs; none for a method without a grid.</summary>
    public static IReadOnlyList<GridRow> Of(MethodResult result, ValuationBasis? basis)
    {
        if (Figures(result) is not { } figures) return [];
        var steps = result.Steps.ToDictionary(step => step.Id, StringComparer.Ordinal);
        var reasons = (basis?.Evidence ?? []).ToDictionary(used => used.Reference, used => used.WeightReason, StringComparer.Ordinal);
        return [.. figures.Comparables.Zip(result.Inputs.GetProperty("comparables").EnumerateArray(), (figure, input) =>
        {
            var adjusted = steps[$"adjusted/{figure.Id}"];
            var weight = steps.GetValueOrDefault($"weight/{figure.Id}");
            return new GridRow(
                figure.Id, input.GetProperty("price").GetString()!, input.GetProperty("pricedOn").Deserialize<DateOnly>(RuleJson.Results),
                input.GetProperty("sourceClass").Deserialize<SourceClass>(RuleJson.Results), Text(input, "source"), Factors(input, adjusted.Formula!),
                figure.Adjusted, adjusted.Note, figure.Weight, weight?.Formula, reasons.GetValueOrDefault(figure.Id), figure.ModifiedZ, figure.Outlier, figure.Used,
                steps.GetValueOrDefault($"modified-z/{figure.Id}")?.Note);
        })];
    }

    /// <summary>The figures of a method by comparables, whichever version; null for any other method.</summary>
    public static ComparablesFigures? Figures(MethodResult result) => result.RuleId != ComparablesGrid.Method.Id ? null
        : result.RuleVersion == 1 ? result.FiguresAs<ComparablesFigures>() : result.FiguresAs<GridFigures>();

    // The formula of an adjusted price is the price and then each factor, in the rule's own order.
    private static List<FactorView> Factors(JsonElement input, string formula)
    {
        var stated = input.TryGetProperty("factors", out var list) ? list.Deserialize<List<GridFactor>>(RuleJson.Results)! : [];
        stated.Sort((a, b) => a.Kind.CompareTo(b.Kind));
        return [.. formula.Split(" * ").Skip(1).Select((worked, i) => i < stated.Count
            ? new FactorView(stated[i].Kind, stated[i], worked)
            : new FactorView(GridFactorKind.AskingPrice, null, worked))];
    }

    private static string? Text(JsonElement input, string name) => input.TryGetProperty(name, out var value) ? value.GetString() : null;
}

namespace Ledger.Rules;

/// <summary>Inputs of <see cref="LabourRate"/>.</summary>
/// <param name="Terms">From the agreement and the claim.</param>
/// <param name="Hours">Hours worked by time sheet; above 0.</param>
/// <param name="Rate">Regular pay per hour in the agreement's currency; above 0, any precision.</param>
/// <param name="Fringe">Social insurance and other fringe as a share of pay; 0 to 2.</param>
/// <param name="Evidence">References of the evidence cited.</param>
public sealed record LabourRateInput(ValuationTerms Terms, Rational Hours, Rational Rate, Rational Fringe, IReadOnlyList<string> Evidence);

/// <summary>
/// Staff time of a member counts at its cost: hours x regular rate x (1 + fringe). Source: 2 CFR 200.306(f), donated services
/// of another organisation's employees at the regular rate of pay plus reasonable fringe benefits.
/// </summary>
public static class LabourRate
{
    private static readonly Rational HighestFringe = 2;

    public static Method<LabourRateInput, ValuationFigures> Method { get; } = new("labour.rate", 1, MethodPurpose.Valuation,
        new("Staff hours at regular rate plus fringe", "工时按正常工资加附加费"), Read, Value);

    /// <summary>Values staff time.</summary>
    /// <returns>Figures; or valuation.too-few-evidence, input.not-positive, input.out-of-range.</returns>
    public static Outcome<ValuationFigures> Value(LabourRateInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        checks.Positive("hours", input.Hours);
        checks.Positive("rate", input.Rate);
        checks.Within("fringe", input.Fringe, 0, HighestFringe);
        Acceptance.EnoughEvidence(checks, input.Evidence.Count, input.Terms, "evidence");
        if (checks.Failed) return checks.Refuse<ValuationFigures>();

        var steps = new Steps();
        var loaded = input.Rate * (1 + input.Fringe);
        steps.Add("rate", new("Rate with fringe", "含附加费的小时费率"), loaded, $"{input.Terms.Currency.Code}/h", $"{input.Rate} * (1 + {input.Fringe})");
        var value = input.Hours * loaded;
        steps.Add("labour", new("Hours at that rate", "工时乘以费率"), value, input.Terms.Currency.Code, $"{input.Hours} * {loaded}");
        return Acceptance.Of(value, input.Terms, steps);
    }

    private static LabourRateInput? Read(InputReader inputs)
    {
        var terms = TermsReader.Valuation(inputs);
        var hours = inputs.Number("hours");
        var rate = inputs.Number("rate");
        var fringe = inputs.Number("fringe");
        var evidence = inputs.OptionalIdentifiers("evidence");
        return terms is not null && hours is { } h && rate is { } r && fringe is { } f ? new LabourRateInput(terms, h, r, f, evidence) : null;
    }
}

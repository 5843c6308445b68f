namespace Ledger.Rules;

/// <summary>
/// Lines of a calculation that may have to reproduce a published one: each is rounded as "intermediates" states before the next
/// line uses it. Amounts and years keep its places; ratios and factors keep "ratioPlaces", else two places more (a percentage
/// with as many places). Nothing stated: exact.
/// </summary>
internal sealed class WorkedLines(Steps steps, IntermediateRounding? intermediates, int? ratioPlaces)
{
    private readonly IntermediateRounding? ratios = intermediates is null ? null
        : intermediates with { Places = ratioPlaces ?? intermediates.Places + 2 };

    public Rational Amount(string id, Text name, Rational value, string? unit, string? formula = null, Text? note = null) =>
        Line(id, name, intermediates.Apply(value), unit, formula, note);

    public Rational Ratio(string id, Text name, Rational value, string? formula = null, Text? note = null) =>
        Line(id, name, ratios.Apply(value), null, formula, note);

    /// <summary>Reads the optional member "ratioPlaces", which only means something beside "intermediates".</summary>
    public static int? ReadRatioPlaces(InputReader inputs, IntermediateRounding? intermediates)
    {
        if (!inputs.Has("ratioPlaces")) return null;
        var places = inputs.Integer("ratioPlaces", 0, RuleLimits.IntermediatePlaces);
        if (places is not null && intermediates is null && !inputs.Has("intermediates")) inputs.Reject(Problems.Missing(inputs.Of("intermediates")));
        return places;
    }

    /// <summary>An exact number as a person reads it: whole when short, else its first ten places.</summary>
    public static string Show(Rational value)
    {
        var text = value.ToString();
        return text.Length <= 30 ? text : value.ToDecimal(10, Rounding.HalfUp);
    }

    private Rational Line(string id, Text name, Rational value, string? unit, string? formula, Text? note)
    {
        var text = value.ToString();
        if (text.Length <= 30) steps.Add(id, name, value, unit, formula, note);
        else
        {
            steps.Add(id, name, value.Round(10, Rounding.HalfUp), unit, formula,
                note ?? new("Shown to 10 places; calculated without rounding.", "显示10位小数；计算不作舍入。"));
        }

        return value;
    }
}

/// <summary>Sums of discount factors, exact.</summary>
internal static class Annuity
{
    /// <summary>(P/A, r, n): the sum of (1 + r)^-t for t = 1 to n.</summary>
    public static Rational Factor(Rational rate, int years)
    {
        if (rate.IsZero) return years;
        return (1 - (1 / (1 + rate).Pow(years))) / rate;
    }
}

using System.Text.Json.Serialization;

namespace Ledger.Rules;

/// <summary>How an outlier is told.</summary>
[JsonConverter(typeof(KebabCaseEnum<OutlierRule>))]
public enum OutlierRule
{
    /// <summary>Modified z above 3.5.</summary>
    ModifiedZ,

    /// <summary>More than three interquartile ranges outside the quartiles.</summary>
    ThreeIqr,
}

/// <summary>A value to look at.</summary>
/// <param name="Id">Unique.</param>
/// <param name="Value">Any sign and unit.</param>
public sealed record ReportedValue(string Id, Rational Value);

/// <summary>Inputs of <see cref="OutlierReport"/>.</summary>
/// <param name="Values">At least one.</param>
/// <param name="Rule">How an outlier is told.</param>
public sealed record OutlierReportInput(IReadOnlyList<ReportedValue> Values, OutlierRule Rule);

/// <summary>Figures of <see cref="OutlierReport"/>.</summary>
/// <param name="Median">Of all values, exact.</param>
/// <param name="Mad">Median absolute deviation, exact.</param>
/// <param name="ModifiedZ">Of each value by id, to 3 places; the cut is decided exactly.</param>
/// <param name="Outliers">Ids in the order of the inputs.</param>
/// <param name="Removable">Whether five or more values give the statistic the power to leave any out without a person.</param>
public sealed record OutlierFigures(Rational Median, Rational Mad, IReadOnlyDictionary<string, Rational> ModifiedZ, IReadOnlyList<string> Outliers, bool Removable) : Figures;

/// <summary>Which values stand out. Source: Iglewicz-Hoaglin; IAAO's 3 x IQR; golden case G26.</summary>
public static class OutlierReport
{
    public static Method<OutlierReportInput, OutlierFigures> Method { get; } = new("market.outliers", 1, MethodPurpose.Analysis,
        new("Outlier report", "异常值报告"), Read, Value);

    /// <summary>Reports.</summary>
    /// <returns>Figures; or input.empty, input.duplicate.</returns>
    public static Outcome<OutlierFigures> Value(OutlierReportInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        checks.That(input.Values.Count > 0, () => Problems.Empty("values"));
        for (var i = 0; i < input.Values.Count; i++)
        {
            var value = input.Values[i];
            checks.That(!input.Values.Take(i).Any(earlier => earlier.Id == value.Id), () => Problems.Duplicate($"{JsonPath.Item("values", i)}.id", value.Id));
        }

        if (checks.Failed) return checks.Refuse<OutlierFigures>();

        var steps = new Steps();
        var values = input.Values.Select(entry => entry.Value).ToList();
        var scores = Statistics.ModifiedZ(values);
        var median = Statistics.Median(values);
        var mad = Statistics.MedianAbsoluteDeviation(values);
        steps.Add("median", new("Median", "中位数"), median);
        steps.Add("mad", new("Median absolute deviation", "绝对中位差"), mad,
            note: mad.IsZero ? new Text("Zero: the mean absolute deviation takes its place.", "为零：改用平均绝对偏差。") : null);
        var low = RobustEvidence.Quantile(values, new(1, 4));
        var high = RobustEvidence.Quantile(values, new(3, 4));
        if (input.Rule == OutlierRule.ThreeIqr)
        {
            steps.Add("lower-quartile", new("Lower quartile", "下四分位数"), low);
            steps.Add("upper-quartile", new("Upper quartile", "上四分位数"), high);
        }

        var outliers = new List<string>();
        var z = new SortedDictionary<string, Rational>(StringComparer.Ordinal);
        for (var i = 0; i < values.Count; i++)
        {
            var id = input.Values[i].Id;
            z[id] = scores[i].Round(3, Rounding.HalfUp);
            var reach = 3 * (high - low);
            var far = input.Rule == OutlierRule.ModifiedZ ? scores[i] > Statistics.ModifiedZCut : values[i] < low - reach || values[i] > high + reach;
            steps.Say($"modified-z/{id}", new($"Modified z of {id}", $"{id} 的修正Z值"), scores[i].ToDecimal(3, Rounding.HalfUp), far ? new Text("Outlier.", "异常值。") : null);
            if (far) outliers.Add(id);
        }

        return new OutlierFigures(median, mad, z, outliers, values.Count >= Comparables.OutliersRemovedFrom) { Steps = steps.Lines };
    }

    private static OutlierReportInput? Read(InputReader inputs)
    {
        var values = new List<ReportedValue>();
        foreach (var entry in inputs.Objects("values"))
        {
            var id = entry.Identifier("id");
            var value = entry.Number("value");
            entry.Close();
            if (id is not null && value is { } v) values.Add(new ReportedValue(id, v));
        }

        return inputs.OneOf<OutlierRule>("rule") is { } rule ? new OutlierReportInput(values, rule) : null;
    }
}

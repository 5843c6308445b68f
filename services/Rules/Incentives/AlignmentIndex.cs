namespace Ledger.Rules;

/// <summary>Inputs of <see cref="AlignmentIndex"/>.</summary>
/// <param name="Supply">Field to its share of graduates; the shares sum to one.</param>
/// <param name="Demand">Field to its share of vacancies or employment; the shares sum to one.</param>
public sealed record AlignmentIndexInput(IReadOnlyDictionary<string, Rational> Supply, IReadOnlyDictionary<string, Rational> Demand);

/// <summary>Figures of <see cref="AlignmentIndex"/>.</summary>
/// <param name="Index">0 (no field in common) to 1 (equal shares).</param>
/// <param name="Gaps">Supply less demand per field: above 0 is too many graduates.</param>
public sealed record AlignmentIndexFigures(Rational Index, IReadOnlyDictionary<string, Rational> Gaps) : Figures;

/// <summary>
/// Alignment of skills between supply and demand: A = 1 - 1/2 * sum |s - d| over all fields; a field one side does not have
/// counts 0 there. Source: regional policy profile, domain rules section 3.5.
/// </summary>
public static class AlignmentIndex
{
    private static readonly Rational Half = new(1, 2);

    public static Method<AlignmentIndexInput, AlignmentIndexFigures> Method { get; } = new("skills.alignment-index", 1, MethodPurpose.Analysis,
        new("Alignment of skills", "技能供需契合度"), Read, Compute);

    /// <summary>Computes the index.</summary>
    /// <returns>Figures; or alignment.shares-not-one, input.negative, input.empty.</returns>
    public static Outcome<AlignmentIndexFigures> Compute(AlignmentIndexInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        Check(checks, "supply", input.Supply);
        Check(checks, "demand", input.Demand);
        if (checks.Failed) return checks.Refuse<AlignmentIndexFigures>();

        var steps = new Steps();
        var gaps = new SortedDictionary<string, Rational>(StringComparer.Ordinal);
        foreach (var field in input.Supply.Keys.Union(input.Demand.Keys).Order(StringComparer.Ordinal))
        {
            var (supply, demand) = (input.Supply.GetValueOrDefault(field), input.Demand.GetValueOrDefault(field));
            gaps[field] = supply - demand;
            steps.Add($"gap/{field}", new($"Supply less demand in {field}", $"{field}：供给减需求"), gaps[field], formula: $"{supply} - {demand}");
        }

        var distance = gaps.Values.Aggregate(Rational.Zero, (sum, gap) => sum + Rational.Abs(gap));
        steps.Add("distance", new("Sum of the gaps", "差额绝对值之和"), distance);
        var index = 1 - (Half * distance);
        steps.Add("index", new("Alignment index", "契合度指数"), index, formula: $"1 - 0.5 * {distance}");
        return new AlignmentIndexFigures(index, gaps) { Steps = steps.Lines };
    }

    private static void Check(Checks checks, string side, IReadOnlyDictionary<string, Rational> shares)
    {
        checks.That(shares.Count > 0, () => Problems.Empty(side));
        foreach (var (field, share) in shares) checks.NotNegative($"{side}.{field}", share);
        var sum = shares.Values.Aggregate(Rational.Zero, (total, share) => total + share);
        checks.That(shares.Count == 0 || sum == Rational.One, () => new InputRejection("alignment.shares-not-one",
            new($"The shares of {side} sum to {sum}, not to 1.", $"{side} 各份额之和为{sum}，应为1。")) { Field = side, Value = sum.ToString() });
    }

    private static AlignmentIndexInput? Read(InputReader inputs)
    {
        var supply = inputs.Weights("supply");
        var demand = inputs.Weights("demand");
        return new AlignmentIndexInput(supply, demand);
    }
}

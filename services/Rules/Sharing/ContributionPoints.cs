namespace Ledger.Rules;

/// <summary>A valued contribution that earns points.</summary>
/// <param name="Reference">Unique.</param>
/// <param name="Party">Who contributed.</param>
/// <param name="Kind">Chooses the multiplier.</param>
/// <param name="Value">At least 0; for hours the hours at their rate.</param>
public sealed record PointsContribution(string Reference, string Party, ContributionKind Kind, Money Value);

/// <summary>Inputs of <see cref="ContributionPoints"/>.</summary>
/// <param name="Currency">Of every value.</param>
/// <param name="Multipliers">Points per unit of value by kind, as the agreement's contribution rules state them; above 0.</param>
/// <param name="Contributions">At least one.</param>
public sealed record ContributionPointsInput(
    Currency Currency, IReadOnlyDictionary<ContributionKind, Rational> Multipliers, IReadOnlyList<PointsContribution> Contributions);

/// <summary>Figures of <see cref="ContributionPoints"/>; points have no currency.</summary>
/// <param name="Contributions">Points of each contribution by its reference.</param>
/// <param name="Parties">Points of each party.</param>
/// <param name="Total">Sum of all points.</param>
/// <param name="Shares">Each party's part of the total, exact; sums to 1. A key for the residual tier or for agreed shares.</param>
public sealed record ContributionPointsFigures(
    IReadOnlyDictionary<string, Rational> Contributions,
    IReadOnlyDictionary<string, Rational> Parties,
    Rational Total,
    IReadOnlyDictionary<string, Rational> Shares) : Figures;

/// <summary>
/// Turns valued contributions into points by the multiplier of their kind, so that what was not paid (an hour at risk, a machine
/// lent without rent) can weigh more than its value. A kind without a multiplier is refused: silence is not "one". Source: dynamic
/// equity splits ("slicing pie"), the agreement's contribution rules.
/// </summary>
public static class ContributionPoints
{
    public static Method<ContributionPointsInput, ContributionPointsFigures> Method { get; } = new("sharing.contribution-points", 1, MethodPurpose.Sharing,
        new("Points by agreed multipliers", "按约定倍数计点"), Read, Count);

    /// <summary>Counts.</summary>
    /// <returns>Figures; or points.multiplier-missing, points.none, input.duplicate, input.empty, input.not-positive, money.negative.</returns>
    public static Outcome<ContributionPointsFigures> Count(ContributionPointsInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        Check(checks, input);
        if (checks.Failed) return checks.Refuse<ContributionPointsFigures>();

        var steps = new Steps();
        var points = new SortedDictionary<string, Rational>(StringComparer.Ordinal);
        var parties = new SortedDictionary<string, Rational>(StringComparer.Ordinal);
        foreach (var contribution in input.Contributions)
        {
            var multiplier = input.Multipliers[contribution.Kind];
            var earned = contribution.Value.Value * multiplier;
            points[contribution.Reference] = earned;
            parties[contribution.Party] = parties.GetValueOrDefault(contribution.Party) + earned;
            steps.Add($"points/{contribution.Reference}", new($"Points of '{contribution.Reference}'", $"“{contribution.Reference}”的点数"), earned,
                formula: $"{contribution.Value.Amount} * {multiplier}");
        }

        var total = Interests.Sum(parties.Values);
        foreach (var (party, earned) in parties) steps.Add($"points-of/{party}", new($"Points of {party}", $"{party} 的点数"), earned);
        steps.Add("total", new("All points", "点数合计"), total);
        var shares = new SortedDictionary<string, Rational>(StringComparer.Ordinal);
        foreach (var (party, earned) in parties)
        {
            shares[party] = earned / total;
            steps.Add($"share/{party}", new($"Share of {party}", $"{party} 的份额"), shares[party], formula: $"{earned} / {total}");
        }

        return new ContributionPointsFigures(points, parties, total, shares) { Steps = steps.Lines };
    }

    private static void Check(Checks checks, ContributionPointsInput input)
    {
        checks.That(input.Contributions.Count > 0, () => Problems.Empty("contributions"));
        foreach (var (kind, multiplier) in input.Multipliers) checks.Positive($"multipliers.{KebabCase.Name(kind)}", multiplier);
        var references = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < input.Contributions.Count; i++)
        {
            var contribution = input.Contributions[i];
            var here = JsonPath.Item("contributions", i);
            var kind = KebabCase.Name(contribution.Kind);
            checks.That(references.Add(contribution.Reference), () => Problems.Duplicate($"{here}.reference", contribution.Reference));
            checks.NotNegative($"{here}.value", contribution.Value);
            checks.That(input.Multipliers.ContainsKey(contribution.Kind), () => new InputRejection("points.multiplier-missing",
                new($"No multiplier is agreed for '{kind}'.", $"未约定“{kind}”的倍数。")) { Field = $"{here}.kind", Value = kind });
        }

        checks.That(checks.Failed || input.Contributions.Any(contribution => contribution.Value.Sign > 0), () => new InputRejection("points.none",
            new("Every contribution has the value 0: there are no points to share by.", "各项投入价值均为0，没有可据以分享的点数。")).At("contributions"));
    }

    private static ContributionPointsInput? Read(InputReader inputs)
    {
        var currency = inputs.Currency("currency");
        var multipliers = KindMultipliers.Read(inputs.Object("multipliers"));
        var contributions = new List<PointsContribution>();
        foreach (var entry in inputs.Objects("contributions"))
        {
            var reference = entry.Identifier("reference");
            var party = entry.Identifier("party");
            var kind = entry.OneOf<ContributionKind>("kind");
            var value = entry.Amount("value", currency);
            entry.Close();
            if (reference is not null && party is not null && kind is { } brought && value is not null)
                contributions.Add(new PointsContribution(reference, party, brought, value));
        }

        return currency is null ? null : new ContributionPointsInput(currency, multipliers, contributions);
    }
}

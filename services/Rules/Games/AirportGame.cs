namespace Ledger.Rules;

/// <summary>Inputs of <see cref="AirportGame"/>.</summary>
/// <param name="Costs">What each player's need would cost alone, at least 0; a larger need includes all smaller ones.</param>
/// <param name="Currency">When present, the shares are also given as amounts, rounded by largest remainder.</param>
public sealed record AirportInput(IReadOnlyDictionary<string, Rational> Costs, Currency? Currency = null);

/// <summary>
/// Divides the cost of a facility that must be as large as the largest need: every increment of size is paid in equal parts by
/// those who need it. The Shapley value of the game with cost max(needs), in closed form and always in its core. Source:
/// Littlechild and Owen 1973.
/// </summary>
public static class AirportGame
{
    public static Method<AirportInput, GameFigures> Method { get; } = new("game.airport", 1, MethodPurpose.Sharing,
        new("Airport cost sharing", "机场成本分摊"), Read, Value);

    /// <summary>Divides the largest cost.</summary>
    /// <returns>Figures; or money.over-precise, input.*.</returns>
    public static Outcome<GameFigures> Value(AirportInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        checks.That(input.Costs.Count > 0, () => Problems.Empty("costs"));
        checks.That(input.Costs.Count <= RuleLimits.Players, () => Problems.TooMany("costs", RuleLimits.Players));
        foreach (var (player, cost) in input.Costs) checks.NotNegative(JsonPath.Member("costs", player), cost);
        var total = input.Costs.Values.Aggregate(Rational.Zero, Rational.Max);
        Division.CheckTotal(checks, total, input.Currency, "costs");
        if (checks.Failed) return checks.Refuse<GameFigures>();

        var steps = new Steps();
        var unit = input.Currency?.Code;
        steps.Add("total", new("Cost of the largest need", "最大需求的成本"), total, unit);
        var ordered = input.Costs.OrderBy(entry => entry.Value).ThenBy(entry => entry.Key, StringComparer.Ordinal).ToList();
        var shares = new SortedDictionary<string, Rational>(StringComparer.Ordinal);
        var paid = Rational.Zero;
        var below = Rational.Zero;
        for (var i = 0; i < ordered.Count; i++)
        {
            var (player, cost) = ordered[i];
            var users = ordered.Count - i;
            if (cost > below)
            {
                var part = (cost - below) / users;
                steps.Add($"increment/{player}", new($"Increment up to the need of {player}, per user", $"至 {player} 需求的增量，每个使用者"), part, unit,
                    $"({cost} - {below}) / {Problems.Invariant(users)}");
                paid += part;
                below = cost;
            }

            shares[player] = paid;
        }

        foreach (var (player, share) in shares)
            steps.Add($"share/{player}", new($"Share of {player}", $"{player} 的分摊额"), share, unit, note: new("Sum of the increments it needs.", "其所需各段增量之和。"));
        var amounts = Division.Amounts(shares, input.Currency, steps);
        return new GameFigures(total, shares, amounts, new GameProperties(true, [], true, 0, [])) { Steps = steps.Lines, Residual = steps.Residual };
    }

    private static AirportInput Read(InputReader inputs) => new(inputs.Weights("costs"), GameReader.Currency(inputs));
}

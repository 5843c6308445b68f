namespace Ledger.Rules;

/// <summary>The residual.</summary>
internal sealed partial class WaterfallRun
{
    private (TierFigures? Figures, InputRejection? Rejection) ServeResidual(ResidualTier tier)
    {
        steps.Add("residual", new("Residual", "剩余收益"), left);
        var parts = LargestRemainder.Split(left, tier.Keys.ToDictionary(key => KebabCase.Name(key.Key), key => key.Weight, StringComparer.Ordinal));
        steps.Left("residual", parts);

        var payments = Everybody();
        var keys = new List<KeyPayment>();
        foreach (var key in tier.Keys)
        {
            var name = KebabCase.Name(key.Key);
            var amount = parts.Amounts[name];
            var basis = Basis(key);
            var sum = basis.Values.Aggregate(Rational.Zero, (total, weight) => total + weight);
            if (sum.IsZero && !amount.IsZero)
            {
                return (null, new InputRejection("waterfall.key-zero",
                    new($"{amount} should be divided by '{name}', but every participant has 0.", $"{amount}应按“{name}”分配，但所有参与成员均为0。"))
                    { Field = Field(key.Key), Value = name });
            }

            var (whole, per) = Names(key.Key);
            steps.Add($"residual/{name}", whole, amount, $"{key.Weight} * {left.Amount}");
            var split = LargestRemainder.Split(amount, basis);
            steps.Left($"residual/{name}", split);
            foreach (var (party, paid) in split.Amounts)
            {
                payments[party] += paid;
                steps.Add($"residual/{name}/{party}", new($"{per.En}: {party}", $"{per.Zh}：{party}"), paid, $"{amount.Amount} * {basis[party]} / {sum}");
            }

            keys.Add(new KeyPayment(key.Key, amount, basis, split.Amounts));
        }

        return (new TierFigures(tier.Kind, left, left, payments, Nobody, Keys: keys), null);
    }

    private SortedDictionary<string, Rational> Basis(ResidualKey key)
    {
        var basis = new SortedDictionary<string, Rational>(StringComparer.Ordinal);
        foreach (var party in input.Participants)
        {
            basis[party] = key.Key switch
            {
                ResidualMeasure.FixedPoints => key.Points![party],
                ResidualMeasure.PerformanceScore => input.Scores![party],
                ResidualMeasure.Equal => Rational.One,
                ResidualMeasure.GameValue => input.GameValues![party],
                _ => Accepted(party).Value,
            };
        }

        return basis;
    }

    private static string Field(ResidualMeasure key) => key switch
    {
        ResidualMeasure.PerformanceScore => "scores",
        ResidualMeasure.GameValue => "gameValues",
        _ => "accepted",
    };

    private static (Text Whole, Text Per) Names(ResidualMeasure key) => key switch
    {
        ResidualMeasure.AcceptedValue => (new("Residual by accepted-value", "按认定价值分配部分"), new("By accepted value", "按认定价值")),
        ResidualMeasure.FixedPoints => (new("Residual by fixed-points", "按固定点数分配部分"), new("By fixed points", "按固定点数")),
        ResidualMeasure.PerformanceScore => (new("Residual by performance score", "按绩效得分分配部分"), new("By performance score", "按绩效得分")),
        ResidualMeasure.Equal => (new("Residual in equal parts", "平均分配部分"), new("Equal part", "平均份额")),
        ResidualMeasure.GameValue => (new("Residual by game value", "按合作博弈值分配部分"), new("By game value", "按合作博弈值")),
        _ => throw new InvalidOperationException("Unknown residual key."),
    };
}

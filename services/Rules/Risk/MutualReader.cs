namespace Ledger.Rules;

/// <summary>Reads the inputs of <see cref="MutualSharing"/>.</summary>
internal static class MutualReader
{
    public static MutualSharingInput? Read(InputReader inputs)
    {
        var terms = Terms(inputs);
        var total = inputs.OptionalNumber("total");
        var currency = inputs.Has("currency") ? inputs.Currency("currency") : null;
        var realised = inputs.OptionalAmounts("realised", currency);
        return terms is { Independent: { } independent, Scenarios: { } scenarios, Poisson: { } poisson }
            ? new MutualSharingInput(terms.Rule, independent, scenarios, poisson, total, currency, realised)
            : null;
    }

    /// <summary>The rule and the distribution, all three kinds stated (empty where not given).</summary>
    public static MutualTerms? Terms(InputReader inputs)
    {
        var rule = inputs.OneOf<MutualRule>("rule");
        var independent = new SortedDictionary<string, IReadOnlyList<LossOutcome>>(StringComparer.Ordinal);
        if (inputs.OptionalObject("independent") is { } map)
        {
            foreach (var member in map.Names.ToList())
            {
                if (!InputReader.IsIdentifier(member))
                {
                    map.OptionalRaw(member);
                    map.Reject(Problems.NotAnIdentifier(map.Of(member), member));
                }
                else
                {
                    independent[member] = [.. map.Objects(member).Select(ReadOutcome).OfType<LossOutcome>()];
                }
            }
        }

        var scenarios = inputs.OptionalObjects("scenarios").Select(ReadScenario).OfType<LossScenario>().ToList();
        var poisson = inputs.OptionalObject("poisson") is { } means && means.Names.Any() ? inputs.Weights("poisson") : new SortedDictionary<string, Rational>(StringComparer.Ordinal);
        return rule is { } how ? new MutualTerms(how, independent, scenarios, poisson) : null;
    }

    private static LossOutcome? ReadOutcome(InputReader entry)
    {
        var loss = entry.Number("loss");
        var probability = entry.Number("probability");
        entry.Close();
        return loss is { } amount && probability is { } chance ? new LossOutcome(amount, chance) : null;
    }

    private static LossScenario? ReadScenario(InputReader entry)
    {
        var probability = entry.Number("probability");
        var losses = entry.Weights("losses");
        entry.Close();
        return probability is { } chance ? new LossScenario(chance, losses) : null;
    }
}

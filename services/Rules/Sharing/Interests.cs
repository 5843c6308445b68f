namespace Ledger.Rules;

/// <summary>Interests of a joint venture's parties, in percent.</summary>
internal static class Interests
{
    /// <summary>100: interests are written in percent and sum to it exactly.</summary>
    public static Rational Whole { get; } = 100;

    /// <summary>Checks that interests are not negative and sum to exactly 100.</summary>
    public static void Check(Checks checks, IReadOnlyDictionary<string, Rational> interests, string path)
    {
        foreach (var (party, interest) in interests) checks.NotNegative($"{path}.{party}", interest);
        var sum = Sum(interests.Values);
        checks.That(sum == Whole, () => new InputRejection("jv.interests-not-hundred",
            new($"The interests sum to {sum} percent, not to 100.", $"权益比例之和为{sum}%，应为100%。")) { Field = path, Value = sum.ToString() });
    }

    /// <summary>Refuses a name that has no interest.</summary>
    public static void Known(Checks checks, IReadOnlyDictionary<string, Rational> interests, string field, string party) =>
        checks.That(interests.ContainsKey(party), () => Problems.UnknownParty(field, party));

    public static Rational Sum(IEnumerable<Rational> values) => values.Aggregate(Rational.Zero, (total, value) => total + value);
}

namespace Ledger.Rules;

/// <summary>A mutual rule that an agreement chooses in place of the key: it divides the rest of a loss. Exactly one distribution.</summary>
/// <param name="Rule">How the rest is divided.</param>
/// <param name="Independent">Member to the distribution of its loss, in the currency; the losses are independent.</param>
/// <param name="Scenarios">Joint distribution.</param>
/// <param name="Poisson">Member to the mean of its independent Poisson loss.</param>
public sealed record MutualTerms(
    MutualRule Rule,
    IReadOnlyDictionary<string, IReadOnlyList<LossOutcome>>? Independent = null,
    IReadOnlyList<LossScenario>? Scenarios = null,
    IReadOnlyDictionary<string, Rational>? Poisson = null)
{
    /// <summary>Who shares.</summary>
    internal IReadOnlyList<string> Members =>
    [
        .. (Independent?.Keys ?? []).Concat(Poisson?.Keys ?? []).Concat(Scenarios is { Count: > 0 } ? Scenarios[0].Losses.Keys : [])
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    /// <summary>The published method's inputs. Shares of Poisson losses are proportional, so a total of one says all.</summary>
    internal MutualSharingInput Model => new(
        Rule, Independent ?? new Dictionary<string, IReadOnlyList<LossOutcome>>(), Scenarios ?? [], Poisson ?? new Dictionary<string, Rational>(),
        Poisson is { Count: > 0 } ? Rational.One : null, null, new Dictionary<string, Money>());

    /// <summary>The rule; null when none is stated or it was refused.</summary>
    internal static MutualTerms? Optional(InputReader inputs)
    {
        if (inputs.OptionalObject("mutual") is not { } reader) return null;
        var before = reader.Rejections.Count;
        var terms = MutualReader.Terms(reader);
        reader.Close();
        if (terms is null || reader.Rejections.Count > before) return terms;
        var checks = new Checks();
        MutualChecks.Check(checks, terms.Model);
        foreach (var broken in checks.Broken) reader.Reject(broken.At(JsonPath.Within(reader.Path, broken.Field)));
        return terms;
    }
}

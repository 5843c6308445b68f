using System.Text.Json;
using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>Carries the standing value on by a published method; what it is carried on from comes from the platform, never from a person.</summary>
internal static class Rollforward
{
    /// <summary>Whether a method carries a standing value on.</summary>
    public static bool Is(string method) => method == IndexRollforward.Method.Id || method == DepreciationRollforward.Method.Id;

    /// <summary>The first rule that the choice breaks, or null; nothing of it depends on a contribution.</summary>
    public static Rejection? Broken(string method, RollChoice? roll, string field) => method == IndexRollforward.Method.Id
        ? roll?.Series is null ? Problems.Missing($"{field}.series") : roll.Curve is null ? null : Problems.UnknownMember($"{field}.curve")
        : roll?.Curve is null ? Problems.Missing($"{field}.curve") : roll.Series is null ? null : Problems.UnknownMember($"{field}.series");

    /// <summary>Calculates the new value; null and the reason when the method refuses.</summary>
    public static Evaluated? Evaluate(
        Method method, RollChoice roll, UsedIndex? index, KnownIndex? known, StandingValue standing, Subject subject, AgreementDocument agreement,
        DateOnly on, out Rejection? refused)
    {
        var terms = subject.TermsUnder(agreement, on);
        var previous = new PreviousValue(standing.Value, standing.ValidFrom);
        var inputs = method.Id == IndexRollforward.Method.Id
            ? JsonSerializer.SerializeToElement(
                new IndexRollforwardInput(terms, previous, roll.Series!, [known!.Index.KnownAfter(index!.Release)]), RuleJson.PlainAmounts)
            : JsonSerializer.SerializeToElement(new DepreciationRollforwardInput(terms, previous, roll.Curve!), RuleJson.PlainAmounts);
        var evaluation = method.Evaluate(inputs);
        refused = evaluation.Rejection;
        if (evaluation.Result is not { } result) return null;
        // The evidence of the value that is carried on is the new one's.
        return new Evaluated(result, result.FiguresAs<ValuationFigures>().Accepted,
            new ValuationBasis(standing.Basis?.Evidence ?? [], index is null ? [] : [index], []));
    }

    /// <summary>The series as it was known on a day, frozen; null and the reason.</summary>
    public static UsedIndex? Freeze(string series, KnownIndex? found, DateOnly knownOn, string field, out Rejection? refused)
    {
        refused = null;
        if (found is null)
        {
            refused = new InputRejection("index.unknown-series", new($"There is no index series '{series}'.", $"没有指数“{series}”。")) { Field = field, Value = series };
            return null;
        }

        var release = found.Index.ReleaseOn(knownOn);
        if (release == 0)
        {
            refused = new IndexNotPublished(series, knownOn) { Field = field };
            return null;
        }

        return new UsedIndex(series, found.Index.Id, release, found.Index.Vintages[release - 1].PublishedOn, found.Vintages[release - 1]);
    }
}

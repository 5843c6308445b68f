using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>
/// Computes settled runs again under another version: the same pool, values, claims and opening reserve, other terms. Each run stands
/// on its own recorded reserve; what one run would have left in it differently is told by that run's difference, not twice.
/// </summary>
internal static class RunEffects
{
    /// <summary>The effect on a run, or why it cannot be told.</summary>
    public static RunEffect? Of(ClosedPeriod closed, AgreementDocument? before, AgreementDocument after, out Rejection? rejection)
    {
        if (closed.Run is not { } run || closed.Period is not { } period || before?.DocumentHash != run.DocumentHash)
        {
            rejection = new BasisUnknown(closed.PoolReference);
            return null;
        }

        if (Evaluate(run, period, before) is not { Result: { } reproduced } || !Same(reproduced.FiguresAs<WaterfallFigures>(), run))
        {
            rejection = new NotReproduced(closed.PoolReference);
            return null;
        }

        var evaluation = Evaluate(run, period, after);
        if (evaluation.Result is not { } result)
        {
            rejection = new NotComputable(closed.PoolReference, evaluation.Rejection!.Message);
            return null;
        }

        rejection = null;
        var (was, would) = (reproduced.FiguresAs<WaterfallFigures>(), result.FiguresAs<WaterfallFigures>());
        return new RunEffect(
            run.RunId, closed.PoolReference, period, new AmountChange(was.Reserve, would.Reserve), Parties(was.Shares, would.Shares, run.Pool.Currency),
            Lines(was, would, run.Pool.Currency), closed.Source!);
    }

    private static Evaluation Evaluate(SettledRun run, Period period, AgreementDocument document)
    {
        var accepted = run.Accepted.GroupBy(value => value.Party, StringComparer.Ordinal).ToDictionary(
            group => group.Key, group => Money.Sum(group.Select(value => value.Amount), run.Pool.Currency), StringComparer.Ordinal);
        var input = WaterfallInput.Under(document, run.Pool, accepted, run.Claims) with
        {
            CarriedIn = run.Carried, Scores = run.Scores, GameValues = run.GameValues,
        };
        if (run.Coalition is { } coalition) input = input.Among(coalition);
        return Waterfall.Method.Evaluate(input.Over(period, run.ReserveOpening, run.Accepted));
    }

    private static bool Same(WaterfallFigures figures, SettledRun run) => figures.Reserve == run.ReserveFunded
        && run.Shares.All(settled => (figures.Shares.GetValueOrDefault(settled.Party) ?? Money.Zero(run.Pool.Currency)) == settled.Share)
        && figures.Shares.Keys.All(party => run.Shares.Any(settled => settled.Party == party));

    private static List<PartyChange> Parties(IReadOnlyDictionary<string, Money> was, IReadOnlyDictionary<string, Money> would, Currency currency) =>
        [.. Keys(was.Keys, would.Keys).Select(party => new PartyChange(party, Of(was, party, currency), Of(would, party, currency)))];

    private static List<LineChange> Lines(WaterfallFigures was, WaterfallFigures would, Currency currency)
    {
        var (before, after) = (ByLine(was), ByLine(would));
        return
        [
            .. Keys(before.Keys, after.Keys).Select(key => new LineChange(
                key[..key.LastIndexOf('/')], key[(key.LastIndexOf('/') + 1)..], Of(before, key, currency), Of(after, key, currency))),
        ];
    }

    // Party ids hold no slash.
    private static SortedDictionary<string, Money> ByLine(WaterfallFigures figures)
    {
        var lines = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        foreach (var tier in figures.Tiers)
        {
            var parts = tier.Keys is { } keys
                ? keys.Select(key => ($"{tier.Tier}/{KebabCase.Name(key.Key)}", key.Payments))
                : [(tier.Tier, tier.Payments)];
            foreach (var (line, payments) in parts)
            {
                foreach (var (party, amount) in payments)
                {
                    var key = $"{line}/{party}";
                    lines[key] = lines.TryGetValue(key, out var sum) ? sum + amount : amount;
                }
            }
        }

        return lines;
    }

    private static IEnumerable<string> Keys(IEnumerable<string> one, IEnumerable<string> other) =>
        one.Union(other, StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static Money Of(IReadOnlyDictionary<string, Money> amounts, string key, Currency currency) =>
        amounts.GetValueOrDefault(key) ?? Money.Zero(currency);
}

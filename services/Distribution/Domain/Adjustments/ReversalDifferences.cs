using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>A settled run that counted contributions which were reversed since.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Contributions">References of the contributions.</param>
/// <param name="Difference">What is to be booked; null when the run cannot be computed without them.</param>
/// <param name="Refused">Why it cannot be computed; null when it can.</param>
public sealed record ReversalDifference(Guid RunId, IReadOnlyList<string> Contributions, Difference? Difference, Text? Refused);

/// <summary>
/// Computes settled runs again without the contributions that were reversed since: same terms, pool, claims and opening reserve. The
/// answer follows from what is recorded and is never stored, so no settlement and reversal can miss each other.
/// </summary>
public static class ReversalDifferences
{
    /// <summary>The difference, or null when the run counted none of them.</summary>
    /// <param name="run">A settled run.</param>
    /// <param name="agreement">The version that it was computed under.</param>
    /// <param name="reversed">Contributions that were reversed.</param>
    public static ReversalDifference? Of(Run run, AgreementDocument agreement, IReadOnlySet<Guid> reversed)
    {
        var gone = run.Lists.Values.Where(value => reversed.Contains(value.ContributionId)).ToList();
        if (run.Settled is not { } settled || gone.Count == 0) return null;
        var references = gone.Select(value => value.Reference).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var computed = run.Computed!;
        var left = run.Lists with { Values = [.. run.Lists.Values.Where(value => !reversed.Contains(value.ContributionId))] };
        var evaluation = RunCalculation.Share(agreement, new RunInputs(computed.Agreement, computed.Pool, computed.Reserve, left));
        if (evaluation.Result is not { } result) return new ReversalDifference(run.Id, references, null, evaluation.Rejection!.Message);

        var figures = result.FiguresAs<WaterfallFigures>();
        var zero = Money.Zero(agreement.Currency);
        var lines = settled.Lines.Select(line => new DifferenceLine(line.Party, line.Share, figures.Shares.GetValueOrDefault(line.Party) ?? zero));
        return new ReversalDifference(
            run.Id, references,
            new Difference(
                DifferenceOf.Run, run.Id, settled.Pool.Reference, settled.Pool.Period, figures.Reserve - settled.Movement.Funded, [.. lines]),
            null);
    }
}

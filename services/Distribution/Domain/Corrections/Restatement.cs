using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>What became of a contribution since a run counted it.</summary>
/// <param name="Now">What counts now; null when it no longer does.</param>
public sealed record ValueNow(ValueInput? Now);

/// <summary>A settled run that cannot be computed again.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Reference">Its pool.</param>
/// <param name="Why">Why.</param>
public sealed record NotRestated(Guid RunId, string Reference, Text Why);

/// <summary>
/// Computes a settled run again from what is known now of the same contributions and claims, under the version in force now for its last
/// day: same pool, same opening reserve, same carry. What came in after it belongs to later runs.
/// </summary>
public static class Restatement
{
    /// <summary>The correction, or null when nothing differs; or why it cannot be computed.</summary>
    /// <param name="run">A settled run, with all its values.</param>
    /// <param name="agreement">The version in force now on the last day of its period.</param>
    /// <param name="now">What counts now of its contributions, by id; one that is missing counts as it did.</param>
    /// <param name="last">The last booked correction of the run, or null.</param>
    /// <param name="refused">Why it cannot be computed.</param>
    public static CorrectionItem? Of(
        Run run, AdoptedAgreement agreement, IReadOnlyDictionary<Guid, ValueNow> now, CorrectionItem? last, out NotRestated? refused)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(agreement);
        ArgumentNullException.ThrowIfNull(now);
        refused = null;
        if (run.Settled is not { } settled || run.Computed is not { } computed || agreement.Document is not { } document) return null;
        var values = run.Lists.Values.Select(value => now.TryGetValue(value.ContributionId, out var known) ? known.Now : value).OfType<ValueInput>().ToList();
        var inputs = new RunInputs(computed.Agreement, computed.Pool, computed.Reserve, run.Lists with { Values = values }, computed.Extras);
        var changed = run.Lists.Values.Where(value => now.TryGetValue(value.ContributionId, out var known) && known.Now?.Source != value.Source).ToList();
        var version = agreement.AgreementVersion != computed.Agreement.Version;
        if (changed.Count == 0 && !version && last is null) return null;
        Evaluation evaluation;
        try
        {
            evaluation = RunCalculation.Share(document, inputs);
        }
        catch (OverflowException)
        {
            refused = new NotRestated(run.Id, settled.Pool.Reference, new RunTooLarge().Message);
            return null;
        }

        if (evaluation.Result is not { } result)
        {
            refused = new NotRestated(run.Id, settled.Pool.Reference, evaluation.Rejection!.Message);
            return null;
        }

        var figures = result.FiguresAs<WaterfallFigures>();
        var zero = Money.Zero(document.Currency);
        var was = last is null
            ? settled.Lines.ToDictionary(line => line.Party, line => line.Share, StringComparer.Ordinal)
            : last.Lines.ToDictionary(line => line.Party, line => line.WouldBe, StringComparer.Ordinal);
        var item = new CorrectionItem(
            DifferenceOf.Run, run.Id, settled.Pool.Reference, run.PoolId, settled.Pool.Period, Reason(changed, version ? agreement.AgreementVersion : null),
            last?.ReserveWouldBe ?? settled.Movement.Funded, figures.Reserve,
            [
                .. was.Keys.Union(figures.Shares.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
                    .Select(party => new DifferenceLine(party, was.GetValueOrDefault(party) ?? zero, figures.Shares.GetValueOrDefault(party) ?? zero)),
            ],
            [
                .. version ? [agreement.Source!] : Array.Empty<Citation>(),
                .. changed.Select(value => now[value.ContributionId].Now?.Source ?? value.Source).Distinct().Take(DistributionLimits.InputsPerFact / 2),
            ],
            Told: null,
            Run.Sums(values) is { Count: <= DistributionLimits.BasisDays } sums ? new RestatedBasis(agreement.AgreementVersion, document.DocumentHash, sums) : null);
        return item.Differs ? item : null;
    }

    private static Text Reason(List<ValueInput> changed, int? version)
    {
        var names = string.Join(", ", changed.Select(value => $"{value.Party}/{value.Reference}").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(10));
        var more = changed.Count > 10 ? $" (+{changed.Count - 10})" : "";
        return (version, changed.Count) switch
        {
            ({ } no, 0) => new($"version {no} of the agreement rules retroactively", $"协议第 {no} 版追溯适用"),
            ({ } no, _) => new($"version {no} of the agreement rules retroactively; values changed: {names}{more}", $"协议第 {no} 版追溯适用；价值变更：{names}{more}"),
            (null, 0) => new("an earlier correction no longer holds", "先前的更正已不再适用"),
            _ => new($"values changed: {names}{more}", $"价值变更：{names}{more}"),
        };
    }
}

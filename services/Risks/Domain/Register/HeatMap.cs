using Ledger.Rules;

namespace Ledger.Risks.Domain;

/// <summary>One risk on the heat map.</summary>
/// <param name="Id">Stream of the registered risk.</param>
/// <param name="Reference">Its reference.</param>
/// <param name="Title">What may happen.</param>
/// <param name="Expected">Likelihood x strikes x mean cost of a year, half-up to the smallest unit.</param>
public sealed record HeatRisk(Guid Id, string Reference, Text Title, Money Expected);

/// <summary>One cell.</summary>
/// <param name="Likelihood">Row, from 1 (rare).</param>
/// <param name="Impact">Column, from 1 (small).</param>
/// <param name="Score">Row x column.</param>
/// <param name="Risks">By reference.</param>
public sealed record HeatCell(int Likelihood, int Impact, int Score, IReadOnlyList<HeatRisk> Risks);

/// <summary>
/// Registered risks by likelihood and impact. Rows by the chance of one strike in a year; columns by the most likely cost as a share
/// of what the reserve may pay in a year (where that is zero, of the largest exposure).
/// </summary>
/// <param name="AgreementId">Agreement.</param>
/// <param name="LikelihoodUpTo">Upper bound of each row.</param>
/// <param name="ImpactUpTo">Upper bound of each column as an amount; the last column has none.</param>
/// <param name="Measure">What the columns are shares of.</param>
/// <param name="Cells">Every cell, rows from 1, columns from 1.</param>
/// <param name="Expected">All risks together.</param>
public sealed record HeatMap(
    string AgreementId, IReadOnlyList<Rational> LikelihoodUpTo, IReadOnlyList<Money> ImpactUpTo, Money Measure, IReadOnlyList<HeatCell> Cells, Money Expected)
{
    private static readonly Rational[] Rows = [new(1, 100), new(5, 100), new(20, 100), new(50, 100), Rational.One];
    private static readonly Rational[] Columns = [new(5, 100), new(20, 100), new(50, 100), Rational.One];

    /// <summary>The map of an agreement's register; retired risks are left out.</summary>
    public static HeatMap Of(AgreementDocument agreement, IEnumerable<RegisteredRisk> register)
    {
        ArgumentNullException.ThrowIfNull(agreement);
        var risks = register.Where(risk => risk.Retired is null && risk.Entry!.Exposure.Most.Currency == agreement.Currency)
            .OrderBy(risk => risk.Entry!.Reference, StringComparer.Ordinal).ToList();
        var limit = agreement.Risk.Allocation.ReserveLimit;
        var measure = limit.IsZero ? risks.Select(risk => risk.Entry!.Exposure.Most).Append(limit).Max()! : limit;
        var bounds = Columns.Select(share => Money.FromRational(measure.Value * share, agreement.Currency, Rounding.Down)).ToList();
        var cells = new List<HeatCell>();
        for (var row = 1; row <= Rows.Length; row++)
        {
            for (var column = 1; column <= Columns.Length + 1; column++)
            {
                cells.Add(new HeatCell(row, column, row * column,
                [
                    .. risks.Where(risk => Row(risk.Entry!) == row && Column(risk.Entry!, bounds) == column)
                        .Select(risk => new HeatRisk(risk.Id, risk.Entry!.Reference, risk.Entry.Title, ExpectedOf(risk.Entry))),
                ]));
            }
        }

        return new HeatMap(agreement.AgreementId, Rows, bounds, measure, cells, Money.Sum(risks.Select(risk => ExpectedOf(risk.Entry!)), agreement.Currency));
    }

    /// <summary>What a risk costs in a mean year: the mean of the triangle is the mean of its corners.</summary>
    public static Money ExpectedOf(RiskEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var mean = (entry.Exposure.Least.Value + entry.Exposure.Likely.Value + entry.Exposure.Most.Value) / 3;
        return Money.FromRational(entry.Likelihood * entry.Strikes * mean, entry.Exposure.Most.Currency, Rounding.HalfUp);
    }

    private static int Row(RiskEntry entry) => Array.FindIndex(Rows, bound => entry.Likelihood <= bound) + 1;

    private static int Column(RiskEntry entry, List<Money> bounds)
    {
        var found = bounds.FindIndex(bound => entry.Exposure.Likely <= bound);
        return found < 0 ? bounds.Count + 1 : found + 1;
    }
}

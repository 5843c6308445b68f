using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>Hours were told, or struck out.</summary>
public sealed record HearUse(Guid Contribution, DateOnly Day, int Minutes, Citation Source, DateTimeOffset At);

/// <summary>Value the months that are over.</summary>
/// <param name="Appraisal">The contribution's appraisal, or null when there is none.</param>
/// <param name="AsOf">Months that ended before this day are over; its own month is the open one.</param>
/// <param name="At">Recorded time.</param>
public sealed record CloseMonths(Appraisal? Appraisal, DateOnly AsOf, DateTimeOffset At);

/// <summary>
/// Every month that is over is valued by the method and rates of the accepted value, on its own hours. Hours that are told later make a
/// further version of the month; its difference belongs to the open month. A month keeps the basis of its first version.
/// </summary>
public static class UseAccountDecider
{
    private const int MinutesPerHour = 60;

    public static Decision Decide(UseAccount state, HearUse command)
    {
        var month = UseAccount.MonthOf(command.Day);
        if (state.Months.Count >= ValuationLimits.UseMonths && state.Months.All(other => other.Month != month)) return Problems.TooMany("months", ValuationLimits.UseMonths);
        return Decision.Accept(new UseHeard(command.Contribution, command.Day, command.Minutes, command.Source, command.At));
    }

    public static Decision Decide(UseAccount state, CloseMonths command)
    {
        if (command.Appraisal is not { Subject: { } subject } appraisal) return new AppraisalUnknown();
        if (appraisal.Voided is not null) return new ContributionIsReversed();
        if (appraisal.Acceptance is null) return new NoStandingValue();
        var bases = HourlyBasis.Of(appraisal);
        if (bases.Count == 0) return new NotByHours(appraisal.Standing!.Method);

        var facts = new List<object>();
        var open = UseAccount.MonthOf(command.AsOf);
        var claimLeft = subject.Claimed;
        var hours = new Dictionary<int, Rational>();
        foreach (var month in state.Months.Where(month => month.Month < open))
        {
            var latest = month.Versions.Count == 0 ? null : month.Versions[^1];
            // What was never told of and is nothing now needs no value.
            if (latest is null && month.Minutes == 0) continue;
            var basis = latest is null ? At(bases, month.Month) : bases.First(one => one.Number == latest.Basis);
            var told = new Rational(Math.Max(0, month.Minutes), MinutesPerHour);
            var limit = basis.PerMonth ?? (basis.Altogether!.Value - hours.GetValueOrDefault(basis.Number));
            var counted = Rational.Max(0, Rational.Min(told, limit));
            hours[basis.Number] = hours.GetValueOrDefault(basis.Number) + counted;
            MethodResult? result = null;
            if (counted.Sign > 0 && (result = basis.Value(counted, claimLeft, out var refused)) is null) return refused!;
            var value = result?.FiguresAs<ValuationFigures>().Accepted ?? Money.Zero(subject.Claimed.Currency);
            if (basis.CapAtClaim) claimLeft -= value;
            var minutes = (int)(counted * MinutesPerHour).Floor();
            if (latest is not null && (latest.Minutes, latest.Value) == (month.Minutes, value)) continue;
            facts.Add(new UseMonthValued(
                month.Month, (latest?.Version ?? 0) + 1, month.Minutes, minutes, value, latest is null ? value : value - latest.Value,
                latest is null ? month.Month : open, result, basis.Number, appraisal.Id, command.At));
        }

        return facts.Count == 0 ? Decision.Nothing : Decision.Accept(facts);
    }

    // The accepted value that was the right one when the month ended; the first one for what came before.
    private static HourlyBasis At(IReadOnlyList<HourlyBasis> bases, DateOnly month) =>
        bases.LastOrDefault(basis => basis.ValidFrom <= month.AddMonths(1).AddDays(-1)) ?? bases[0];
}

public sealed record NotByHours(string Method) : Rejection("monthly-value.not-by-hours", RejectionKind.Conflict, new(
    $"The accepted value is by {Method}, which counts no hours.", $"认定价值采用 {Method}，不按工时计价。"));

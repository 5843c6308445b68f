using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>A value of a month; the calculation stands in its fact.</summary>
public sealed record MonthVersion(int Version, int Minutes, int Counted, Money Value, Money Difference, DateOnly BookedIn, int Basis, DateTimeOffset At);

/// <summary>One month of use or work.</summary>
/// <param name="Month">Its first day.</param>
/// <param name="Minutes">Minutes told so far.</param>
/// <param name="Versions">Its values, the last one counts; empty while it was not valued.</param>
public sealed record UseMonth(DateOnly Month, int Minutes, IReadOnlyList<MonthVersion> Versions);

/// <summary>Hours of one contribution month by month, and what they are worth.</summary>
public sealed record UseAccount
{
    public Guid Id { get; init; }

    /// <summary>Stream of the contribution.</summary>
    public Guid Contribution { get; init; }

    /// <summary>In the order of months.</summary>
    public IReadOnlyList<UseMonth> Months { get; init; } = [];

    public static UseAccount None(Guid id) => new() { Id = id };

    /// <summary>First day of the month of a day.</summary>
    public static DateOnly MonthOf(DateOnly day) => new(day.Year, day.Month, 1);
}

/// <summary>Folds the facts of a use account.</summary>
public static class UseAccountFold
{
    public static UseAccount Evolve(UseAccount state, object fact) => fact switch
    {
        UseHeard f => Change(state with { Contribution = f.Contribution }, UseAccount.MonthOf(f.Day), month => month with { Minutes = month.Minutes + f.Minutes }),
        UseMonthValued f => Change(state, f.Month, month => month with
        {
            Versions = [.. month.Versions, new MonthVersion(f.Version, f.Minutes, f.Counted, f.Value, f.Difference, f.BookedIn, f.Basis, f.At)],
        }),
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a use account."),
    };

    private static UseAccount Change(UseAccount state, DateOnly month, Func<UseMonth, UseMonth> change)
    {
        var standing = state.Months.FirstOrDefault(other => other.Month == month) ?? new UseMonth(month, 0, []);
        return state with { Months = [.. state.Months.Where(other => other.Month != month).Append(change(standing)).OrderBy(other => other.Month)] };
    }
}

using System.Text.Json.Serialization;

namespace Ledger.Rules;

/// <summary>Which day decides whose cost an expense is.</summary>
[JsonConverter(typeof(KebabCaseEnum<CutbackPolicy>))]
public enum CutbackPolicy
{
    /// <summary>The owners on the day of the expense's document.</summary>
    DocumentDate,

    /// <summary>The owners at the end of the period: a change of ownership within it moves earlier expenses too.</summary>
    PeriodEnd,
}

/// <summary>Owners from a day on, until the next group.</summary>
/// <param name="Id">Name of the group.</param>
/// <param name="From">First day.</param>
/// <param name="Interests">Percent per party, the operator among them; sum exactly 100.</param>
public sealed record EquityGroup(string Id, DateOnly From, IReadOnlyDictionary<string, Rational> Interests);

/// <summary>What the operator paid for the venture.</summary>
/// <param name="Reference">Unique.</param>
/// <param name="On">Day of the document; not after the period's end.</param>
/// <param name="Amount">Above 0.</param>
/// <param name="Billable">False: the operator alone bears it.</param>
public sealed record JointExpense(string Reference, DateOnly On, Money Amount, bool Billable);

/// <summary>Inputs of <see cref="Cutback"/>.</summary>
/// <param name="Currency">Of every amount.</param>
/// <param name="Operator">Who paid.</param>
/// <param name="Groups">Owners by day; each day of change once.</param>
/// <param name="Expenses">What is cut back.</param>
/// <param name="Policy">Which day decides.</param>
/// <param name="PeriodEnd">Last day of the period.</param>
public sealed record CutbackInput(
    Currency Currency, string Operator, IReadOnlyList<EquityGroup> Groups, IReadOnlyList<JointExpense> Expenses, CutbackPolicy Policy, DateOnly PeriodEnd);

/// <summary>One expense after the cutback.</summary>
/// <param name="Reference">The expense.</param>
/// <param name="Group">The owners it was billed to; null when not billable.</param>
/// <param name="Amounts">Per party; sums to the expense.</param>
public sealed record CutbackLine(string Reference, string? Group, IReadOnlyDictionary<string, Money> Amounts);

/// <summary>Figures of <see cref="Cutback"/>: net expense and receivables sum to the gross.</summary>
/// <param name="Gross">Paid by the operator.</param>
/// <param name="NetExpense">What stays the operator's own.</param>
/// <param name="Receivables">What each other owner owes the operator.</param>
/// <param name="Lines">Per expense, in order.</param>
public sealed record CutbackFigures(
    Money Gross, Money NetExpense, IReadOnlyDictionary<string, Money> Receivables, IReadOnlyList<CutbackLine> Lines) : Figures;

namespace Ledger.Portal.Pictures;

/// <summary>Bars that stand together.</summary>
/// <param name="Name">Below them.</param>
/// <param name="Values">Their heights; not negative.</param>
/// <param name="Texts">The exact figures, as written.</param>
public sealed record BarGroup(string Name, IReadOnlyList<decimal> Values, IReadOnlyList<string> Texts);

/// <summary>A point in time and its figures.</summary>
/// <param name="On">The day.</param>
/// <param name="Values">One per series.</param>
/// <param name="Texts">The exact figures, as written.</param>
public sealed record TimePoint(DateOnly On, IReadOnlyList<decimal> Values, IReadOnlyList<string> Texts);

/// <summary>Where a flow begins or ends.</summary>
/// <param name="Name">As written.</param>
/// <param name="Party">Id of the party that it is; null for what is none, a tier or a contribution.</param>
public sealed record FlowEnd(string Name, string? Party = null);

/// <summary>A flow from a source to a target.</summary>
/// <param name="From">Source.</param>
/// <param name="To">Target.</param>
/// <param name="Amount">How much, above zero.</param>
/// <param name="Text">The exact figure, as written.</param>
public sealed record Flow(FlowEnd From, FlowEnd To, decimal Amount, string Text);

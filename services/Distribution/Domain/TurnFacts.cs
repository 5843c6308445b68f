namespace Ledger.Distribution.Domain;

/// <summary>
/// Whoever must have seen everything before him takes the next numbered turn of a scope: a pool among the pools of its
/// agreement, a cost claim or proposal among those of its pool. The id of a turn follows from scope and number, so that of two
/// that take the same number only one commits and the other decides again.
/// </summary>
/// <param name="Scope"><c>pools/taihu-2025</c>, <c>pool/{id}</c>.</param>
/// <param name="No">From 1, without gaps.</param>
/// <param name="Taker">What took it: reference of a pool or claim, id of a run.</param>
public sealed record TurnTaken(string Scope, int No, string Taker);

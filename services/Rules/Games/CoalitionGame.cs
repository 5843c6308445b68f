namespace Ledger.Rules;

/// <summary>
/// A cooperative game with transferable utility: a value for every coalition of its players, listed or by a closed form.
/// Exactly one of <paramref name="Values"/> and <paramref name="Form"/> is present.
/// </summary>
/// <param name="Players">Ids, each once.</param>
/// <param name="Kind">Surplus to be shared or cost to be borne.</param>
/// <param name="Values">"A+B" to its value, any sign; every coalition but the empty one, members in any order.</param>
/// <param name="Form">A rule that gives the value of every coalition.</param>
public sealed record CoalitionGame(
    IReadOnlyList<string> Players, GameKind Kind, IReadOnlyDictionary<string, Rational>? Values = null, GameForm? Form = null);

/// <summary>Inputs of the methods that ask only for a game.</summary>
/// <param name="Game">The game.</param>
/// <param name="Currency">When present, the shares are also given as amounts, rounded by largest remainder.</param>
public sealed record GameInput(CoalitionGame Game, Currency? Currency = null);

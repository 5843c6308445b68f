namespace Ledger.Rules;

/// <summary>What a player would have alone, and what the division gives it instead.</summary>
/// <param name="Player">The player.</param>
/// <param name="Alone">Value or cost of the player alone.</param>
/// <param name="Share">Its share.</param>
public sealed record StandAlone(string Player, Rational Alone, Rational Share);

/// <summary>A coalition that does better without the others.</summary>
/// <param name="Coalition">"A+B".</param>
/// <param name="Value">Its value or cost by itself.</param>
/// <param name="Share">What its members have together in the division.</param>
/// <param name="Gain">What it gains by leaving; above 0.</param>
public sealed record BlockingCoalition(string Coalition, Rational Value, Rational Share, Rational Gain);

/// <summary>How a division stands in its game. Facts that were not checked, because the game is too large, are null.</summary>
/// <param name="Superadditive">Two coalitions without common members never lose by joining (for costs: they are subadditive).</param>
/// <param name="BelowStandAlone">Players that are worse off than alone (individual rationality broken).</param>
/// <param name="InCore">No coalition gains by leaving.</param>
/// <param name="BlockingCount">How many coalitions gain by leaving.</param>
/// <param name="Blocking">The first <see cref="GameLimits.NamedCoalitions"/> of them, largest gain first.</param>
public sealed record GameProperties(
    bool? Superadditive,
    IReadOnlyList<StandAlone>? BelowStandAlone,
    bool? InCore,
    int? BlockingCount,
    IReadOnlyList<BlockingCoalition>? Blocking);

/// <summary>A division of what all players are worth, or cost, together.</summary>
/// <param name="Total">Value of the coalition of all players.</param>
/// <param name="Shares">Exact, per player; they sum to the total.</param>
/// <param name="Amounts">The shares in the smallest unit of the currency; null when no currency was asked for.</param>
/// <param name="Properties">How the exact shares stand in the game.</param>
public record GameFigures(
    Rational Total,
    IReadOnlyDictionary<string, Rational> Shares,
    IReadOnlyDictionary<string, Money>? Amounts,
    GameProperties Properties) : Figures;

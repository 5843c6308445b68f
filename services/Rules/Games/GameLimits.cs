namespace Ledger.Rules;

/// <summary>Limits of the cooperative games: every player doubles the work. Each has a test that goes past it.</summary>
public static class GameLimits
{
    /// <summary>Most players of a game whose coalition values are listed one by one (4,095 of them).</summary>
    public const int ListedPlayers = 12;

    /// <summary>Most players of an exact Shapley or Banzhaf value (16,777,215 coalitions).</summary>
    public const int ExactPlayers = 24;

    /// <summary>Most players when the values, as whole numbers over their common denominator, do not fit into 64 bits.</summary>
    public const int LongNumberPlayers = 20;

    /// <summary>Most players of a nucleolus: one exact linear programme per stage, up to 1,022 coalitions each.</summary>
    public const int NucleolusPlayers = 10;

    /// <summary>Longest common denominator of the coalition values, in bits.</summary>
    public const int DenominatorBits = 4096;

    /// <summary>Most orders of players that one sampling draws.</summary>
    public const int Orders = 100_000;

    /// <summary>Most single steps (orders x players) of one sampling.</summary>
    public const int OrderSteps = 5_000_000;

    /// <summary>Most blocking coalitions named in a result; their number is always stated.</summary>
    public const int NamedCoalitions = 20;

    /// <summary>Decimal places of an error bound, rounded up.</summary>
    public const int BoundDigits = 12;
}

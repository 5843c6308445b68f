using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>One turn that was taken.</summary>
public sealed record Turn
{
    public Guid Id { get; init; }

    public string Scope { get; init; } = "";

    public int No { get; init; }

    public static Turn None(Guid id) => new() { Id = id };

    /// <summary>Scope of the pools of an agreement.</summary>
    public static string PoolsOf(string agreementId) => $"pools/{agreementId}";

    /// <summary>Scope of the benefits of an agreement.</summary>
    public static string BenefitsOf(string agreementId) => $"benefits/{agreementId}";

    /// <summary>Scope of the booked corrections of an agreement.</summary>
    public static string CorrectionsOf(string agreementId) => $"corrections/{agreementId}";

    /// <summary>Scope of what happens to one pool.</summary>
    public static string Of(Guid poolId) => $"pool/{poolId}";
}

/// <summary>The turn that is free.</summary>
/// <param name="Scope">Its scope.</param>
/// <param name="No">Its number.</param>
/// <param name="Stream">Its deterministic id.</param>
public sealed record NextTurn(string Scope, int No, Guid Stream)
{
    /// <summary>The stream that takes it.</summary>
    public NewStream TakenBy(string taker) => new(typeof(Turn), Stream, [new TurnTaken(Scope, No, taker)]);
}

/// <summary>Folds a turn.</summary>
public static class TurnDecider
{
    public static Turn Evolve(Turn state, object fact) => fact switch
    {
        TurnTaken f => state with { Scope = f.Scope, No = f.No },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a turn."),
    };
}

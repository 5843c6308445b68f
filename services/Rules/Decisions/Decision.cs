namespace Ledger.Rules;

/// <summary>
/// What a decider answers: new facts, nothing (the effect already holds), or a rejection. Never an exception.
/// </summary>
public sealed record Decision
{
    private Decision(IReadOnlyList<object> facts, Rejection? rejection)
    {
        Facts = facts;
        Rejection = rejection;
    }

    /// <summary>The effect is already there: a repeated command adds nothing.</summary>
    public static Decision Nothing { get; } = new([], null);

    /// <summary>New facts in the order they happened; empty when nothing changes or the command was refused.</summary>
    public IReadOnlyList<object> Facts { get; }

    /// <summary>Set when the command was refused; then there are no facts.</summary>
    public Rejection? Rejection { get; }

    /// <summary>Further streams that start in the same transaction, for example the journal entries of a settlement.</summary>
    public IReadOnlyList<NewStream> NewStreams { get; private init; } = [];

    /// <summary>The same decision with further streams that start in the same transaction.</summary>
    public Decision AndStart(params IReadOnlyList<NewStream> streams) =>
        Facts.Count == 0 ? this : this with { NewStreams = [.. NewStreams, .. streams] };

    public static Decision Accept(params IReadOnlyList<object> facts) =>
        facts.Count == 0 ? throw new ArgumentException("Accept needs a fact; use Nothing.", nameof(facts)) : new(facts, null);

    public static Decision Reject(Rejection rejection) => new([], rejection);

    /// <summary>Lets a decider write <c>return new OwnContribution();</c>.</summary>
    public static implicit operator Decision(Rejection rejection) => Reject(rejection);
}

/// <summary>A stream that a decision starts beside its own.</summary>
/// <param name="State">Type of the state folded from it.</param>
/// <param name="Id">Its deterministic id.</param>
/// <param name="Facts">Its first facts.</param>
public sealed record NewStream(Type State, Guid Id, IReadOnlyList<object> Facts);

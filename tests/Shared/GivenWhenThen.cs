using System.Text.Json;
using Ledger.Rules;
using Ledger.ServiceDefaults.Store;

namespace Ledger.Tests;

/// <summary>Given these facts, when this is decided, then these facts follow, or this rejection, or nothing.</summary>
public static class GivenWhenThen
{
    /// <summary>Folds facts that already happened. A test class wraps this once: <c>Given(facts) => GivenWhenThen.Given(None, Evolve, facts)</c>.</summary>
    public static Given<TState> Given<TState>(TState none, Func<TState, object, TState> evolve, params object[] facts)
        where TState : class =>
        new(facts.Aggregate(none, evolve), evolve);
}

/// <summary>A state folded from facts.</summary>
public sealed record Given<TState>(TState State, Func<TState, object, TState> Evolve)
    where TState : class
{
    /// <summary>Decides once on the state.</summary>
    public When<TState> When(Func<TState, Decision> decide) => new(this, decide, decide(State));
}

/// <summary>A decision that was made.</summary>
public sealed record When<TState>(Given<TState> Before, Func<TState, Decision> Decide, Decision Decision)
    where TState : class
{
    /// <summary>The state after the decided facts.</summary>
    public TState After => Decision.Facts.Aggregate(Before.State, Before.Evolve);

    /// <summary>Exactly these facts, compared as they would be stored.</summary>
    public When<TState> Then(params object[] facts)
    {
        Accepted();
        Assert.Equal(facts.Select(Stored), Decision.Facts.Select(Stored));
        return this;
    }

    /// <summary>One fact of this type; looks closer at it.</summary>
    public When<TState> Then<TFact>(Action<TFact> look)
    {
        Accepted();
        look(Assert.IsType<TFact>(Assert.Single(Decision.Facts)));
        return this;
    }

    /// <summary>Looks at the state after the decided facts.</summary>
    public When<TState> ThenState(Action<TState> look)
    {
        Accepted();
        look(After);
        return this;
    }

    /// <summary>Refused for this reason, and no fact.</summary>
    /// <param name="code">The stable code.</param>
    /// <param name="field">The field of the request concerned; not looked at when null.</param>
    public TRejection ThenRejected<TRejection>(string? code = null, string? field = null)
        where TRejection : Rejection
    {
        var rejection = Assert.IsType<TRejection>(Decision.Rejection);
        Assert.Empty(Decision.Facts);
        Assert.Empty(Decision.NewStreams);
        if (code is not null) Assert.Equal(code, rejection.Code);
        if (field is not null) Assert.Equal(field, rejection.Field);
        Assert.False(string.IsNullOrWhiteSpace(rejection.Message.En));
        Assert.False(string.IsNullOrWhiteSpace(rejection.Message.Zh));
        return rejection;
    }

    /// <summary>The effect already holds.</summary>
    public void ThenNothing() => Assert.Same(Decision.Nothing, Decision);

    /// <summary>The same command once more, on the state after it, has no further effect.</summary>
    public When<TState> ThenAgainNothing()
    {
        Accepted();
        Assert.Same(Decision.Nothing, Decide(After));
        return this;
    }

    private void Accepted() => Assert.True(Decision.Rejection is null, $"Refused: {Decision.Rejection?.Code} {Decision.Rejection?.Message.En}");

    private static string Stored(object fact) => $"{fact.GetType().Name} {JsonSerializer.Serialize(fact, fact.GetType(), FactJson.Facts)}";
}

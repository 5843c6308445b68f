using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Audit.Domain;

/// <summary>One reading of the log by a regulator; a stream of its own, so that readings never wait for each other.</summary>
public sealed record Reading
{
    public Guid Id { get; init; }

    /// <summary>What was read: <c>trail</c>, <c>entries</c>, <c>entry-bundle</c> or <c>bundle</c>; empty before the fact.</summary>
    public string Resource { get; init; } = "";

    public IReadOnlyDictionary<string, string> Query { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Who read; null before the fact.</summary>
    public Actor? By { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>For which case.</summary>
    public string? Case { get; init; }

    /// <summary>How it was answered; null until it was, for ever when something broke in between.</summary>
    public ReadingAnswered? Answered { get; init; }

    public static Reading None(Guid id) => new() { Id = id };
}

/// <summary>Folds readings; nobody decides about them, they are recorded as they happen.</summary>
public static class ReadingFold
{
    public static Reading Evolve(Reading state, object fact) => fact switch
    {
        TrailRead f => state with { Resource = f.Resource, Query = f.Query, By = f.By, At = f.At, Case = f.Case },
        ReadingAnswered f => state with { Answered = f },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a reading."),
    };
}

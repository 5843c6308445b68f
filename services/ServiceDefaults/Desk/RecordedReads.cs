using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.ServiceDefaults.Desk;

/// <summary>A regulator is about to read this service's data. Recorded before the answer, whatever the answer then is.</summary>
/// <param name="Resource">What is read: the service and the address below the consortium, with the names of its parts.</param>
/// <param name="Query">What was asked for, by name; only what was given. <c>body</c> is the hash of a question's body.</param>
/// <param name="By">Who reads.</param>
/// <param name="At">When the request came.</param>
/// <param name="Case">For which case, when one was named.</param>
/// <param name="Grant">Grant under which it is read; null where none is needed.</param>
/// <param name="QueryHash">SHA-256 of the canonical JSON of resource and query.</param>
/// <param name="Concerns">Organisations that were asked about; <c>*</c>, since these answers are about everybody.</param>
public sealed record RecordRead(
    string Resource, IReadOnlyDictionary<string, string> Query, Actor By, DateTimeOffset At, string? Case, Guid? Grant, string QueryHash,
    IReadOnlyList<string> Concerns);

/// <summary>How a reading was answered. Absent for ever when something broke in between.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">Stable code of the refusal, when it was refused.</param>
/// <param name="Count">Items of a list, 1 for anything else, 0 for a refusal.</param>
/// <param name="ResultHash">SHA-256 of the bytes that were sent, lower-case hex; null for a refusal.</param>
/// <param name="At">When.</param>
public sealed record RecordReadAnswered(int Status, string? Code, int Count, string? ResultHash, DateTimeOffset At);

/// <summary>One reading; a stream of its own, so that readings never wait for each other.</summary>
public sealed record RecordedRead
{
    public Guid Id { get; init; }

    /// <summary>What was read; empty before the fact.</summary>
    public string Resource { get; init; } = "";

    /// <summary>How it was answered; null until it was.</summary>
    public RecordReadAnswered? Answered { get; init; }

    public static RecordedRead None(Guid id) => new() { Id = id };
}

/// <summary>Folds readings; nobody decides about them, they are recorded as they happen.</summary>
public static class RecordedReadFold
{
    public static RecordedRead Evolve(RecordedRead state, object fact) => fact switch
    {
        RecordRead f => state with { Resource = f.Resource },
        RecordReadAnswered f => state with { Answered = f },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a reading."),
    };
}

using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Risks.Domain;

/// <summary>Another value is recorded for the contribution: which of them counts is not for this service to guess.</summary>
public sealed record ValueRecordedOtherwise(string Reference) : Rejection("value.recorded-otherwise", RejectionKind.Conflict, new(
    $"Another accepted value is recorded for {Reference}.", $"投入 {Reference} 已记录另一认定价值。"));

/// <summary>This service's own copy of an accepted value; one per contribution.</summary>
public sealed record AcceptedValue
{
    public Guid Id { get; init; }

    public string AgreementId { get; init; } = "";

    public AcceptedValueCopied? Copied { get; init; }

    /// <summary>Values that took its place, in the order of their numbers. One can be heard of before the acceptance.</summary>
    public IReadOnlyList<AcceptedValueReplaced> Replacements { get; init; } = [];

    /// <summary>The value that is right for a day, with where it is recorded.</summary>
    public (Money Value, Citation Source) On(DateOnly day) =>
        Replacements.LastOrDefault(replaced => replaced.ValidFrom <= day) is { } last ? (last.Value, last.Source) : (Copied!.Value, Copied.Source);

    /// <summary>The reversal of the contribution; null while it counts. It can be heard of before the value.</summary>
    public AcceptedValueStruck? Struck { get; init; }

    /// <summary>Accepted and not reversed: it counts.</summary>
    public bool Counts() => Copied is not null && Struck is null;

    public static AcceptedValue None(Guid id) => new() { Id = id };
}

/// <summary>An accepted value is copied once.</summary>
public static class AcceptedValueDecider
{
    public static Decision Decide(AcceptedValue state, AcceptedValueCopied value) => state.Copied switch
    {
        null => Decision.Accept(value),
        { } standing when standing == value => Decision.Nothing,
        _ => new ValueRecordedOtherwise(value.Reference),
    };

    /// <summary>A reversal heard of before changes nothing.</summary>
    public static Decision Decide(AcceptedValue state, AcceptedValueStruck struck) => state.Struck is null ? Decision.Accept(struck) : Decision.Nothing;

    /// <summary>A number heard of before changes nothing.</summary>
    public static Decision Decide(AcceptedValue state, AcceptedValueReplaced replaced) =>
        state.Replacements.Any(earlier => earlier.Number == replaced.Number) ? Decision.Nothing : Decision.Accept(replaced);

    public static AcceptedValue Evolve(AcceptedValue state, object fact) => fact switch
    {
        AcceptedValueReplaced f => state with { Replacements = [.. state.Replacements.Append(f).OrderBy(replaced => replaced.Number)] },
        AcceptedValueCopied f => state with { AgreementId = f.AgreementId, Copied = f },
        AcceptedValueStruck f => state with { Struck = f },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of an accepted value."),
    };
}

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

    public static AcceptedValue Evolve(AcceptedValue state, object fact) => fact switch
    {
        AcceptedValueCopied f => state with { AgreementId = f.AgreementId, Copied = f },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of an accepted value."),
    };
}

using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>A benefit pool (收益池) with the costs claimed against it.</summary>
public sealed record Pool
{
    public Guid Id { get; init; }

    public string AgreementId { get; init; } = "";

    /// <summary>What was declared; null while nothing is.</summary>
    public PoolDeclared? Declared { get; init; }

    public IReadOnlyList<CostClaimed> Claims { get; init; } = [];

    public static Pool None(Guid id) => new() { Id = id };
}

/// <summary>That a pool is settled, and by which run.</summary>
public sealed record PoolSettlement
{
    public Guid Id { get; init; }

    public Guid PoolId { get; init; }

    public Guid RunId { get; init; }

    public string AgreementId { get; init; } = "";

    public DateOnly PeriodTo { get; init; }

    public static PoolSettlement None(Guid id) => new() { Id = id };
}

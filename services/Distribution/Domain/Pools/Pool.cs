using System.Text.Json.Serialization;
using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>
/// A benefit pool (收益池): the benefits of one period of an agreement, or of one project of some of its parties. It is opened, benefits are
/// recorded in it with their evidence, and it is closed; declared at once, it is opened and closed in one step.
/// </summary>
public sealed record Pool
{
    public Guid Id { get; init; }

    public string AgreementId { get; init; } = "";

    /// <summary>Set when the pool was opened to collect benefits; null for one that was declared at once.</summary>
    public PoolOpened? Opened { get; init; }

    /// <summary>What was declared: the pool is closed and can be shared; null while it is open.</summary>
    public PoolDeclared? Declared { get; init; }

    /// <summary>Set when the pool was closed without anything to share.</summary>
    public PoolClosedEmpty? Empty { get; init; }

    public IReadOnlyList<BenefitRecorded> Benefits { get; init; } = [];

    public IReadOnlyList<CostClaimed> Claims { get; init; } = [];

    /// <summary>Scores that stand, by measure.</summary>
    public IReadOnlyList<ScoresRecorded> Scores { get; init; } = [];

    public static Pool None(Guid id) => new() { Id = id };

    /// <summary>Whether there is such a pool.</summary>
    [JsonIgnore]
    public bool Exists => Opened is not null || Declared is not null;

    /// <summary>Whether it has something to share, now or later.</summary>
    [JsonIgnore]
    public bool Holds => Exists && Empty is null;

    /// <summary>Where it stands among the pools of its agreement.</summary>
    [JsonIgnore]
    public PoolPlace Place => Declared is { } declared ? PoolPlace.Of(declared) : PoolPlace.Of(Opened!);

    [JsonIgnore]
    public string Reference => Place.Reference;

    [JsonIgnore]
    public Period Period => Place.Period;

    [JsonIgnore]
    public Coalition? Coalition => Place.Coalition;
}

/// <summary>Where a pool stands among those of its agreement.</summary>
/// <param name="Reference">Its reference.</param>
/// <param name="Period">Its period.</param>
/// <param name="Coalition">Its project, or null.</param>
/// <param name="No">Its number: the order in which pools are settled.</param>
/// <param name="Open">Whether it still collects benefits.</param>
public sealed record PoolPlace(string Reference, Period Period, Coalition? Coalition, int No, bool Open)
{
    public static PoolPlace Of(PoolDeclared declared) =>
        new(declared.Declaration.Reference, declared.Declaration.Period, declared.Declaration.Coalition, declared.No, Open: false);

    public static PoolPlace Of(PoolOpened opened) => new(opened.Reference, opened.Period, opened.Coalition, opened.No, Open: true);
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

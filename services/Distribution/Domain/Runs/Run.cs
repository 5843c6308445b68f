using System.Text.Json.Serialization;
using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>Where a run stands.</summary>
public enum RunStage
{
    /// <summary>Nothing is written yet.</summary>
    None,

    /// <summary>A draft of the finance office.</summary>
    Computed,

    /// <summary>Before the participants.</summary>
    Proposed,

    /// <summary>A second person approved it.</summary>
    Approved,

    /// <summary>Booked.</summary>
    Settled,

    /// <summary>Taken back.</summary>
    Withdrawn,
}

/// <summary>A distribution run (分配方案): computed, proposed, open to objections, approved, settled.</summary>
public sealed record Run
{
    public Guid Id { get; init; }

    public RunStage Stage { get; init; }

    public Guid PoolId { get; init; }

    public string AgreementId { get; init; } = "";

    /// <summary>All accepted values, claims and charges, also those listed ahead of the computation.</summary>
    public InputLists Lists { get; init; } = InputLists.None;

    /// <summary>The computation; null while there is none.</summary>
    public RunComputed? Computed { get; init; }

    public RunProposed? Proposed { get; init; }

    public IReadOnlyList<NoObjectionRecorded> NoObjections { get; init; } = [];

    public IReadOnlyList<Objection> Objections { get; init; } = [];

    public RunApproved? Approved { get; init; }

    public RunSettled? Settled { get; init; }

    public RunWithdrawn? Withdrawn { get; init; }

    public static Run None(Guid id) => new() { Id = id };

    /// <summary>Whether the participants have it before them, or it has gone further.</summary>
    [JsonIgnore]
    public bool Stands => Stage is RunStage.Proposed or RunStage.Approved or RunStage.Settled;

    /// <summary>Whether somebody can still object: the time is not over and not everybody has declared not to.</summary>
    public bool WindowOpen(DateTimeOffset at) =>
        Proposed is { } proposed && at < proposed.WindowEndsAt
        && Computed!.Lines.Any(line => NoObjections.All(recorded => recorded.Party != line.Party));

    /// <summary>Persons who made it: they cannot approve it.</summary>
    [JsonIgnore]
    public IEnumerable<Actor> Makers => new[] { Computed?.By, Proposed?.By }.OfType<Actor>();
}

/// <summary>An objection of a party.</summary>
/// <param name="Raised">What was raised.</param>
/// <param name="Withdrawn">Set when the objector took it back.</param>
public sealed record Objection(ObjectionRaised Raised, ObjectionWithdrawn? Withdrawn)
{
    /// <summary>Whether it still bars the approval.</summary>
    [JsonIgnore]
    public bool Standing => Withdrawn is null;
}

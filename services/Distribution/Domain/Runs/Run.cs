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

    /// <summary>
    /// All claims and charges, also those listed ahead of the computation; accepted values too, unless there are more than a state should
    /// hold: then only the facts have them.
    /// </summary>
    public InputLists Lists { get; init; } = InputLists.None;

    /// <summary>The computation; null while there is none.</summary>
    public RunComputed? Computed { get; init; }

    public RunProposed? Proposed { get; init; }

    public IReadOnlyList<NoObjectionRecorded> NoObjections { get; init; } = [];

    public IReadOnlyList<Objection> Objections { get; init; } = [];

    /// <summary>The approval that made it approved, or the last so far.</summary>
    public RunApproved? Approved { get; init; }

    /// <summary>All approvals of the proposal; the agreement may ask for more than one.</summary>
    public IReadOnlyList<RunApproved> Approvals { get; init; } = [];

    /// <summary>Accepted values that were counted, those that are not kept here included.</summary>
    public int ValueCount { get; init; }

    /// <summary>Accepted values summed per party and effective day.</summary>
    [JsonIgnore]
    public IReadOnlyList<DatedContribution> Accepted => Computed?.Accepted ?? Sums(Lists.Values);

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

    /// <summary>Whether accepted values stand in the facts only.</summary>
    [JsonIgnore]
    public bool ValuesElsewhere => Lists.Values.Count < ValueCount;

    /// <summary>
    /// The organisation whose approval is missing; empty when that of any independent person is; null when all are there. Independent is who
    /// neither made it nor belongs to an organisation that made it and has a line in it.
    /// </summary>
    internal string? MissingApproval()
    {
        if (Approvals.All(approval => !Independent(approval.By))) return "";
        return Computed!.Agreement.SettlementApprover is { } answers && Approvals.All(approval => approval.By.Organisation != answers) ? answers : null;
    }

    /// <summary>Whether somebody's approval is a second view.</summary>
    internal bool Independent(Actor by) =>
        Makers.All(maker => maker.Person != by.Person)
        && !(Computed!.Lines.Any(line => line.Party == by.Organisation) && Makers.Any(maker => maker.Organisation == by.Organisation));

    internal static IReadOnlyList<DatedContribution> Sums(IReadOnlyList<ValueInput> values) =>
    [
        .. values.GroupBy(value => (value.Party, value.EffectiveOn))
            .OrderBy(group => group.Key.Party, StringComparer.Ordinal).ThenBy(group => group.Key.EffectiveOn)
            .Select(group => new DatedContribution(
                group.Key.Party, group.Key.EffectiveOn, Money.Sum(group.Select(value => value.Accepted), group.First().Accepted.Currency))),
    ];

    /// <summary>Persons who made it: they cannot approve it.</summary>
    [JsonIgnore]
    public IEnumerable<Actor> Makers => new[] { Computed?.By, Proposed?.By }.OfType<Actor>();
}

/// <summary>An objection of a party.</summary>
/// <param name="Raised">What was raised.</param>
/// <param name="Withdrawn">Set when the objector took it back.</param>
/// <param name="Answered">Set when the finance office answered it.</param>
/// <param name="Held">Set when its line is left in suspense.</param>
public sealed record Objection(
    ObjectionRaised Raised, ObjectionWithdrawn? Withdrawn, ObjectionAnswered? Answered = null, ObjectionHeld? Held = null)
{
    /// <summary>Whether it was not taken back.</summary>
    [JsonIgnore]
    public bool Standing => Withdrawn is null;

    /// <summary>Whether it still bars the approval.</summary>
    [JsonIgnore]
    public bool Bars => Standing && Held is null;
}

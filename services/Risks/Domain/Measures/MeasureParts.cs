using System.Text.Json.Serialization;
using Ledger.Rules;

namespace Ledger.Risks.Domain;

/// <summary>Who was at fault, as a measurer says.</summary>
/// <param name="Party">The party.</param>
/// <param name="Degree">How badly.</param>
/// <param name="RetentionShare">Share of the retention that it takes over, 0 to 1; null for none.</param>
/// <param name="Reason">Why it is said.</param>
public sealed record StatedFault(string Party, FaultDegree Degree, Rational? RetentionShare, Text Reason)
{
    /// <summary>As the rule takes it.</summary>
    public FaultOf Of() => new(Party, Degree, RetentionShare);
}

/// <summary>What an insurer decided. JSON: kebab-case.</summary>
[JsonConverter(typeof(KebabCaseEnum<InsurerDecision>))]
public enum InsurerDecision
{
    /// <summary>It paid, and the measure deducts what it paid.</summary>
    Paid,

    /// <summary>It does not pay.</summary>
    Declined,
}

/// <summary>An insurer's answer. Without one, what the policy covers is for the insurer and not shared.</summary>
/// <param name="Policy">Insurance of the agreement.</param>
/// <param name="Decision">What it decided.</param>
/// <param name="Reference">The insurer's own reference of the decision.</param>
public sealed record InsurerAnswer(string Policy, InsurerDecision Decision, string Reference);

/// <summary>What a measured event covers: hours of machines' logs, days of an indemnity period, or the day alone.</summary>
/// <param name="AgreementId">Agreement.</param>
/// <param name="No">Number within the agreement, without gaps: two measurements at once cannot both take the next.</param>
/// <param name="RiskEventId">The event.</param>
/// <param name="Reference">Its reference.</param>
/// <param name="Measurement">Which measurement of the event: an earlier one covers nothing any longer.</param>
/// <param name="Category">Its category.</param>
/// <param name="Sufferers">Its sufferers.</param>
/// <param name="OccurredOn">Its day.</param>
/// <param name="Log">Stretches of machines' logs.</param>
/// <param name="Period">Indemnity period.</param>
/// <param name="At">Recorded time.</param>
public sealed record MeasuredSpanRecorded(
    string AgreementId, int No, Guid RiskEventId, string Reference, int Measurement, string Category, IReadOnlyList<string> Sufferers,
    DateOnly OccurredOn, IReadOnlyList<LogStretch> Log, Period? Period, DateTimeOffset At);

/// <summary>What one measurement covers.</summary>
public sealed record MeasuredSpan
{
    public Guid Id { get; init; }

    public string AgreementId { get; init; } = "";

    public int No { get; init; }

    public MeasuredSpanRecorded? Recorded { get; init; }

    public static MeasuredSpan None(Guid id) => new() { Id = id };
}

/// <summary>Folds what a measurement covers; it is started by the measurement (<see cref="RiskEventDecider"/>).</summary>
public static class MeasuredSpanDecider
{
    public static MeasuredSpan Evolve(MeasuredSpan state, object fact) => fact switch
    {
        MeasuredSpanRecorded f => state with { AgreementId = f.AgreementId, No = f.No, Recorded = f },
        _ => throw new System.Diagnostics.UnreachableException($"{fact.GetType().Name} is not a fact of a measured span."),
    };
}

/// <summary>What a measurement must know beside its own inputs.</summary>
/// <param name="Agreement">Version under which the event was reported; null when it is not here.</param>
/// <param name="EntryLimit">Limit of the registered risk that struck; null for none.</param>
/// <param name="Others">What standing measurements of other events of the agreement cover.</param>
/// <param name="LastSpan">Number of the last span of the agreement; 0 when there is none.</param>
/// <param name="NextSpan">Stream of the next one.</param>
public sealed record MeasureContext(
    AgreementDocument? Agreement, Money? EntryLimit, IReadOnlyList<MeasuredSpanRecorded> Others, int LastSpan, Guid NextSpan);

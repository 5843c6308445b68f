using System.Text.Json;
using Ledger.Rules;

namespace Ledger.Risks.Domain;

/// <summary>Report that a risk struck.</summary>
/// <param name="Report">What the caller says.</param>
/// <param name="Agreement">Version of the named agreement in force on the day it happened, or null.</param>
/// <param name="By">Who reports.</param>
/// <param name="At">Time of receipt.</param>
/// <param name="Entry">The registered risk that the report names, or null.</param>
public sealed record ReportRiskEvent(RiskReport Report, AdoptedAgreement? Agreement, Actor By, DateTimeOffset At, RegisteredRisk? Entry = null);

/// <summary>Measure the loss.</summary>
/// <param name="Method">Rule id; it must be the category's.</param>
/// <param name="Version">Rule version, or null for the newest.</param>
/// <param name="Inputs">What the measurer entered; the agreement's terms are added here.</param>
/// <param name="Known">What the agreement, the register and other events say.</param>
/// <param name="By">Who measures.</param>
/// <param name="At">Time of receipt.</param>
/// <param name="Fault">Who was at fault, or null for nobody.</param>
/// <param name="Insurers">What insurers answered.</param>
public sealed record MeasureLoss(
    string Method, int? Version, JsonElement Inputs, MeasureContext Known, Actor By, DateTimeOffset At, StatedFault? Fault = null,
    IReadOnlyList<InsurerAnswer>? Insurers = null);

/// <summary>Decide who bears the measured loss.</summary>
/// <param name="MeasurementHash">Hash of the measurement that the approver has read.</param>
/// <param name="StandingHash">Payload hash of the measurement that stands, or null when there is none.</param>
/// <param name="Agreement">The version under which the event was reported, or null when the event is unknown.</param>
/// <param name="Reserve">What the reserve of the year is committed to so far.</param>
/// <param name="Accepted">Accepted values that took effect by the day of the event; empty when the key is fixed.</param>
/// <param name="By">Who decides.</param>
/// <param name="At">Time of receipt.</param>
/// <param name="Profile">Region policy profile of the agreement, or null.</param>
/// <param name="PreviewHash">Hash of the preview that the approver has read: then nothing else is decided; or null.</param>
public sealed record AllocateLoss(
    string MeasurementHash, string? StandingHash, AgreementDocument? Agreement, ReserveStanding Reserve, IReadOnlyList<AcceptedBasis> Accepted,
    Actor By, DateTimeOffset At, EffectiveProfile? Profile = null, string? PreviewHash = null);

/// <summary>How far the reserve of an agreement and year is committed.</summary>
/// <param name="Committed">Draws so far; null when there was none.</param>
/// <param name="LastNo">Number of the last draw; 0 when there was none.</param>
/// <param name="NextDraw">Stream of the next draw. Whoever commits it first has the number; the other decides again.</param>
public sealed record ReserveStanding(Money? Committed, int LastNo, Guid NextDraw);

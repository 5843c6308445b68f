using Ledger.Risks.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Store;

namespace Ledger.Risks.Features;

/// <summary>A risk event in a list. The loss is absent before it is measured.</summary>
public sealed record RiskEventSummary(
    Guid Id, string Reference, string AgreementId, string Category, Text Title, DateOnly OccurredOn,
    IReadOnlyDictionary<string, Rational> Sufferers, RiskStage Stage, Money? Loss)
{
    internal static RiskEventSummary Of(RiskEvent risk)
    {
        var said = risk.Reported!.Report;
        return new RiskEventSummary(
            risk.Id, said.Reference, said.AgreementId, said.Category, said.Title, said.OccurredOn, said.Sufferers, risk.Stage,
            risk.Measured?.Loss);
    }
}

/// <summary>
/// One risk event with everything known of it. The measurement is absent before the loss is measured, the allocation before it is
/// decided who bears the loss. Missing evidence is what the agreement asks for and nobody brought: the loss is not measured before.
/// What is left recoverable is the loss less what was recovered or waits for a decision.
/// </summary>
public sealed record RiskEventDetails(
    Guid Id, string Reference, string AgreementId, int AgreementVersion, Citation Agreement, string Category, string Method, Text Title,
    Text? Description, DateOnly OccurredOn, IReadOnlyDictionary<string, Rational> Sufferers, RiskStage Stage, Actor ReportedBy,
    DateTimeOffset ReportedAt, MeasurementView? Measurement, AllocationView? Allocation, string? Risk, int? DaysLate,
    IReadOnlyList<RiskEvidenceAttached> Evidence, IReadOnlyList<RequiredEvidence> MissingEvidence, int Measurements, int Allocations,
    IReadOnlyList<AllocationApproved> Approvals, DateTimeOffset? ObjectionsUntil, IReadOnlyList<Dispute> Disputes, IReadOnlyList<Recovery> Recoveries,
    Money? RecoverableLeft, IReadOnlyList<AllocationReversed> Reversals, RiskEventWithdrawn? Withdrawn, RiskEventClosed? Closed,
    IReadOnlyList<EscalationCase> Escalations)
{
    internal static RiskEventDetails Of(RiskEvent risk, AgreementDocument? agreement = null)
    {
        var reported = risk.Reported!;
        var said = reported.Report;
        return new RiskEventDetails(
            risk.Id, said.Reference, said.AgreementId, reported.AgreementVersion, reported.Agreement, said.Category, reported.Method,
            said.Title, said.Description, said.OccurredOn, said.Sufferers, risk.Stage, reported.By, reported.At,
            risk.Measured is { } measured ? MeasurementView.Of(measured) : null,
            risk.Allocated is { } allocated ? AllocationView.Of(allocated, risk.Basis) : null, said.Risk, reported.DaysLate, risk.Evidence,
            agreement is null ? [] : EvidenceDecider.Missing(risk, agreement), risk.Measurements, risk.Allocations, risk.Approvals,
            agreement is not null && risk.Allocated is { } standing ? standing.At + agreement.ObjectionWindow.Length : null, risk.Disputes,
            risk.Recoveries, risk.Allocated is null ? null : RecoveryDecider.Left(risk), risk.Reversals, risk.Withdrawn, risk.Closed,
            risk.Escalations);
    }
}

/// <summary>The measurement that stands.</summary>
/// <param name="Hash">What an approver names: the payload hash of the measurement.</param>
/// <param name="Gross">Loss before excess and recoveries.</param>
/// <param name="Loss">Loss to be borne.</param>
/// <param name="Losses">Per sufferer.</param>
/// <param name="Result">Rule, inputs, figures and every line.</param>
/// <param name="By">Who measured.</param>
/// <param name="At">Recorded time.</param>
/// <param name="Shared">What of the loss is shared.</param>
/// <param name="Admission">What is taken off, and why; absent where nothing is.</param>
/// <param name="Fault">Who is said to be at fault.</param>
/// <param name="Insurers">What insurers answered.</param>
public sealed record MeasurementView(
    string Hash, Money Gross, Money Loss, IReadOnlyList<SuffererLoss> Losses, MethodResult Result, Actor By, DateTimeOffset At, Money Shared,
    MethodResult? Admission, StatedFault? Fault, IReadOnlyList<InsurerAnswer>? Insurers)
{
    internal static MeasurementView Of(LossMeasured measured) => new(
        PayloadHash.Of(measured), measured.Gross, measured.Loss, measured.Losses, measured.Result, measured.By, measured.At,
        measured.Shared, measured.Admission, measured.Fault, measured.Insurers);
}

/// <summary>Who bears the loss.</summary>
/// <param name="Loss">The loss; payments and kept amounts sum to it.</param>
/// <param name="Payments">What is paid to the sufferers; without payer the reserve pays.</param>
/// <param name="Kept">What stays with the sufferers.</param>
/// <param name="Draw">Number and amount of the reserve draw; absent when the reserve pays nothing.</param>
/// <param name="Basis">Accepted values behind the key, when the agreement divides by them.</param>
/// <param name="MeasurementHash">The measurement that the approver had before him.</param>
/// <param name="Result">Rule, inputs, figures and every line.</param>
/// <param name="By">Who decided.</param>
/// <param name="At">Recorded time.</param>
/// <param name="Escalated">How what lies above all caps is borne; absent when nothing was escalated.</param>
public sealed record AllocationView(
    Money Loss, IReadOnlyList<Payment> Payments, IReadOnlyList<KeptLoss> Kept, DrawNumber? Draw, IReadOnlyList<AcceptedBasis> Basis,
    string MeasurementHash, MethodResult Result, Actor By, DateTimeOffset At, ResolvedRest? Escalated)
{
    internal static AllocationView Of(LossAllocated allocated, IReadOnlyList<AcceptedBasis> basis) => new(
        allocated.Loss, allocated.Payments, allocated.Kept, allocated.Draw, basis, allocated.MeasurementHash, allocated.Result, allocated.By,
        allocated.At, allocated.Escalated);
}

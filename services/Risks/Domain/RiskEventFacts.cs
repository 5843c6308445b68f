using Ledger.Rules;

namespace Ledger.Risks.Domain;

/// <summary>A member reported that a shared risk struck; nobody has measured the loss yet.</summary>
/// <param name="Report">What was said.</param>
/// <param name="AgreementVersion">Version in force on the day it happened: its terms apply to this event for good.</param>
/// <param name="Method">Loss measure of the category.</param>
/// <param name="Currency">Currency of the agreement.</param>
/// <param name="Agreement">The activation of that version.</param>
/// <param name="By">Who reported.</param>
/// <param name="At">Recorded time.</param>
/// <param name="DaysLate">Days after the last day of the agreement's notice; null when it was in time or there is no clock.</param>
public sealed record RiskEventReported(
    RiskReport Report, int AgreementVersion, string Method, Currency Currency, Citation Agreement, Actor By, DateTimeOffset At,
    int? DaysLate = null);

/// <summary>The loss was measured; a later measurement replaces it until the loss is allocated.</summary>
/// <param name="Result">Rule, inputs, figures and every line of the calculation.</param>
/// <param name="Gross">Loss before excess and recoveries.</param>
/// <param name="Loss">Loss to be borne.</param>
/// <param name="Losses">The loss of each sufferer; sums to <paramref name="Loss"/>.</param>
/// <param name="By">Who measured.</param>
/// <param name="At">Recorded time.</param>
/// <param name="Admitted">What of the loss is shared; null when all of it is.</param>
/// <param name="Admission">How that came out: insurances, exposure limit, late notice; null when the agreement takes nothing off.</param>
/// <param name="Fault">Who was at fault, as the measurer says; null for nobody.</param>
/// <param name="Insurers">What the insurers of the agreement answered.</param>
public sealed record LossMeasured(
    MethodResult Result, Money Gross, Money Loss, IReadOnlyList<SuffererLoss> Losses, Actor By, DateTimeOffset At,
    Money? Admitted = null, MethodResult? Admission = null, StatedFault? Fault = null, IReadOnlyList<InsurerAnswer>? Insurers = null)
{
    /// <summary>What goes into the allocation.</summary>
    internal Money Shared => Admitted ?? Loss;
}

/// <summary>
/// Accepted values by which a loss is divided, ahead of <see cref="LossAllocated"/>: only when there are more of them than one
/// fact may cite.
/// </summary>
public sealed record AllocationBasisListed(IReadOnlyList<AcceptedBasis> Basis);

/// <summary>It is decided who bears the measured loss: what the reserve and the parties pay, and what stays.</summary>
/// <param name="Reference">The reporter's own id.</param>
/// <param name="AgreementId">Agreement whose terms apply.</param>
/// <param name="AgreementVersion">Its version.</param>
/// <param name="Agreement">The activation of that version.</param>
/// <param name="Category">Risk category.</param>
/// <param name="OccurredOn">When the loss struck.</param>
/// <param name="Loss">The loss; payments and kept amounts sum to it.</param>
/// <param name="MeasurementHash">Payload hash of the measurement that the approver had before him.</param>
/// <param name="Result">Rule, inputs, figures and every line of the calculation.</param>
/// <param name="Payments">What is paid to the sufferers.</param>
/// <param name="Kept">What stays with the sufferers.</param>
/// <param name="Draw">What the reserve is committed to pay; null when nothing.</param>
/// <param name="Basis">Accepted values behind the key; empty when the agreement fixes the key. The last of them when there are many.</param>
/// <param name="By">Who decided.</param>
/// <param name="At">Recorded time.</param>
/// <param name="Inputs">What it was computed from beside the agreement; absent in the oldest facts.</param>
/// <param name="No">Which allocation of the event; null for the first.</param>
/// <param name="Escalated">How what lies above all caps is borne, which its result does not say; null when nothing does, or it stays where it fell.</param>
public sealed record LossAllocated(
    string Reference, string AgreementId, int AgreementVersion, Citation Agreement, string Category, DateOnly OccurredOn, Money Loss,
    string MeasurementHash, MethodResult Result, IReadOnlyList<Payment> Payments, IReadOnlyList<KeptLoss> Kept, DrawNumber? Draw,
    IReadOnlyList<AcceptedBasis> Basis, Actor By, DateTimeOffset At, AllocationInputs? Inputs = null,
    int? No = null, ResolvedRest? Escalated = null);

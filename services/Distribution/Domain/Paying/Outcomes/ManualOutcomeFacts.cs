using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>A person put an outcome of a payment before a second one. Nothing is booked yet.</summary>
/// <param name="Draft">What is said.</param>
/// <param name="AgreementId">Agreement of the payment.</param>
/// <param name="Party">Who is paid.</param>
/// <param name="By">Who says it.</param>
/// <param name="At">Recorded time.</param>
public sealed record PaymentOutcomeProposed(ManualOutcomeDraft Draft, string AgreementId, string Party, Actor By, DateTimeOffset At);

/// <summary>A second person confirmed exactly what was proposed, and it was booked.</summary>
/// <param name="Hash">Payload hash of the proposal.</param>
/// <param name="By">Who confirmed.</param>
/// <param name="At">Recorded time.</param>
public sealed record PaymentOutcomeConfirmed(string Hash, Actor By, DateTimeOffset At);

/// <summary>A second person refused it; another may be proposed.</summary>
public sealed record PaymentOutcomeRefused(string Reason, Actor By, DateTimeOffset At);

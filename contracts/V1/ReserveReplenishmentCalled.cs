namespace Ledger.Contracts.V1;

/// <summary>The reserve of an agreement is below its target, and the parties are called to fill it up by the agreed key.</summary>
/// <param name="CallId">Stream of the call.</param>
/// <param name="AgreementId">Agreement whose reserve it is.</param>
/// <param name="AgreementVersion">Version in force on the day of the call.</param>
/// <param name="No">From 1 within the agreement.</param>
/// <param name="CalledOn">When (valid date).</param>
/// <param name="Target">What the reserve should hold.</param>
/// <param name="Amount">What is called; the payments sum to it.</param>
/// <param name="Payments">From parties to <c>reserve</c>.</param>
[IntegrationEvent("risks.reserve-replenishment-called", 1)]
public sealed record ReserveReplenishmentCalled(
    Guid CallId, string AgreementId, int AgreementVersion, int No, DateOnly CalledOn, MoneyAmount Target, MoneyAmount Amount,
    IReadOnlyList<LossPayment> Payments);

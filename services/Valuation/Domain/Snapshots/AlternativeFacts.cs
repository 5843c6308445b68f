using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>A valuer calculated the value by a second method, to compare. It does not count.</summary>
/// <param name="Number">From 1 within the appraisal.</param>
/// <param name="Value">Value by that method, before the claim is looked at.</param>
/// <param name="Accepted">What would count by it.</param>
/// <param name="Result">The whole calculation.</param>
/// <param name="Basis">Registered evidence and index vintages it rests on; null where the inputs were typed in.</param>
/// <param name="Reconciliation">Why the methods differ and which one counts.</param>
/// <param name="AgreementVersion">Version whose terms applied.</param>
/// <param name="Agreement">Its activation.</param>
/// <param name="AgreementHash">SHA-256 of its canonical document.</param>
/// <param name="Contribution">The verification of what is appraised.</param>
/// <param name="By">The valuer.</param>
/// <param name="At">Recorded time.</param>
/// <param name="Subject">What is valued and under which agreement, for who keeps the papers; null in facts from before it was kept.</param>
public sealed record AlternativeValued(
    int Number, Money Value, Money Accepted, MethodResult Result, ValuationBasis? Basis, Text Reconciliation, int AgreementVersion,
    Citation Agreement, string AgreementHash, Citation Contribution, Actor By, DateTimeOffset At, SubjectReference? Subject = null);

using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>The accepted value is due again. The first reason opens a case; the old value stands until it is replaced.</summary>
/// <param name="Case">Number of the case within the appraisal, from 1.</param>
/// <param name="Against">Number of the value that stood; 0 where none was accepted yet.</param>
/// <param name="Due">Why, since when, by which rule.</param>
/// <param name="At">Recorded time.</param>
public sealed record RevaluationDue(int Case, int Against, DueReason Due, DateTimeOffset At);

/// <summary>Nothing falls due any longer; a case that was open is closed. The last accepted value stands.</summary>
/// <param name="Why">Why and since when.</param>
/// <param name="At">Recorded time.</param>
public sealed record RevaluationClosed(DueReason Why, DateTimeOffset At);

/// <summary>A valuer put a new value forward as of a later day; it takes the place of an earlier proposal of the case.</summary>
/// <param name="Case">Number of the case within the appraisal, from 1.</param>
/// <param name="Against">Number of the value that it is to replace.</param>
/// <param name="On">Valuation date.</param>
/// <param name="Value">What counts once it is accepted.</param>
/// <param name="Result">The whole calculation.</param>
/// <param name="Basis">What it rests on beside its inputs, or null.</param>
/// <param name="ProposalHash">What an approver accepts; see <see cref="Domain.ProposalHash"/>.</param>
/// <param name="AgreementVersion">Version in force on the valuation date.</param>
/// <param name="Agreement">Its activation.</param>
/// <param name="AgreementHash">SHA-256 of its canonical document.</param>
/// <param name="Reason">Why it is valued anew.</param>
/// <param name="By">The valuer.</param>
/// <param name="At">Recorded time.</param>
/// <param name="Run">Stream of the portfolio run that proposed it, or null.</param>
/// <param name="UseUntil">Last day of the months of use that it values; null where it is not made of them.</param>
/// <param name="Subject">What is valued and under which agreement, for who keeps the papers; null in facts from before it was kept.</param>
public sealed record RevaluationProposed(
    int Case, int Against, DateOnly On, Money Value, MethodResult Result, ValuationBasis? Basis, string ProposalHash, int AgreementVersion,
    Citation Agreement, string AgreementHash, Text Reason, Actor By, DateTimeOffset At, Guid? Run = null, SubjectReference? Subject = null, DateOnly? UseUntil = null);

/// <summary>The first of two approvers approved exactly the proposal with this hash; the old value still stands.</summary>
/// <param name="ProposalHash">What was approved.</param>
/// <param name="Value">What would count.</param>
/// <param name="Reasons">Why two are needed.</param>
/// <param name="By">The approver.</param>
/// <param name="At">Recorded time.</param>
public sealed record RevaluationApproved(string ProposalHash, Money Value, IReadOnlyList<Finding> Reasons, Actor By, DateTimeOffset At);

using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>A contribution was verified elsewhere and waits for a value.</summary>
public sealed record AppraisalOpened(Subject Subject);

/// <summary>A valuer put a value forward; it takes the place of an earlier proposal.</summary>
/// <param name="Method">Rule id, for example <c>market.comparables</c>.</param>
/// <param name="MethodVersion">Rule version.</param>
/// <param name="Value">What counts once it is accepted.</param>
/// <param name="Result">The whole calculation: inputs with the agreement's terms, figures, steps.</param>
/// <param name="AgreementVersion">Version whose policy applied.</param>
/// <param name="Agreement">Its activation.</param>
/// <param name="Contribution">The verification of what is appraised.</param>
/// <param name="ProposalHash">What an approver accepts; see <see cref="Domain.ProposalHash"/>.</param>
/// <param name="By">The valuer.</param>
/// <param name="At">Recorded time.</param>
/// <param name="AgreementHash">SHA-256 of the canonical agreement document; null in facts from before it was kept.</param>
/// <param name="Profile">Region policy profile that the agreement names.</param>
/// <param name="Basis">Registered evidence, index vintages and alternatives it rests on; null where there are none.</param>
/// <param name="Reason">Why it takes the place of an earlier proposal.</param>
/// <param name="Subject">What is valued and under which agreement, for who keeps the papers; null in facts from before it was kept.</param>
public sealed record ValueProposed(
    string Method, int MethodVersion, Money Value, MethodResult Result, int AgreementVersion, Citation Agreement, Citation Contribution,
    string ProposalHash, Actor By, DateTimeOffset At, string? AgreementHash = null, RegionProfileReference? Profile = null,
    ValuationBasis? Basis = null, Text? Reason = null, SubjectReference? Subject = null);

/// <summary>A second person accepted exactly the proposal with this hash: the value counts.</summary>
/// <param name="ContributionId">Stream of the contribution.</param>
/// <param name="Reference">The contributor's own id.</param>
/// <param name="AgreementId">Agreement under which it was brought in.</param>
/// <param name="AgreementVersion">Version under whose policy it was valued.</param>
/// <param name="Party">Who brought it in.</param>
/// <param name="Kind">Kind of contribution.</param>
/// <param name="Claimed">Value the contributor claimed; zero where it keeps that secret.</param>
/// <param name="Accepted">Value that counts.</param>
/// <param name="Method">Rule id.</param>
/// <param name="MethodVersion">Rule version.</param>
/// <param name="EffectiveOn">Valid date from which the value counts.</param>
/// <param name="ProposalHash">What was accepted.</param>
/// <param name="Contribution">The verification of the contribution.</param>
/// <param name="Agreement">The activation of that agreement version.</param>
/// <param name="By">The approver.</param>
/// <param name="At">Recorded time.</param>
/// <param name="ClaimUndisclosed">True where the claim is secret; null otherwise.</param>
public sealed record ValueAccepted(
    Guid ContributionId, string Reference, string AgreementId, int AgreementVersion, string Party, ContributionKind Kind, Money Claimed,
    Money Accepted, string Method, int MethodVersion, DateOnly EffectiveOn, string ProposalHash, Citation Contribution,
    Citation Agreement, Actor By, DateTimeOffset At, bool? ClaimUndisclosed = null);

/// <summary>The contribution was reversed: nothing is proposed or accepted any longer, and what was accepted is not current.</summary>
/// <param name="On">Day of the reversal.</param>
/// <param name="Reason">Why it was reversed.</param>
/// <param name="Contribution">The reversal, as recorded by Contributions.</param>
public sealed record AppraisalVoided(DateOnly On, Text Reason, Citation Contribution);

using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>A party registered what it brought in; nobody has confirmed it yet.</summary>
/// <param name="Particulars">What the contributor says.</param>
/// <param name="AgreementVersion">Version in force on the effective day.</param>
/// <param name="Agreement">Its activation.</param>
/// <param name="By">Who registered.</param>
/// <param name="At">Recorded time.</param>
/// <param name="RegisteredElsewhere">True when the same thing stands in another consortium and the deployment only flags that.</param>
public sealed record ContributionRegistered(
    Particulars Particulars, int AgreementVersion, Citation Agreement, Actor By, DateTimeOffset At, bool? RegisteredElsewhere = null);

/// <summary>The receiving party confirmed exactly these particulars.</summary>
/// <param name="Particulars">What was verified.</param>
/// <param name="AgreementVersion">Version at registration.</param>
/// <param name="Agreement">Its activation.</param>
/// <param name="Finding">What was found, when there was something to say.</param>
/// <param name="Location">Where it stands or was given.</param>
/// <param name="By">Who verified.</param>
/// <param name="At">Recorded time.</param>
/// <param name="Tag">The receiver's inventory tag.</param>
/// <param name="PhotoSha256">Photograph in the evidence store.</param>
/// <param name="InspectedOn">Day of the inspection.</param>
/// <param name="Secrecy">What of it the receiver marked; null when nothing is. The value of a hidden field stands nowhere else in this fact.</param>
public sealed record ContributionVerified(
    Particulars Particulars, int AgreementVersion, Citation Agreement, Text? Finding, string? Location, Actor By, DateTimeOffset At,
    string? Tag = null, string? PhotoSha256 = null, DateOnly? InspectedOn = null, FieldSecrecy? Secrecy = null);

/// <summary>Valuation accepted a value for the contribution.</summary>
/// <param name="AppraisalId">Stream of the appraisal.</param>
/// <param name="Value">Accepted value.</param>
/// <param name="Method">Rule id.</param>
/// <param name="MethodVersion">Rule version.</param>
/// <param name="Source">The acceptance, as recorded by Valuation.</param>
/// <param name="At">When Valuation recorded it; absent in the oldest facts.</param>
public sealed record AcceptedValueRecorded(
    Guid AppraisalId, Money Value, string Method, int MethodVersion, Citation Source, DateTimeOffset? At = null);

/// <summary>Valuation replaced the accepted value. The earlier one stays in its own fact and counts for what was known before.</summary>
/// <param name="AppraisalId">Stream of the appraisal.</param>
/// <param name="Number">Of the new value: 1 was the acceptance.</param>
/// <param name="Replaced">Value that counted until then.</param>
/// <param name="Value">Value that counts from then on.</param>
/// <param name="Method">Rule id.</param>
/// <param name="MethodVersion">Rule version.</param>
/// <param name="ValidFrom">First day for which the new value is the right one.</param>
/// <param name="ReplacedOn">Day of the decision, UTC.</param>
/// <param name="Cause">Why, kebab-case: challenge, revaluation.</param>
/// <param name="Case">Which case of it.</param>
/// <param name="Reason">In words.</param>
/// <param name="Source">The decision, as recorded by Valuation.</param>
/// <param name="At">When Valuation recorded it.</param>
public sealed record AcceptedValueReplaced(
    Guid AppraisalId, int Number, Money Replaced, Money Value, string Method, int MethodVersion, DateOnly ValidFrom, DateOnly ReplacedOn,
    string Cause, string Case, Text Reason, Citation Source, DateTimeOffset At);

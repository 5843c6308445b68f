using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>Object to the accepted value.</summary>
/// <param name="Against">Number of the value that the party has read.</param>
/// <param name="Ground">What it cites.</param>
/// <param name="Known">The cited item of the register; null where it is none or is not there.</param>
/// <param name="Reason">Why.</param>
/// <param name="Agreement">Version in force on the contribution's effective day, or null.</param>
/// <param name="NewAppraisal">Id of the second appraisal, should this open the challenge.</param>
/// <param name="By">The person.</param>
/// <param name="At">Time of receipt.</param>
public sealed record FileChallenge(
    int Against, ChallengeGround Ground, KnownEvidence? Known, ChallengeReason Reason, AdoptedAgreement? Agreement, Guid NewAppraisal, Actor By,
    DateTimeOffset At);

/// <summary>Take an objection back.</summary>
/// <param name="Challenge">Number of the challenge.</param>
/// <param name="Objection">Number of the objection.</param>
/// <param name="Reason">Why.</param>
/// <param name="Second">The second appraisal as it stands.</param>
/// <param name="Agreement">Version in force on the contribution's effective day, or null.</param>
/// <param name="By">The person.</param>
/// <param name="At">Time of receipt.</param>
public sealed record WithdrawObjection(
    int Challenge, int Objection, ChallengeReason Reason, Appraisal? Second, AdoptedAgreement? Agreement, Actor By, DateTimeOffset At);

/// <summary>The new appraisals of a challenge as they stand.</summary>
public sealed record KnownReappraisals(Appraisal? Second, Appraisal? Third)
{
    internal Appraisal? Of(int number) => number == 2 ? Second : Third;
}

/// <summary>Have an appraisal made by somebody else.</summary>
/// <param name="Challenge">Number of the challenge.</param>
/// <param name="Number">2 or 3.</param>
/// <param name="Known">The new appraisals as they stand.</param>
/// <param name="Ties">Panel and ties.</param>
/// <param name="Agreement">Version in force on the contribution's effective day, or null.</param>
/// <param name="NewAppraisal">Id of the appraisal that takes its place.</param>
/// <param name="By">The person.</param>
/// <param name="At">Time of receipt.</param>
public sealed record ReplaceReappraisal(
    int Challenge, int Number, KnownReappraisals Known, KnownTies Ties, AdoptedAgreement? Agreement, Guid NewAppraisal, Actor By, DateTimeOffset At);

/// <summary>Have the appraisals decide.</summary>
/// <param name="Challenge">Number of the challenge.</param>
/// <param name="Known">The new appraisals as they stand.</param>
/// <param name="Ties">Panel and ties.</param>
/// <param name="Agreement">Version in force on the contribution's effective day, or null.</param>
/// <param name="NewAppraisal">Id of a third appraisal, should one be needed.</param>
/// <param name="By">The person.</param>
/// <param name="At">Time of receipt.</param>
public sealed record DetermineChallenge(
    int Challenge, KnownReappraisals Known, KnownTies Ties, AdoptedAgreement? Agreement, Guid NewAppraisal, Actor By, DateTimeOffset At);

/// <summary>Appeal against what the appraisals decided.</summary>
public sealed record AppealChallenge(int Challenge, ChallengeReason Reason, AdoptedAgreement? Agreement, Actor By, DateTimeOffset At);

/// <summary>Vote as a member of the panel, or record what the forum outside decided.</summary>
/// <param name="Challenge">Number of the challenge.</param>
/// <param name="Choice">Id of a value.</param>
/// <param name="Reason">Why.</param>
/// <param name="Document">SHA-256 of the award; only for a forum outside.</param>
/// <param name="Agreement">Version in force on the contribution's effective day, or null.</param>
/// <param name="By">The person.</param>
/// <param name="At">Time of receipt.</param>
public sealed record CastPanelVote(
    int Challenge, string Choice, ChallengeReason Reason, string? Document, AdoptedAgreement? Agreement, Actor By, DateTimeOffset At);

/// <summary>End the challenge: the value is upheld, or replaced.</summary>
/// <param name="Challenge">Number of the challenge.</param>
/// <param name="Known">The new appraisals as they stand.</param>
/// <param name="Agreement">Version in force on the contribution's effective day, or null.</param>
/// <param name="By">The person.</param>
/// <param name="At">Time of receipt.</param>
public sealed record ConcludeChallenge(int Challenge, KnownReappraisals Known, AdoptedAgreement? Agreement, Actor By, DateTimeOffset At);

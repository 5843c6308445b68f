using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>Register what the caller's organisation brought in.</summary>
/// <param name="Particulars">What the contributor says.</param>
/// <param name="Agreement">Version of the named agreement in force on the effective day, or null.</param>
/// <param name="Files">Files that the evidence store holds, by hash.</param>
/// <param name="By">Who registers.</param>
/// <param name="At">Time of receipt.</param>
/// <param name="Claims">What stands of the same things in this consortium; null when nothing does.</param>
/// <param name="Elsewhere">What another consortium of the deployment has of the same things.</param>
/// <param name="Secrecy">Marked fields with the digests of the hidden ones; the particulars are still in clear.</param>
public sealed record RegisterContribution(
    Particulars Particulars, AdoptedAgreement? Agreement, IReadOnlyDictionary<string, EvidenceFile> Files, Actor By, DateTimeOffset At,
    IReadOnlyList<StandingClaim>? Claims = null, Elsewhere Elsewhere = Elsewhere.Nothing,
    FieldSecrecy? Secrecy = null);

/// <summary>Confirm, for the receiving party, that the contribution is there and is what it was registered as.</summary>
/// <param name="Finding">What was found.</param>
/// <param name="Location">Where it stands.</param>
/// <param name="By">Who verifies.</param>
/// <param name="At">Time of receipt.</param>
/// <param name="Tag">The receiver's inventory tag.</param>
/// <param name="Photo">Hash of a photograph and the file that the store holds under it, or null.</param>
/// <param name="InspectedOn">Day of the inspection.</param>
/// <param name="Secrecy">Marked fields with the digests of the hidden ones; the rest is still in clear.</param>
public sealed record VerifyContribution(
    Text? Finding, string? Location, Actor By, DateTimeOffset At, string? Tag = null, InspectionPhoto? Photo = null, DateOnly? InspectedOn = null,
    FieldSecrecy? Secrecy = null);

/// <param name="Sha256">As the client wrote it.</param>
/// <param name="File">What the store holds under this hash, or null.</param>
public sealed record InspectionPhoto(string Sha256, EvidenceFile? File);

/// <summary>Valuation replaced the accepted value.</summary>
public sealed record ReplaceAcceptedValue(AcceptedValueReplaced Replacement);

/// <summary>Valuation accepted a value.</summary>
public sealed record RecordAcceptedValue(AcceptedValue Accepted, DateTimeOffset? At = null);

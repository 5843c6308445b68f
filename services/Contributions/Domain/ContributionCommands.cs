using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>Register what the caller's organisation brought in.</summary>
/// <param name="Particulars">What the contributor says.</param>
/// <param name="Agreement">Version of the named agreement in force on the effective day, or null.</param>
/// <param name="Files">Files that the evidence store holds, by hash.</param>
/// <param name="By">Who registers.</param>
/// <param name="At">Time of receipt.</param>
public sealed record RegisterContribution(
    Particulars Particulars, AdoptedAgreement? Agreement, IReadOnlyDictionary<string, EvidenceFile> Files, Actor By, DateTimeOffset At);

/// <summary>Confirm, for the receiving party, that the contribution is there and is what it was registered as.</summary>
public sealed record VerifyContribution(Text? Finding, string? Location, Actor By, DateTimeOffset At);

/// <summary>Valuation accepted a value.</summary>
public sealed record RecordAcceptedValue(AcceptedValue Accepted);

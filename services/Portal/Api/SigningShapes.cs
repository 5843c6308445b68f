namespace Ledger.Portal.Api;

/// <summary>The signing keys of a person.</summary>
public sealed record PersonKeys(string Person, string? Active, IReadOnlyList<PersonKey> Keys);

/// <summary>One of them.</summary>
public sealed record PersonKey(string KeyId, DateTimeOffset RegisteredAt, KeyRetirement? Retired);

/// <summary>Why a key counts no more.</summary>
public sealed record KeyRetirement(string Reason, Actor By, DateTimeOffset At);

/// <summary>An approval of a run, with the approver's own signature if it bears one.</summary>
public sealed record RunApproval(Actor By, DateTimeOffset At, ApprovalSignature? Signature = null);

/// <summary>The signature of an approval.</summary>
public sealed record ApprovalSignature(string KeyId);

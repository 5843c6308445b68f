using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>A key was made for a person or an asset.</summary>
public sealed record SubjectKeyMade(string Owner, string Subject, SubjectKind Kind, Actor By, DateTimeOffset At);

/// <summary>The owner let an organisation read fields of a contribution for a time.</summary>
public sealed record AccessGranted(
    Guid Contribution, IReadOnlyList<string> Fields, string Reader, DateTimeOffset Until, Text Reason, Actor By, DateTimeOffset At);

/// <summary>The owner took back everything that an organisation may read of a contribution.</summary>
public sealed record AccessRevoked(Guid Contribution, string Reader, Text Reason, Actor By, DateTimeOffset At);

/// <summary>The key must stay until the hold is lifted.</summary>
public sealed record KeyHoldPlaced(string Case, Text Ground, Actor By, DateTimeOffset At);

/// <summary>Whoever placed a hold lifted it.</summary>
public sealed record KeyHoldLifted(string Case, Text Reason, Actor By, DateTimeOffset At);

/// <summary>The key is gone with everything that could open it: what it protected is unreadable for ever.</summary>
public sealed record SubjectKeyShredded(Text Ground, Actor By, DateTimeOffset At);

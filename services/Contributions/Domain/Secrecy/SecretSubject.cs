using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>
/// A person or an asset whose secrets one key protects: who was given access until when, what forbids erasing the key, and
/// whether it was erased. The stream's id is the key's.
/// </summary>
public sealed record SecretSubject
{
    public Guid Id { get; init; }

    /// <summary>Organisation whose secrets they are; empty while there is no key.</summary>
    public string Owner { get; init; } = "";

    public string Subject { get; init; } = "";

    public SubjectKind Kind { get; init; }

    public IReadOnlyList<Grant> Grants { get; init; } = [];

    /// <summary>Readers who lost what they had of a contribution; later grants stand.</summary>
    public IReadOnlyList<Revocation> Revocations { get; init; } = [];

    /// <summary>Holds that stand.</summary>
    public IReadOnlyList<KeyHold> Holds { get; init; } = [];

    /// <summary>Set once the key is erased.</summary>
    public KeyErasure? Erased { get; init; }

    public static SecretSubject None(Guid id) => new() { Id = id };
}

/// <summary>Access of one organisation to fields of one contribution.</summary>
public sealed record Grant(Guid Contribution, IReadOnlyList<string> Fields, string Reader, DateTimeOffset Until, DateTimeOffset At, DateTimeOffset? RevokedAt = null);

public sealed record Revocation(Guid Contribution, string Reader, DateTimeOffset At);

/// <summary>A reason for which a key must stay.</summary>
public sealed record KeyHold(string Case, Text Ground, Actor By, DateTimeOffset At);

public sealed record KeyErasure(Text Ground, Actor By, DateTimeOffset At);

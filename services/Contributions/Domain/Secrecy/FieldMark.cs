using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>How a contributor marks one field of a registration.</summary>
/// <param name="Field">
/// <c>title</c>, <c>claimed</c> (the amount), <c>attributes.NAME</c>, <c>evidence.REFERENCE</c> (title, number and issuer of the paper, and
/// its file), <c>details</c> (all of it) or one member of the details (<c>details.technology.scope</c>).
/// </param>
/// <param name="Tier">Who may see it; when absent, the strictest tier that the agreement states.</param>
/// <param name="Readers">Organisations; only with tier named. When absent, those that the agreement names.</param>
/// <param name="Subject">
/// Whose key protects it: an identifier that says nothing about who or what it is. Required for personal data; otherwise the
/// contribution's own reference when absent.
/// </param>
public sealed record FieldMark(string Field, SecrecyTier? Tier = null, IReadOnlyList<string>? Readers = null, string? Subject = null);

/// <summary>A mark with everything decided.</summary>
public sealed record ResolvedMark(string Field, SecrecyTier Tier, string Subject, IReadOnlyList<string> Readers)
{
    /// <summary>Whether the value stays out of the event.</summary>
    public bool Hides => Tier != SecrecyTier.Consortium;

    public SubjectKind Kind => Tier == SecrecyTier.Personal ? SubjectKind.Person : SubjectKind.Asset;
}

/// <summary>A marked field as events hold it.</summary>
/// <param name="Field">As in <see cref="FieldMark"/>.</param>
/// <param name="Tier">Who may see it.</param>
/// <param name="Digest">Of its disclosure (RFC 9901); null when the value stands in the event.</param>
/// <param name="Subject">Whose key protects it.</param>
/// <param name="Key">The key: the stream of its subject.</param>
/// <param name="Readers">Organisations named at registration.</param>
/// <param name="Stand">Keyed digest of the person whose hours are counted, when the field hides who it is; else null.</param>
public sealed record MarkedField(
    string Field, SecrecyTier Tier, string? Digest = null, string? Subject = null, Guid? Key = null, IReadOnlyList<string>? Readers = null,
    string? Stand = null)
{
    public bool Equals(MarkedField? other) => other is not null
        && (Field, Tier, Digest, Subject, Key, Stand) == (other.Field, other.Tier, other.Digest, other.Subject, other.Key, other.Stand)
        && (Readers ?? []).SequenceEqual(other.Readers ?? [], StringComparer.Ordinal);

    public override int GetHashCode() => HashCode.Combine(Field, Tier, Digest);
}

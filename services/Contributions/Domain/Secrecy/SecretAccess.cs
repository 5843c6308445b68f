using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>Why a person may open a field.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(KebabCaseEnum<OpeningBasis>))]
public enum OpeningBasis
{
    /// <summary>It belongs to the person's organisation.</summary>
    Owner,

    /// <summary>The organisation was named when the field was marked.</summary>
    Named,

    /// <summary>The owner granted access for a time.</summary>
    Grant,

    /// <summary>A request was released, by the owner or by two custodians.</summary>
    Disclosure,

    /// <summary>The years of secrecy that the agreement states are over: every member may read.</summary>
    SecrecyOver,

    /// <summary>The service counts hours by it; the value was shown to nobody.</summary>
    Counting,
}

/// <summary>Whether and until when a field can be opened, or why not.</summary>
public sealed record SecretAccess(OpeningBasis? Basis, DateTimeOffset? Until, Rejection? Refusal)
{
    /// <summary>Access of a person to a hidden field.</summary>
    /// <param name="field">The field.</param>
    /// <param name="contribution">Its contribution.</param>
    /// <param name="subject">The subject whose key protects it.</param>
    /// <param name="by">Who wants to read.</param>
    /// <param name="at">When.</param>
    /// <param name="secretUntil">Last day of its secrecy, or null.</param>
    public static SecretAccess Of(
        MarkedField field, Guid contribution, SecretSubject subject, Actor by, DateTimeOffset at, DateOnly? secretUntil = null)
    {
        if (by.Organisation != subject.Owner && SecrecyTerm.IsOver(secretUntil, at))
            return subject.Erased is { } gone ? new(null, null, new SubjectErased(gone.At, gone.Ground)) : new(OpeningBasis.SecrecyOver, null, null);
        var own = by.Organisation == subject.Owner;
        var named = (field.Readers ?? []).Contains(by.Organisation, StringComparer.Ordinal);
        var grants = subject.Grants.Where(grant => grant.Contribution == contribution && grant.Reader == by.Organisation
            && grant.Fields.Contains(field.Field, StringComparer.Ordinal)).ToList();
        // Who never had access learns nothing, not even that the key is gone.
        if (!own && !named && grants.Count == 0) return new(null, null, new SecretsUnknown());
        if (subject.Erased is { } erased) return new(null, null, new SubjectErased(erased.At, erased.Ground));
        if (own) return new(OpeningBasis.Owner, null, null);
        var revoked = subject.Revocations.LastOrDefault(taken => taken.Contribution == contribution && taken.Reader == by.Organisation);
        if (named && revoked is null) return new(OpeningBasis.Named, null, null);
        if (grants.Where(grant => grant.RevokedAt is null && grant.Until > at).MaxBy(grant => grant.Until) is { } live)
            return new(OpeningBasis.Grant, live.Until, null);
        return grants.LastOrDefault() is { RevokedAt: null } last
            ? new(null, null, new AccessExpired(last.Until))
            : new(null, null, new AccessTakenBack(revoked!.At));
    }
}

/// <summary>A field that is about to be opened.</summary>
public sealed record OpenedField(string Field, string Digest, OpeningBasis Basis, DateTimeOffset? Until = null);

/// <summary>Who opened what, folded from one fact.</summary>
public sealed record SecretOpening
{
    public Guid Id { get; init; }

    public Guid Contribution { get; init; }

    public IReadOnlyList<OpenedField> Fields { get; init; } = [];

    public string Reason { get; init; } = "";

    public Actor? By { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>Whose secrets they were; null for the contributor's.</summary>
    public string? Owner { get; init; }

    public static SecretOpening None(Guid id) => new() { Id = id };
}

/// <summary>Folds an opening.</summary>
public static class SecretOpeningFold
{
    public static SecretOpening Evolve(SecretOpening state, object fact) => fact switch
    {
        SecretsOpened f => state with { Contribution = f.Contribution, Fields = f.Fields, Reason = f.Reason, By = f.By, At = f.At, Owner = f.Owner },
        _ => throw new System.Diagnostics.UnreachableException($"{fact.GetType().Name} is not a fact of an opening."),
    };
}

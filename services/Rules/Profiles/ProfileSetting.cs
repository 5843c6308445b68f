using System.Text.Json;

namespace Ledger.Rules;

/// <summary>A value of a key, read: what two values are compared by.</summary>
internal abstract record ProfileSetting
{
    /// <summary>A number, amount or count; null is without end.</summary>
    public sealed record Number(Rational? Value) : ProfileSetting;

    public sealed record Flag(bool Value) : ProfileSetting;

    /// <summary>A word and its place in the key's list.</summary>
    public sealed record Word(string Value, int Place) : ProfileSetting;

    public sealed record List(IReadOnlyList<string> Entries) : ProfileSetting;

    public sealed record Sentence(Text Value) : ProfileSetting;

    /// <summary>Reads the member "value" of an entry; null when it was refused.</summary>
    public static ProfileSetting? Read(ProfileKey key, InputReader entry, Currency? currency)
    {
        const string member = "value";
        return key.Shape switch
        {
            ProfileShape.Share => entry.Share(member) is { } share ? new Number(share) : null,
            ProfileShape.Multiple => entry.NotNegative(member) is { } multiple ? new Number(multiple) : null,
            ProfileShape.Amount => entry.Amount(member, currency) is { } amount ? new Number(amount.Value) : null,
            ProfileShape.CountOrEndless when entry.OptionalRaw(member) is { ValueKind: JsonValueKind.Null } => new Number(null),
            ProfileShape.Count or ProfileShape.CountOrEndless => entry.Integer(member, key.Least, key.Most) is { } count ? new Number(count) : null,
            ProfileShape.Flag => entry.Boolean(member) is { } flag ? new Flag(flag) : null,
            ProfileShape.Choice => ReadChoice(key, entry, member),
            ProfileShape.Identifier => entry.Identifier(member) is { } id ? new Word(id, 0) : null,
            ProfileShape.Identifiers => new List(entry.Identifiers(member, RuleLimits.AgreementList)),
            ProfileShape.Words => entry.Text(member) is { } text ? new Sentence(text) : null,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>A value that was checked before.</summary>
    public static ProfileSetting Of(ProfileKey key, JsonElement value, Currency currency) =>
        Read(key, new InputReader(JsonSerializer.SerializeToElement(new Dictionary<string, JsonElement>(StringComparer.Ordinal) { ["value"] = value })), currency)
        ?? throw new ArgumentException($"Not a value of {key.Name}.", nameof(value));

    /// <summary>Whether <paramref name="other"/> asks for less than <paramref name="basis"/> does.</summary>
    public static bool Relaxes(ProfileKey key, ProfileSetting basis, ProfileSetting other) => (key.Tighter, basis, other) switch
    {
        (Tightening.Smaller, Number a, Number b) => Above(b.Value, a.Value),
        (Tightening.Larger, Number a, Number b) => Above(a.Value, b.Value),
        (Tightening.LaterWord, Word a, Word b) => b.Place < a.Place,
        (Tightening.Yes, Flag a, Flag b) => a.Value && !b.Value,
        (Tightening.No, Flag a, Flag b) => !a.Value && b.Value,
        (Tightening.Subset, List a, List b) => b.Entries.Except(a.Entries, StringComparer.Ordinal).Any(),
        _ => !Same(basis, other),
    };

    /// <summary>Whether two values say the same: 0.3 and 0.30, a list in another order.</summary>
    public static bool Same(ProfileSetting one, ProfileSetting other) => one is List a && other is List b
        ? a.Entries.Order(StringComparer.Ordinal).SequenceEqual(b.Entries.Order(StringComparer.Ordinal), StringComparer.Ordinal)
        : one == other;

    private static Word? ReadChoice(ProfileKey key, InputReader entry, string member)
    {
        if (entry.String(member) is not { } word) return null;
        for (var place = 0; place < key.Choices.Count; place++)
        {
            if (key.Choices[place] == word) return new Word(word, place);
        }

        entry.Reject(Problems.UnknownValue(entry.Of(member), word, key.Choices));
        return null;
    }

    // No end lies above every number.
    private static bool Above(Rational? one, Rational? other) => (one, other) switch
    {
        (null, null) => false,
        (null, _) => true,
        (_, null) => false,
        ({ } a, { } b) => a > b,
    };
}

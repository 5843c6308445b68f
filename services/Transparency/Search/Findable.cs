using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Ledger.Transparency.Bundles;

namespace Ledger.Transparency.Search;

/// <summary>An amount of money, in ten-thousandths.</summary>
public readonly record struct FoundAmount(string Currency, long TenThousandths);

/// <summary>What an entry is found by, read from its payload by shape, whatever the service.</summary>
/// <param name="ValidOn">Day on which it takes effect; the day it was recorded when it says none.</param>
/// <param name="Terms">Its kind, its days, and the parties, persons and words it names.</param>
/// <param name="Amounts">Amounts of money in it.</param>
public sealed record Findable(DateOnly ValidOn, IReadOnlyCollection<(string Field, string Term)> Terms, IReadOnlyCollection<FoundAmount> Amounts)
{
    /// <summary>Words of one entry that it is found by; further ones are not.</summary>
    public const int MostWords = 400;

    /// <summary>Terms of one entry, words included; further parties and persons are not found.</summary>
    public const int MostTerms = 1_000;

    /// <summary>Amounts of one entry that it is found by.</summary>
    public const int MostAmounts = 500;

    private const int LongestName = 120;

    // Room that is made at once.
    private const int UsualTerms = 64;

    public const string Kind = "kind";
    public const string Party = "party";
    public const string Person = "person";
    public const string Word = "word";

    /// <summary>Day on which it takes effect, as <see cref="Day(DateOnly)"/>.</summary>
    public const string Valid = "valid";

    /// <summary>Day on which it was recorded, UTC.</summary>
    public const string Recorded = "recorded";

    // Members that name an organisation, and lists of such.
    private static readonly HashSet<string> Parties = new(StringComparer.Ordinal)
        { "party", "payer", "owner", "sufferer", "receivedBy", "responsible", "organisation", "parties", "participants",
          "concerns", "controller", "controlled" };

    private static readonly HashSet<string> Persons = new(StringComparer.Ordinal) { "person", "persons", "reader" };

    // Days on which a fact takes effect, in the order in which they are looked for.
    private static readonly string[] ValidDays = ["effectiveOn", "occurredOn", "on", "day", "noticedOn"];

    // The lines of calculations say the same in every result.
    private static readonly HashSet<string> Unsearched = new(StringComparer.Ordinal) { "steps", "residual", "_sd" };

    /// <summary>Reads an entry.</summary>
    /// <param name="type">Stored name of the fact.</param>
    /// <param name="recordedAt">When it was recorded.</param>
    /// <param name="payload">Its payload.</param>
    public static Findable Of(string type, DateTimeOffset recordedAt, JsonElement payload)
    {
        var found = new Collected();
        var recorded = DateOnly.FromDateTime(recordedAt.UtcDateTime);
        var valid = ValidDay(payload) ?? recorded;
        found.Terms.Add((Kind, type));
        found.Terms.Add((Valid, Day(valid)));
        found.Terms.Add((Recorded, Day(recorded)));
        found.Collect("", payload);
        return new Findable(valid, found.Terms, found.Amounts);
    }

    /// <summary>A day as a term: text whose order is that of the days.</summary>
    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The day that a payload says itself, or its particulars, or null.</summary>
    public static DateOnly? ValidDay(JsonElement payload)
    {
        if (payload.ValueKind != JsonValueKind.Object) return null;
        foreach (var name in ValidDays)
        {
            if (payload.TryGetProperty(name, out var value) && DayOf(value) is { } day) return day;
        }

        return payload.TryGetProperty("particulars", out var particulars) ? ValidDay(particulars) : null;
    }

    private static DateOnly? DayOf(JsonElement value) => value.ValueKind == JsonValueKind.String
        && DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private sealed class Collected
    {
        private int _words;

        public HashSet<(string, string)> Terms { get; } = new(UsualTerms);

        public HashSet<FoundAmount> Amounts { get; } = [];

        public void Collect(string name, JsonElement value)
        {
            switch (value.ValueKind)
            {
                case JsonValueKind.Object when EnvelopeReader.Citation(value) is not null:
                    break;
                case JsonValueKind.Object:
                    if (Amount(value) is { } amount && Amounts.Count < MostAmounts) Amounts.Add(amount);
                    foreach (var member in value.EnumerateObject())
                    {
                        if (!Unsearched.Contains(member.Name)) Collect(member.Name, member.Value);
                    }

                    break;
                case JsonValueKind.Array:
                    foreach (var item in value.EnumerateArray()) Collect(name, item);
                    break;
                case JsonValueKind.String:
                    Named(name, value.GetString()!);
                    break;
            }
        }

        private void Named(string name, string text)
        {
            if (text.Length is > 0 and <= LongestName)
            {
                if (Parties.Contains(name) && Terms.Count < MostTerms) Terms.Add((Party, text));
                if (Persons.Contains(name) && Terms.Count < MostTerms) Terms.Add((Person, text));
            }

            if (IsOpaque(text)) return;
            foreach (var word in Words.Of(text))
            {
                if (_words >= MostWords) return;
                if (Terms.Add((Word, word))) _words++;
            }
        }

        // Ids, hashes, keys, days and numbers are no words; ids and days are asked for by their own parameters.
        private static bool IsOpaque(string text) =>
            Guid.TryParseExact(text, "D", out _) || (text.Length >= 32 && text.All(char.IsAsciiLetterOrDigit))
            || text.All(sign => char.IsAsciiDigit(sign) || sign is '-' or '.' or ':' or 'T' or 'Z' or '/');

        private static FoundAmount? Amount(JsonElement value)
        {
            if (value.GetPropertyCount() != 2 || !value.TryGetProperty("amount", out var amount) || !value.TryGetProperty("currency", out var currency)
                || amount.ValueKind != JsonValueKind.String || currency.ValueKind != JsonValueKind.String) return null;
            return currency.GetString() is { Length: 3 } code && FoundAmounts.TenThousandths(amount.GetString()!) is { } exact ? new FoundAmount(code, exact) : null;
        }
    }
}

/// <summary>Amounts as whole numbers of ten-thousandths.</summary>
public static class FoundAmounts
{
    private const int Places = 4;

    /// <summary>The amount, or null when the text is no plain decimal of at most four places that fits.</summary>
    public static long? TenThousandths(string text)
    {
        var digits = text.StartsWith('-') ? text[1..] : text;
        var point = digits.IndexOf('.', StringComparison.Ordinal);
        var places = point < 0 ? 0 : digits.Length - point - 1;
        if (digits.Length is 0 or > 30 || places > Places || point == 0 || point == digits.Length - 1) return null;
        var plain = digits.Replace(".", "", StringComparison.Ordinal);
        if (plain.Length != digits.Length - (point < 0 ? 0 : 1) || !plain.All(char.IsAsciiDigit)) return null;
        var whole = BigInteger.Parse(plain, CultureInfo.InvariantCulture) * BigInteger.Pow(10, Places - places);
        if (text.StartsWith('-')) whole = -whole;
        return whole >= long.MinValue && whole <= long.MaxValue ? (long)whole : null;
    }
}

using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Ledger.Transparency.Formats;

namespace Ledger.Transparency.Bundles;

/// <summary>A JSON value and where it stands: every refusal names the place.</summary>
internal readonly struct Json(JsonElement value, string place)
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    public JsonElement Value { get; } = value;

    public string Place { get; } = place;

    public bool IsNull => Value.ValueKind == JsonValueKind.Null;

    public MalformedBundleException Wrong(string message) => new(Place, message);

    /// <summary>The value, which must be an object with exactly these members.</summary>
    public Json Object(params ReadOnlySpan<string> members)
    {
        if (Value.ValueKind != JsonValueKind.Object) throw Wrong("is not an object");
        foreach (var member in members)
        {
            if (!Value.TryGetProperty(member, out _)) throw Wrong($"has no member {member}");
        }

        return Value.GetPropertyCount() == members.Length ? this : throw Wrong("has members that the format does not know");
    }

    public bool Has(string member) => Value.ValueKind == JsonValueKind.Object && Value.TryGetProperty(member, out _);

    public Json this[string member] => new(Value.GetProperty(member), Place.Length == 0 ? member : $"{Place}.{member}");

    public IReadOnlyList<T> List<T>(int limit, Func<Json, T> read)
    {
        if (Value.ValueKind != JsonValueKind.Array) throw Wrong("is not an array");
        if (Value.GetArrayLength() > limit) throw Wrong($"has more than {limit} elements");
        var (items, place) = (new List<T>(Value.GetArrayLength()), Place);
        foreach (var item in Value.EnumerateArray()) items.Add(read(new Json(item, $"{place}[{items.Count}]")));
        return items;
    }

    public string Text(int limit)
    {
        if (Value.ValueKind != JsonValueKind.String) throw Wrong("is not a text");
        return Value.GetString() is { } text && text.Length <= limit ? text : throw Wrong($"is longer than {limit} characters");
    }

    public bool Bool() => Value.ValueKind is JsonValueKind.True or JsonValueKind.False
        ? Value.GetBoolean()
        : throw Wrong("is neither true nor false");

    /// <summary>A number written as text.</summary>
    public long Number()
    {
        var text = Text(19);
        try
        {
            return Lines.Number(text);
        }
        catch (FormatException malformed)
        {
            throw new MalformedBundleException(Place, "is not a number", malformed);
        }
    }

    /// <summary>A number from 1 on, written as text.</summary>
    public long Positive() => Number() is > 0 and var number ? number : throw Wrong("is not a number from 1 on");

    /// <summary>Lower-case only, so that an id has one spelling.</summary>
    public Guid Id() => Guid.TryParseExact(Text(36), "D", out var id) && id.ToString() == Text(36) ? id : throw Wrong("is not an id");

    public string Sha256() => Text(64) is { Length: 64 } hash && !hash.AsSpan().ContainsAnyExcept(HexDigits)
        ? hash
        : throw Wrong("is not a SHA-256 in lower-case hex");

    public MerkleHash Hash()
    {
        try
        {
            return MerkleHash.ParseBase64(Text(44));
        }
        catch (FormatException malformed) when (malformed is not MalformedBundleException)
        {
            throw new MalformedBundleException(Place, "is not a hash in base64", malformed);
        }
    }

    /// <summary>UTC with microseconds.</summary>
    public string Time()
    {
        const string Form = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";
        var text = Text(27);
        return DateTime.TryParseExact(
            text, Form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out _)
            ? text
            : throw Wrong("is not a time in UTC with microseconds");
    }

    public EventReference Reference()
    {
        Object("ev", "ph");
        return new EventReference(this["ev"].Id(), this["ph"].Sha256());
    }

    /// <summary>Reads a text that must be canonical JSON, byte for byte.</summary>
    public static JsonDocument Canonical(byte[] utf8, string place)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(utf8);
        }
        catch (JsonException malformed)
        {
            throw new MalformedBundleException(
                place, $"is not JSON, at line {malformed.LineNumber}, byte {malformed.BytePositionInLine}", malformed);
        }

        try
        {
            if (CanonicalJson.Bytes(document.RootElement).AsSpan().SequenceEqual(utf8)) return document;
        }
        catch (FormatException refused)
        {
            document.Dispose();
            throw new MalformedBundleException(place, refused.Message, refused);
        }

        document.Dispose();
        throw new MalformedBundleException(place, "is not in canonical form");
    }
}

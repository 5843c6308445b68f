using System.Security.Cryptography;
using System.Text.Json;
using Ledger.Transparency.Formats;

namespace Ledger.Transparency.Disclosures;

/// <summary>
/// A confidential field outside its payload (RFC 9901): <c>base64url([salt, name, value])</c>. The payload holds only the digest of
/// this text, which says nothing without the salt.
/// </summary>
public sealed class Disclosure
{
    /// <summary>Fewest bytes of salt: 128 random bits, never derived from data.</summary>
    public const int SaltBytes = 16;

    /// <summary>Longest text, characters.</summary>
    public const int MaxLength = 1 << 20;

    private Disclosure(string text, string salt, string? name, JsonElement value)
    {
        (Text, Salt, Name, Value) = (text, salt, name, value);
    }

    /// <summary>The disclosure itself; its digest is over these characters, however its JSON is spaced.</summary>
    public string Text { get; }

    /// <summary>The salt as written.</summary>
    public string Salt { get; }

    /// <summary>Name of the field; null for an element of an array, which our payloads do not use.</summary>
    public string? Name { get; }

    /// <summary>The value.</summary>
    public JsonElement Value { get; }

    /// <summary>Base64url of the SHA-256 of the text: what stands in the payload's <c>_sd</c>.</summary>
    public string Digest => DigestOf(Text);

    /// <summary>A new disclosure of a field.</summary>
    /// <exception cref="FormatException">The salt is too short, the name is reserved, or the value is outside the canonical subset.</exception>
    public static Disclosure Of(ReadOnlySpan<byte> salt, string name, JsonElement value)
    {
        if (salt.Length < SaltBytes) throw new FormatException($"A salt has at least {SaltBytes} random bytes.");
        // The serializer would write a replacement character for a lone surrogate.
        Lines.Encode(name);
        using var array = JsonDocument.Parse($"[{JsonSerializer.Serialize(Base64.EncodeUrl(salt))},{JsonSerializer.Serialize(name)}]");
        var head = CanonicalJson.Bytes(array.RootElement);
        return Parse(Base64.EncodeUrl([.. head.AsSpan()[..^1], (byte)',', .. CanonicalJson.Bytes(value), (byte)']']));
    }

    /// <summary>Reads a disclosure: an array of salt, name and value, or of salt and value.</summary>
    /// <exception cref="FormatException">Malformed, reserved name, or beyond a limit.</exception>
    public static Disclosure Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MaxLength) throw new FormatException($"A disclosure has at most {MaxLength} characters.");
        try
        {
            using var document = JsonDocument.Parse(Lines.Decode(Base64.DecodeUrl(text), MaxLength));
            var array = document.RootElement;
            if (array.ValueKind != JsonValueKind.Array || array.GetArrayLength() is not (2 or 3)) throw Malformed();
            if (array[0].ValueKind != JsonValueKind.String) throw Malformed();
            var value = array[array.GetArrayLength() - 1].Clone();
            if (array.GetArrayLength() == 2) return new Disclosure(text, array[0].GetString()!, null, value);
            if (array[1].ValueKind != JsonValueKind.String) throw Malformed();
            var name = array[1].GetString()!;
            return name is "_sd" or "..." ? throw new FormatException($"A field cannot be called {name}.")
                : new Disclosure(text, array[0].GetString()!, name, value);
        }
        catch (Exception refused) when (refused is JsonException or InvalidOperationException)
        {
            throw new FormatException("A disclosure is not JSON.", refused);
        }
    }

    /// <summary>Digest of a disclosure's text.</summary>
    public static string DigestOf(string text) => Base64.EncodeUrl(SHA256.HashData(Lines.Encode(text)));

    private static FormatException Malformed() => new("A disclosure is an array of salt, name and value.");
}

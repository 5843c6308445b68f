using System.Security.Cryptography;
using System.Text.Json;
using Ledger.Canonical;

namespace Ledger.Transparency;

/// <summary>Canonical JSON (RFC 8785, float-free subset): the only bytes that are ever hashed.</summary>
public static class CanonicalJson
{
    /// <summary>Largest text that is read, bytes.</summary>
    public const int MaxBytes = 64 << 20;

    /// <summary>Canonical UTF-8 bytes.</summary>
    /// <exception cref="FormatException">The value holds a fraction, a duplicate key or a lone surrogate, or is nested too deep.</exception>
    public static byte[] Bytes(JsonElement value) => CanonicalWriter.Write(value);

    /// <summary>Parses UTF-8 JSON strictly (no comments, no trailing commas) and returns its canonical bytes.</summary>
    /// <exception cref="FormatException">Not JSON, outside the subset, too deep or too large.</exception>
    public static byte[] Bytes(ReadOnlyMemory<byte> utf8Json)
    {
        if (utf8Json.Length > MaxBytes) throw new FormatException($"The text is larger than {MaxBytes} bytes.");
        try
        {
            using var document = JsonDocument.Parse(utf8Json);
            return Bytes(document.RootElement);
        }
        catch (JsonException malformed)
        {
            throw new FormatException(malformed.Message, malformed);
        }
    }

    /// <summary>SHA-256 of the canonical bytes, lower-case hex: the payload hash <c>ph</c>.</summary>
    public static string Hash(JsonElement value) => Convert.ToHexStringLower(SHA256.HashData(Bytes(value)));
}

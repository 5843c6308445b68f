namespace Ledger.Transparency.Formats;

/// <summary>
/// Base64 with exactly one spelling for each value. The base class library also takes white space and stray bits at the end; a
/// signed text whose bytes can be changed without changing its meaning would have several names.
/// </summary>
internal static class Base64
{
    /// <summary>Standard alphabet, padded (RFC 4648 section 4).</summary>
    /// <exception cref="FormatException">Any other text.</exception>
    public static byte[] Decode(string text)
    {
        var bytes = Convert.FromBase64String(text);
        return Convert.ToBase64String(bytes) == text ? bytes : throw new FormatException("The base64 is not in canonical form.");
    }

    /// <summary>URL-safe alphabet without padding (RFC 4648 section 5).</summary>
    /// <exception cref="FormatException">Any other text.</exception>
    public static byte[] DecodeUrl(string text)
    {
        var bytes = System.Buffers.Text.Base64Url.DecodeFromChars(text);
        return EncodeUrl(bytes) == text ? bytes : throw new FormatException("The base64url is not in canonical form.");
    }

    /// <summary>URL-safe alphabet without padding.</summary>
    public static string EncodeUrl(ReadOnlySpan<byte> bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}

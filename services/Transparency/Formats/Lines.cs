using System.Globalization;
using System.Text;

namespace Ledger.Transparency.Formats;

/// <summary>What the line-based formats of the log share.</summary>
internal static class Lines
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Text of UTF-8 bytes, nothing replaced.</summary>
    /// <exception cref="FormatException">Not UTF-8, or larger than the limit.</exception>
    public static string Decode(ReadOnlySpan<byte> utf8, int limit)
    {
        if (utf8.Length > limit) throw new FormatException($"The text is larger than {limit} bytes.");
        try
        {
            return Strict.GetString(utf8);
        }
        catch (DecoderFallbackException invalid)
        {
            throw new FormatException("The text is not UTF-8.", invalid);
        }
    }

    /// <summary>UTF-8 bytes of a text.</summary>
    /// <exception cref="FormatException">It holds a lone surrogate.</exception>
    public static byte[] Encode(string text)
    {
        try
        {
            return Strict.GetBytes(text);
        }
        catch (EncoderFallbackException invalid)
        {
            throw new FormatException("The text holds a lone surrogate.", invalid);
        }
    }

    /// <summary>A number in ASCII decimal digits without leading zeros, at most 2^63-1.</summary>
    /// <exception cref="FormatException">Any other text.</exception>
    public static long Number(string text) =>
        text is not ([] or ['0', _, ..]) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException("A number is written in decimal digits without leading zeros and is at most 2^63-1.");

    /// <summary>A number as it is read.</summary>
    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The lines of a text that ends with a newline.</summary>
    /// <exception cref="FormatException">The last line has no end.</exception>
    public static string[] Split(string text) =>
        text.EndsWith('\n') ? text[..^1].Split('\n') : throw new FormatException("The last line does not end with a newline.");
}

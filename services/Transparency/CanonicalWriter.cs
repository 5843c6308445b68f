using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Ledger.Canonical;

/// <summary>
/// RFC 8785 (JCS) for the float-free subset of JSON that facts use. Compiled into Transparency and, as a linked source,
/// into Rules, so that one writer decides every hash. Refuses, with a <see cref="FormatException"/>: fractions, exponents,
/// integers beyond 2^53-1, duplicate keys, lone surrogates, nesting deeper than <see cref="MaxDepth"/>.
/// </summary>
internal static class CanonicalWriter
{
    /// <summary>Deepest nesting of arrays and objects; what the parser of the base class library takes by default.</summary>
    public const int MaxDepth = 64;

    // Digits of a refused number that the message repeats.
    private const int MaxShown = 40;

    private const long MaxInteger = 9_007_199_254_740_991;

    /// <summary>Canonical UTF-8 bytes of a parsed JSON value.</summary>
    public static byte[] Write(JsonElement value)
    {
        var text = new StringBuilder();
        Append(text, value, 0);
        return new UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(text.ToString());
    }

    private static void Append(StringBuilder text, JsonElement value, int depth)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object: AppendObject(text, value, Deeper(depth)); break;
            case JsonValueKind.Array: AppendArray(text, value, Deeper(depth)); break;
            case JsonValueKind.String: AppendString(text, StringOf(value)); break;
            case JsonValueKind.Number: text.Append(Integer(value).ToString(CultureInfo.InvariantCulture)); break;
            case JsonValueKind.True: text.Append("true"); break;
            case JsonValueKind.False: text.Append("false"); break;
            case JsonValueKind.Null: text.Append("null"); break;
            default: throw new FormatException("There is no JSON value to write.");
        }
    }

    private static void AppendObject(StringBuilder text, JsonElement value, int depth)
    {
        var members = value.EnumerateObject().Select(member => (Key: NameOf(member), member.Value)).ToList();
        members.Sort((a, b) => string.CompareOrdinal(a.Key, b.Key));
        text.Append('{');
        for (var i = 0; i < members.Count; i++)
        {
            if (i > 0)
            {
                if (members[i].Key == members[i - 1].Key)
                    throw new FormatException($"The key '{members[i].Key}' stands twice in one object.");
                text.Append(',');
            }

            AppendString(text, members[i].Key);
            text.Append(':');
            Append(text, members[i].Value, depth);
        }

        text.Append('}');
    }

    private static void AppendArray(StringBuilder text, JsonElement value, int depth)
    {
        text.Append('[');
        var first = true;
        foreach (var item in value.EnumerateArray())
        {
            if (!first) text.Append(',');
            first = false;
            Append(text, item, depth);
        }

        text.Append(']');
    }

    // Elements may come from a parser with a larger limit than ours, and the writer calls itself.
    private static int Deeper(int depth) =>
        depth < MaxDepth ? depth + 1 : throw new FormatException($"The value is nested deeper than {MaxDepth} levels.");

    // The parser itself refuses to transcode a lone surrogate; callers see one kind of error for everything refused.
    private static string StringOf(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException refused)
        {
            throw new FormatException("A string holds a lone surrogate.", refused);
        }
    }

    private static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException refused)
        {
            throw new FormatException("A key holds a lone surrogate.", refused);
        }
    }

    private static long Integer(JsonElement value)
    {
        var raw = value.GetRawText();
        if (raw.AsSpan().IndexOfAny(".eE") >= 0 || raw == "-0" || !value.TryGetInt64(out var number)
            || number is > MaxInteger or < -MaxInteger)
            throw new FormatException(
                $"The number {(raw.Length <= MaxShown ? raw : $"{raw[..MaxShown]}...")} is not an integer of at most 2^53-1; amounts are decimal strings.");
        return number;
    }

    private static void AppendString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            switch (c)
            {
                case '"': text.Append("\\\""); break;
                case '\\': text.Append("\\\\"); break;
                case '\b': text.Append("\\b"); break;
                case '\t': text.Append("\\t"); break;
                case '\n': text.Append("\\n"); break;
                case '\f': text.Append("\\f"); break;
                case '\r': text.Append("\\r"); break;
                case < ' ': text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)); break;
                default: text.Append(c); break;
            }
        }

        text.Append('"');
    }
}

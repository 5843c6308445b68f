using Ledger.ServiceDefaults.Hosting;

namespace Ledger.Audit.Features;

/// <summary>Checks texts that come in a query.</summary>
internal static class QueryText
{
    /// <summary>The text, or null when none was given.</summary>
    /// <exception cref="RequestRefusedException">It is empty, too long or holds control characters.</exception>
    public static string? Checked(string name, string? text, int length) => text switch
    {
        null => null,
        "" => throw RequestRefused.Malformed(name, "the value is empty"),
        _ when text.Length > length => throw RequestRefused.Malformed(name, $"the value is longer than {length} characters"),
        _ when text.Any(char.IsControl) => throw RequestRefused.Malformed(name, "the value holds a control character"),
        _ when !IsUnicode(text) => throw RequestRefused.Malformed(name, "the value is not Unicode text"),
        _ => text,
    };

    private static bool IsUnicode(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (!char.IsSurrogatePair(text, i)) return false;
            i++;
        }

        return true;
    }
}

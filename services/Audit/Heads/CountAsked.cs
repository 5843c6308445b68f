using System.Globalization;
using System.Runtime.InteropServices;
using Ledger.Audit.Features;
using Ledger.ServiceDefaults.Hosting;

namespace Ledger.Audit.Heads;

/// <summary>Which count of a consortium's entries is asked for; with neither, the newest.</summary>
/// <param name="Size">The one that counts this many entries of the log.</param>
/// <param name="Until">The newest of this day or earlier.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct CountAsked(long? Size = null, DateOnly? Until = null)
{
    /// <summary>Whether any count will do.</summary>
    public bool IsNewest => Size is null && Until is null;

    /// <summary>Reads it from a query: a number of entries or a day.</summary>
    /// <exception cref="RequestRefusedException">It is neither.</exception>
    internal static CountAsked Of(string name, string? text)
    {
        if (text is null) return default;
        if (text.Contains('-', StringComparison.Ordinal)) return new CountAsked(Until: QueryTime.Day(name, text));
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0
            ? new CountAsked(size)
            : throw RequestRefused.Malformed(name, "the value is neither a count of entries nor a day, yyyy-MM-dd");
    }
}

using System.Globalization;

namespace Ledger.Rules;

/// <summary>
/// The time in which a participant may object to a proposed distribution, as an ISO 8601 duration of fixed length: "P10D",
/// "PT2H", "P1DT12H", "P2W". Years and months are refused, their length depends on the calendar.
/// </summary>
/// <param name="Text">As written in the agreement.</param>
/// <param name="Length">The time it stands for, above zero and at most <see cref="RuleLimits.ObjectionWindow"/>.</param>
public sealed record ObjectionWindow(string Text, TimeSpan Length)
{
    /// <summary>Reads a duration; null when it is not one of fixed length within the limit.</summary>
    public static ObjectionWindow? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length is < 3 or > 40 || text[0] != 'P') return null;

        var seconds = 0L;
        var rest = text.AsSpan(1);
        var order = "WDTHMS";
        var inTime = false;
        var any = false;
        while (!rest.IsEmpty)
        {
            if (rest[0] == 'T')
            {
                if (inTime || rest.Length == 1) return null;
                inTime = true;
                order = "HMS";
                rest = rest[1..];
                continue;
            }

            var digits = rest.IndexOfAnyExceptInRange('0', '9');
            if (digits is < 1 or > 9) return null;
            var amount = long.Parse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture);
            var designator = rest[digits];

            // Designators stand in falling order and each at most once; before the T only weeks and days have a fixed length.
            var place = order.IndexOf(designator, StringComparison.Ordinal);
            if (place < 0 || (!inTime && designator is not ('W' or 'D'))) return null;
            order = order[(place + 1)..];
            seconds += amount * Seconds(designator);
            rest = rest[(digits + 1)..];
            any = true;
        }

        if (!any || seconds <= 0 || seconds > (long)RuleLimits.ObjectionWindow.TotalSeconds) return null;
        return new ObjectionWindow(text, TimeSpan.FromSeconds(seconds));
    }

    private static long Seconds(char designator) => designator switch
    {
        'W' => 604_800,
        'D' => 86_400,
        'H' => 3_600,
        'M' => 60,
        _ => 1,
    };
}

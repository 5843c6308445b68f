namespace Ledger.Portal.Pages;

/// <summary>
/// Figures as text, from the exact decimal text of the services. Nothing is calculated with floating point: what a page shows is
/// what the service said.
/// </summary>
public static class Figures
{
    /// <summary>With a comma after every third digit before the point, as both languages write it; anything that is no plain decimal stays as it is.</summary>
    public static string Grouped(string number)
    {
        var digits = number.StartsWith('-') ? number[1..] : number;
        var point = digits.IndexOf('.');
        var whole = point < 0 ? digits : digits[..point];
        if (whole.Length == 0 || !whole.All(char.IsAsciiDigit)) return number;
        var grouped = new System.Text.StringBuilder(number.Length + (whole.Length / 3));
        if (number.StartsWith('-')) grouped.Append('−');
        for (var i = 0; i < whole.Length; i++)
        {
            if (i > 0 && (whole.Length - i) % 3 == 0) grouped.Append(',');
            grouped.Append(whole[i]);
        }

        return grouped.Append(point < 0 ? "" : digits[point..]).ToString();
    }

    /// <summary>
    /// A figure as a number to draw or to compare with: decimals ("0.25") and fractions ("1/3"). Null for anything else.
    /// </summary>
    public static decimal? Number(string? text)
    {
        if (text is null) return null;
        var slash = text.IndexOf('/');
        if (slash < 0) return decimal.TryParse(text, System.Globalization.NumberStyles.Number, System.Globalization.CultureInfo.InvariantCulture, out var plain) ? plain : null;
        return Number(text[..slash]) is { } top && Number(text[(slash + 1)..]) is { } bottom and not 0 ? top / bottom : null;
    }

    /// <summary>A share as percent with two decimals, halves away from zero: "25.00 %".</summary>
    public static string Percent(decimal share) =>
        Math.Round(share * 100, 2, MidpointRounding.AwayFromZero).ToString("0.00", System.Globalization.CultureInfo.InvariantCulture) + " %";
}

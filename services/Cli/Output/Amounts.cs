using System.Text;
using Ledger.Rules;

namespace Ledger.Cli.Output;

/// <summary>Amounts as people read them.</summary>
public static class Amounts
{
    /// <summary>"840,000.00".</summary>
    public static string Grouped(Money money)
    {
        ArgumentNullException.ThrowIfNull(money);
        return Grouped(money.Amount);
    }

    /// <summary>A decimal with its whole part in groups of three; anything else stays as it is.</summary>
    public static string Grouped(string number)
    {
        ArgumentNullException.ThrowIfNull(number);
        var start = number.StartsWith('-') ? 1 : 0;
        var end = number.IndexOf('.') is var point and >= 0 ? point : number.Length;
        if (end <= start || !number[start..end].All(char.IsAsciiDigit)) return number;

        var text = new StringBuilder(number);
        for (var i = end - 3; i > start; i -= 3) text.Insert(i, ',');
        return text.ToString();
    }
}

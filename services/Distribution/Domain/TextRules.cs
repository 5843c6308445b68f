using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>What every text that people wrote must satisfy: something is said, within the limit, and in both languages where it is a title.</summary>
internal static class TextRules
{
    public static Rejection? Broken(string field, Text text) => Broken($"{field}.en", text.En) ?? Broken($"{field}.zh", text.Zh);

    public static Rejection? Broken(string field, string text) =>
        string.IsNullOrWhiteSpace(text) ? new InputRejection("input.blank", new("The text is blank.", "文字为空。")).At(field)
        : text.Length > RuleLimits.Text ? Problems.TooLong(field, RuleLimits.Text)
        : null;
}

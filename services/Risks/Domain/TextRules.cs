using Ledger.Rules;

namespace Ledger.Risks.Domain;

/// <summary>What every text that people wrote must satisfy: something is said, in both languages, within the limit.</summary>
internal static class TextRules
{
    public static Rejection? Broken(string field, Text text) => Broken($"{field}.en", text.En) ?? Broken($"{field}.zh", text.Zh);

    private static InputRejection? Broken(string field, string text) =>
        string.IsNullOrWhiteSpace(text) ? new InputRejection("input.blank", new("The text is blank.", "文字为空。")).At(field)
        : text.Length > RuleLimits.Text ? Problems.TooLong(field, RuleLimits.Text)
        : null;
}

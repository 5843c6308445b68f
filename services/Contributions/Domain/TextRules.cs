using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>What every text that people wrote must satisfy: something is said, in both languages, within the limit.</summary>
internal static class TextRules
{
    public static Rejection? Broken(string field, Text text) => Broken($"{field}.en", text.En) ?? Broken($"{field}.zh", text.Zh);

    public static Rejection? Broken(string field, string text, int limit = RuleLimits.Text) =>
        string.IsNullOrWhiteSpace(text) ? new InputRejection("input.blank", new("The text is blank.", "文字为空。")).At(field)
        : text.Length > limit ? Problems.TooLong(field, limit)
        : null;

    /// <summary>An identifier as rules and agreements use it, so that a method's inputs can cite it.</summary>
    public static Rejection? BrokenIdentifier(string field, string text)
    {
        var plain = text.Length is > 0 and <= RuleLimits.Identifier
            && char.IsAsciiLetterOrDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
        return plain ? null : Problems.NotAnIdentifier(field, text);
    }
}

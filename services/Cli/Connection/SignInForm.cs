using System.Net;
using System.Text.RegularExpressions;

namespace Ledger.Cli.Connection;

/// <summary>The sign-in form of a page: where it goes and what it carries unseen (antiforgery token, way back, language).</summary>
/// <param name="Action">Address as written; relative to the page.</param>
/// <param name="Hidden">Hidden fields by name.</param>
public sealed partial record SignInForm(string Action, IReadOnlyDictionary<string, string> Hidden)
{
    /// <summary>Reads the first form that is sent by POST; null when the page has none.</summary>
    /// <param name="html">The page.</param>
    public static SignInForm? Read(string html)
    {
        foreach (Match form in Form().Matches(html))
        {
            var opening = Attributes(form.Groups["attributes"].Value);
            if (!string.Equals(opening.GetValueOrDefault("method"), "post", StringComparison.OrdinalIgnoreCase)) continue;

            var hidden = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (Match input in Input().Matches(form.Groups["body"].Value))
            {
                var attributes = Attributes(input.Groups["attributes"].Value);
                if (string.Equals(attributes.GetValueOrDefault("type"), "hidden", StringComparison.OrdinalIgnoreCase)
                    && attributes.TryGetValue("name", out var name))
                {
                    hidden[name] = attributes.GetValueOrDefault("value") ?? "";
                }
            }

            return new SignInForm(opening.GetValueOrDefault("action") ?? "", hidden);
        }

        return null;
    }

    private static Dictionary<string, string> Attributes(string text)
    {
        var attributes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (Match match in Attribute().Matches(text))
        {
            // As in browsers, the first of two attributes of one name counts.
            attributes.TryAdd(match.Groups["name"].Value, WebUtility.HtmlDecode(match.Groups["value"].Value));
        }

        return attributes;
    }

    // Linear time whatever the page holds.
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant;

    [GeneratedRegex("""<form\b(?<attributes>(?:[^>"']|"[^"]*"|'[^']*')*)>(?<body>.*?)</form\s*>""", Options)]
    private static partial Regex Form();

    [GeneratedRegex("""<input\b(?<attributes>(?:[^>"']|"[^"]*"|'[^']*')*)>""", Options)]
    private static partial Regex Input();

    [GeneratedRegex("""(?<name>[^\s"'>/=]+)(?:\s*=\s*(?:"(?<value>[^"]*)"|'(?<value>[^']*)'|(?<value>[^\s"'=<>`]+)))?""", Options)]
    private static partial Regex Attribute();
}

using System.Globalization;
using System.Text.Json;

namespace Ledger.Rules;

/// <summary>
/// How rejections name a place in a document: "parties[2].id", without a leading "$."; a name that is not plain is quoted,
/// list[0]["odd name"]. The root is "$".
/// </summary>
public static class JsonPath
{
    public const string Root = "$";

    /// <summary>The path of a member of the object at <paramref name="path"/>; an empty path is the root.</summary>
    public static string Member(string path, string name)
    {
        var plain = name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '$');
        if (!plain) return $"{path}[\"{JsonEncodedText.Encode(name)}\"]";
        return path.Length == 0 ? name : $"{path}.{name}";
    }

    /// <summary>The path of an entry of the list at <paramref name="path"/>.</summary>
    public static string Item(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");

    /// <summary>A path inside a part of a document, said from the root of the whole: "agreement" and "parties[2].id".</summary>
    public static string Within(string outer, string? inner) => inner switch
    {
        null or Root or "" => outer,
        ['[', ..] => outer + inner,
        _ => $"{outer}.{inner}",
    };
}

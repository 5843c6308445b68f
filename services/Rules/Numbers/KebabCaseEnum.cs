using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledger.Rules;

/// <summary>Writes and reads an enum as a kebab-case string ("half-up"), whatever the serializer's options; refuses numbers.</summary>
/// <typeparam name="T">The enum.</typeparam>
public sealed class KebabCaseEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where T : struct, Enum;

/// <summary>The kebab-case names of an enum, for strict readers and messages.</summary>
public static class KebabCase
{
    /// <summary>"HalfUp" becomes "half-up".</summary>
    public static string Name<T>(T value) where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>The value whose kebab-case name this is, or null.</summary>
    public static T? Find<T>(string name) where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (Name(value) == name) return value;
        }

        return null;
    }

    /// <summary>All names, in the order of declaration.</summary>
    public static IEnumerable<string> Names<T>() where T : struct, Enum => Enum.GetValues<T>().Select(Name);
}

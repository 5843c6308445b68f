using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Rules;
using Ledger.Transparency;

namespace Ledger.Cli.Verify;

/// <summary>Looks into payloads without knowing the services' types: what is not there is null.</summary>
internal static class PayloadJson
{
    // As the services write facts; a member that this program does not know is passed over, since facts grow.
    private static readonly JsonSerializerOptions Facts = new(RuleJson.Results)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    /// <summary>The value at a path of members, or null.</summary>
    public static JsonElement? At(this JsonElement value, params ReadOnlySpan<string> path)
    {
        foreach (var member in path)
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(member, out value)) return null;
        }

        return value;
    }

    /// <summary>The text at a path, or null.</summary>
    public static string? Text(this JsonElement value, params ReadOnlySpan<string> path) =>
        value.At(path) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>The elements of the list at a path; none when there is no list.</summary>
    public static IReadOnlyList<JsonElement> Items(this JsonElement value, params ReadOnlySpan<string> path) =>
        value.At(path) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()] : [];

    /// <summary>The amount at a path, or null when there is none.</summary>
    public static Money? Amount(this JsonElement value, params ReadOnlySpan<string> path)
    {
        if (value.At(path) is not { ValueKind: JsonValueKind.Object } amount) return null;
        try
        {
            return amount.Deserialize<Money>(RuleJson.Results);
        }
        catch (Exception refused) when (refused is JsonException or FormatException or OverflowException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The value at a path as a type of the rules, or null when it is not there or not one.</summary>
    public static T? Read<T>(this JsonElement value, params ReadOnlySpan<string> path) where T : class
    {
        if (value.At(path) is not { } found) return null;
        try
        {
            return found.Deserialize<T>(Facts);
        }
        catch (Exception refused) when (refused is JsonException or FormatException or OverflowException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>The amount at a path.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static Money Sure(this JsonElement value, params ReadOnlySpan<string> path) =>
        value.Amount(path) ?? throw new FormatException($"'{string.Join('.', path.ToArray())}' is no amount.");

    /// <summary>The text at a path.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static string Named(this JsonElement value, params ReadOnlySpan<string> path) =>
        value.Text(path) ?? throw new FormatException($"'{string.Join('.', path.ToArray())}' is missing.");

    /// <summary>The day at a path.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static DateOnly Day(this JsonElement value, params ReadOnlySpan<string> path) =>
        DateOnly.ParseExact(value.Named(path), "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The whole number at a path, or null.</summary>
    public static long? Number(this JsonElement value, params ReadOnlySpan<string> path) =>
        value.At(path) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var whole) ? whole : null;

    /// <summary>Whether two payloads say the same at a path, or both say nothing.</summary>
    public static bool Alike(JsonElement? left, JsonElement? right) => (left, right) switch
    {
        (null, null) => true,
        ({ } a, { } b) => Difference(a, b) is null,
        _ => false,
    };

    /// <summary>Every object below, the value itself first, each with its path.</summary>
    public static IEnumerable<(string Path, JsonElement Value)> Objects(this JsonElement value, string path = "") => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject()
            .SelectMany(member => member.Value.Objects(path.Length == 0 ? member.Name : $"{path}.{member.Name}")).Prepend((path, value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany((item, i) => item.Objects($"{path}[{i}]")),
        _ => [],
    };

    /// <summary>Canonical text: equal texts are equal values.</summary>
    public static string Canonical(this JsonElement value) => Encoding.UTF8.GetString(CanonicalJson.Bytes(value));

    /// <summary>Where two values first differ, with both; null when they are equal.</summary>
    public static (string Path, string Left, string Right)? Difference(JsonElement left, JsonElement right, string path = "")
    {
        if (left.ValueKind == JsonValueKind.Object && right.ValueKind == JsonValueKind.Object)
        {
            var names = left.EnumerateObject().Concat(right.EnumerateObject()).Select(member => member.Name).Distinct(StringComparer.Ordinal);
            foreach (var name in names.Order(StringComparer.Ordinal))
            {
                var here = path.Length == 0 ? name : $"{path}.{name}";
                if (left.At(name) is not { } a) return (here, "-", right.At(name)!.Value.Canonical());
                if (right.At(name) is not { } b) return (here, a.Canonical(), "-");
                if (Difference(a, b, here) is { } found) return found;
            }

            return null;
        }

        if (left.ValueKind == JsonValueKind.Array && right.ValueKind == JsonValueKind.Array && left.GetArrayLength() == right.GetArrayLength())
        {
            for (var i = 0; i < left.GetArrayLength(); i++)
            {
                if (Difference(left[i], right[i], $"{path}[{i}]") is { } found) return found;
            }

            return null;
        }

        var (said, computed) = (left.Canonical(), right.Canonical());
        return said == computed ? null : (path, said, computed);
    }
}

using System.Globalization;
using System.Text.Json;
using Ledger.Rules;

namespace Ledger.Golden;

/// <summary>
/// A case that somebody else published, or that was computed by hand, from the files in the folder Golden:
/// [{"id","source","method","version"?,"inputs","expect":{"path.in.value":"number or text"},"tolerance"?,"note"?}]
/// or, for a case that must be refused, "refused":{"code","field"?} in place of "expect". A tolerance is relative and belongs to
/// its case ("0" or absent: exact); a published figure that was rounded on the way states how far off it may be.
/// </summary>
internal sealed class GoldenCase(JsonElement golden)
{
    /// <summary>All cases by id.</summary>
    public static IReadOnlyDictionary<string, GoldenCase> All { get; } = Directory
        .EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Golden"), "*.json").Order(StringComparer.Ordinal)
        .SelectMany(file => JsonElement.Parse(File.ReadAllBytes(file)).EnumerateArray())
        .ToDictionary(entry => entry.GetProperty("id").GetString()!, entry => new GoldenCase(entry), StringComparer.Ordinal);

    public string Method { get; } = golden.GetProperty("method").GetString()!;

    public int? Version { get; } = golden.TryGetProperty("version", out var version) ? version.GetInt32() : null;

    public JsonElement Inputs { get; } = golden.GetProperty("inputs");

    /// <summary>The code that must refuse it, or null.</summary>
    public string? RefusedBy { get; } = golden.TryGetProperty("refused", out var refused) ? refused.GetProperty("code").GetString() : null;

    /// <summary>Holds an answer against what was published.</summary>
    /// <param name="value">The figures as JSON; null when the inputs were refused.</param>
    /// <param name="rejections">Why.</param>
    public void Check(JsonElement? value, IReadOnlyList<(string Code, string? Field)> rejections)
    {
        if (golden.TryGetProperty("refused", out var refused))
        {
            Assert.Null(value);
            Assert.Contains(rejections, rejection => rejection.Code == RefusedBy
                && (!refused.TryGetProperty("field", out var field) || rejection.Field == field.GetString()));
            return;
        }

        Assert.True(value is not null, string.Join("\n", rejections.Select(rejection => $"{rejection.Code} at {rejection.Field}")));
        var tolerance = golden.TryGetProperty("tolerance", out var stated) ? Rational.Parse(stated.GetString()!) : Rational.Zero;
        var expectations = golden.GetProperty("expect").EnumerateObject().ToList();
        Assert.NotEmpty(expectations);
        Assert.All(expectations, expected => CheckFigure(expected.Value.GetString()!, At(value.Value, expected.Name), tolerance));
    }

    private static void CheckFigure(string expected, string actual, Rational tolerance)
    {
        if (!Rational.TryParse(expected, out var wanted) || !Rational.TryParse(actual, out var found))
        {
            Assert.Equal(expected, actual);
            return;
        }

        Assert.True(Rational.Abs(found - wanted) <= tolerance * Rational.Abs(wanted), $"Expected {expected}, was {actual} (tolerance {tolerance}).");
    }

    // "lines.0.amount" or "shares.E1": indexes and members, by dots.
    private static string At(JsonElement value, string path)
    {
        foreach (var part in path.Split('.'))
            value = value.ValueKind == JsonValueKind.Array ? value[int.Parse(part, CultureInfo.InvariantCulture)] : value.GetProperty(part);
        return value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
    }
}

using System.Text.Json;

namespace Ledger.Rules.Tests.Golden;

/// <summary>
/// Cases that somebody else published, or that were computed by hand, through the public entry point. The files beside this
/// one hold them: [{"id","source","method","version"?,"inputs","expect":{"path.in.value":"number or text"},"tolerance"?,"note"?}]
/// or, for a case that must be refused, "refused":{"code","field"?} in place of "expect". A tolerance is relative and belongs to
/// its case ("0" or absent: exact); a published figure that was rounded on the way states how far off it may be.
/// </summary>
public sealed class GoldenTests
{
    public static TheoryData<string> Cases => [.. All.Keys];

    private static Dictionary<string, JsonElement> All { get; } = Directory
        .EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Golden"), "*.json").Order(StringComparer.Ordinal)
        .SelectMany(file => JsonElement.Parse(File.ReadAllBytes(file)).EnumerateArray())
        .ToDictionary(entry => entry.GetProperty("id").GetString()!, StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_published_case_comes_out(string id)
    {
        var golden = All[id];
        var name = golden.GetProperty("method").GetString()!;
        var method = golden.TryGetProperty("version", out var version) ? MethodCatalogue.Find(name, version.GetInt32()) : MethodCatalogue.Latest(name);
        Assert.True(method is not null, $"There is no method {name}.");
        var evaluation = method.Evaluate(golden.GetProperty("inputs"));

        if (golden.TryGetProperty("refused", out var refused))
        {
            Assert.Contains(evaluation.Rejections, rejection => rejection.Code == refused.GetProperty("code").GetString()
                && (!refused.TryGetProperty("field", out var field) || rejection.Field == field.GetString()));
            return;
        }

        Assert.True(evaluation.Result is not null, string.Join("\n", evaluation.Rejections.Select(rejection => $"{rejection.Code} at {rejection.Field}: {rejection.Message.En}")));
        var tolerance = golden.TryGetProperty("tolerance", out var stated) ? Given.Number(stated.GetString()!) : Rational.Zero;
        var expectations = golden.GetProperty("expect").EnumerateObject().ToList();
        Assert.NotEmpty(expectations);
        Assert.All(expectations, expected => AssertFigure(expected.Value.GetString()!, At(evaluation.Result.Value, expected.Name), tolerance));
    }

    private static void AssertFigure(string expected, string actual, Rational tolerance)
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
            value = value.ValueKind == JsonValueKind.Array ? value[int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)] : value.GetProperty(part);
        return value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
    }
}

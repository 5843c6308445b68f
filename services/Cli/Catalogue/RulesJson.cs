using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Rules;

namespace Ledger.Cli.Catalogue;

/// <summary>The JSON documents of the rules commands.</summary>
internal static class RulesJson
{
    private static readonly JsonSerializerOptions Options = new(RuleJson.Results)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Any document, indented, with a line end.</summary>
    public static string Write<T>(T document) => JsonSerializer.Serialize(document, Options) + "\n";

    /// <summary>Why inputs were refused, format "ledger-refusal/1".</summary>
    public static string Write(Method? method, IReadOnlyList<InputRejection> rejections) => Write(new Refusal(
        "ledger-refusal/1", method?.Id, method?.Version, [.. rejections.Select(rejection => new Refused(rejection.Code, rejection.Field, rejection.Value, rejection.Message))]));

    /// <summary>"field: code: English / 中文 [value]".</summary>
    public static string Line(InputRejection rejection) =>
        $"{rejection.Field}: {rejection.Code}: {rejection.Message.En} / {rejection.Message.Zh}" + (rejection.Value is { } value ? $" [{value}]" : "");

    private sealed record Refusal(string Format, string? Rule, int? Version, IReadOnlyList<Refused> Rejections);

    private sealed record Refused(string Code, string? Field, string? Value, Text Message);
}

/// <summary>A method in the list of all, format "ledger-rules/1".</summary>
/// <param name="Id">"market.comparables".</param>
/// <param name="Versions">Ascending; every one stays callable.</param>
/// <param name="Area">What stands before the first dot.</param>
/// <param name="Purpose">What it may be used for.</param>
/// <param name="Name">In both languages.</param>
internal sealed record ListedMethod(string Id, IReadOnlyList<int> Versions, string Area, MethodPurpose Purpose, Text Name);

/// <summary>The list of all methods.</summary>
internal sealed record ListedMethods(string Format, IReadOnlyList<ListedMethod> Methods);

/// <summary>A method with everything a person needs to know, format "ledger-rule/1".</summary>
internal sealed record DescribedMethod(
    string Format,
    string Id,
    int Version,
    IReadOnlyList<int> Versions,
    [property: JsonPropertyName("kind")] MethodPurpose Kind,
    Text Name,
    Text Purpose,
    IReadOnlyList<string> Formula,
    JsonElement Inputs,
    JsonElement Example,
    IReadOnlyList<string> Sources,
    IReadOnlyList<DescribedError> Errors);

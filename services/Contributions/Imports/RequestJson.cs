using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Contributions.Domain;
using Ledger.Contributions.Features;
using Ledger.Rules;
using Ledger.ServiceDefaults.Store;

namespace Ledger.Contributions.Imports;

/// <summary>Reads the request of a row exactly as the endpoint of a single row reads its body.</summary>
internal static class RequestJson
{
    private static readonly JsonSerializerOptions Strict = FactJson.ConfigureStrict(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    /// <summary>The request, or null.</summary>
    /// <param name="kind">What the rows are.</param>
    /// <param name="json">The object.</param>
    /// <param name="problem">Why not: the rule that a value broke, or import.json-form, with the field.</param>
    public static object? Read(ImportKind kind, JsonNode json, out Rejection? problem) =>
        Try(() => kind == ImportKind.Contributions
            ? json.Deserialize<RegisterContributionRequest>(Strict)
            : json.Deserialize<HoursLine>(Strict), out problem);

    /// <inheritdoc cref="Read(ImportKind, JsonNode, out Rejection?)"/>
    public static object? Read(ImportKind kind, string json, out Rejection? problem) =>
        Try(() => kind == ImportKind.Contributions
            ? JsonSerializer.Deserialize<RegisterContributionRequest>(json, Strict)
            : JsonSerializer.Deserialize<HoursLine>(json, Strict), out problem);

    private static object? Try(Func<object?> read, out Rejection? problem)
    {
        problem = null;
        try
        {
            if (read() is { } request) return request;
            problem = ImportProblems.JsonForm("null");
        }
        catch (JsonException malformed)
        {
            var path = malformed.Path is null or "$" ? null : malformed.Path.TrimStart('$', '.');
            problem = malformed is RejectedJsonException { Rejection: var rule }
                ? rule with { Field = path is null ? rule.Field : rule.Field is null or "$" ? path : $"{path}.{rule.Field}" }
                : ImportProblems.JsonForm(malformed.Message.Split(" Path:", 2)[0].Split(" LineNumber:", 2)[0]) with { Field = path };
        }

        return null;
    }
}

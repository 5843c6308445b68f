using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledger.Rules;

/// <summary>One refusal a method can answer with.</summary>
/// <param name="Code">Stable code: "valuation.too-few-evidence".</param>
/// <param name="Meaning">When it is answered.</param>
public sealed record DescribedError(string Code, Text Meaning);

/// <summary>
/// What a person needs to know before using a method. Kept as data, Descriptions/[id].v[version].json, so that tests can hold
/// it against the code: the example must evaluate and fit the schema.
/// </summary>
/// <param name="Purpose">What the method is for, and when not to use it.</param>
/// <param name="Formula">The calculation in the field's notation, line by line.</param>
/// <param name="Sources">Where the rule comes from.</param>
/// <param name="Errors">The method's own refusals; those of every reader (input.*, money.*) are not repeated.</param>
/// <param name="Inputs">JSON Schema (2020-12) of the inputs with units and limits in its descriptions.</param>
/// <param name="Example">Inputs that evaluate.</param>
public sealed record MethodDescription(
    Text Purpose,
    IReadOnlyList<string> Formula,
    IReadOnlyList<string> Sources,
    IReadOnlyList<DescribedError> Errors,
    JsonElement Inputs,
    JsonElement Example)
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>The description that is shipped with a method.</summary>
    /// <exception cref="InvalidOperationException">There is none: a method without a description is a defect.</exception>
    internal static MethodDescription Of(string id, int version)
    {
        var name = $"Ledger.Rules.Descriptions.{id}.v{Problems.Invariant(version)}.json";
        using var stream = typeof(MethodDescription).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The method {id} version {Problems.Invariant(version)} has no description.");
        return JsonSerializer.Deserialize<MethodDescription>(stream, Strict)!;
    }
}

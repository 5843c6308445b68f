using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ledger.Rules;

/// <summary>
/// What a person has to state for a method: its description without the members that the platform fills in, so that a form can be
/// made of it.
/// </summary>
/// <param name="Id">Rule id.</param>
/// <param name="Version">Rule version.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Purpose">What it is for, and when not to use it.</param>
/// <param name="Formula">The calculation, line by line.</param>
/// <param name="Sources">Where the rule comes from.</param>
/// <param name="Inputs">JSON Schema of the members to be stated; every description is "English / 中文".</param>
/// <param name="Example">Inputs that evaluate, of these members.</param>
public sealed record MethodForm(
    string Id, int Version, Text Name, Text Purpose, IReadOnlyList<string> Formula, IReadOnlyList<string> Sources, JsonElement Inputs, JsonElement Example)
{
    /// <summary>The form of a method.</summary>
    /// <param name="method">The method.</param>
    /// <param name="filled">Members that the service fills in beside terms and policy.</param>
    public static MethodForm Of(Method method, params IReadOnlyList<string> filled)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(filled);
        string[] hidden = ["terms", .. method.FromPlatform, .. filled];
        var description = method.Description;
        var schema = JsonObject.Create(description.Inputs)!;
        foreach (var name in hidden) schema["properties"]!.AsObject().Remove(name);
        if (schema["required"] is JsonArray required)
            schema["required"] = new JsonArray([.. required.Where(name => !hidden.Contains(name!.GetValue<string>())).Select(name => name!.DeepClone())]);
        var example = JsonObject.Create(description.Example)!;
        foreach (var name in hidden) example.Remove(name);
        return new MethodForm(
            method.Id, method.Version, method.Name, description.Purpose, description.Formula, description.Sources,
            JsonSerializer.SerializeToElement(schema), JsonSerializer.SerializeToElement(example));
    }
}

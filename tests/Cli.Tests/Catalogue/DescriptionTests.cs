using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Cli.Catalogue;
using Ledger.Golden;
using Ledger.Rules;
using NJsonSchema;

namespace Ledger.Cli.Tests.Catalogue;

/// <summary>Holds the description of every method of the catalogue against the method itself.</summary>
public sealed class DescriptionTests
{
    public static TheoryData<string, int> Methods
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var method in MethodCatalogue.All) data.Add(method.Id, method.Version);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_description_says_everything_in_both_languages(string id, int version)
    {
        var (method, described) = Of(id, version);
        AssertBothLanguages(method.Name);
        AssertBothLanguages(described.Purpose);
        Assert.NotEmpty(described.Formula);
        Assert.NotEmpty(described.Sources);
        Assert.All([.. described.Formula, .. described.Sources], line => Assert.False(string.IsNullOrWhiteSpace(line)));
        Assert.All(described.Errors, error => AssertBothLanguages(error.Meaning));
        Assert.All(described.Errors, error => Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*\\.[a-z0-9]+(-[a-z0-9]+)*$", error.Code));
        Assert.Equal(described.Errors.Count, described.Errors.Select(error => error.Code).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task The_example_fits_the_schema_and_evaluates(string id, int version)
    {
        var (method, described) = Of(id, version);
        var evaluation = method.Evaluate(described.Example);
        Assert.True(evaluation.Result is not null, string.Join("\n", evaluation.Rejections.Select(rejection => $"{rejection.Code} at {rejection.Field}: {rejection.Message.En}")));
        Assert.NotEmpty(evaluation.Result.Steps);
        Assert.Equal(evaluation.Result.Steps.Count, evaluation.Result.Steps.Select(step => step.Id).Distinct().Count());
        Assert.All(evaluation.Result.Steps, step => Assert.Contains(step.Name.Zh, IsChinese));

        var schema = await JsonSchema.FromJsonAsync(described.Inputs.GetRawText(), TestContext.Current.CancellationToken);
        var errors = schema.Validate(described.Example.GetRawText());
        Assert.True(errors.Count == 0, string.Join("\n", errors));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Schema_and_reader_refuse_an_unknown_member_alike(string id, int version)
    {
        var (method, described) = Of(id, version);
        var changed = JsonObject.Create(described.Example)!;
        changed["nobody-asked"] = "x";
        var text = changed.ToJsonString();
        Assert.Contains(method.Evaluate(JsonElement.Parse(text)).Rejections, rejection => rejection is { Code: "input.unknown-member", Field: "nobody-asked" });
        var schema = await JsonSchema.FromJsonAsync(described.Inputs.GetRawText(), TestContext.Current.CancellationToken);
        Assert.NotEmpty(schema.Validate(text));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void What_the_schema_requires_the_reader_requires_and_nothing_else(string id, int version)
    {
        var (method, described) = Of(id, version);
        var members = Members(described.Inputs, described.Inputs, described.Example, "", []).ToList();
        Assert.NotEmpty(members);
        Assert.All(members, member =>
        {
            // Where exactly one of several members is asked for, the reader names whichever it asks for first.
            var changed = JsonNode.Parse(described.Example.GetRawText())!;
            Parent(changed, member.Steps).AsObject().Remove((string)member.Steps[^1]);
            var missing = method.Evaluate(JsonElement.Parse(changed.ToJsonString())).Rejections
                .Any(rejection => rejection.Code == "input.missing" && member.Answers.Contains(rejection.Field));
            Assert.True(missing == member.Required, $"{member.Path}: required by the schema: {member.Required}, by the reader: {missing}.");
        });
    }

    public static TheoryData<string> Games => [.. MethodCatalogue.All.Where(method => method.Description.Example.TryGetProperty("game", out _)).Select(method => method.Id)];

    [Theory]
    [MemberData(nameof(Games))]
    public async Task A_game_has_either_values_or_a_form_by_schema_and_reader_alike(string id)
    {
        var method = MethodCatalogue.Latest(id)!;
        var schema = await JsonSchema.FromJsonAsync(method.Description.Inputs.GetRawText(), TestContext.Current.CancellationToken);
        var neither = JsonObject.Create(method.Description.Example)!;
        neither["game"]!.AsObject().Remove("values");
        neither["game"]!.AsObject().Remove("form");
        Assert.NotEmpty(schema.Validate(neither.ToJsonString()));
        Assert.Contains(method.Evaluate(JsonElement.Parse(neither.ToJsonString())).Rejections, rejection => rejection is { Code: "input.missing", Field: "game.values" });

        var both = JsonObject.Create(method.Description.Example)!;
        var players = both["game"]!["players"]!.AsArray().Select(player => (string)player!).ToList();
        both["game"]!["values"] = JsonNode.Parse($$"""{"{{string.Join('+', players)}}":"1"}""");
        both["game"]!["form"] = new JsonObject { ["type"] = "gloves", ["left"] = new JsonArray(players[0]), ["right"] = new JsonArray([.. players.Skip(1).Select(player => (JsonNode)player)]) };
        Assert.NotEmpty(schema.Validate(both.ToJsonString()));
        Assert.Contains(method.Evaluate(JsonElement.Parse(both.ToJsonString())).Rejections, rejection => rejection.Code == "game.values-and-form");
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Every_value_says_what_it_is(string id, int version) =>
        Assert.All(Schemas(Of(id, version).Described.Inputs).Where(member => !SpeaksForItself(member.Schema)), member =>
        {
            Assert.True(member.Schema.TryGetProperty("description", out var text), $"{member.Path} has no description.");
            Assert.False(string.IsNullOrWhiteSpace(text.GetString()));
        });

    [Theory]
    [MemberData(nameof(Methods))]
    public void Objects_of_the_schema_are_closed(string id, int version) =>
        Assert.All(Schemas(Of(id, version).Described.Inputs).Append(("$", Of(id, version).Described.Inputs)), member =>
            Assert.True(!member.Item2.TryGetProperty("properties", out _) || member.Item2.TryGetProperty("additionalProperties", out _),
                $"{member.Item1} takes any member."));

    [Fact]
    public void A_golden_case_is_refused_with_a_code_that_its_method_describes() =>
        Assert.All(GoldenCase.All.Values.Where(golden => golden.RefusedBy is { } code && !IsShared(code)), golden =>
        {
            var method = golden.Version is { } version ? MethodCatalogue.Find(golden.Method, version) : MethodCatalogue.Latest(golden.Method);
            Assert.Contains(golden.RefusedBy!, method!.Description.Errors.Select(error => error.Code));
        });

    private static (Method Method, MethodDescription Described) Of(string id, int version)
    {
        var method = MethodCatalogue.Find(id, version)!;
        return (method, method.Description);
    }

    // What every reader can answer is not repeated by each method.
    private static bool IsShared(string code) => code.Split('.')[0] is "input" or "money" or "currency" or "party";

    private static void AssertBothLanguages(Text text)
    {
        Assert.False(string.IsNullOrWhiteSpace(text.En));
        Assert.Contains(text.Zh, IsChinese);
    }

    private static bool IsChinese(char character) => character is >= '\u4E00' and <= '\u9FFF';

    // An object is said by its members, a word of a closed set by itself.
    private static bool SpeaksForItself(JsonElement schema) =>
        schema.TryGetProperty("properties", out _) || schema.TryGetProperty("const", out _) || schema.TryGetProperty("enum", out _) || SchemaMembers.Choices(schema).Any();

    private static JsonNode Parent(JsonNode root, IReadOnlyList<object> steps) =>
        steps.SkipLast(1).Aggregate(root, (node, step) => step is int index ? node[index]! : node[(string)step]!);

    // Every member of the schema's objects that the example holds, however deep; of a choice, the branch the example takes.
    private static IEnumerable<(string Path, object[] Steps, bool Required, IReadOnlyList<string> Answers)> Members(
        JsonElement root, JsonElement given, JsonElement example, string path, object[] steps)
    {
        var schema = SchemaMembers.Resolve(root, given);
        if (SchemaMembers.Choices(schema).ToList() is { Count: > 0 } choices)
        {
            var taken = choices.Select(choice => SchemaMembers.Resolve(root, choice)).Where(choice => Fits(choice, example)).Take(1);
            foreach (var found in taken.SelectMany(choice => Members(root, choice, example, path, steps))) yield return found;
        }

        if (example.ValueKind == JsonValueKind.Object && schema.TryGetProperty("properties", out var properties))
        {
            var required = Required(schema);
            var alternatives = SchemaMembers.Choices(schema).Select(Required).Where(names => names.Count > 0).ToList();
            foreach (var member in example.EnumerateObject())
            {
                var here = JsonPath.Member(path, member.Name);
                var without = example.EnumerateObject().Select(other => other.Name).Where(name => name != member.Name).ToHashSet();
                var sole = alternatives.Exists(names => names.Contains(member.Name)) && !alternatives.Exists(names => names.IsSubsetOf(without));
                IReadOnlyList<string> answers = sole ? [.. alternatives.SelectMany(names => names).Select(name => JsonPath.Member(path, name))] : [here];
                yield return (here, [.. steps, member.Name], required.Contains(member.Name) || sole, answers);
                foreach (var inner in Members(root, properties.GetProperty(member.Name), member.Value, here, [.. steps, member.Name])) yield return inner;
            }
        }

        if (example.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var items))
        {
            foreach (var (index, entry) in example.EnumerateArray().Index())
            {
                foreach (var inner in Members(root, items, entry, JsonPath.Item(path, index), [.. steps, index])) yield return inner;
            }
        }
    }

    private static HashSet<string> Required(JsonElement schema) =>
        schema.TryGetProperty("required", out var names) ? [.. names.EnumerateArray().Select(name => name.GetString()!)] : [];

    private static bool Fits(JsonElement choice, JsonElement example) => example.ValueKind == JsonValueKind.Object
        && choice.TryGetProperty("properties", out var properties)
        && example.EnumerateObject().All(member => properties.TryGetProperty(member.Name, out var schema)
            && (!schema.TryGetProperty("enum", out var allowed) || allowed.EnumerateArray().Any(value => value.GetString() == member.Value.GetString()))
            && (!schema.TryGetProperty("const", out var only) || only.GetString() == member.Value.GetString()));

    private static IEnumerable<(string Path, JsonElement Schema)> Schemas(JsonElement root) => Schemas(root, root, "");

    private static IEnumerable<(string Path, JsonElement Schema)> Schemas(JsonElement root, JsonElement given, string path)
    {
        var schema = SchemaMembers.Resolve(root, given);
        if (schema.TryGetProperty("properties", out var properties))
        {
            foreach (var member in properties.EnumerateObject())
            {
                var here = JsonPath.Member(path, member.Name);
                yield return (here, member.Value.TryGetProperty("description", out _) ? member.Value : SchemaMembers.Resolve(root, member.Value));
                foreach (var inner in Schemas(root, member.Value, here)) yield return inner;
            }
        }

        if (schema.TryGetProperty("items", out var items))
        {
            foreach (var inner in Schemas(root, items, path + "[]")) yield return inner;
        }

        foreach (var inner in SchemaMembers.Choices(schema).SelectMany(choice => Schemas(root, choice, path))) yield return inner;
    }
}

using Ledger.Rules;

namespace Ledger.Cli.Scenario;

/// <summary>A scenario file that was read, or what is wrong with it.</summary>
/// <param name="Scenario">Null when there are problems.</param>
/// <param name="Problems">By place in the file.</param>
/// <param name="Positions">For faults found later, when the rules meet the inputs; null when the text is no JSON.</param>
public sealed record ParsedScenario(ScenarioFile? Scenario, IReadOnlyList<ScenarioProblem> Problems, JsonPositions? Positions);

/// <summary>Reads scenario files strictly: every fault is named with line, column, JSON path, code and rule.</summary>
public static class ScenarioParser
{
    private const string Kind = "scenario";

    /// <summary>Reads a file; a missing or oversized file is a problem too, never an exception.</summary>
    public static Task<ParsedScenario> ReadAsync(string file, CancellationToken cancel) => ReadAsync(file, [], cancel);

    /// <summary>Reads a file as it would be with some of its values replaced; places are those of the file as it is.</summary>
    public static async Task<ParsedScenario> ReadAsync(string file, IReadOnlyList<string> overrides, CancellationToken cancel) =>
        Parse(await JsonFile.ReadAsync(file, Kind, cancel), overrides);

    /// <summary>Reads the bytes of a file.</summary>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="bytes">UTF-8, with or without byte order mark.</param>
    public static ParsedScenario Parse(string file, byte[] bytes) => Parse(JsonFile.Parse(file, Kind, bytes), []);

    /// <summary>Gives rejections their place in the file, in the order of the file.</summary>
    public static IReadOnlyList<ScenarioProblem> Locate(string file, JsonPositions positions, IEnumerable<InputRejection> rejections) =>
        [.. rejections.Select(rejection =>
        {
            var (line, column) = positions.Of(rejection.Field);
            var path = rejection.Field switch { null or JsonPath.Root => JsonPath.Root, ['[', ..] inner => JsonPath.Root + inner, var inner => $"{JsonPath.Root}.{inner}" };
            return new ScenarioProblem(file, line, column, path, rejection.Code, rejection.Message, rejection.Value);
        }).OrderBy(problem => problem.Line).ThenBy(problem => problem.Column)];

    private static ParsedScenario Parse(JsonFile file, IReadOnlyList<string> overrides)
    {
        if (file.Positions is not { } positions) return new ParsedScenario(null, file.Problems, null);
        var (root, unusable) = Overrides.Apply(file.Root, overrides);
        if (unusable.Count > 0) return new ParsedScenario(null, unusable, positions);

        var reader = new InputReader(root);
        var scenario = reader.Clean ? ScenarioReader.Read(reader) : null;
        return reader.Clean && scenario is not null
            ? new ParsedScenario(scenario, [], positions)
            : new ParsedScenario(null, file.Locate(reader.Rejections), positions);
    }
}

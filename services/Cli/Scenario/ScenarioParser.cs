using System.Text;
using System.Text.Json;
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
    /// <summary>Reads a file; a missing or oversized file is a problem too, never an exception.</summary>
    public static async Task<ParsedScenario> ReadAsync(string file, CancellationToken cancel)
    {
        try
        {
            if (!File.Exists(file))
                return Fails(file, "scenario.not-found", new("There is no such file.", "没有这个文件。"));
            if (new FileInfo(file).Length > ScenarioLimits.FileBytes)
                return Fails(file, "scenario.too-large", new($"The file is larger than {ScenarioLimits.FileBytes} bytes.", $"文件超过{ScenarioLimits.FileBytes}字节。"));
            return Parse(file, await File.ReadAllBytesAsync(file, cancel));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Fails(file, "scenario.unreadable", new($"The file cannot be read: {fault.Message}", "文件无法读取。"));
        }
    }

    /// <summary>Reads the bytes of a file.</summary>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="bytes">UTF-8, with or without byte order mark.</param>
    public static ParsedScenario Parse(string file, byte[] bytes)
    {
        var utf8 = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
        if (NotUtf8(file, utf8) is { } broken) return new ParsedScenario(null, [broken], null);

        JsonElement root;
        try
        {
            using var document = JsonDocument.Parse(utf8);
            root = document.RootElement.Clone();
        }
        catch (JsonException malformed)
        {
            return new ParsedScenario(null, [Malformed(file, utf8, malformed)], null);
        }

        var positions = new JsonPositions(utf8);
        var reader = new InputReader(root);
        var scenario = reader.Clean ? ScenarioReader.Read(reader) : null;
        return reader.Clean && scenario is not null
            ? new ParsedScenario(scenario, [], positions)
            : new ParsedScenario(null, Locate(file, positions, reader.Rejections), positions);
    }

    /// <summary>Gives rejections their place in the file, in the order of the file.</summary>
    public static IReadOnlyList<ScenarioProblem> Locate(string file, JsonPositions positions, IEnumerable<InputRejection> rejections) =>
        [.. rejections.Select(rejection =>
        {
            var (line, column) = positions.Of(rejection.Field);
            var path = rejection.Field switch { null or JsonPath.Root => JsonPath.Root, ['[', ..] inner => JsonPath.Root + inner, var inner => $"{JsonPath.Root}.{inner}" };
            return new ScenarioProblem(file, line, column, path, rejection.Code, rejection.Message);
        }).OrderBy(problem => problem.Line).ThenBy(problem => problem.Column)];

    // The JSON parser looks at the bytes of a text only when it is asked for, which is too late to say where.
    private static ScenarioProblem? NotUtf8(string file, byte[] utf8)
    {
        try
        {
            new UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(utf8);
            return null;
        }
        catch (DecoderFallbackException fault)
        {
            var (line, column) = JsonPositions.At(utf8, fault.Index);
            return new ScenarioProblem(file, line, column, JsonPath.Root, "scenario.not-utf8", new("This is not UTF-8 text.", "不是 UTF-8 文本。"));
        }
    }

    private static ScenarioProblem Malformed(string file, byte[] utf8, JsonException malformed)
    {
        // The parser counts lines and bytes from 0.
        var start = 0;
        for (var i = 0; i < malformed.LineNumber; i++) start += utf8.AsSpan(start).IndexOf((byte)'\n') + 1;
        var (line, column) = JsonPositions.At(utf8, start + (malformed.BytePositionInLine ?? 0));
        var what = malformed.Message.Split(" LineNumber:")[0].Split(" Path:")[0];
        return new ScenarioProblem(file, line, column, JsonPath.Root, "scenario.malformed-json",
            new($"This is not JSON: {what}", "不是合法的 JSON。"));
    }

    private static ParsedScenario Fails(string file, string code, Text message) =>
        new(null, [new ScenarioProblem(file, 0, 0, JsonPath.Root, code, message)], null);
}

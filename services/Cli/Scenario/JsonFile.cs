using System.Text;
using System.Text.Json;
using Ledger.Rules;

namespace Ledger.Cli.Scenario;

/// <summary>A JSON text that a person wrote, with the place of every value in it, or what is wrong with it as a text.</summary>
/// <param name="Name">As the user named it.</param>
/// <param name="Root">Meaningless when there are problems.</param>
/// <param name="Positions">Null when there are problems.</param>
/// <param name="Problems">Codes [kind].not-found, .too-large, .unreadable, .not-utf8, .malformed-json.</param>
public sealed record JsonFile(string Name, JsonElement Root, JsonPositions? Positions, IReadOnlyList<ScenarioProblem> Problems)
{
    /// <summary>Reads a file; a missing or oversized file is a problem too, never an exception.</summary>
    /// <param name="file">Its name.</param>
    /// <param name="kind">What it is, as the codes of problems say it: "scenario", "inputs".</param>
    /// <param name="cancel">Ctrl+C.</param>
    public static async Task<JsonFile> ReadAsync(string file, string kind, CancellationToken cancel)
    {
        try
        {
            if (!File.Exists(file)) return Fails(file, $"{kind}.not-found", new("There is no such file.", "没有这个文件。"));
            if (new FileInfo(file).Length > ScenarioLimits.FileBytes) return TooLarge(file, kind);
            return Parse(file, kind, await File.ReadAllBytesAsync(file, cancel));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Fails(file, $"{kind}.unreadable", new($"The file cannot be read: {fault.Message}", "文件无法读取。"));
        }
    }

    /// <summary>Reads a stream to its end, no further than the limit of a file.</summary>
    public static async Task<JsonFile> ReadAsync(Stream stream, string name, string kind, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var bytes = new MemoryStream();
        var buffer = new byte[81_920];
        while (await stream.ReadAsync(buffer, cancel) is var count and > 0)
        {
            if (bytes.Length + count > ScenarioLimits.FileBytes) return TooLarge(name, kind);
            await bytes.WriteAsync(buffer.AsMemory(0, count), cancel);
        }

        return Parse(name, kind, bytes.ToArray());
    }

    /// <summary>Reads bytes: UTF-8, with or without byte order mark.</summary>
    public static JsonFile Parse(string name, string kind, byte[] bytes)
    {
        var utf8 = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
        if (NotUtf8(name, kind, utf8) is { } broken) return new JsonFile(name, default, null, [broken]);
        try
        {
            using var document = JsonDocument.Parse(utf8);
            return new JsonFile(name, document.RootElement.Clone(), new JsonPositions(utf8), []);
        }
        catch (JsonException malformed)
        {
            return new JsonFile(name, default, null, [Malformed(name, kind, utf8, malformed)]);
        }
    }

    /// <summary>Gives rejections their place in the file, in the order of the file.</summary>
    public IReadOnlyList<ScenarioProblem> Locate(IEnumerable<InputRejection> rejections) => ScenarioParser.Locate(Name, Positions!, rejections);

    // The JSON parser looks at the bytes of a text only when it is asked for, which is too late to say where.
    private static ScenarioProblem? NotUtf8(string name, string kind, byte[] utf8)
    {
        try
        {
            new UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(utf8);
            return null;
        }
        catch (DecoderFallbackException fault)
        {
            var (line, column) = JsonPositions.At(utf8, fault.Index);
            return new ScenarioProblem(name, line, column, JsonPath.Root, $"{kind}.not-utf8", new("This is not UTF-8 text.", "不是 UTF-8 文本。"));
        }
    }

    private static ScenarioProblem Malformed(string name, string kind, byte[] utf8, JsonException malformed)
    {
        // The parser counts lines and bytes from 0.
        var start = 0;
        for (var i = 0; i < malformed.LineNumber; i++) start += utf8.AsSpan(start).IndexOf((byte)'\n') + 1;
        var (line, column) = JsonPositions.At(utf8, start + (malformed.BytePositionInLine ?? 0));
        var what = malformed.Message.Split(" LineNumber:")[0].Split(" Path:")[0];
        return new ScenarioProblem(name, line, column, JsonPath.Root, $"{kind}.malformed-json",
            new($"This is not JSON: {what}", "不是合法的 JSON。"));
    }

    private static JsonFile TooLarge(string name, string kind) => Fails(name, $"{kind}.too-large",
        new($"The file is larger than {ScenarioLimits.FileBytes} bytes.", $"文件超过{ScenarioLimits.FileBytes}字节。"));

    private static JsonFile Fails(string name, string code, Text message) =>
        new(name, default, null, [new ScenarioProblem(name, 0, 0, JsonPath.Root, code, message)]);
}

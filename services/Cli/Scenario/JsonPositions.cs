using System.Text;
using System.Text.Json;
using Ledger.Rules;

namespace Ledger.Cli.Scenario;

/// <summary>Where in a JSON text each value stands, by the path that rejections use.</summary>
public sealed class JsonPositions
{
    private readonly Dictionary<string, long> offsets = new(StringComparer.Ordinal);
    private readonly byte[] utf8;

    /// <summary>Walks a well-formed JSON text.</summary>
    /// <param name="utf8">Without byte order mark.</param>
    public JsonPositions(byte[] utf8)
    {
        this.utf8 = utf8;
        var reader = new Utf8JsonReader(utf8);
        reader.Read();
        Walk(ref reader, "");
    }

    /// <summary>
    /// Line and column, both from 1, of the value at a path; of a member, where its name stands. A path the text does not hold
    /// (a missing member) is answered with the nearest value around it.
    /// </summary>
    public (int Line, int Column) Of(string? path)
    {
        for (var place = path is null or JsonPath.Root ? "" : path; ; place = Parent(place))
        {
            if (offsets.TryGetValue(place, out var offset)) return At(utf8, offset);
            if (place.Length == 0) return (1, 1);
        }
    }

    /// <summary>Line and column, both from 1, of a byte offset.</summary>
    public static (int Line, int Column) At(byte[] utf8, long offset)
    {
        ArgumentNullException.ThrowIfNull(utf8);
        var before = utf8.AsSpan(0, (int)Math.Min(offset, utf8.Length));
        var lineStart = before.LastIndexOf((byte)'\n') + 1;
        return (before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(before[lineStart..]) + 1);
    }

    private void Walk(ref Utf8JsonReader reader, string path)
    {
        offsets.TryAdd(path, reader.TokenStartIndex);
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var member = JsonPath.Member(path, Name(ref reader));

                // A member that stands twice is reported where it stands the second time.
                offsets[member] = reader.TokenStartIndex;
                reader.Read();
                Walk(ref reader, member);
            }
        }
        else if (reader.TokenType == JsonTokenType.StartArray)
        {
            for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
                Walk(ref reader, JsonPath.Item(path, index));
        }
    }

    // A name with half of a character cannot be said; the document is refused as a whole for it.
    private static string Name(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return "?";
        }
    }

    private static string Parent(string path)
    {
        if (path.EndsWith("\"]", StringComparison.Ordinal)) return path[..path.LastIndexOf("[\"", StringComparison.Ordinal)];
        var cut = path.LastIndexOfAny(['.', '[']);
        return cut < 0 ? "" : path[..cut];
    }
}

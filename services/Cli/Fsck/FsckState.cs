using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Transparency;

namespace Ledger.Cli.Fsck;

/// <summary>How far a check has come, in a file: the next one continues, and shows first that it continues the same log. Holds no secret.</summary>
public sealed class FsckState
{
    private const string Form = "ledger-fsck/1";
    private const int Often = 50_000;

    private static readonly UInt128[] Nothing = new UInt128[4];

    private readonly string? _file;
    private readonly Dictionary<string, (long Sequence, long Count)> _services = new(StringComparer.Ordinal);

    private FsckState(string? file, int every) => (_file, Every) = (file, every);

    /// <summary>After how many entries or events progress is told and kept.</summary>
    public int Every { get; }

    /// <summary>Nothing checked yet, and nothing kept.</summary>
    public static FsckState None => new(null, Often);

    /// <summary>The tree over the entries that were checked and found well.</summary>
    public CompactRange Log { get; private set; } = CompactRange.Empty;

    /// <summary>Sums over the rows that those entries are found by, one for each table.</summary>
    public IReadOnlyList<UInt128> Derived { get; private set; } = Nothing;

    /// <summary>Up to which sequence number a service's events were checked, and how many they were; below every number when none were.</summary>
    public (long Sequence, long Count) Of(string service) => _services.TryGetValue(service, out var found) ? found : (long.MinValue, 0);

    /// <summary>Reads the file; without it, nothing is checked yet.</summary>
    /// <exception cref="FormatException">The file is of another form.</exception>
    /// <param name="file">Its name.</param>
    /// <param name="every">After how many entries or events progress is told and kept.</param>
    public static FsckState Open(string file, int every = Often)
    {
        var state = new FsckState(file, every);
        if (!File.Exists(file)) return state;
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(file, Encoding.UTF8));
            var root = json.RootElement;
            if (root.GetProperty("format").GetString() != Form) throw new FormatException("it is of another form");
            var hashes = root.GetProperty("hashes").EnumerateArray().Select(hash => MerkleHash.Parse(hash.GetString()!));
            state.Log = CompactRange.Of(root.GetProperty("size").GetInt64(), [.. hashes]);
            // Without them everything is made anew.
            if (root.TryGetProperty("derived", out var sums))
                state.Derived = [.. sums.EnumerateArray().Select(sum => UInt128.Parse(sum.GetString()!, System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture))];
            if (state.Derived.Count != Nothing.Length) throw new FormatException("it is of another form");
            foreach (var service in root.GetProperty("services").EnumerateObject())
                state._services.Add(service.Name, (service.Value.GetProperty("sequence").GetInt64(), service.Value.GetProperty("count").GetInt64()));
            return state;
        }
        catch (Exception malformed) when (malformed is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException or FormatException or OverflowException)
        {
            throw new FormatException($"{file} is no state of a check: {malformed.Message} Delete it to check from the beginning.", malformed);
        }
    }

    /// <summary>Keeps how far the log was checked.</summary>
    /// <param name="log">The tree over its entries.</param>
    /// <param name="derived">The sums over the rows that they are found by.</param>
    public void Keep(CompactRange log, IReadOnlyList<UInt128> derived)
    {
        (Log, Derived) = (log, [.. derived]);
        Save();
    }

    /// <summary>Keeps how far a service was checked.</summary>
    public void Keep(string service, long sequence, long count)
    {
        _services[service] = (sequence, count);
        Save();
    }

    /// <summary>Forgets everything: what comes is checked from the beginning.</summary>
    public void Forget()
    {
        _services.Clear();
        Keep(CompactRange.Empty, Nothing);
    }

    // In one step: a check that is stopped leaves the file before or the file after.
    private void Save()
    {
        if (_file is null) return;
        var json = new JsonObject
        {
            ["format"] = Form, ["size"] = Log.Size, ["hashes"] = new JsonArray([.. Log.Hashes.Select(hash => (JsonNode)hash.ToString())]),
            ["derived"] = new JsonArray([.. Derived.Select(sum => (JsonNode)sum.ToString("x32", System.Globalization.CultureInfo.InvariantCulture))]),
            ["services"] = new JsonObject(_services.OrderBy(service => service.Key, StringComparer.Ordinal).Select(service => KeyValuePair.Create(
                service.Key, (JsonNode?)new JsonObject { ["sequence"] = service.Value.Sequence, ["count"] = service.Value.Count }))),
        };
        File.WriteAllText($"{_file}.new", json.ToJsonString() + "\n", new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        File.Move($"{_file}.new", _file, overwrite: true);
    }
}

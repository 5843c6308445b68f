using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ledger.Transparency;
using Ledger.Transparency.Witnesses;

namespace Ledger.Witness;

/// <summary>
/// A witness's memory: the latest tree of every log that it cosigned. A text that people can read; a damaged one is refused, for a
/// witness must never go back.
/// </summary>
/// <param name="file">Full name of the file.</param>
public sealed class SeenFile(string file)
{
    private const string Header = "ledger-witness/1";
    private const string Sum = "sum ";

    /// <summary>Whether there is a memory.</summary>
    public bool Exists => File.Exists(file);

    /// <summary>What it holds.</summary>
    /// <exception cref="WitnessRefusedException">Damaged.</exception>
    public IReadOnlyDictionary<string, SeenTree> Read()
    {
        if (new FileInfo(file).Length > WitnessLimits.MemoryBytes) throw Damaged("it is too large", null);
        var text = File.ReadAllText(file, Encoding.UTF8);
        try
        {
            var end = text.LastIndexOf(Sum, StringComparison.Ordinal);
            if (end < 0 || text[end..] != $"{Sum}{Hash(text[..end])}\n") throw new FormatException("its sum is wrong");
            if (text[..end].Split('\n') is not [Header, .. var lines, ""]) throw new FormatException("it is of another form");
            var seen = new Dictionary<string, SeenTree>(StringComparer.Ordinal);
            foreach (var line in lines)
            {
                if (line.Split(' ') is not [var origin, var size, var root]) throw new FormatException("a line is no origin, size and root");
                seen.Add(origin, new SeenTree(long.Parse(size, NumberStyles.None, CultureInfo.InvariantCulture), MerkleHash.ParseBase64(root)));
            }

            return seen;
        }
        catch (Exception malformed) when (malformed is FormatException or OverflowException or ArgumentException)
        {
            throw Damaged(malformed.Message, malformed);
        }
    }

    /// <summary>Replaces it; durable when this returns.</summary>
    /// <exception cref="IOException">Not written; the old one stands.</exception>
    public void Write(IReadOnlyDictionary<string, SeenTree> seen)
    {
        var text = new StringBuilder($"{Header}\n");
        foreach (var (origin, tree) in seen.OrderBy(log => log.Key, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"{origin} {tree.Size} {tree.Root.ToBase64()}\n");
        var body = text.ToString();
        DurableFile.Replace(file, Encoding.UTF8.GetBytes($"{body}{Sum}{Hash(body)}\n"));
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private WitnessRefusedException Damaged(string why, Exception? inner) =>
        new($"The memory {file} is damaged: {why}. A witness without its memory could cosign a second history; bring a copy of the newest back.", inner);
}

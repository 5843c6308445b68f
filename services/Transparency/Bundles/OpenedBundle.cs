using System.Text.Json;
using Ledger.Transparency.Disclosures;

namespace Ledger.Transparency.Bundles;

/// <summary>
/// Puts into a bundle the hidden fields that its holder may read: whoever keeps them gives each as a disclosure, the log never held them.
/// Proofs and signatures stay as they are, for the log holds the digests.
/// </summary>
public static class OpenedBundle
{
    private const string Digests = "_sd";

    /// <summary>The bundle with every disclosure at each entry that holds its digest.</summary>
    /// <param name="bundle">A bundle.</param>
    /// <param name="disclosures">RFC 9901, as the keeper of the fields gave them.</param>
    /// <exception cref="FormatException">One of them is none, or belongs to no entry whose contents are shown.</exception>
    public static Bundle Of(Bundle bundle, IEnumerable<string> disclosures)
    {
        var given = new Dictionary<string, Disclosure>(StringComparer.Ordinal);
        foreach (var disclosure in disclosures.Select(Disclosure.Parse)) given[disclosure.Digest] = disclosure;
        var used = new HashSet<string>(StringComparer.Ordinal);
        var entries = bundle.Entries.Select(entry => Opened(entry, given, used)).ToList();
        var left = given.Keys.Where(digest => !used.Contains(digest)).ToList();
        return left.Count == 0 ? bundle with { Entries = entries } : throw new FormatException($"No entry of the bundle holds the digest {left[0]} of a disclosure.");
    }

    private static BundleEntry Opened(BundleEntry entry, Dictionary<string, Disclosure> given, HashSet<string> used)
    {
        if (entry.Payload is null) return entry;
        var openings = new List<string>(entry.Openings);
        using var payload = JsonDocument.Parse(entry.Payload);
        // What was opened may hold digests of its own.
        var open = new Stack<JsonElement>([payload.RootElement, .. entry.Openings.Select(text => Disclosure.Parse(text).Value)]);
        while (open.TryPop(out var value))
        {
            foreach (var digest in In(value))
            {
                if (!given.TryGetValue(digest, out var disclosure)) continue;
                used.Add(digest);
                if (openings.Contains(disclosure.Text, StringComparer.Ordinal)) continue;
                openings.Add(disclosure.Text);
                open.Push(disclosure.Value);
            }
        }

        return entry with { Openings = openings };
    }

    private static IEnumerable<string> In(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().SelectMany(In),
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => member.Name == Digests && member.Value.ValueKind == JsonValueKind.Array
            ? member.Value.EnumerateArray().Where(digest => digest.ValueKind == JsonValueKind.String).Select(digest => digest.GetString()!)
            : In(member.Value)),
        _ => [],
    };
}

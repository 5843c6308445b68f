using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Canonical;

namespace Ledger.Transparency.Disclosures;

/// <summary>A payload with the fields put in that its reader was given.</summary>
/// <param name="Value">The payload; digests that were not opened are left out.</param>
/// <param name="Closed">Digests that were not opened: fields that are not disclosed, or decoys.</param>
public sealed record DisclosedPayload(JsonElement Value, int Closed)
{
    private const string Digests = "_sd";

    /// <summary>Opens a payload.</summary>
    /// <param name="payload">The payload as logged: each object with hidden fields has an array <c>_sd</c> of their digests.</param>
    /// <param name="disclosures">What its reader was given, in any order.</param>
    /// <exception cref="FormatException">
    /// A disclosure has no digest in the payload or in another disclosure, a digest stands twice, a field is disclosed that stands
    /// there already, or a value is outside the canonical subset.
    /// </exception>
    public static DisclosedPayload Open(JsonElement payload, IReadOnlyCollection<Disclosure> disclosures)
    {
        var unused = new Dictionary<string, Disclosure>(StringComparer.Ordinal);
        foreach (var disclosure in disclosures)
        {
            if (disclosure.Name is null) throw new FormatException("Elements of arrays are not disclosed one by one.");
            if (!unused.TryAdd(disclosure.Digest, disclosure)) throw new FormatException("A disclosure stands twice.");
        }

        var opening = new Opening(unused);
        var value = opening.Open(Canonical(payload), 0);
        if (unused.Count > 0) throw new FormatException($"The payload has no digest {unused.First().Key} of a disclosure.");
        using var document = JsonDocument.Parse(value?.ToJsonString() ?? "null");
        return new DisclosedPayload(document.RootElement.Clone(), opening.Closed);
    }

    // Through the canonical form: what JsonNode would take otherwise (two equal keys, lone surrogates) is refused here.
    private static JsonNode? Canonical(JsonElement value) => JsonNode.Parse(CanonicalJson.Bytes(value));

    private sealed class Opening(Dictionary<string, Disclosure> unused)
    {
        private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

        public int Closed { get; private set; }

        public JsonNode? Open(JsonNode? node, int depth)
        {
            // Each disclosed value is of bounded depth, but one may hold the digest of the next.
            if (depth >= CanonicalWriter.MaxDepth && node is JsonObject or JsonArray)
                throw new FormatException($"The fields are nested deeper than {CanonicalWriter.MaxDepth} levels.");
            return node switch
            {
                JsonObject fields => Object(fields, depth + 1),
                JsonArray items => new JsonArray([.. items.Select(item => Open(item, depth + 1))]),
                _ => node?.DeepClone(),
            };
        }

        private JsonObject Object(JsonObject fields, int depth)
        {
            var opened = new JsonObject();
            foreach (var (name, value) in fields)
            {
                if (name != Digests) opened.Add(name, Open(value, depth));
            }

            if (!fields.TryGetPropertyValue(Digests, out var digests)) return opened;
            if (digests is not JsonArray list) throw new FormatException("The digests of hidden fields are an array.");
            foreach (var item in list)
            {
                if (item is not JsonValue text || !text.TryGetValue<string>(out var digest)) throw new FormatException("A digest is a text.");
                if (!_seen.Add(digest)) throw new FormatException($"The digest {digest} stands twice.");
                if (!unused.Remove(digest, out var disclosure))
                {
                    Closed++;
                    continue;
                }

                if (opened.ContainsKey(disclosure.Name!)) throw new FormatException($"The field {disclosure.Name} stands in the payload already.");
                opened.Add(disclosure.Name!, Open(Canonical(disclosure.Value), depth));
            }

            return opened;
        }
    }
}

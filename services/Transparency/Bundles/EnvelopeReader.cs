using System.Text.Json;
using System.Text.RegularExpressions;

namespace Ledger.Transparency.Bundles;

/// <summary>Reads the envelope of a leaf strictly, and finds what a payload cites.</summary>
internal static partial class EnvelopeReader
{
    private const string Schema = "ledger-envelope/1";
    private const int MaxReferences = 256;
    private const int MaxSource = 60;
    private const int MaxTenant = 200;
    private const int MaxType = 120;
    private const int HashDigits = 64;

    /// <exception cref="MalformedBundleException">Another shape, with the place.</exception>
    public static LeafEnvelope Read(JsonElement envelope, string place)
    {
        var json = new Json(envelope, place).Object("at", "ev", "k", "n", "ph", "refs", "seq", "sn", "src", "st", "tn", "tv", "ver");
        if (json["k"].Text(Schema.Length) != Schema) throw json["k"].Wrong($"is not {Schema}");
        json["seq"].Positive();
        var references = json["refs"].List(MaxReferences, item => item.Reference());
        if (references.Distinct().Count() < references.Count) throw json["refs"].Wrong("names an event twice");
        return new LeafEnvelope(
            json["ev"].Id(), Matching(json["n"], TypeName, MaxType), json["ph"].Sha256(), references, Matching(json["src"], SourceName, MaxSource),
            json["sn"].Positive(), Tenant(json["tn"]), json["tv"].Positive(), json["st"].Id(), json["ver"].Positive(), json["at"].Time());
    }

    public static string Tenant(Json json) =>
        json.Text(MaxTenant) is { Length: > 0 } tenant && !tenant.Any(char.IsControl) ? tenant : throw json.Wrong("is not a consortium");

    /// <summary>
    /// Every object with exactly the members <c>ev</c> (an id) and <c>ph</c> (a hash), wherever it stands, each once, by id and
    /// hash: the shape by which the services cite, in the order in which their envelopes list it.
    /// </summary>
    public static IReadOnlyList<EventReference> Citations(JsonElement payload)
    {
        var found = new List<EventReference>();
        Collect(payload, found);
        return
        [
            .. found.Distinct().OrderBy(cited => cited.Event.ToString(), StringComparer.Ordinal)
                .ThenBy(cited => cited.PayloadHash, StringComparer.Ordinal),
        ];
    }

    private static void Collect(JsonElement value, List<EventReference> found)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when Citation(value) is { } reference:
                found.Add(reference);
                break;
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject()) Collect(member.Value, found);
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray()) Collect(item, found);
                break;
        }
    }

    /// <summary>The citation that an object is, or null.</summary>
    internal static EventReference? Citation(JsonElement value) =>
        value.GetPropertyCount() == 2
        && value.TryGetProperty("ev", out var ev) && ev.ValueKind == JsonValueKind.String && ev.TryGetGuid(out var id)
        && value.TryGetProperty("ph", out var ph) && ph.ValueKind == JsonValueKind.String
        && ph.GetString() is { Length: HashDigits } hash && hash.All(char.IsAsciiHexDigitLower)
            ? new EventReference(id, hash)
            : null;

    private static string Matching(Json json, Regex grammar, int limit) =>
        grammar.IsMatch(json.Text(limit)) ? json.Text(limit) : throw json.Wrong("has characters that it may not have");

    [GeneratedRegex(@"^[a-z][a-z_]*\.v[1-9][0-9]*\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TypeName { get; }

    [GeneratedRegex(@"^[a-z][a-z-]*\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SourceName { get; }
}

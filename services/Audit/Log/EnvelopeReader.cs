using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ledger.Rules;
using Ledger.ServiceDefaults.Outbox;
using Ledger.ServiceDefaults.Store;

namespace Ledger.Audit.Log;

/// <summary>Reads an envelope strictly: exactly the members of the schema, each of its grammar.</summary>
internal static partial class EnvelopeReader
{
    private const string Schema = "ledger-envelope/1";
    private const int Members = 13;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <exception cref="MalformedEntryException">The envelope is not of the published shape.</exception>
    public static Envelope Read(JsonElement envelope)
    {
        if (envelope.ValueKind != JsonValueKind.Object) throw new MalformedEntryException("the envelope is not an object");
        if (envelope.GetPropertyCount() != Members)
            throw new MalformedEntryException($"the envelope has {envelope.GetPropertyCount()} members instead of {Members}");
        if (Text(envelope, "k") is var schema && schema != Schema) throw new MalformedEntryException($"the envelope is of shape '{schema}'");
        return new Envelope(
            Id(Text(envelope, "ev"), "ev"), Matching(envelope, "n", TypeName, AuditLimits.TypeLength), Hash(envelope, "ph"),
            References(envelope), Number(envelope, "seq"), Matching(envelope, "src", SourceName, AuditLimits.SourceLength),
            Number(envelope, "sn"), Tenant(envelope), Number(envelope, "tv"), Id(Text(envelope, "st"), "st"), Number(envelope, "ver"),
            Time(envelope));
    }

    private static string Text(JsonElement envelope, string member) =>
        envelope.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new MalformedEntryException($"the envelope has no text '{member}'");

    private static string Matching(JsonElement envelope, string member, Regex grammar, int length) =>
        Text(envelope, member) is var text && text.Length <= length && grammar.IsMatch(text) ? text : throw Wrong(member);

    private static string Tenant(JsonElement envelope) =>
        Text(envelope, "tn") is { Length: > 0 and <= AuditLimits.TenantLength } tenant && !tenant.Any(char.IsControl)
            ? tenant
            : throw Wrong("tn");

    private static string Hash(JsonElement envelope, string member) =>
        Text(envelope, member) is { Length: 64 } hash && !hash.AsSpan().ContainsAnyExcept(HexDigits) ? hash : throw Wrong(member);

    private static long Number(JsonElement envelope, string member) =>
        Text(envelope, member) is ['1' or '2' or '3' or '4' or '5' or '6' or '7' or '8' or '9', ..] digits
        && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Wrong(member);

    // "D" also reads upper case; ids are written in lower case only.
    private static Guid Id(string text, string member) =>
        Guid.TryParseExact(text, "D", out var id) && id.ToString() == text ? id : throw Wrong(member);

    private static DateTimeOffset Time(JsonElement envelope) =>
        DateTimeOffset.TryParseExact(
            Text(envelope, "at"), "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
        && Timestamps.Text(time) == Text(envelope, "at")
            ? time
            : throw Wrong("at");

    private static List<Citation> References(JsonElement envelope)
    {
        if (!envelope.TryGetProperty("refs", out var list) || list.ValueKind != JsonValueKind.Array) throw Wrong("refs");
        if (list.GetArrayLength() > ServiceDefaults.Limits.Citations)
            throw new MalformedEntryException($"the envelope names {list.GetArrayLength()} references");
        var references = new List<Citation>(list.GetArrayLength());
        foreach (var item in list.EnumerateArray())
        {
            var reference = Citations.Read(item) ?? throw Wrong("refs");
            Id(Text(item, "ev"), "refs");
            references.Add(reference);
        }

        return references;
    }

    private static MalformedEntryException Wrong(string member) => new($"the envelope's '{member}' is missing or malformed");

    [GeneratedRegex(@"^[a-z][a-z_]*\.v[1-9][0-9]*\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TypeName { get; }

    [GeneratedRegex(@"^[a-z][a-z-]*\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SourceName { get; }
}

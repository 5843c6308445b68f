using System.Text.Json;
using Ledger.Audit.Log;
using Ledger.Rules;

namespace Ledger.Audit.Trails;

/// <summary>Shows a log entry as a node: who acted and the values that say in one line what happened, whatever the service.</summary>
internal static class TrailNodes
{
    // Shown in members of their own.
    private static readonly HashSet<string> Apart = new(StringComparer.Ordinal) { "by", "at", "title" };

    public static TrailNode Of(LoggedEntry entry)
    {
        var (envelope, payload) = (entry.Envelope, entry.Payload);
        var by = Member(payload, "by");
        return new TrailNode(
            envelope.Event, TrailNodeState.Logged, entry.Index, envelope.Type, envelope.Source, envelope.Stream, envelope.Version,
            envelope.RecordedAt, Text(by, "person"), Text(by, "organisation"), Title(Member(payload, "title")), Values(payload),
            envelope.PayloadHash, entry.Leaf.ToString(), payload);
    }

    private static Text? Title(JsonElement? title) =>
        Text(title, "en") is { } english && Text(title, "zh") is { } chinese ? new Text(english, chinese) : null;

    private static Dictionary<string, JsonElement> Values(JsonElement payload)
    {
        var values = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (payload.ValueKind != JsonValueKind.Object) return values;
        foreach (var member in payload.EnumerateObject())
        {
            if (values.Count == AuditLimits.SummaryValues) break;
            if (!Apart.Contains(member.Name) && IsPlain(member.Value)) values.Add(member.Name, member.Value);
        }

        return values;
    }

    private static bool IsPlain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!.Length <= AuditLimits.SummaryTextLength,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => true,
        JsonValueKind.Object => value.GetPropertyCount() == 2 && Text(value, "amount") is not null && Text(value, "currency") is not null,
        _ => false,
    };

    private static JsonElement? Member(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member) ? member : null;

    private static string? Text(JsonElement? value, string name) =>
        value is { } of && Member(of, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}

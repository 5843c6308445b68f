using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ledger.Audit.Log;

namespace Ledger.Audit.Trails;

/// <summary>One act as <c>audit.separate-duties</c> takes it.</summary>
/// <param name="Id">Its event.</param>
/// <param name="Thing">What it was about: its stream, with what tells the rounds of the stream apart.</param>
/// <param name="Act">Stored name of the fact.</param>
/// <param name="Person">Who did it.</param>
/// <param name="Organisation">For which organisation.</param>
internal sealed record PersonAct(Guid Id, string Thing, string Act, string Person, string Organisation);

/// <summary>Reads from log entries who did what about which thing.</summary>
internal static class PersonActs
{
    // Of persons who are named without their organisation; no organisation has a name like that.
    private const string Unsaid = "-";

    /// <summary>The acts of an entry: none where nobody acted, several where it names those who did.</summary>
    public static IEnumerable<PersonAct> Of(LoggedEntry entry)
    {
        var (said, node) = (entry.Envelope, TrailNodes.Of(entry));
        if (Acts.Makers.TryGetValue(said.Type, out var makers))
        {
            return Member(entry.Payload, makers) is { ValueKind: JsonValueKind.Array } persons
                ? [.. persons.EnumerateArray().Select(person => new PersonAct(said.Event, Thing(entry), said.Type, person.GetString()!, Unsaid))]
                : [];
        }

        return node is { Person: { } by, Organisation: { } organisation } && !IsTakenBack(entry)
            ? [new PersonAct(said.Event, Thing(entry), said.Type, by, organisation)]
            : [];
    }

    // Whoever takes his own dispute back decides about nobody.
    private static bool IsTakenBack(LoggedEntry entry) =>
        entry.Envelope.Type == "loss_dispute_settled.v1" && Member(entry.Payload, "outcome") is { ValueKind: JsonValueKind.String } outcome && outcome.GetString() == "withdrawn";

    private static string Thing(LoggedEntry entry)
    {
        var stream = entry.Envelope.Stream.ToString();
        if (!Acts.Rounds.TryGetValue(entry.Envelope.Type, out var member)) return stream;
        return (member == Acts.OwnHash ? entry.Envelope.PayloadHash : Text(Member(entry.Payload, member))) is { } round ? $"{stream}-{Short(round)}" : stream;
    }

    private static string? Text(JsonElement? value) => value switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number } number => number.GetInt64().ToString(CultureInfo.InvariantCulture),
        _ => null,
    };

    // Within the length of an identifier, whatever tells the rounds apart.
    private static string Short(string round) => round.Length <= 10 && round.All(char.IsAsciiLetterOrDigit)
        ? round : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(round)))[..16];

    private static JsonElement? Member(JsonElement payload, string name) =>
        payload.ValueKind == JsonValueKind.Object && payload.TryGetProperty(name, out var value) ? value : null;
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Ledger.Audit.Domain;
using Ledger.Audit.Log;
using Ledger.Rules;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Store;
using Ledger.Transparency;
using Ledger.Transparency.Search;
using Npgsql;

namespace Ledger.Audit.Work;

/// <summary>A population with its items in the order of the log.</summary>
/// <param name="Of">What it is.</param>
/// <param name="Totals">Control totals.</param>
/// <param name="Items">Its items; ids are event ids with the number of the amount within the event.</param>
public sealed record Population(PopulationOf Of, ControlTotals Totals, IReadOnlyList<AuditItem> Items);

/// <summary>Reads populations from the log: the same question over the same size of the log gives the same items for ever.</summary>
internal static class PopulationReader
{
    /// <summary>Reads a population.</summary>
    /// <param name="connection">A connection that works for the consortium.</param>
    /// <param name="tenant">The consortium.</param>
    /// <param name="of">What is asked; a size of 0 stands for the log as it is now.</param>
    /// <param name="ct">Cancels the read.</param>
    /// <exception cref="RequestRefusedException">There are too many items, or amounts that cannot be summed.</exception>
    public static async Task<Population> ReadAsync(NpgsqlConnection connection, string tenant, PopulationOf of, CancellationToken ct)
    {
        var currency = Currency.TryOf(of.Currency, out var known) ? known : throw RequestRefused.Malformed("currency", "the currency is not known");
        var path = AmountPath.Parse(of.Path);
        if (of.Size == 0) of = of with { Size = await SizeAsync(connection, tenant, ct) };
        var (items, others, negative) = (new List<AuditItem>(), 0, 0);
        await using var command = new NpgsqlCommand(
            """
            select event_id, recorded_at, canonical from audit_log
            where tenant_id = $1 and event_type = $2 and index < $3 and recorded_at >= $4 and recorded_at < $5 order by index
            """, connection)
        {
            Parameters =
            {
                new() { Value = tenant }, new() { Value = of.Kind }, new() { Value = of.Size },
                new() { Value = (of.From ?? DateOnly.MinValue).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) },
                new() { Value = (of.To is { } to && to < DateOnly.MaxValue ? to.AddDays(1) : DateOnly.MaxValue).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            using var payload = JsonDocument.Parse(reader.GetString(2));
            var day = Findable.ValidDay(payload.RootElement) ?? DateOnly.FromDateTime(reader.GetDateTime(1));
            var number = 0;
            foreach (var (value, party) in path.Find(payload.RootElement))
            {
                number++;
                if (Code(value) is not { } code) continue;
                if (code != of.Currency) others++;
                else if (!Money.TryParse(value.GetProperty("amount").GetString()!, currency, out var amount) || amount.Sign < 0) negative++;
                else items.Add(new AuditItem($"{reader.GetGuid(0)}-{number.ToString(CultureInfo.InvariantCulture)}", amount, Named(party), day));
                if (items.Count > AuditLimits.PopulationItems) throw TooLarge();
            }
        }

        try
        {
            var total = Money.Sum(items.Select(item => item.Amount), currency);
            return new Population(of, new ControlTotals(items.Count, total, Hash(items), others, negative), items);
        }
        catch (OverflowException)
        {
            throw TooLarge();
        }
    }

    // The newest entry of the consortium, not of the log: what others record says nothing to it, and changes nothing for it.
    private static async Task<long> SizeAsync(NpgsqlConnection connection, string tenant, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select coalesce(max(index) + 1, 0) from audit_log where tenant_id = $1", connection) { Parameters = { new() { Value = tenant } } };
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Items as the methods take them.</summary>
    public static IEnumerable<object> Inputs(IEnumerable<AuditItem> items) =>
        items.Select(item => new { id = item.Id, amount = item.Amount.Amount, party = item.Party, day = item.Day });

    private static string Hash(List<AuditItem> items) =>
        CanonicalJson.Hash(JsonSerializer.SerializeToElement(Inputs(items), FactJson.Facts));

    private static string? Code(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty("currency", out var code) && code.ValueKind == JsonValueKind.String
        && value.TryGetProperty("amount", out var amount) && amount.ValueKind == JsonValueKind.String ? code.GetString() : null;

    /// <summary>An organisation or person as an identifier of the methods: itself where it is one, else a name made of its hash.</summary>
    public static string? Named(string? name) => name is null ? null
        : InputReader.IsIdentifier(name) ? name
        : "x-" + Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name)))[..32];

    private static RequestRefusedException TooLarge() => new(new Problem(422, "population.too-large", new Text(
        $"The population has more than {AuditLimits.PopulationItems} items, or amounts that cannot be summed: ask for fewer days.",
        $"总体超过 {AuditLimits.PopulationItems} 项或金额无法求和：请缩短期间。")));
}

/// <summary>Where amounts stand in a payload: members joined by dots, <c>[*]</c> for every element of a list.</summary>
internal sealed class AmountPath
{
    private readonly string[] _parts;

    private AmountPath(string[] parts) => _parts = parts;

    /// <exception cref="RequestRefusedException">It is no such path.</exception>
    public static AmountPath Parse(string path)
    {
        var parts = path.Replace("[*]", ".*", StringComparison.Ordinal).Split('.');
        return parts.Length is > 0 and <= 10 && parts.All(part => part == "*" || (part.Length > 0 && part.All(char.IsAsciiLetterOrDigit)))
            ? new AmountPath(parts)
            : throw RequestRefused.Malformed("path", "the value is not a path like accepted or lines[*].cash");
    }

    /// <summary>Values at the path, each with the party of the nearest enclosing object that names one.</summary>
    public IEnumerable<(JsonElement Value, string? Party)> Find(JsonElement payload) => Find(payload, 0, null);

    private IEnumerable<(JsonElement Value, string? Party)> Find(JsonElement value, int at, string? party)
    {
        if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty("party", out var own) && own.ValueKind == JsonValueKind.String) party = own.GetString();
        if (at == _parts.Length) return [(value, party)];
        if (_parts[at] == "*") return value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().SelectMany(item => Find(item, at + 1, party)) : [];
        return value.ValueKind == JsonValueKind.Object && value.TryGetProperty(_parts[at], out var member) ? Find(member, at + 1, party) : [];
    }
}

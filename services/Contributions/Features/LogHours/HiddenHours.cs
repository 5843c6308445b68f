using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Contributions.Domain;
using Ledger.Contributions.Vault;
using Ledger.Rules;
using Ledger.ServiceDefaults.Store;
using Marten;

namespace Ledger.Contributions.Features;

/// <summary>A contribution as its hours are counted.</summary>
/// <param name="Contribution">With the details that hours are held against, opened where they are hidden; a hidden person stays a digest.</param>
/// <param name="Twin">The same person under the other name, clear or digest, by which hours may have been told elsewhere; null for a machine.</param>
internal sealed record CountedHours(Contribution Contribution, string? Twin);

/// <summary>
/// Hours are held against the days of a loan, its hours a month, the days and hours of staff, and against other hours of the same person.
/// Where these are hidden the service opens them itself, and that is on record before it counts.
/// </summary>
internal sealed class HiddenHours(SecretReader reader, IMasterKeys masters)
{
    private const string Reason = "hours are counted by it";
    private const string Details = "details";

    /// <summary>Opens what hours are counted by.</summary>
    /// <param name="contribution">As it stands.</param>
    /// <param name="tenant">Consortium.</param>
    /// <param name="by">Who tells the hours.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<CountedHours> OpenAsync(Contribution contribution, string tenant, Actor by, CancellationToken ct)
    {
        if (contribution.Particulars is not { } said) return new CountedHours(contribution, null);
        var hidden = Needed(said).ToList();
        if (hidden.Count == 0) return new CountedHours(contribution, await ClearTwinAsync(said, tenant, ct));

        await reader.RecordAsync(
            contribution.Id, null, [.. hidden.Select(field => new OpenedField(field.Field, field.Digest!, OpeningBasis.Counting))], Reason, tenant, by, ct);
        var open = await reader.OpenAsync(
            contribution.Id, hidden.Select(field => (field.Field, field.Digest!, KeyHolder.Owner(tenant, said.Party, field.Key!.Value), (DateTimeOffset?)null)), ct);
        var details = Restored(said.Details, open);
        var person = details?.StaffTime?.Person;
        // Whose hours they are goes into a fact: there the digest stands for the person.
        if (hidden.Find(field => field.Stand is not null)?.Stand is { } stand && details?.StaffTime is { } staff)
            details = details with { StaffTime = staff with { Person = stand } };
        else
            person = null;
        var counted = contribution with { Particulars = said with { Details = details } };
        return new CountedHours(counted, person ?? await ClearTwinAsync(counted.Particulars!, tenant, ct));
    }

    /// <summary>Hours of the same person, told under the other name in the same month.</summary>
    public static async Task<IReadOnlyList<LoggedEntry>> TwinAsync(CountedHours counted, string tenant, DateOnly day, IQuerySession reads, CancellationToken ct) =>
        counted.Twin is { } twin && await reads.LoadAsync<MonthLog>(LogHoursEndpoints.StreamOf(tenant, twin, day), ct) is { } log ? log.Entries : [];

    private static IEnumerable<MarkedField> Needed(Particulars said) => said.Kind is not (ContributionKind.LoanedEquipment or ContributionKind.StaffTime) ? []
        : said.Secrecy?.Hidden().Where(field =>
            field.Field is Details or MarkableFields.Person or "details.equipment.loan" or "details.equipment.availableHoursPerMonth") ?? [];

    private async Task<string?> ClearTwinAsync(Particulars said, string tenant, CancellationToken ct) =>
        said.Details?.StaffTime is { Person: var person } && said.Secrecy?.Hides(MarkableFields.Person) != true
            ? await SecretIntake.PersonAsync(tenant, person, masters, ct)
            : null;

    // Each value goes back to its place in the JSON, which is read as a registration is.
    private static KindDetails? Restored(KindDetails? details, IReadOnlyList<OpenSecret> open)
    {
        var json = JsonSerializer.SerializeToNode(details ?? new KindDetails(), FactJson.Facts)!.AsObject();
        foreach (var secret in open)
        {
            var value = JsonNode.Parse(secret.Value.GetRawText());
            if (secret.Field == Details)
            {
                json = value!.AsObject();
                continue;
            }

            var path = secret.Field.Split('.');
            var into = json;
            foreach (var member in path[1..^1]) into = into[member]!.AsObject();
            into[path[^1]] = value;
        }

        return json.Deserialize<KindDetails>(FactJson.Facts);
    }
}

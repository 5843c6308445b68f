using System.Text.Json;
using Ledger.Contributions.Domain;
using Ledger.Contributions.Integration;
using Ledger.Contributions.Vault;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Store;
using Marten;

namespace Ledger.Contributions.Features;

/// <summary>A hidden field in clear.</summary>
/// <param name="Field">Its path.</param>
/// <param name="Digest">As it stands in the event.</param>
/// <param name="Value">What was registered.</param>
/// <param name="Disclosure">RFC 9901: with the event's payload and its proof, anybody can check the value without this service.</param>
/// <param name="Until">End of the access, when it has one.</param>
public sealed record OpenSecret(string Field, string Digest, JsonElement Value, string Disclosure, DateTimeOffset? Until = null);

/// <summary>What is asked of a hidden field, and what the caller may.</summary>
/// <param name="Field">The field.</param>
/// <param name="Access">The caller's.</param>
/// <param name="Owner">Whose it is.</param>
/// <param name="SecretUntil">Last day of its secrecy under the agreement, or null.</param>
internal sealed record AskedSecret(MarkedField Field, SecretAccess Access, string Owner, DateOnly? SecretUntil);

/// <summary>Looks who may open, puts it on record, and opens.</summary>
internal sealed class SecretReader(KeyStore keys, DisclosureStore disclosures, TenantSessions sessions, Commands commands, TimeProvider time)
{
    /// <summary>The time of now, as facts hold it.</summary>
    public DateTimeOffset Now => Timestamps.Truncate(time.GetUtcNow());

    /// <summary>Hidden fields of a contribution that the caller may know of, and its access to each.</summary>
    public async Task<IReadOnlyList<AskedSecret>> LookAsync(Guid contribution, Caller caller, CancellationToken ct)
    {
        await using var session = await sessions.OpenAsync(caller.Consortium, ct);
        var state = await session.Documents.LoadAsync<Contribution>(contribution, ct);
        var said = state?.Particulars is null && state?.Draft?.Party != caller.Actor.Organisation ? null : state?.Said();
        return said is null ? [] : await AccessAsync(said, contribution, session.Documents, caller, ct);
    }

    public async Task<IReadOnlyList<AskedSecret>> AccessAsync(
        Particulars said, Guid contribution, IQuerySession reads, Caller caller, CancellationToken ct)
    {
        if (said.Secrecy is null) return [];
        return Access(said, contribution, await SubjectsAsync(said, reads, ct), await Agreements.OfAsync(reads, ct), caller);
    }

    /// <summary>The marked fields as the caller sees them; nothing is opened.</summary>
    public async Task<IReadOnlyList<MarkedView>?> ShowAsync(Particulars said, Guid contribution, IQuerySession reads, Caller caller, CancellationToken ct)
    {
        if (said.Secrecy is null) return null;
        var subjects = await SubjectsAsync(said, reads, ct);
        return MarkedView.Of(said, Access(said, contribution, subjects, await Agreements.OfAsync(reads, ct), caller), subjects, caller.Actor.Organisation);
    }

    private static async Task<IReadOnlyDictionary<Guid, SecretSubject>> SubjectsAsync(Particulars said, IQuerySession reads, CancellationToken ct)
    {
        Guid[] keys = [.. said.Secrecy?.Hidden().Select(field => field.Key!.Value).Distinct() ?? []];
        return keys.Length == 0 ? new Dictionary<Guid, SecretSubject>()
            : (await reads.LoadManyAsync<SecretSubject>(ct, keys)).ToDictionary(subject => subject.Id);
    }

    private IReadOnlyList<AskedSecret> Access(
        Particulars said, Guid contribution, IReadOnlyDictionary<Guid, SecretSubject> subjects, Agreements agreements, Caller caller)
    {
        var hidden = said.Secrecy?.Hidden() ?? [];
        return [.. hidden.Select(field =>
        {
            var until = agreements.SecretUntil(field, said);
            return new AskedSecret(field, SecretAccess.Of(field, contribution, subjects[field.Key!.Value], caller.Actor, Now, until), subjects[field.Key!.Value].Owner, until);
        })];
    }

    /// <summary>Records that fields are about to be read; returns when that is committed.</summary>
    /// <param name="contribution">Of which contribution.</param>
    /// <param name="owner">Whose secrets they are; null for the contributor's.</param>
    /// <param name="fields">Which, and on what ground.</param>
    /// <param name="reason">What for.</param>
    /// <param name="tenant">Consortium.</param>
    /// <param name="by">Who reads, or for whom the service does.</param>
    /// <param name="ct">Cancels.</param>
    public Task RecordAsync(
        Guid contribution, string? owner, IReadOnlyList<OpenedField> fields, string reason, string tenant, Actor by, CancellationToken ct) =>
        commands.Record(tenant, by, new NewStream(typeof(SecretOpening), Guid.CreateVersion7(),
            [new SecretsOpened(contribution, fields, reason, by, Now, owner)]), ct);

    /// <summary>Opens fields after it was recorded. What was erased in between is left out.</summary>
    public async Task<IReadOnlyList<OpenSecret>> OpenAsync(
        Guid contribution, IEnumerable<(string Field, string Digest, KeyHolder Holder, DateTimeOffset? Until)> fields, CancellationToken ct)
    {
        var open = new List<OpenSecret>();
        foreach (var (field, digest, holder, until) in fields)
        {
            var key = await keys.FindAsync(holder, Now, ct);
            var address = new FieldAddress(holder.Tenant, contribution, field, holder.Key);
            if (key is not null && await disclosures.OpenAsync(address, digest, key, ct) is { } disclosure)
                open.Add(new OpenSecret(field, digest, disclosure.Value, disclosure.Text, until));
        }

        return open;
    }
}

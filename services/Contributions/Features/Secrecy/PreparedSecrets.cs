using System.Security.Cryptography;
using System.Text.Json;
using Ledger.Contributions.Domain;
using Ledger.Contributions.Vault;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Store;
using Ledger.Transparency.Disclosures;
using Marten;

namespace Ledger.Contributions.Features;

/// <summary>
/// The hidden fields of one request. The vault is written before the event is committed: a crash between leaves an opening that
/// no event names, which the sweep removes; never an event whose opening is lost.
/// </summary>
internal sealed class PreparedSecrets(
    IMarkable said, Guid contribution, CommandContext context, KeyStore keys, DisclosureStore disclosures)
{
    private readonly List<Entry> entries = [];
    private IReadOnlyList<string> kept = [];

    /// <summary>Digests that the vault keeps for it.</summary>
    public IReadOnlyList<string> Kept => kept;

    public void Add(ResolvedMark mark) => entries.Add(new Entry(mark, Guid.Empty, [], default, null, null));

    /// <param name="mark">The mark.</param>
    /// <param name="key">Key of its subject.</param>
    /// <param name="bytes">The key itself.</param>
    /// <param name="stand">Keyed digest of the person that the field hides, or null.</param>
    public void Add(ResolvedMark mark, Guid key, byte[] bytes, string? stand)
    {
        var value = said.ValueOf(mark.Field)!;
        var json = JsonSerializer.SerializeToElement(value, value.GetType(), FactJson.Facts);
        // 128 random bits, never derived from anything.
        entries.Add(new Entry(mark, key, bytes, json, Disclosure.Of(RandomNumberGenerator.GetBytes(Disclosure.SaltBytes), mark.Field, json), stand));
    }

    /// <summary>
    /// The command, known by what it hides without holding it: a plain hash of the body would let a value be guessed from the
    /// idempotency row. Hidden values enter under their subject's key; once that is erased the hash says nothing of them.
    /// </summary>
    public CommandContext Context(string what)
    {
        if (entries.Count == 0) return context;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var shown = Hidden().Aggregate(said, (rest, entry) => rest.Without(entry.Mark.Field, entry.Stand)).Shown;
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(new { what, shown, marks = entries.Select(entry => entry.Mark) }, FactJson.Facts));
        foreach (var entry in Hidden())
        {
            var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, entry.Bytes, 32, info: "ledger-vault/1 request"u8.ToArray());
            hash.AppendData(HMACSHA256.HashData(key, JsonSerializer.SerializeToUtf8Bytes(entry.Value, FactJson.Facts)));
        }

        return context with { RequestHash = Convert.ToHexStringLower(hash.GetHashAndReset()) };
    }

    /// <summary>The marks with their digests; a value that stands already keeps its disclosure, so that a repetition is one.</summary>
    public async Task<FieldSecrecy?> SecrecyAsync(Particulars? standing, CancellationToken ct)
    {
        if (entries.Count == 0) return null;
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            var same = standing?.Secrecy?.Hidden().FirstOrDefault(field => (field.Field, field.Key) == (entry.Mark.Field, entry.Key));
            if (same is null || entry.Disclosure is null) continue;
            if (await disclosures.OpenAsync(Address(entry), same.Digest!, entry.Bytes, ct) is { } before && JsonElement.DeepEquals(before.Value, entry.Value))
                entries[i] = entry with { Disclosure = before };
        }

        return FieldSecrecy.Of([.. entries.Select(entry => entry.Disclosure is { } disclosure
            ? new MarkedField(entry.Mark.Field, entry.Mark.Tier, disclosure.Digest, entry.Mark.Subject, entry.Key,
                entry.Mark.Readers.Count > 0 ? entry.Mark.Readers : null, entry.Stand)
            : new MarkedField(entry.Mark.Field, entry.Mark.Tier))]);
    }

    /// <summary>
    /// The decision with the streams that begin with it: subjects whose first secret it is, and marked files. When it stands, the
    /// vault is written before it is committed.
    /// </summary>
    public async Task<Decision> KeepWithAsync(Decision decision, IQuerySession reads, CancellationToken ct)
    {
        if (decision.Facts.Count == 0 || entries.Count == 0) return decision;
        var streams = new List<NewStream>();
        foreach (var entry in Hidden().DistinctBy(entry => entry.Key))
        {
            var subject = await reads.LoadAsync<SecretSubject>(entry.Key, ct);
            if (subject is not null && SecretIntake.Refuses(subject, entry.Mark) is { } refused) return refused;
            if (subject is null)
                streams.Add(new NewStream(typeof(SecretSubject), entry.Key, [new SubjectKeyMade(said.Owner, entry.Mark.Subject, entry.Mark.Kind, context.By, context.At)]));
        }

        foreach (var entry in Hidden())
        {
            if (said.FileOf(entry.Mark.Field) is not { } file) continue;
            var id = StreamId.Derived(contribution, $"marked-document:{file}");
            if (await reads.LoadAsync<MarkedDocument>(id, ct) is null)
                streams.Add(new NewStream(typeof(MarkedDocument), id, [new DocumentMarked(file, contribution, entry.Mark.Field)]));
        }

        await KeepAsync(ct);
        return decision.AndStart(streams);
    }

    /// <summary>Says to the vault what became of the command, and answers with the digests that stand.</summary>
    public async Task<IResult> AnswerAsync(Outcome outcome, Reads reads, CancellationToken ct)
    {
        if (entries.Count == 0) return outcome.ToHttp();
        await using var session = await reads.OpenAsync(ct);
        var secrecy = await SettleAsync(session.Documents, ct);
        return outcome is Outcome.Done done && secrecy is not null ? new MarkedAnswer(done, MarkedView.Receipt(secrecy)) : outcome.ToHttp();
    }

    /// <summary>Says to the vault what became of the command; returns the marks that stand.</summary>
    public async Task<FieldSecrecy?> SettleAsync(IQuerySession reads, CancellationToken ct)
    {
        var secrecy = (await reads.LoadAsync<Contribution>(contribution, ct))?.Said()?.Secrecy;
        if (kept.Count == 0) return secrecy;
        var named = secrecy?.Digests ?? [];
        await disclosures.ConfirmAsync(context.Tenant, [.. kept.Intersect(named, StringComparer.Ordinal)], ct);
        await disclosures.DropAsync(context.Tenant, [.. kept.Except(named, StringComparer.Ordinal)], ct);
        return secrecy;
    }

    private async Task KeepAsync(CancellationToken ct)
    {
        kept = [.. Hidden().Select(entry => entry.Disclosure!.Digest)];
        await disclosures.KeepAsync(context.Tenant, [.. Hidden().Select(entry => new NewDisclosure(Address(entry), entry.Bytes, entry.Disclosure!))], ct);
        foreach (var entry in Hidden())
        {
            foreach (var reader in entry.Mark.Readers)
                await keys.GiveAsync(KeyHolder.Reader(context.Tenant, contribution, reader, entry.Key), entry.Bytes, null, ct);
        }
    }

    private IEnumerable<Entry> Hidden() => entries.Where(entry => entry.Disclosure is not null);

    private FieldAddress Address(Entry entry) => new(context.Tenant, contribution, entry.Mark.Field, entry.Key);

    private sealed record Entry(ResolvedMark Mark, Guid Key, byte[] Bytes, JsonElement Value, Disclosure? Disclosure, string? Stand);
}

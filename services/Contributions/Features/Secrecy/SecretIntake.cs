using Ledger.Contributions.Domain;
using Ledger.Contributions.Vault;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Store;
using Marten;

namespace Ledger.Contributions.Features;

/// <summary>Takes the marks of a registration: finds the keys, makes the disclosures, and leaves digests for the event.</summary>
internal sealed class SecretIntake(KeyStore keys, DisclosureStore disclosures, EscrowStore escrow)
{
    /// <summary>Prepares the hidden fields; or says which rule a mark breaks.</summary>
    /// <param name="said">The particulars in clear.</param>
    /// <param name="marks">Marks of the request, or null.</param>
    /// <param name="contribution">Stream of the contribution.</param>
    /// <param name="context">The command.</param>
    /// <param name="reads">Reads of this consortium.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<(PreparedSecrets Prepared, Rejection? Refused)> PrepareAsync(
        Particulars said, IReadOnlyList<FieldMark>? marks, Guid contribution, CommandContext context, Reads reads, CancellationToken ct)
    {
        var prepared = new PreparedSecrets(said, contribution, context, keys, disclosures);
        if (marks is null or { Count: 0 }) return (prepared, null);
        await using var session = await reads.OpenAsync(ct);
        var agreed = await ConfidentialityAsync(session.Documents, said, ct);
        if (MarkRules.Resolve(said, marks, agreed, out var broken) is not { } resolved) return (prepared, broken);

        var custody = await CustodyEndpoints.InOfficeAsync(session.Documents, context.Tenant, ct);
        for (var i = 0; i < resolved.Count; i++)
        {
            var mark = resolved[i];
            if (!mark.Hides)
            {
                prepared.Add(mark);
                continue;
            }

            var id = SubjectId(context.Tenant, said.Party, mark.Subject);
            var subject = await session.Documents.LoadAsync<SecretSubject>(id, ct) ?? SecretSubject.None(id);
            if (Refuses(subject, mark) is { } refused) return (prepared, refused with { Field = $"secrecy[{i}].subject" });
            // An erasure that has begun may not be an event yet; it has taken the key all the same.
            if (await keys.OwnAsync(context.Tenant, said.Party, id, ct) is not { } key)
                return (prepared, new SubjectErased(context.At, new Text("its erasure is under way", "正在删除")) { Field = $"secrecy[{i}].subject" });
            await escrow.PlaceAsync(context.Tenant, id, key, custody, ct);
            prepared.Add(mark, id, key);
        }

        return (prepared, null);
    }

    /// <summary>Stream and key of a subject of an organisation.</summary>
    public static Guid SubjectId(string tenant, string owner, string subject) => StreamId.For(tenant, "secret-subject", $"{owner}:{subject}");

    /// <summary>Why a subject cannot take a further secret, or null.</summary>
    public static Rejection? Refuses(SecretSubject subject, ResolvedMark mark) =>
        subject.Erased is { } erased ? new SubjectErased(erased.At, erased.Ground)
        : subject.Owner.Length > 0 && subject.Kind != mark.Kind ? new SubjectOfAnotherKind()
        : null;

    private static async Task<IReadOnlyList<ConfidentialityTier>> ConfidentialityAsync(IQuerySession reads, Particulars said, CancellationToken ct) =>
        AdoptedAgreement.InForce(
            await reads.Query<AdoptedAgreement>().Where(agreement => agreement.AgreementId == said.AgreementId).ToListAsync(ct),
            said.EffectiveOn)?.Document?.Terms.Confidentiality ?? [];
}

using Ledger.Contributions.Domain;
using Ledger.Contributions.Vault;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Store;
using Marten;

namespace Ledger.Contributions.Features;

/// <summary>Takes the marks of what is said of a contribution: finds the keys, makes the disclosures, and leaves digests for the event.</summary>
internal sealed class SecretIntake(KeyStore keys, DisclosureStore disclosures, EscrowStore escrow, IMasterKeys masters)
{
    /// <summary>Prepares the hidden fields; or says which rule a mark breaks.</summary>
    /// <param name="said">What is said, in clear.</param>
    /// <param name="marks">Marks of the request, or null.</param>
    /// <param name="contribution">Stream of the contribution.</param>
    /// <param name="context">The command.</param>
    /// <param name="reads">Reads of this consortium.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<(PreparedSecrets Prepared, Rejection? Refused)> PrepareAsync(
        IMarkable said, IReadOnlyList<FieldMark>? marks, Guid contribution, CommandContext context, Reads reads, CancellationToken ct)
    {
        if (marks is null or { Count: 0 }) return (new PreparedSecrets(said, contribution, context, keys, disclosures), null);
        await using var session = await reads.OpenAsync(ct);
        var agreement = await InForceAsync(session.Documents, said.Registration, ct);
        return await PrepareAsync(said, marks, contribution, context, agreement, session.Documents, ct);
    }

    /// <summary>As above, under an agreement version that is known.</summary>
    public async Task<(PreparedSecrets Prepared, Rejection? Refused)> PrepareAsync(
        IMarkable said, IReadOnlyList<FieldMark> marks, Guid contribution, CommandContext context, AgreementDocument? agreement, IQuerySession reads,
        CancellationToken ct)
    {
        var prepared = new PreparedSecrets(said, contribution, context, keys, disclosures);
        var (resolved, broken) = await ResolveAsync(said, marks, context, agreement, reads, ct);
        if (broken is not null) return (prepared, broken);
        var custody = await CustodyEndpoints.InOfficeAsync(reads, context.Tenant, ct);
        for (var i = 0; i < resolved.Count; i++)
        {
            var mark = resolved[i];
            if (!mark.Hides)
            {
                prepared.Add(mark);
                continue;
            }

            var id = SubjectId(context.Tenant, said.Owner, mark.Subject);
            // An erasure that has begun may not be an event yet; it has taken the key all the same.
            if (await keys.OwnAsync(context.Tenant, said.Owner, id, ct) is not { } key)
                return (prepared, new SubjectErased(context.At, new Text("its erasure is under way", "正在删除")) { Field = $"secrecy[{i}].subject" });
            await escrow.PlaceAsync(context.Tenant, id, key, custody, ct);
            var person = said.StandsIn(mark.Field);
            prepared.Add(mark, id, key, person is null ? null : await PersonAsync(context.Tenant, person, masters, ct));
        }

        return (prepared, null);
    }

    /// <summary>The marks with everything decided, or the first rule that one breaks; nothing is kept anywhere.</summary>
    public static async Task<(IReadOnlyList<ResolvedMark> Marks, Rejection? Refused)> ResolveAsync(
        IMarkable said, IReadOnlyList<FieldMark> marks, CommandContext context, AgreementDocument? agreement, IQuerySession reads, CancellationToken ct)
    {
        if (MarkRules.Resolve(said, marks, agreement?.Terms.Confidentiality ?? [], out var broken, agreement?.Valuation.CapAtClaim ?? false) is not { } resolved)
            return ([], broken);
        for (var i = 0; i < resolved.Count; i++)
        {
            if (!resolved[i].Hides) continue;
            var id = SubjectId(context.Tenant, said.Owner, resolved[i].Subject);
            var subject = await reads.LoadAsync<SecretSubject>(id, ct) ?? SecretSubject.None(id);
            if (Refuses(subject, resolved[i]) is { } refused) return ([], refused with { Field = $"secrecy[{i}].subject" });
        }

        return (resolved, null);
    }

    /// <summary>What stands for a person whose hours are counted: the same for the same person, and nobody learns from it who it is.</summary>
    public static async Task<string> PersonAsync(string tenant, string person, IMasterKeys masters, CancellationToken ct) =>
        "digest-" + Convert.ToHexStringLower(await masters.FingerprintAsync(tenant, "person:" + person, ct));

    /// <summary>Stream and key of a subject of an organisation.</summary>
    public static Guid SubjectId(string tenant, string owner, string subject) => StreamId.For(tenant, "secret-subject", $"{owner}:{subject}");

    /// <summary>Why a subject cannot take a further secret, or null.</summary>
    public static Rejection? Refuses(SecretSubject subject, ResolvedMark mark) =>
        subject.Erased is { } erased ? new SubjectErased(erased.At, erased.Ground)
        : subject.Owner.Length > 0 && subject.Kind != mark.Kind ? new SubjectOfAnotherKind()
        : null;

    private static async Task<AgreementDocument?> InForceAsync(IQuerySession reads, Particulars said, CancellationToken ct) =>
        AdoptedAgreement.InForce(
            await reads.Query<AdoptedAgreement>().Where(agreement => agreement.AgreementId == said.AgreementId).ToListAsync(ct),
            said.EffectiveOn)?.Document;
}

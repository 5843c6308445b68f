using JasperFx.Events;
using Ledger.Contributions.Domain;
using Ledger.Contributions.EvidenceFiles;
using Ledger.Contributions.Features;
using Ledger.Contributions.Imports;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Store;
using Marten;
using Marten.Events;
using Npgsql;

namespace Ledger.Contributions.Integration;

/// <summary>
/// Rows that are contributions. Everything a registration looks up one by one is looked up for the whole batch; the decision is
/// the registration's own.
/// </summary>
/// <param name="tenant">Consortium.</param>
/// <param name="by">Whose contributions they are.</param>
/// <param name="at">Recorded time of this pass.</param>
/// <param name="evidence">Where evidence files lie.</param>
/// <param name="claims">Finds the same things.</param>
/// <param name="intake">Hides what rows mark.</param>
/// <param name="writes">Whether what is judged is written: only then does the vault take anything in.</param>
internal sealed class ContributionJudge(
    string tenant, Actor by, DateTimeOffset at, IEvidenceStore evidence, AssetClaims claims, SecretIntake intake, bool writes) : IRowJudge
{
    private readonly CommandContext context = new(tenant, by, at, "", "", null);
    private readonly Dictionary<Guid, SubjectKind> subjects = [];

    private readonly Dictionary<string, int> lines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<StandingClaim>> taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<AdoptedAgreement>> agreements = new(StringComparer.Ordinal);

    public void Recall(ImportRow row)
    {
        if (row.Request is RegisterContributionRequest request) lines.TryAdd(request.Reference, row.Line);
    }

    public async Task<JudgedBatch> JudgeAsync(IReadOnlyList<ImportRow> rows, IDocumentSession documents, NpgsqlConnection connection, CancellationToken ct)
    {
        var errors = new List<LineError>();
        var refused = 0;
        var candidates = new List<Candidate>(rows.Count);
        foreach (var row in rows)
        {
            if (row.Errors.Count > 0) errors.AddRange(row.Errors);
            else if (Read(row, out var broken) is { } candidate) candidates.Add(candidate);
            else errors.Add(row.Error(broken!));
        }

        refused += rows.Count - candidates.Count;
        var files = await FilesAsync(candidates, ct);
        candidates = candidates.ConvertAll(candidate => candidate with { Said = Completed(candidate.Said, files) });
        var states = (await documents.LoadManyAsync<Contribution>(ct, [.. candidates.Select(candidate => candidate.Id)])).ToDictionary(state => state.Id);
        await AgreementsAsync(candidates, documents, ct);
        var keys = candidates.SelectMany(candidate => AssetKey.Of(candidate.Said).Select(key => (Key: key, candidate.Id))).ToList();
        var allKeys = keys.ConvertAll(entry => entry.Key);
        var known = await claims.KnownAsync(allKeys, tenant, documents, ct);
        var elsewhere = (await claims.ElsewhereAsync(allKeys, tenant, connection, ct)).Zip(keys).ToLookup(pair => pair.Second.Id, pair => pair.First);

        var written = new List<Write>();
        var registered = new List<(AssetKey, Guid)>();
        var digests = new List<string>();
        var begun = new HashSet<Guid>();
        var unchanged = 0;
        foreach (var (row, id, said) in candidates)
        {
            var own = AssetKey.Of(said);
            var state = states.GetValueOrDefault(id);
            var agreement = AdoptedAgreement.InForce(agreements[said.AgreementId], said.EffectiveOn);
            var (secrets, secrecy, broken) = await HideAsync(row, id, said, state, agreement?.Document, documents, ct);
            var command = new RegisterContribution(
                said, agreement, files, by, at,
                [.. own.SelectMany(key => known[key.Name].Standing.Concat(taken.GetValueOrDefault(key.Name) ?? []))],
                elsewhere[id].DefaultIfEmpty(Elsewhere.Nothing).Max(), secrecy);
            var decision = broken ?? ContributionDecider.Decide(state ?? Contribution.None(id), command);
            if (secrets is not null && decision.Rejection is null)
            {
                decision = await secrets.KeepWithAsync(decision, documents, ct);
                digests.AddRange(secrets.Kept);
            }

            if (decision.Rejection is { } rejection)
            {
                errors.Add(row.Error(rejection));
                refused++;
                continue;
            }

            if (decision.Facts.Count == 0)
            {
                unchanged++;
                continue;
            }

            // A draft is a stream already; it is fetched, so that whoever changes it meanwhile is noticed.
            var draft = state is null ? null : await documents.Events.FetchForWriting<Contribution>(id, ct);
            written.Add(new Write(id, decision.Facts, draft, [.. decision.NewStreams.Where(stream => begun.Add(stream.Id)), .. own.Select(key => AssetClaims.Stream(
                key, known[key.Name], known[key.Name].Count + (taken.GetValueOrDefault(key.Name)?.Count(claim => !known[key.Name].Standing.Contains(claim)) ?? 0), said, tenant, id))]));
            foreach (var key in own)
            {
                registered.Add((key, id));
                if (!taken.TryGetValue(key.Name, out var before)) taken[key.Name] = before = [];
                before.Add(new StandingClaim(key.Name, key.From, key.To, said.Reference));
            }
        }

        return new JudgedBatch(
            new ImportCounts(rows.Count, rows.Count - refused, refused, written.Count, unchanged), [.. errors.OrderBy(error => error.Line)],
            unit => written.ForEach(write => write.Into(unit)), registered, digests);
    }

    // While rows are only checked, nothing may be left in the vault: then a digest is only said to be there. A standing registration is
    // compared in earnest, its keys being there already.
    private async Task<(PreparedSecrets? Secrets, FieldSecrecy? Secrecy, Rejection? Broken)> HideAsync(
        ImportRow row, Guid id, Particulars said, Contribution? state, AgreementDocument? agreement, IQuerySession documents, CancellationToken ct)
    {
        if (((RegisterContributionRequest)row.Request!).Secrecy is not { Count: > 0 } marks) return (null, null, null);
        var (resolved, broken) = await SecretIntake.ResolveAsync(new SaidAtRegistration(said), marks, context, agreement, documents, ct);
        if (broken is not null) return (null, null, broken);
        foreach (var mark in resolved.Where(mark => mark.Hides))
        {
            // Of the rows before, which nobody else sees yet.
            var subject = SecretIntake.SubjectId(tenant, by.Organisation, mark.Subject);
            if (subjects.TryGetValue(subject, out var kind) && kind != mark.Kind) return (null, null, new SubjectOfAnotherKind { Field = "secrecy" });
            subjects[subject] = mark.Kind;
        }

        if (!writes && state?.Said() is null)
            return (null, FieldSecrecy.Of([.. resolved.Select(mark => new MarkedField(mark.Field, mark.Tier, mark.Hides ? "checked" : null))]), null);
        var (secrets, refused) = await intake.PrepareAsync(new SaidAtRegistration(said), marks, id, context, agreement, documents, ct);
        return refused is not null ? (null, null, refused) : (writes ? secrets : null, await secrets.SecrecyAsync(state?.Said(), ct), null);
    }

    private Candidate? Read(ImportRow row, out Rejection? broken)
    {
        var request = (RegisterContributionRequest)row.Request!;
        if (row.Party is { } party && party != by.Organisation)
        {
            broken = ImportProblems.OtherParty(party, by.Organisation) with { Field = "party" };
            return null;
        }

        if (request.For(by.Organisation, out broken) is not { } said) return null;
        if (!lines.TryAdd(said.Reference, row.Line))
        {
            broken = ImportProblems.ReferenceTwice(said.Reference, lines[said.Reference]);
            return null;
        }

        return new Candidate(row, StreamId.For(tenant, "contribution", said.Reference), said);
    }

    private async Task<Dictionary<string, EvidenceFile>> FilesAsync(List<Candidate> candidates, CancellationToken ct)
    {
        var files = new Dictionary<string, EvidenceFile>(StringComparer.Ordinal);
        foreach (var hash in candidates.SelectMany(candidate => candidate.Said.Evidence.Take(ContributionLimits.EvidenceItems))
                     .Select(item => item.Sha256).Distinct().Where(EvidenceFile.IsHash))
        {
            if (await evidence.FindAsync(tenant, hash, ct) is { } file) files[hash] = file;
        }

        return files;
    }

    // Cells name an uploaded file by its hash alone; what the store knows of it need not be written again.
    private static Particulars Completed(Particulars said, Dictionary<string, EvidenceFile> files) =>
        said.Evidence.All(item => item.MediaType.Length > 0) ? said : said with
        {
            Evidence = [.. said.Evidence.Select(item => item.MediaType.Length == 0 && files.TryGetValue(item.Sha256, out var file)
                ? item with { MediaType = file.MediaType, Size = file.Size }
                : item)],
        };

    private async Task AgreementsAsync(List<Candidate> candidates, IQuerySession reads, CancellationToken ct)
    {
        var unknown = candidates.Select(candidate => candidate.Said.AgreementId).Distinct().Where(id => !agreements.ContainsKey(id)).ToArray();
        if (unknown.Length == 0) return;
        var found = (await reads.Query<AdoptedAgreement>().Where(agreement => agreement.AgreementId.IsOneOf(unknown)).ToListAsync(ct))
            .ToLookup(agreement => agreement.AgreementId, StringComparer.Ordinal);
        foreach (var id in unknown) agreements[id] = [.. found[id]];
    }

    private sealed record Candidate(ImportRow Row, Guid Id, Particulars Said);

    private sealed record Write(Guid Id, IReadOnlyList<object> Facts, IEventStream<Contribution>? Draft, IReadOnlyList<NewStream> Keys)
    {
        public void Into(ServiceDefaults.Handling.BulkUnit unit)
        {
            if (Draft is null) unit.Start(new NewStream(typeof(Contribution), Id, Facts));
            else unit.Append(Draft, Facts);
            foreach (var key in Keys) unit.Start(key);
        }
    }
}

using JasperFx.Events;
using Ledger.Contributions.Domain;
using Ledger.Contributions.Features;
using Ledger.Contributions.Imports;
using Ledger.Rules;
using Ledger.ServiceDefaults.Store;
using Marten;
using Marten.Events;
using Npgsql;

namespace Ledger.Contributions.Integration;

/// <summary>Rows that are hours of use or of work. Each is decided by the month it belongs to, after the rows before it.</summary>
/// <param name="tenant">Consortium.</param>
/// <param name="kind">Use logs or time sheets.</param>
/// <param name="by">Who tells the hours.</param>
/// <param name="at">Recorded time of this pass.</param>
/// <param name="hidden">Opens hidden details.</param>
/// <param name="writes">Whether batches are written as they are judged; otherwise what they would write is remembered.</param>
internal sealed class HoursJudge(string tenant, ImportKind kind, Actor by, DateTimeOffset at, HiddenHours hidden, bool writes) : IRowJudge
{
    private readonly Dictionary<Guid, Month> months = [];
    private readonly Dictionary<Guid, int> minutes = [];
    private readonly Dictionary<Guid, CountedHours> counted = [];

    public void Recall(ImportRow row)
    {
        // What was written stands in the register, where the next rows meet it.
    }

    public async Task<JudgedBatch> JudgeAsync(IReadOnlyList<ImportRow> rows, IDocumentSession documents, NpgsqlConnection connection, CancellationToken ct)
    {
        if (writes)
        {
            months.Clear();
            minutes.Clear();
        }

        var contributions = await ContributionsAsync(rows, documents, ct);
        await MinutesAsync(contributions.Values, documents, ct);
        var errors = new List<LineError>();
        var (refused, unchanged, written) = (0, 0, 0);
        foreach (var row in rows)
        {
            if (row.Request is not HoursLine line || row.Errors.Count > 0)
            {
                errors.AddRange(row.Errors);
                refused++;
                continue;
            }

            var decision = await DecideAsync(line, contributions.GetValueOrDefault(IdOf(line)), documents, ct);
            if (decision.Rejection is { } rejection)
            {
                errors.Add(row.Error(rejection with { Field = FieldOf(rejection.Field) }));
                refused++;
            }
            else if (decision.Facts.Count == 0) unchanged++;
            else written++;
        }

        return new JudgedBatch(new ImportCounts(rows.Count, rows.Count - refused, refused, written, unchanged), errors, unit =>
        {
            foreach (var month in months.Values.Where(month => month.Facts.Count > 0)) unit.Append(month.Stream!, month.Facts);
        }, []);
    }

    private async Task<Decision> DecideAsync(HoursLine line, Contribution? contribution, IDocumentSession documents, CancellationToken ct)
    {
        if (contribution?.Particulars is { } said && said.Kind != (kind == ImportKind.Use ? ContributionKind.LoanedEquipment : ContributionKind.StaffTime))
            return ImportProblems.WrongKind(kind, said.Kind) with { Field = "contribution" };
        var entry = new HoursEntry(line.Day, line.Start, line.Minutes);
        var id = contribution?.Id ?? IdOf(line);
        var subject = contribution is null ? null : MonthLogDecider.NameOf(contribution);
        var hours = contribution is null ? null : await CountedAsync(contribution, ct);
        var twin = hours is null ? [] : await HiddenHours.TwinAsync(hours, tenant, line.Day, documents, ct);
        // Of this file too: rows of the same person under the other name.
        if (hours?.Twin is { } name && months.TryGetValue(LogHoursEndpoints.StreamOf(tenant, name, line.Day), out var beside)) twin = beside.Log.Entries;
        var month = await MonthAsync(LogHoursEndpoints.StreamOf(tenant, subject ?? id.ToString(), line.Day), documents, ct);
        var decision = MonthLogDecider.Decide(month.Log, new LogHours(
            hours?.Contribution, [entry], minutes.GetValueOrDefault(id) - month.Log.MinutesOf(id), by, at, twin));
        if (decision.Facts.Count == 0) return decision;
        month.Log = decision.Facts.Aggregate(month.Log, MonthLogDecider.Evolve);
        month.Facts.AddRange(decision.Facts);
        minutes[id] = minutes.GetValueOrDefault(id) + line.Minutes;
        return decision;
    }

    // Opened once a pass: an import that counts by a hidden value is one reading of it.
    private async Task<CountedHours> CountedAsync(Contribution contribution, CancellationToken ct)
    {
        if (!MonthLogDecider.MayTell(contribution, by)) return new CountedHours(contribution, null);
        if (!counted.TryGetValue(contribution.Id, out var known)) counted[contribution.Id] = known = await hidden.OpenAsync(contribution, tenant, by, ct);
        return known with { Contribution = contribution with { Particulars = known.Contribution.Particulars } };
    }

    private async Task<Month> MonthAsync(Guid id, IDocumentSession documents, CancellationToken ct)
    {
        if (months.TryGetValue(id, out var month)) return month;
        if (writes)
        {
            var stream = await documents.Events.FetchForWriting<MonthLog>(id, ct);
            month = new Month(stream.Aggregate ?? MonthLog.None(id), stream);
        }
        else
        {
            month = new Month(await documents.LoadAsync<MonthLog>(id, ct) ?? MonthLog.None(id), null);
        }

        return months[id] = month;
    }

    private async Task<Dictionary<Guid, Contribution>> ContributionsAsync(IReadOnlyList<ImportRow> rows, IQuerySession reads, CancellationToken ct)
    {
        var ids = rows.Select(row => row.Request).OfType<HoursLine>().Select(IdOf).Distinct().ToArray();
        return (await reads.LoadManyAsync<Contribution>(ct, ids)).ToDictionary(contribution => contribution.Id);
    }

    // Minutes told of each contribution so far, in whatever month: the claimed hours of staff limit all months together.
    private async Task MinutesAsync(IEnumerable<Contribution> contributions, IQuerySession reads, CancellationToken ct)
    {
        var fresh = contributions.Where(contribution => !minutes.ContainsKey(contribution.Id)).ToList();
        var subjects = fresh.Select(contribution => MonthLogDecider.NameOf(contribution)).OfType<string>().Distinct().ToArray();
        if (subjects.Length == 0) return;
        var logs = await reads.Query<MonthLog>().Where(log => log.Subject.IsOneOf(subjects)).ToListAsync(ct);
        foreach (var contribution in fresh) minutes[contribution.Id] = logs.Sum(log => log.MinutesOf(contribution.Id));
    }

    private Guid IdOf(HoursLine line) => StreamId.For(tenant, "contribution", line.Contribution);

    private static string? FieldOf(string? field) => field switch
    {
        "entries" => "minutes",
        _ when field?.StartsWith("entries[0].", StringComparison.Ordinal) ?? false => field["entries[0].".Length..],
        _ => field,
    };

    private sealed class Month(MonthLog log, IEventStream<MonthLog>? stream)
    {
        public MonthLog Log { get; set; } = log;

        public IEventStream<MonthLog>? Stream { get; } = stream;

        public List<object> Facts { get; } = [];
    }
}

using Ledger.Risks.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Store;
using Marten;

namespace Ledger.Risks.Features;

/// <summary>What decisions on an event need beside its own facts, read in the same unit of work.</summary>
internal static class EventReader
{
    /// <summary>The version under which the event was reported; null when the event or the version is not here.</summary>
    public static async Task<AdoptedAgreement?> AgreementAsync(IQuerySession reads, RiskEventReported? reported, CancellationToken ct) => reported is null
        ? null
        : await reads.Query<AdoptedAgreement>()
            .Where(agreement => agreement.AgreementId == reported.Report.AgreementId && agreement.AgreementVersion == reported.AgreementVersion)
            .SingleOrDefaultAsync(ct);

    /// <summary>The version in force on a day, or null.</summary>
    public static async Task<AdoptedAgreement?> InForceAsync(IQuerySession reads, string agreementId, DateOnly day, CancellationToken ct) =>
        AdoptedAgreement.InForce(await reads.Query<AdoptedAgreement>().Where(agreement => agreement.AgreementId == agreementId).ToListAsync(ct), day);

    /// <summary>How far the reserve of the year of the event is committed.</summary>
    public static async Task<ReserveStanding> ReserveAsync(IQuerySession reads, string tenant, RiskEventReported? reported, CancellationToken ct)
    {
        if (reported is null) return new ReserveStanding(null, 0, Guid.Empty);
        var (agreement, year) = (reported.Report.AgreementId, reported.Report.OccurredOn.Year);
        var last = await reads.Query<ReserveDraw>()
            .Where(draw => draw.AgreementId == agreement && draw.Year == year)
            .OrderByDescending(draw => draw.No).FirstOrDefaultAsync(ct);
        var no = last?.No ?? 0;
        return new ReserveStanding(last?.Committed(), no, StreamId.For(tenant, "reserve-draw", $"{agreement}/{year}/{no + 1}"));
    }

    /// <summary>Accepted values that count on a day.</summary>
    public static async Task<IReadOnlyList<AcceptedBasis>> AcceptedAsync(IQuerySession reads, string agreementId, DateOnly day, CancellationToken ct)
    {
        var values = await reads.Query<AcceptedValue>().Where(value => value.AgreementId == agreementId).ToListAsync(ct);
        return
        [
            .. values.Where(value => value.Counts() && value.Copied!.EffectiveOn <= day)
                .OrderBy(value => value.Copied!.Party, StringComparer.Ordinal).ThenBy(value => value.Copied!.Reference, StringComparer.Ordinal)
                .Select(value => new AcceptedBasis(value.Copied!.Party, value.Copied.Reference, value.On(day).Value, value.On(day).Source)),
        ];
    }

    /// <summary>The command that allocates the measured loss, or previews it.</summary>
    public static async Task<AllocateLoss> AllocationAsync(
        RiskEvent state, string measurementHash, string? previewHash, string tenant, Actor by, DateTimeOffset at, IQuerySession reads, CancellationToken ct)
    {
        var standing = state.Measured is { } measured ? PayloadHash.Of(measured) : null;
        var agreement = await AgreementAsync(reads, state.Reported, ct);
        var byValue = agreement?.Document is { } document && AllocationV2Terms.ByAcceptedValue(document, agreement.Profile);
        return new AllocateLoss(
            measurementHash, standing, agreement?.Document, await ReserveAsync(reads, tenant, state.Reported, ct),
            byValue ? await AcceptedAsync(reads, state.Reported!.Report.AgreementId, state.Reported.Report.OccurredOn, ct) : [],
            by, at, agreement?.Profile, previewHash);
    }

    /// <summary>The same for whatever measurement stands.</summary>
    public static Task<AllocateLoss> StandingAllocationAsync(
        RiskEvent state, string tenant, Actor by, DateTimeOffset at, IQuerySession reads, CancellationToken ct) =>
        AllocationAsync(state, state.Measured is { } measured ? PayloadHash.Of(measured) : "", null, tenant, by, at, reads, ct);

    /// <summary>What a measurement must know.</summary>
    public static async Task<MeasureContext> MeasureAsync(RiskEvent state, string tenant, IQuerySession reads, CancellationToken ct)
    {
        if (state.Reported is not { } reported) return new MeasureContext(null, null, [], 0, Guid.Empty);
        var agreement = await AgreementAsync(reads, reported, ct);
        var agreementId = reported.Report.AgreementId;
        var spans = Overlaps.Concerns(reported.Method)
            ? await reads.Query<MeasuredSpan>().Where(span => span.AgreementId == agreementId).ToListAsync(ct)
            : [];
        var others = spans.Select(span => span.Recorded!.RiskEventId).Where(id => id != state.Id).Distinct().ToArray();
        var events = (await reads.LoadManyAsync<RiskEvent>(ct, others)).ToDictionary(risk => risk.Id);
        var last = spans.Count == 0 ? 0 : spans.Max(span => span.No);
        return new MeasureContext(
            agreement?.Document, await EntryLimitAsync(reads, tenant, reported.Report, ct),
            [.. spans.Select(span => span.Recorded!).Where(span => Stands(span, events))], last,
            StreamId.For(tenant, "measured-span", $"{agreementId}/{last + 1}"));
    }

    // An earlier measurement, or one of an event that was withdrawn or opened again, covers nothing any longer.
    private static bool Stands(MeasuredSpanRecorded span, Dictionary<Guid, RiskEvent> events) =>
        events.TryGetValue(span.RiskEventId, out var risk) && risk.Measured is not null && risk.Measurements == span.Measurement;

    private static async Task<Money?> EntryLimitAsync(IQuerySession reads, string tenant, RiskReport report, CancellationToken ct) => report.Risk is { } reference
        ? (await reads.LoadAsync<RegisteredRisk>(RegisterStreams.Of(tenant, reference), ct))?.Entry?.Limit
        : null;
}

/// <summary>Where registered risks stand.</summary>
internal static class RegisterStreams
{
    public static Guid Of(string tenant, string reference) => StreamId.For(tenant, "registered-risk", reference);
}

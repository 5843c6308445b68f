using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Store;
using Ledger.Valuation.Domain;
using Ledger.Valuation.Features;
using Marten;
using Npgsql;

namespace Ledger.Valuation.Integration;

/// <summary>
/// Carries a confirmed run out, a batch at a time: the values, the lines' outcomes and the run's own fact stand in one transaction. Whatever
/// stops it between two batches or within one, it goes on after the last batch that was committed; two that work on it at once exclude
/// each other by the run's stream, and so does a cancellation.
/// </summary>
internal sealed class RunBatches(BulkWrites bulk, TimeProvider time)
{
    /// <summary>Carries the next batch out.</summary>
    /// <returns>Whether there may be another one.</returns>
    public async Task<bool> NextAsync(Guid run, string tenant, CancellationToken ct)
    {
        await using var unit = await bulk.BeginAsync(tenant, new Actor("valuation", "platform"), run.ToString(), ct);
        var stream = await unit.Documents.Events.FetchForWriting<RevaluationRun>(run, ct);
        if (stream.Aggregate is not { Stage: RunStage.Running, Order: { } order, By: { } maker, ConfirmedBy: { } approver } state)
        {
            await DequeueAsync(unit, run, ct);
            await unit.CommitAsync(ct);
            return false;
        }

        var lines = await RunTables.ReadAsync(unit.Connection, tenant, run, state.Done, ValuationLimits.RunBatch + 1, refused: false, ct);
        var batch = lines.Take(ValuationLimits.RunBatch).Select(kept => kept.Line).ToList();
        var at = Timestamps.Truncate(time.GetUtcNow());
        var agreements = await AgreementVersions.OfAsync(unit.Documents, ct);
        var known = order.Index is { } index
            ? (await RegisterReader.SeriesAsync([index.Series], tenant, unit.Documents, ct)).GetValueOrDefault(index.Series)
            : null;
        var outcomes = new List<(int, string, Rejection?)>();
        var counts = RunCounts.Zero;
        foreach (var line in batch)
        {
            var appraisal = await unit.Documents.Events.FetchForWriting<Appraisal>(line.Appraisal, ct);
            var agreement = agreements.InForce(appraisal.Aggregate!.Subject!.AgreementId, order.On);
            var decision = RunRules.Decide(run, order, line, appraisal.Aggregate, agreement, maker, approver, known, at);
            if (decision.Rejection is null) unit.Append(appraisal, decision.Facts);
            var replaced = decision.Facts.OfType<ValueReplaced>().Any();
            outcomes.Add((line.Number, decision.Rejection is not null ? RunTables.Refused : replaced ? RunTables.Replaced : RunTables.Proposed, decision.Rejection));
            counts += new RunCounts(replaced ? 1 : 0, !replaced && decision.Rejection is null ? 1 : 0, decision.Rejection is null ? 0 : 1);
        }

        var last = lines.Count <= ValuationLimits.RunBatch;
        var done = RunDecider.Decide(state, new RecordBatch(state.Done + 1, batch.Count == 0 ? state.Done : batch[^1].Number, counts, last, at));
        unit.Append(stream, done.Facts);
        await RunTables.SayAsync(unit.Connection, tenant, run, outcomes, ct);
        if (last) await DequeueAsync(unit, run, ct);
        await unit.CommitAsync(ct);
        return !last;
    }

    private static async Task DequeueAsync(BulkUnit unit, Guid run, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("call revaluation_dequeue($1)", unit.Connection) { Parameters = { new() { Value = run } } };
        await command.ExecuteNonQueryAsync(ct);
    }
}

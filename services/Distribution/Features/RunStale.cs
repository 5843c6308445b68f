using Ledger.Distribution.Domain;
using Ledger.Rules;
using Marten;

namespace Ledger.Distribution.Features;

/// <summary>
/// Whether what a run rests on still holds: a value or loss that was reversed, replaced or disputed since voids the proposal and its
/// approvals. What merely came in later belongs to the next run.
/// </summary>
internal static class RunStale
{
    // Members of the run as it is read: there the caller finds what no longer holds.
    private const string Values = "inputs.values";

    /// <summary>Why not, or null.</summary>
    public static async Task<Rejection?> WhyAsync(IQuerySession reads, Run run, CancellationToken ct)
    {
        if (run.Computed is not { } computed || await reads.LoadAsync<Pool>(run.PoolId, ct) is not { } pool) return null;
        var day = computed.Extras?.CutOff?.EffectiveOn ?? computed.Pool.Period.To;
        var now = (await RunInputsReader.ValuesAsync(reads, pool, day, null, ct)).ToDictionary(value => value.ContributionId);
        foreach (var counted in await RunValues.OfAsync(reads, run, ct))
        {
            if (now.TryGetValue(counted.ContributionId, out var same))
            {
                if (same.Source != counted.Source) return new ValueReplacedMeanwhile(counted.Reference) { Field = Values };
                continue;
            }

            var removed = await reads.AdvancedSql.QueryAsync<bool>(
                "select true from contribution_value where tenant_id = ? and agreement = ? and contribution_id = ? and removed",
                ct, reads.TenantId, run.AgreementId, counted.ContributionId);
            return (removed.Count > 0 ? new ValueReversed(counted.Reference) : (Rejection)new InputsChanged()) with { Field = Values };
        }

        var open = (await RunInputsReader.ChargesAsync(reads, run.AgreementId, day, null, ct)).Select(charge => charge.ChargeId).ToHashSet();
        return run.Lists.Charges.FirstOrDefault(charge => !open.Contains(charge.ChargeId)) is { } waits ? new ChargeWaits(waits.Reference) { Field = "inputs.charges" } : null;
    }
}

/// <summary>Accepted values that a run counted, from its state or, when there are too many for one, from its facts.</summary>
internal static class RunValues
{
    public static async Task<IReadOnlyList<ValueInput>> OfAsync(IQuerySession reads, Run run, CancellationToken ct)
    {
        if (!run.ValuesElsewhere) return run.Lists.Values;
        var facts = await reads.Events.FetchStreamAsync(run.Id, token: ct);
        return [.. facts.SelectMany(recorded => recorded.Data switch
        {
            RunInputsListed listed => listed.Lists.Values,
            RunComputed computed => computed.Lists.Values,
            _ => [],
        })];
    }

    /// <summary>The run with all its values.</summary>
    public static async Task<Run> WholeAsync(IQuerySession reads, Run run, CancellationToken ct) =>
        run.ValuesElsewhere ? run with { Lists = run.Lists with { Values = await OfAsync(reads, run, ct) } } : run;
}

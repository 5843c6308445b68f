using Ledger.Rules;
using Ledger.Valuation.Domain;
using Marten;

namespace Ledger.Valuation.Features;

/// <summary>Loads what decisions on challenges and on their appraisals need of each other; all of them are read in the decision's own unit of work.</summary>
internal static class ReappraisalGate
{
    /// <summary>Why a new appraisal is not gone on with: its challenge ended, or waits for another one. Null for any other appraisal.</summary>
    public static async Task<Rejection?> RefusesAsync(Appraisal state, IQuerySession reads, CancellationToken ct)
    {
        if (state.Reappraisal is not { } of) return null;
        var challenged = await reads.LoadAsync<Appraisal>(of.Appraisal, ct);
        if (challenged?.Voided is not null) return new ContributionIsReversed();
        return challenged?.Challenges.Any(challenge => challenge.Wants(state.Id)) == true ? null : new ReappraisalNotWanted();
    }

    /// <summary>The new appraisals of a challenge as they stand.</summary>
    public static async Task<KnownReappraisals> OfAsync(Appraisal state, int number, IQuerySession reads, CancellationToken ct)
    {
        if (state.Challenges.FirstOrDefault(one => one.Number == number) is not { } challenge) return new KnownReappraisals(null, null);
        return new KnownReappraisals(
            await reads.LoadAsync<Appraisal>(challenge.Second.Appraisal, ct),
            challenge.Third is { } third ? await reads.LoadAsync<Appraisal>(third.Appraisal, ct) : null);
    }
}

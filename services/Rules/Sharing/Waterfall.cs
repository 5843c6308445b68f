namespace Ledger.Rules;

/// <summary>
/// Divides a benefit pool through the agreement's tiers, in order: statutory shares, reserve, cost recovery, preferred return,
/// return of contribution, catch-up, residual. Within a tier everybody is served pro rata. Each named line is rounded by the
/// agreement's mode, a cap always down; pools are divided by largest remainder, ties by party id. Source: domain rules of
/// consortium agreements, samples A and B, the distribution waterfall of investment partnerships and the order of a production
/// sharing contract.
/// </summary>
public static class Waterfall
{
    public static Method<WaterfallInput, WaterfallFigures> Method { get; } = new("sharing.waterfall", 1, MethodPurpose.Sharing,
        new("Benefit waterfall", "收益分配层级"), WaterfallReader.Read, Distribute);

    /// <summary>Distributes a pool.</summary>
    /// <returns>
    /// Figures; or the waterfall.* codes of the inputs (<see cref="WaterfallRules"/>), waterfall.key-zero, waterfall.unallocated,
    /// waterfall.statutory-unpaid, waterfall.below-profile-minimum, waterfall.above-profile-maximum, the agreement.* codes of the
    /// tiers, money.negative, money.not-positive, input.duplicate.
    /// </returns>
    public static Outcome<WaterfallFigures> Distribute(WaterfallInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        WaterfallRules.Check(checks, input);
        if (checks.Failed) return checks.Refuse<WaterfallFigures>();

        var run = new WaterfallRun(input);
        foreach (var tier in input.Waterfall)
        {
            if (run.Serve(tier) is { } rejection) return rejection;
        }

        return run.Finish();
    }
}

namespace Ledger.Rules;

/// <summary>
/// Divides a benefit pool through the agreement's tiers, in order: reserve, cost recovery, preferred return, residual. Each
/// named line is rounded by the agreement's mode, a cap always down; pools are divided by largest remainder, ties by party id.
/// Source: domain rules of consortium agreements (cost recovery with cap and carry-forward, preferred return, residual by mixed
/// key) and sample A.
/// </summary>
public static class Waterfall
{
    public static Method<WaterfallInput, WaterfallFigures> Method { get; } = new("sharing.waterfall", 1, MethodPurpose.Sharing,
        new("Benefit waterfall", "收益分配层级"), WaterfallReader.Read, Distribute);

    /// <summary>Distributes a pool.</summary>
    /// <returns>
    /// Figures; or waterfall.not-participant, waterfall.no-cost-tier, waterfall.key-zero, waterfall.unallocated, the agreement.*
    /// codes of the tiers, money.negative, money.not-positive, input.duplicate.
    /// </returns>
    public static Outcome<WaterfallFigures> Distribute(WaterfallInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        Check(checks, input);
        if (checks.Failed) return checks.Refuse<WaterfallFigures>();

        var run = new WaterfallRun(input);
        foreach (var tier in input.Waterfall)
        {
            if (run.Serve(tier) is { } rejection) return rejection;
        }

        return run.Finish();
    }

    private static void Check(Checks checks, WaterfallInput input)
    {
        checks.NotNegative("pool", input.Pool);
        checks.That(input.Participants.Count > 0, () => Problems.Empty("participants"));
        for (var i = 0; i < input.Participants.Count; i++)
        {
            var party = input.Participants[i];
            checks.That(!input.Participants.Take(i).Contains(party), () => Problems.Duplicate(JsonPath.Item("participants", i), party));
        }

        TierRules.Check(checks, input.Waterfall, input.Participants, "waterfall");
        foreach (var (party, value) in input.Accepted)
        {
            checks.NotNegative($"accepted.{party}", value);
            checks.That(input.Participants.Contains(party), () => NotParticipant($"accepted.{party}", party));
        }

        for (var i = 0; i < input.CostClaims.Count; i++)
        {
            var claim = input.CostClaims[i];
            var here = JsonPath.Item("costClaims", i);
            checks.That(claim.Amount.Sign > 0, () => Problems.AmountNotPositive($"{here}.amount", claim.Amount.Amount));
            checks.That(input.Participants.Contains(claim.Party), () => NotParticipant($"{here}.party", claim.Party));
            checks.That(!input.CostClaims.Take(i).Any(earlier => earlier.Reference == claim.Reference), () => Problems.Duplicate($"{here}.reference", claim.Reference));
        }

        checks.That(input.CostClaims.Count == 0 || input.Waterfall.Any(tier => tier is CostRecoveryTier), () => new InputRejection("waterfall.no-cost-tier",
            new("Costs are claimed, but the agreement has no cost-recovery tier.", "有成本申报，但协议没有成本回收层级。")).At("costClaims"));
    }

    private static InputRejection NotParticipant(string field, string party) => new("waterfall.not-participant",
        new($"'{party}' takes no part in the benefits.", $"“{party}”不参与收益分配。")) { Field = field, Value = party };
}

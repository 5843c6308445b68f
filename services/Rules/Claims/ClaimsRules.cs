namespace Ledger.Rules;

/// <summary>
/// The rules for claims problems (bankruptcy problems): an estate E smaller than the sum of the claims c. Every rule gives each
/// claimant between 0 and its claim and divides the estate exactly; they differ in what they hold equal: percentages, awards,
/// losses. Source: Thomson, "How to Divide When There Isn't Enough" (2019), and the sources named with each method.
/// </summary>
public static class ClaimsRules
{
    public static Method<ClaimsInput, ClaimsFigures> Proportional { get; } =
        Of("claims.proportional", new("Proportional rule", "比例规则"), ProportionalRules.Proportional);

    public static Method<ClaimsInput, ClaimsFigures> AdjustedProportional { get; } =
        Of("claims.adjusted-proportional", new("Adjusted proportional rule", "调整比例规则"), ProportionalRules.AdjustedProportional);

    public static Method<ClaimsInput, ClaimsFigures> ConstrainedEqualAwards { get; } =
        Of("claims.constrained-equal-awards", new("Constrained equal awards (CEA)", "受限等额所得规则（CEA）"), EqualRules.ConstrainedEqualAwards);

    public static Method<ClaimsInput, ClaimsFigures> ConstrainedEqualLosses { get; } =
        Of("claims.constrained-equal-losses", new("Constrained equal losses (CEL)", "受限等额损失规则（CEL）"), EqualRules.ConstrainedEqualLosses);

    public static Method<ClaimsInput, ClaimsFigures> Talmud { get; } = Of("claims.talmud", new("Talmud rule", "塔木德规则"), EqualRules.Talmud);

    public static Method<ClaimsInput, ClaimsFigures> ReverseTalmud { get; } =
        Of("claims.reverse-talmud", new("Reverse Talmud rule", "反向塔木德规则"), EqualRules.ReverseTalmud);

    public static Method<ClaimsInput, ClaimsFigures> Piniles { get; } = Of("claims.piniles", new("Piniles' rule", "皮尼莱斯规则"), EqualRules.Piniles);

    public static Method<ClaimsInput, ClaimsFigures> RandomArrival { get; } = Of(
        "claims.random-arrival", new("Random arrival rule, exact", "随机到达规则（精确）"), RandomArrivalRule.Divide, most: RuleLimits.ArrivalClaimants);

    public static Method<ClaimsInput, ClaimsFigures> MinimalOverlap { get; } =
        Of("claims.minimal-overlap", new("Minimal overlap rule", "最小重叠规则"), MinimalOverlapRule.Divide);

    public static Method<ClaimsInput, ClaimsFigures> AlphaMin { get; } = Of("claims.alpha-min", new("Alpha-min rule", "α-min 规则"), ProportionalRules.AlphaMin);

    public static Method<ClaimsInput, ClaimsFigures> ContestedGarment { get; } = Of(
        "claims.contested-garment", new("Contested garment (concede and divide)", "争衣规则（让步后均分）"), EqualRules.ContestedGarment, least: 2, most: 2);

    /// <summary>All rules.</summary>
    public static IReadOnlyList<Method<ClaimsInput, ClaimsFigures>> All { get; } =
    [
        Proportional, AdjustedProportional, ConstrainedEqualAwards, ConstrainedEqualLosses, Talmud, ReverseTalmud, Piniles, RandomArrival,
        MinimalOverlap, AlphaMin, ContestedGarment,
    ];

    private static Method<ClaimsInput, ClaimsFigures> Of(string id, Text name, ClaimsRule rule, int least = 1, int most = int.MaxValue) =>
        new(id, 1, MethodPurpose.Sharing, name, ClaimsDivision.Read, input => ClaimsDivision.Divide(input, rule, least, most));
}

using Replacement = Ledger.Valuation.Domain.Replacement;
using Ledger.Rules;
using Ledger.Tests;
using Ledger.Valuation.Domain;
using static Ledger.Valuation.Tests.Samples;

namespace Ledger.Valuation.Tests;

/// <summary>Sample A's machine, accepted at 840,000.00 as of 2025-03-01, under an agreement that says when values are due again.</summary>
internal static class RevaluationSamples
{
    public const string Series = "cn-ppi-machines";

    public static readonly (string, string)[] Changes =
    [
        ("\"methods\":[\"market.comparables\"],\"minEvidence\":3", $"\"methods\":[\"market.comparables\",\"revaluation.index\",\"revaluation.depreciation\"],\"minEvidence\":3,\"indexSeries\":\"{Series}\""),
        ("\"capAtClaim\":true", "\"capAtClaim\":true,\"dualApprovalAbove\":\"900000.00\",\"revaluation\":{\"validityMonths\":12,\"indexMoveLimit\":\"0.10\"}"),
    ];

    public static readonly AdoptedAgreement Agreement = TaihuAgreement.Adopt(TaihuAgreement.Json(Changes));

    public static readonly DateTimeOffset Now = new(2026, 4, 20, 2, 0, 0, TimeSpan.Zero);
    public static readonly DateOnly On = new(2026, 3, 1);
    public static readonly Text Why = new("A year is over.", "已满一年。");
    public static readonly Actor Second = new("wu", "S");

    /// <summary>100 in 2025-03; a year later first 104.5, then revised to 111.</summary>
    public static readonly KnownIndex Machines = new(
        RegisterSamples.Index(
            RegisterSamples.Vintage(IndexVintage.FirstPublished, "2025-03-20", ("2025-03", "100")),
            RegisterSamples.Vintage(IndexVintage.FirstPublished, "2026-04-10", ("2026-03", "104.5")),
            RegisterSamples.Vintage(IndexVintage.Revised, "2026-04-15", ("2026-03", "111"))),
        [RegisterSamples.Cite("v1"), RegisterSamples.Cite("v2"), RegisterSamples.Cite("v3")]);

    public static readonly KnownRegister Known = KnownRegister.Empty with { Series = new Dictionary<string, KnownIndex>(StringComparer.Ordinal) { [Series] = Machines } };

    public static readonly object[] Valued = [Opened, Proposed with { Agreement = Agreement.Source! }, Accepted with { Agreement = Agreement.Source! }];

    /// <summary>840,000 straight down ten years to 5%: 79,800 a year.</summary>
    public static readonly ProposeRevaluation ByCurve = new(
        "revaluation.depreciation", null, On, Why, default, null, new RollChoice(Curve: new DepreciationCurve(DepreciationMethod.StraightLine, 10, Rational.Parse("0.05"))),
        Known, Agreement, Valuer, Now);

    public static readonly ProposeRevaluation ByIndex = ByCurve with { Method = "revaluation.index", Roll = new RollChoice(Series) };

    public static readonly RevaluationProposed Curved = (RevaluationProposed)RevaluationDecider.Decide(Given(Valued).State, ByCurve).Facts.Single();

    public static readonly AcceptRevaluation AcceptCurved = new(Curved.ProposalHash, Agreement, Approver, Now.AddHours(1));

    public static DueReason Told(RevaluationTrigger trigger, string name = "told") =>
        new(trigger, new DateOnly(2025, 9, 1), "revaluation.told", new Text("Spindle cracked.", "主轴开裂。"), RegisterSamples.Cite(name));

    /// <summary>A challenge that replaced the value.</summary>
    public static ValueReplaced Challenged(Appraisal state) => new Replacement(
        ReplacementCause.Challenge, "challenge-1", Money.Parse("800000.00", Cny), Proposed.Result, null, Machine.EffectiveOn, Why)
        .Fact(state, state.Standing!.Number, Agreement, Approver, Now, out _)!;
}

using System.Diagnostics;
using Ledger.Distribution.Domain;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Distribution.Tests.SampleA;
using static Ledger.Distribution.Tests.Samples;

namespace Ledger.Distribution.Tests;

/// <summary>What an open period has to book because something settled would have come out differently.</summary>
public sealed class AdjustmentTests
{
    private static readonly Guid Teaching = Values.Single(value => value.Contribution.Reference == "S-teaching").Contribution.ContributionId;
    private static readonly Run SettledRun = GivenRun(Computed, Proposed, Approved, Settled).State;

    private static readonly Difference Points = new(
        DifferenceOf.Run, RunId, "2025", Year2025, Yuan("0.00"),
        [new DifferenceLine("E2", Yuan("90169.08"), Yuan("104562.27")), new DifferenceLine("S", Yuan("196835.61"), Yuan("182442.42"))]);

    private static AdjustmentNoted Noted => new(
        TaihuAgreement.Id, 2, Year2025.From, "Points were agreed otherwise.", [Points], Elsewhere, At);

    // Sample A without the 80,000.00 of teaching. S accepted 72,000.00, total 1,123,405.56. Preferred 5%: 45,730.28, 6,840.00, 3,600.00.
    // Residual 363,829.72 = 218,297.83 by value + 145,531.89 by points; by value 177,724.25, 26,582.69, 13,990.89; by points 43,659.57,
    // 29,106.38, 72,765.94. Totals: E1 267,114.10, E2 92,529.07, S 180,356.83.
    [Fact]
    public void A_settled_run_is_computed_again_without_what_was_reversed()
    {
        var found = ReversalDifferences.Of(SettledRun, TaihuAgreement.Adopted.Document!, new HashSet<Guid> { Teaching })!;
        Assert.Equal((RunId, "S-teaching", null), (found.RunId, Assert.Single(found.Contributions), found.Refused));
        Assert.Equal(("2025", Year2025, Yuan("0.00")), (found.Difference!.Reference, found.Difference.Period, found.Difference.Reserve));
        Assert.Equal(
            [
                new DifferenceLine("E1", Yuan("252995.31"), Yuan("267114.10")), new DifferenceLine("E2", Yuan("90169.08"), Yuan("92529.07")),
                new DifferenceLine("S", Yuan("196835.61"), Yuan("180356.83")),
            ],
            found.Difference.Lines);
        Assert.Equal(["14118.79", "2359.99", "-16478.78"], found.Difference.Lines.Select(line => line.Amount.Amount));
        Assert.True(found.Difference.Balances);
    }

    [Fact]
    public void A_run_that_did_not_count_it_or_is_not_settled_has_no_difference()
    {
        var document = TaihuAgreement.Adopted.Document!;
        Assert.Null(ReversalDifferences.Of(SettledRun, document, new HashSet<Guid> { Guid.NewGuid() }));
        Assert.Null(ReversalDifferences.Of(GivenRun(Computed, Proposed, Approved).State, document, new HashSet<Guid> { Teaching }));
    }

    [Fact]
    public void A_run_that_cannot_be_computed_without_it_says_why()
    {
        var all = SettledRun.Lists.Values.Select(value => value.ContributionId).ToHashSet();
        var found = ReversalDifferences.Of(SettledRun, TaihuAgreement.Adopted.Document!, all)!;
        Assert.Null(found.Difference);
        Assert.False(string.IsNullOrWhiteSpace(found.Refused!.Zh));
    }

    [Fact]
    public void A_retroactive_change_is_noted_once() => Given().When(Note(Noted)).Then(Noted).ThenAgainNothing();

    [Fact]
    public void What_does_not_sum_to_zero_is_not_kept() => Given()
        .When(Note(Noted with { Differences = [Points with { Reserve = Yuan("0.01") }] }))
        .ThenRejected<DifferenceUnbalanced>("adjustment.unbalanced");

    [Fact]
    public void An_adjustment_can_be_stored_read_and_hashed()
    {
        StoredFacts.Endures(Noted);
        StoredFacts.Endures(Given(Noted).State);
        Assert.Throws<UnreachableException>(() => NotedAdjustmentDecider.Evolve(NotedAdjustment.None(RunId), "x"));
    }

    private static Func<NotedAdjustment, Decision> Note(AdjustmentNoted noted) => state => NotedAdjustmentDecider.Decide(state, noted);

    private static Given<NotedAdjustment> Given(params object[] facts) =>
        GivenWhenThen.Given(NotedAdjustment.None(RunId), NotedAdjustmentDecider.Evolve, facts);
}

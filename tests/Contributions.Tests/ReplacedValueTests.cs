using Ledger.Contributions.Domain;
using Ledger.Contributions.Features;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Contributions.Tests.Samples;

namespace Ledger.Contributions.Tests;

/// <summary>A value that Valuation replaced, as the register shows it: of now, of a day, and as it was known.</summary>
public sealed class ReplacedValueTests
{
    private static readonly DateTimeOffset AcceptedAt = At.AddDays(1);
    private static readonly AcceptedValueRecorded First = Recorded with { At = AcceptedAt };

    /// <summary>Valued anew as of September: 840,000.00 is 700,000.00 from then on.</summary>
    internal static readonly AcceptedValueReplaced Replaced = new(
        Recorded.AppraisalId, 2, Recorded.Value, Money.Parse("700000.00", Cny), "appraisal.cost", 1, new DateOnly(2025, 9, 1), new DateOnly(2025, 10, 2),
        "revaluation", "revaluation-1", new("Worn more than expected", "磨损超出预期"), new Citation(Guid.Parse("0198f000-0000-7000-8000-00000000c0de"), new string('d', 64)),
        AcceptedAt.AddDays(30));

    /// <summary>Wrong from the beginning: 900,000.00.</summary>
    private static readonly AcceptedValueReplaced Challenged = Replaced with
    {
        Number = 3, Replaced = Replaced.Value, Value = Money.Parse("900000.00", Cny), ValidFrom = Machine.EffectiveOn, Cause = "challenge", Case = "challenge-1", At = Replaced.At.AddDays(30),
    };

    [Fact]
    public void The_new_value_its_excess_and_the_totals_follow()
    {
        Given(Registered, Verified, First).When(Deciding(Replaced)).Then(Replaced).ThenAgainNothing();
        var details = ContributionDetails.Of(Fold(Registered, Verified, First, Replaced));
        Assert.Equal(("700000.00", "500000.00", ContributionState.Valued), (details.Accepted!.Amount, details.Excess!.Amount, details.State));
        Assert.Equal(["1 840000.00", "2 700000.00"], details.Values!.Select(value => $"{value.Number} {value.Value.Value.Amount}"));
        Assert.Equal(("revaluation", new DateOnly(2025, 10, 2)), (details.Values![1].Cause, details.Values[1].ReplacedOn!.Value));
        var tally = new Tally();
        tally.Add(Fold(Registered, Verified, First, Replaced));
        Assert.Equal(("700000.00", "0.00"), (tally.Totals[0].Accepted.Amount, tally.Totals[0].Pending.Amount));
    }

    [Fact]
    public void The_old_value_is_what_was_known_before_and_what_holds_on_earlier_days()
    {
        var state = Fold(Registered, Verified, First, Replaced, Challenged);
        Assert.Equal("900000.00", Shown(state, null, null));
        Assert.Equal("700000.00", Shown(state, null, Challenged.At.AddTicks(-1)));
        Assert.Equal("840000.00", Shown(state, null, Replaced.At.AddTicks(-1)));
        Assert.Null(Shown(state, null, AcceptedAt.AddTicks(-1)));
        // By valid day: re-valued from September on, until the challenge showed that it was wrong all the time.
        Assert.Equal("840000.00", Shown(state, new DateOnly(2025, 8, 31), Replaced.At));
        Assert.Equal("700000.00", Shown(state, new DateOnly(2025, 9, 1), Replaced.At));
        Assert.Equal("900000.00", Shown(state, new DateOnly(2025, 8, 31), Challenged.At));
        Assert.Null(ContributionDetails.Of(state.AsOf(null, Replaced.At.AddTicks(-1))!).Values);
    }

    [Fact]
    public void Acceptance_and_replacements_come_in_any_order_and_once()
    {
        var expected = Fold(Registered, Verified, First, Replaced, Challenged);
        var other = Fold(Registered, Verified, Challenged, First, Replaced);
        Assert.Equal(expected.AllValues(), other.AllValues());
        Assert.Equal((expected.Accepted, expected.AcceptedAt), (other.Accepted, other.AcceptedAt));
        Given(Registered, Verified, Challenged).When(state => ContributionDecider.Decide(state, new RecordAcceptedValue(Value, AcceptedAt))).Then(First);
        Given(Registered, Verified, First, Challenged).When(Deciding(Replaced)).Then(Replaced);
        Given(Registered, Verified, First, Replaced)
            .When(state => ContributionDecider.Decide(state, new RecordAcceptedValue(Value with { Method = "other" }))).ThenRejected<AcceptedOtherwise>("contribution.accepted-otherwise");
    }

    [Fact]
    public void What_is_not_known_or_not_verified_has_no_value_to_replace()
    {
        Given().When(Deciding(Replaced)).ThenRejected<ContributionUnknown>("contribution.unknown");
        Given(Registered).When(Deciding(Replaced)).ThenRejected<NotVerified>("contribution.not-verified");
    }

    private static string? Shown(Contribution state, DateOnly? on, DateTimeOffset? at) => state.AsOf(on, at)?.Accepted?.Value.Amount;

    private static Contribution Fold(params object[] facts) => Given(facts).State;

    private static Given<Contribution> Given(params object[] facts) => GivenWhenThen.Given(Contribution.None(Id), ContributionDecider.Evolve, facts);

    private static Func<Contribution, Decision> Deciding(AcceptedValueReplaced fact) => state => ContributionDecider.Decide(state, new ReplaceAcceptedValue(fact));
}

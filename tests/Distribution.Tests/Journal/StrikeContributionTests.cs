using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Distribution.Tests.SampleA;
using static Ledger.Distribution.Tests.Samples;

namespace Ledger.Distribution.Tests;

/// <summary>A contribution that was reversed leaves the book in kind, whichever message comes first.</summary>
public sealed class StrikeContributionTests
{
    private static readonly PostAcceptedValue Teaching = Values.Single(value => value.Contribution.Reference == "S-teaching");
    private static readonly Guid Contribution = Teaching.Contribution.ContributionId;

    private static readonly ContributionStruck Struck = new(
        Contribution, new DateOnly(2026, 2, 1), new Text("Was never given", "从未提供"), Elsewhere, At);

    private static StrikeContribution Strike => new(Struck, Streams.ReversalEntry(Contribution));

    [Fact]
    public void Its_value_is_taken_out_by_an_entry_of_the_day_of_the_reversal()
    {
        var decision = JournalDecider.Decide(Folded(Post), Strike);
        Assert.Equal([Struck], decision.Facts);
        var started = Assert.Single(decision.NewStreams);
        Assert.Equal((typeof(JournalEntry), Streams.ReversalEntry(Contribution)), (started.State, started.Id));
        var entry = Assert.IsType<JournalEntryPosted>(Assert.Single(started.Facts));
        Assert.Equal((Book.InKind, EntryKind.ContributionReversed, new DateOnly(2026, 2, 1)), (entry.Book, entry.Kind, entry.On));
        Assert.Equal(
            [
                new JournalLine(Account.Contributed("S"), Side.Debit, Yuan("80000.00")), new JournalLine(Account.Resources, Side.Credit, Yuan("80000.00")),
            ],
            entry.Lines);
    }

    [Fact]
    public void It_is_taken_out_once() => Given([.. Decided(Post)]).When(state => JournalDecider.Decide(state, Strike)).ThenAgainNothing();

    [Fact]
    public void A_value_that_comes_after_the_reversal_is_not_booked()
    {
        var first = JournalDecider.Decide(JournalEntry.None(Guid.Empty), Strike);
        Assert.Equal([Struck], first.Facts);
        Assert.Empty(first.NewStreams);
        Given(Struck).When(Post).ThenRejected<BookedAfterReversal>("journal.contribution-reversed");
    }

    [Fact]
    public void A_run_that_rests_on_a_reversed_contribution_is_not_settled() => GivenRun(Computed, Proposed, Approved)
        .When(state => RunDecider.Decide(state, Settle with { Reversed = new HashSet<Guid> { Contribution } }))
        .ThenRejected<ValueReversed>("run.value-reversed");

    [Fact]
    public void A_reversal_can_be_stored_read_and_hashed()
    {
        StoredFacts.Endures(Struck);
        StoredFacts.Endures(JournalDecider.Evolve(JournalEntry.None(Guid.Empty), Struck));
    }

    private static Decision Post(JournalEntry state) => JournalDecider.Decide(state, Teaching);

    private static IReadOnlyList<object> Decided(Func<JournalEntry, Decision> decide) => decide(JournalEntry.None(Guid.Empty)).Facts;

    private static JournalEntry Folded(Func<JournalEntry, Decision> decide) => Given([.. Decided(decide)]).State;

    private static Given<JournalEntry> Given(params object[] facts) =>
        GivenWhenThen.Given(JournalEntry.None(Guid.Empty), JournalDecider.Evolve, facts);
}

using Ledger.Audit.Domain;
using Ledger.Audit.Integration;
using Ledger.Contracts.V1;
using Ledger.Rules;
using Ledger.ServiceDefaults.Desk;
using Ledger.ServiceDefaults.Messaging;
using Ledger.ServiceDefaults.Store;

namespace Ledger.Audit.Tests;

/// <summary>What Audit tells of the desk, and what another service makes of it, in whatever order it hears it.</summary>
public sealed class HeardDeskTests
{
    private static readonly DateTimeOffset At = new(2025, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly Actor Admin = new("ma", "S");
    private static readonly Citation Source = new(Guid.Empty, new string('a', 64));

    private static readonly GrantProposed Proposed = new("c1", "bureau", ["wei"], GrantScope.Everything, "Law", "Audit", At.AddDays(5), Admin, At);

    private static readonly int[][] Orders = [.. Permutations([0, 1, 2, 3, 4])];

    // Proposed, issued, revoked, proposed anew, issued anew: at the end it stands, whatever the order was.
    [Fact]
    public void A_grant_stands_at_the_end_in_whatever_order_it_was_heard()
    {
        DeskGrantHeard[] told =
        [
            new(1, GrantPhase.Proposed, "one", Terms("one"), Source), new(2, GrantPhase.Issued, "one", null, Source), new(3, GrantPhase.Ended, null, null, Source),
            new(4, GrantPhase.Proposed, "two", Terms("two"), Source), new(5, GrantPhase.Issued, "two", null, Source),
        ];
        foreach (var order in Orders)
        {
            // Once in this order, and once more as it was told: what comes again changes nothing.
            var state = order.Select(i => told[i]).Aggregate(HeardGrant.None(Guid.Empty), Heard);
            Assert.Equal(state, told.Aggregate(state, Heard));
            Assert.Equal((GrantPhase.Issued, "two"), (state.Phase(), state.Terms!.Case));
            Assert.Equal(GrantPhase.Ended, Heard(state, new DeskGrantHeard(6, GrantPhase.Ended, null, null, Source)).Phase());
        }
    }

    // On no way is anything read under what was not issued: with the issue still missing nothing stands.
    [Fact]
    public void A_grant_whose_issue_is_not_heard_never_stands()
    {
        DeskGrantHeard[] told =
        [
            new(1, GrantPhase.Proposed, "one", Terms("one"), Source), new(2, GrantPhase.Ended, null, null, Source), new(3, GrantPhase.Proposed, "two", Terms("two"), Source),
            new(4, GrantPhase.Issued, "two", null, Source), new(5, GrantPhase.Ended, null, null, Source),
        ];
        foreach (var order in Orders)
        {
            var state = HeardGrant.None(Guid.Empty);
            foreach (var heard in order.Where(i => i != 3).Select(i => told[i]))
            {
                state = Heard(state, heard);
                Assert.NotEqual(GrantPhase.Issued, state.Phase());
            }
        }
    }

    [Fact]
    public void Rules_hold_once_they_are_confirmed_and_their_proposal_is_heard()
    {
        var (first, second) = (new DeskRulesHeard(1, false, "one", ["REG"], Source), new DeskRulesHeard(2, true, "one", null, Source));
        var none = HeardDeskRules.None(Guid.Empty);
        Assert.Null(HeardDeskDecider.Evolve(none, first).Standing);
        Assert.Equal(["REG"], HeardDeskDecider.Evolve(HeardDeskDecider.Evolve(none, first), second).Standing);
        // Confirmed, and nobody knows what: nobody reads.
        var unknown = HeardDeskDecider.Evolve(none, second);
        Assert.Equal([], unknown.Standing);
        Assert.Equal(["REG"], HeardDeskDecider.Evolve(unknown, first).Standing);
        // Newer rules are not undone by the confirmation of older ones that comes late.
        var newer = HeardDeskDecider.Evolve(HeardDeskDecider.Evolve(unknown, new DeskRulesHeard(3, false, "two", [], Source)), new DeskRulesHeard(4, true, "two", null, Source));
        Assert.Equal([], newer.Standing);
        Assert.Empty(HeardDeskDecider.Decide(newer, second).Facts);
        Assert.Equal([], HeardDeskDecider.Evolve(newer, first).Standing);
        Assert.Throws<System.Diagnostics.UnreachableException>(() => HeardDeskDecider.Evolve(none, "something else"));
        Assert.Throws<System.Diagnostics.UnreachableException>(() => HeardDeskDecider.Evolve(HeardGrant.None(Guid.Empty), "something else"));
    }

    // The hash by which a second person issues is the one that is told with the proposal: else nothing would ever stand.
    [Fact]
    public void What_is_told_of_a_grant_fits_together()
    {
        var map = new OutgoingMap();
        Outgoing.Map(map);
        var stream = GrantStanding.StreamOf("taihu", "c1", "bureau");
        RegulatorDeskChanged Told(object fact, long version) => (RegulatorDeskChanged)map.Apply(fact, new FactContext("taihu", stream, version, At))!;
        var proposed = Told(Proposed, 1);
        Assert.Equal((DeskChange.GrantProposed, PayloadHash.Of(Proposed), true), (proposed.Change, proposed.ProposalHash, proposed.Grant!.Whole));
        Assert.Equal(proposed.ProposalHash, Told(new GrantIssued(PayloadHash.Of(Proposed), Admin, At), 2).ProposalHash);
        Assert.False(Told(Proposed with { Scope = GrantScope.WithoutContents }, 1).Grant!.Whole);
        Assert.Equal(DeskChange.GrantEnded, Told(new GrantRefused("x", Admin, At), 2).Change);
        Assert.Equal(DeskChange.GrantEnded, Told(new GrantRevoked("x", Admin, At), 3).Change);
        var rules = new DeskRulesProposed(["REG"], 3, Admin, At);
        Assert.Equal(Told(rules, 1).ProposalHash, Told(new DeskRulesConfirmed(PayloadHash.Of(rules), Admin, At), 2).ProposalHash);
        Assert.Equal(["REG"], Told(rules, 1).Standing);
    }

    

    private static HeardTerms Terms(string @case) => new(@case, "bureau", [], true, At.AddDays(5));

    private static HeardGrant Heard(HeardGrant state, DeskGrantHeard heard) =>
        HeardDeskDecider.Decide(state, heard).Facts.Aggregate(state, HeardDeskDecider.Evolve);

    private static IEnumerable<int[]> Permutations(int[] of) => of.Length == 1 ? [of]
        : of.SelectMany(first => Permutations([.. of.Where(other => other != first)]).Select(rest => (int[])[first, .. rest]));
}

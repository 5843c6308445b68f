using CsCheck;
using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.Rules;
using static Ledger.Distribution.Tests.Samples;

namespace Ledger.Distribution.Tests;

/// <summary>Whatever was agreed, brought in, claimed and lost: a run shares exactly its pool.</summary>
public sealed class RunPropertyTests
{
    private static readonly Guid First = Streams.Pool(Tenant, "p1");

    [Fact]
    public void Shares_sum_to_the_pool_and_cash_to_pool_and_reserve() => Case.Any.Sample(any =>
    {
        if (Computed(any.Record()) is not { } run) return;
        var pool = Fen(any.Pools[0]);
        Assert.All(run.Lines, line => Assert.True(line.Share.Sign >= 0));
        Assert.Equal(pool, Money.Sum(run.Lines.Select(line => line.Share), Cny) + run.Movement.Funded);
        Assert.Equal(pool + run.Movement.Opening, Money.Sum(run.Lines.Select(line => line.Cash), Cny) + run.Movement.Closing);
        Assert.All(run.Lines, line => Assert.Equal(line.Cash, line.Share + line.Received - line.Paid));
        Assert.Equal(Money.Sum(run.Lines.Select(line => line.Received), Cny), Money.Sum(run.Lines.Select(line => line.Paid), Cny) + run.Movement.Drawn);
        Assert.True(run.Movement.Closing.Sign >= 0);
    }, iter: 100);

    [Fact]
    public void Costs_paid_back_stay_within_the_cap_after_rounding() => Case.Any.Where(any => any.Claims.Count > 0).Sample(any =>
    {
        if (Computed(any.Record()) is not { } run) return;
        var costs = run.Result.FiguresAs<WaterfallFigures>().Tiers.Single(tier => tier.Tier == "cost-recovery");
        var distributable = any.Pools[0] - run.Movement.Funded.Minor;
        Assert.True(costs.Amount.Minor * 100 <= any.Terms.CostCap!.Value * distributable);
        Assert.All(costs.Claims!, claim => Assert.Equal(claim.Claimed, claim.Paid + claim.CarriedForward));
    }, iter: 100);

    [Fact]
    public void The_order_of_parties_contributions_claims_and_losses_changes_nothing() =>
        Gen.Select(Case.Any, Gen.Int[0, 1000].Array[16]).Sample((any, order) =>
        {
            var (one, other) = (any.Record().Compute(First), any.Record(order).Compute(First));
            Assert.Equal(one.Rejection?.Code, other.Rejection?.Code);
            if (one.Rejection is not null) return;
            var (a, b) = ((RunComputed)one.Facts[^1], (RunComputed)other.Facts[^1]);
            Assert.Equal(a.Lines, b.Lines);
            Assert.Equal(a.Movement, b.Movement);
        }, iter: 100);

    [Fact]
    public void A_contribution_of_nothing_changes_nothing() => Gen.Select(Case.Any, Gen.Int[0, 5]).Sample((any, party) =>
    {
        if (Computed(any.Record()) is not { } run) return;
        var more = any with { Values = [.. any.Values, new CaseValue(party % any.Terms.Parties.Length, 0)] };
        var again = Computed(more.Record())!;
        Assert.Equal(run.Lines, again.Lines);
        Assert.Equal(run.Movement, again.Movement);
    }, iter: 100);

    [Fact]
    public void Whoever_brings_in_more_never_gets_less_than_who_brings_in_less_on_the_same_terms() =>
        Gen.Select(Gen.Long[1, 3_000_000_00].Array[2, 6], Gen.Long[1, 5_000_000_00]).Sample((values, pool) =>
        {
            var terms = new CaseTerms(
                [.. values.Select((_, i) => $"P{i}")], values.Length, 10, null, 5, 7, [.. values.Select(_ => 1)], Rounding.HalfUp);
            var any = new Case(terms, [.. values.Select((amount, i) => new CaseValue(i, amount))], [], [], [pool, 1]);
            var shares = Computed(any.Record())!.Lines.Select(line => line.Share.Minor).ToList();
            // Two units: one of the preferred return, one of the residual, each given out by largest remainder.
            for (var i = 0; i < values.Length; i++)
                for (var j = 0; j < values.Length; j++)
                    if (values[i] >= values[j]) Assert.True(shares[i] >= shares[j] - 2, $"{values[i]} {shares[i]}, {values[j]} {shares[j]}");
        }, iter: 100);

    // A unit that is left over goes by party id where remainders are equal: once in each of costs, preferred return and two keys.
    [Fact]
    public void Other_names_change_no_more_than_ties() => Case.Any.Sample(any =>
    {
        var renamed = any with { Terms = any.Terms with { Parties = [.. any.Terms.Parties.Reverse()] } };
        if (Computed(any.Record()) is not { } run) return;
        var other = Computed(renamed.Record())!;
        Assert.Equal(run.Movement, other.Movement);
        for (var i = 0; i < any.Terms.Parties.Length; i++)
        {
            if (run.Lines.SingleOrDefault(line => line.Party == any.Party(i)) is not { } line) continue;
            var same = other.Lines.Single(found => found.Party == renamed.Party(i));
            Assert.InRange(same.Share.Minor - line.Share.Minor, -4, 4);
            Assert.Equal((line.Received, line.Paid), (same.Received, same.Paid));
        }
    }, iter: 100);

    // The properties above would hold of nothing too.
    [Fact]
    public void Most_cases_come_to_a_run_some_with_parties_that_owe_and_costs_that_are_cut()
    {
        int runs = 0, owing = 0, cut = 0;
        Case.Any.Sample(any =>
        {
            if (Computed(any.Record()) is not { } run) return;
            Interlocked.Increment(ref runs);
            if (run.Lines.Any(line => line.Cash.Sign < 0)) Interlocked.Increment(ref owing);
            if (run.Result.FiguresAs<WaterfallFigures>().Tiers.Any(tier => tier.CarriedForward.Count > 0)) Interlocked.Increment(ref cut);
        }, iter: 100);
        Assert.True(runs > 50 && owing > 0 && cut > 0, $"{runs} runs, {owing} owing, {cut} cut");
    }

    /// <summary>The first run, or null when the reserve cannot pay what was allocated to it.</summary>
    private static RunComputed? Computed(Books books)
    {
        var decision = books.Compute(First);
        if (decision.Rejection is not { } rejection) return Assert.IsType<RunComputed>(decision.Facts[^1]);
        var overdrawn = Assert.IsType<ReserveOverdrawn>(rejection);
        Assert.True(overdrawn.Drawn > overdrawn.Opening + overdrawn.Funded);
        return null;
    }
}

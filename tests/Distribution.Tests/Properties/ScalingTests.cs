using CsCheck;
using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.Rules;
using static Ledger.Distribution.Tests.Samples;

namespace Ledger.Distribution.Tests;

/// <summary>Ten times the money gives ten times the result, but for what was rounded.</summary>
public sealed class ScalingTests
{
    private static readonly Guid First = Streams.Pool(Tenant, "p1");

    // A share by accepted value alone is rounded once, so each result is less than one unit from the exact share.
    [Fact]
    public void Shares_by_accepted_value_scale_within_one_unit() =>
        Gen.Select(Gen.Long[1, 3_000_000_00].Array[1, 6], Gen.Long[1, 5_000_000_00]).Sample((values, pool) =>
        {
            var terms = new CaseTerms(
                [.. values.Select((_, i) => $"P{i}")], values.Length, null, null, null, 7, [.. values.Select(_ => 1)], Rounding.HalfUp);
            var any = new Case(terms, [.. values.Select((amount, i) => new CaseValue(i, amount))], [], [], [pool, 1]);
            AssertScaled(any, units: 1);
        }, iter: 60);

    // Reserve, cap, preferred return and residual each add a rounding of less than a unit per line that enters a party's share:
    // reserve 1/2; cap and costs 2; preferred return of n parties and its division (n + 3) / 2 + 1; residual 2 keys and 2 divisions 4.
    [Fact]
    public void Whole_waterfalls_scale_within_their_roundings() => Case.Any.Select(any => any with { Losses = [] })
        .Sample(any => AssertScaled(any, units: 12 + any.Terms.Participants), iter: 80);

    private static void AssertScaled(Case any, int units)
    {
        var ten = any with
        {
            Values = [.. any.Values.Select(value => value with { Amount = value.Amount * 10 })],
            Claims = [.. any.Claims.Select(claim => claim with { Amount = claim.Amount * 10 })],
            Pools = [.. any.Pools.Select(pool => pool * 10)],
        };
        foreach (var (line, scaled) in Lines(any).Zip(Lines(ten)))
        {
            Assert.Equal(line.Party, scaled.Party);
            // Of the result times ten, ten units are one; the scaled result adds its own, a tenth of them.
            Assert.InRange(scaled.Share.Minor - (line.Share.Minor * 10), -11 * units, 11 * units);
        }
    }

    private static IReadOnlyList<RunLine> Lines(Case any)
    {
        var decision = any.Record().Compute(First);
        Assert.Null(decision.Rejection);
        return ((RunComputed)decision.Facts[^1]).Lines;
    }
}

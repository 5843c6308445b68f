using System.Text.Json;
using CsCheck;
using Ledger.Risks.Domain;
using Ledger.Rules;
using static Ledger.Risks.Tests.Samples;

namespace Ledger.Risks.Tests;

/// <summary>Whatever strikes, in whatever order: nothing is lost, and the reserve is never committed beyond its limit.</summary>
public sealed class AllocationPropertyTests
{
    private static readonly string[] Parties = ["E1", "E2", "S", "G"];

    private static readonly Gen<(long Cents, int[] Weights)> Event =
        Gen.Select(Gen.OneOf(Gen.Long[0, 3], Gen.Long[0, 2_000_000_00]), Gen.Int[0, 7].Array[4].Where(weights => weights.Any(weight => weight > 0)));

    [Fact]
    public void Payments_and_kept_amounts_sum_to_each_loss_and_the_draws_stay_within_the_limit() =>
        Gen.Select(Event.List[1, 12], Gen.Long[0, 1_000_000_00], Gen.Long[0, 5_000_00], Gen.Long[5_000_00, 900_000_00].Array[2])
            .Sample((events, limit, retention, caps) =>
            {
                var agreement = Samples.With(
                    $$"""
                    retention":"{{Text(retention)}}","reserveLimit":"{{Text(limit)}}","key":{"E1":"2/3","S":"1/3"},"caps":{"E1":"{{Text(caps[0])}}","S":"{{Text(caps[1])}}"},"excess":"stays"}
                    """).Document!;
                ReserveDrawn? last = null;
                foreach (var (cents, weights) in events)
                {
                    var allocated = Allocate(agreement, cents, weights, last, out var draw);
                    var paid = Money.Sum(allocated.Payments.Select(payment => payment.Amount), Cny);
                    var kept = Money.Sum(allocated.Kept.Select(part => part.Amount), Cny);
                    Assert.Equal(new Money(cents, Cny), paid + kept);
                    Assert.All(allocated.Payments, payment => Assert.True(payment.Amount.Sign > 0));
                    AssertPerSufferer(allocated);
                    AssertDraw(allocated, draw, last, new Money(limit, Cny));
                    last = draw ?? last;
                }
            }, iter: 300);

    private static LossAllocated Allocate(AgreementDocument agreement, long cents, int[] weights, ReserveDrawn? last, out ReserveDrawn? draw)
    {
        var sufferers = Parties.Zip(weights).Where(entry => entry.Second > 0).ToDictionary(entry => entry.First, entry => (Rational)entry.Second);
        var reported = Reported with { Report = Report with { Sufferers = sufferers } };
        var measured = Lost(reported, Text(cents));
        var decision = RiskEventDecider.Decide(
            Given(reported, measured).State, AllocationOf(measured, agreement, last?.Committed, last?.No ?? 0) with { By = new Actor("judge", "REG") });
        Assert.Null(decision.Rejection);
        draw = decision.NewStreams.SelectMany(stream => stream.Facts).OfType<ReserveDrawn>().SingleOrDefault();
        return Assert.IsType<LossAllocated>(Assert.Single(decision.Facts));
    }

    private static void AssertPerSufferer(LossAllocated allocated)
    {
        var figures = allocated.Result.FiguresAs<AllocationV2Figures>();
        foreach (var (party, suffered) in figures.SuffererLosses)
        {
            var covered = allocated.Payments.Where(payment => payment.Party == party).Select(payment => payment.Amount)
                .Concat(allocated.Kept.Where(part => part.Party == party).Select(part => part.Amount));
            Assert.Equal(suffered, Money.Sum(covered, Cny));
        }
    }

    private static void AssertDraw(LossAllocated allocated, ReserveDrawn? draw, ReserveDrawn? last, Money limit)
    {
        var byReserve = Money.Sum(allocated.Payments.Where(payment => payment.Payer is null).Select(payment => payment.Amount), Cny);
        Assert.Equal(byReserve, draw?.Amount ?? Money.Zero(Cny));
        if (draw is null) return;
        Assert.Equal((last?.No ?? 0) + 1, draw.No);
        Assert.Equal((last?.Committed ?? Money.Zero(Cny)) + draw.Amount, draw.Committed);
        Assert.True(draw.Committed <= limit);
    }

    private static string Text(long cents) => new Money(cents, Cny).Amount;
}

using CsCheck;
using Ledger.Agreements.Domain;
using Ledger.Rules;
using static Ledger.Agreements.Tests.IncentiveSamples;

namespace Ledger.Agreements.Tests;

/// <summary>Random years against a small model of the law: what is credited, carried and to be repaid comes from rate x base, and nothing else does.</summary>
public sealed class IncentiveLifeTests
{
    private sealed record Year(int Spent, int Withdrawn, int Education, int Local);

    private static readonly Gen<Year> Years = Gen.Select(Gen.Int[0, 5000], Gen.Frequency((3, Gen.Const(0)), (1, Gen.Int[1, 8000])), Gen.Int[0, 900], Gen.Int[0, 600])
        .Select((spent, withdrawn, education, local) => new Year(spent, withdrawn, education, local));

    [Fact]
    public void Whatever_the_years_nothing_is_credited_that_was_not_invested() => Gen.Select(Years.List[1, 8], Gen.Int[0, 1000], Gen.Int[1, 60]).Sample((years, opening, percent) =>
    {
        var rate = new Rational(percent, 100);
        var file = Play(years, Yuan($"{opening}.00"), rate);
        Rational credited = 0, repaid = 0, invested = 0, positive = 0;
        var carried = new Rational(opening);
        for (var i = 0; i < years.Count; i++)
        {
            var figures = IncentiveClaim.Of(file, 2000 + i).Figures!;
            var due = years[i].Education + years[i].Local;
            // The model: 30 % of what came in less what went out, plus what is left from before.
            var standing = (rate * (years[i].Spent - years[i].Withdrawn)) + carried;
            var credit = Rational.Min(Rational.Max(standing, 0), due);
            if (figures.CarriedForward.Sign < 0 || figures.Credit.Value > due || figures.CreditEducation.Value > years[i].Education || figures.CreditLocal.Value > years[i].Local) return false;
            if (figures.CarriedIn.Value != carried || figures.Credit.Value != credit) return false;
            if (figures.Repay.Value != Rational.Max(-standing, 0) || figures.CarriedForward.Value != Rational.Max(standing, 0) - credit) return false;
            carried = figures.CarriedForward.Value;
            credited += figures.Credit.Value;
            repaid += figures.Repay.Value;
            invested += years[i].Spent - years[i].Withdrawn;
            positive += years[i].Spent;
        }

        // Over all years: credit <= rate x investment ever made, and what was credited net of repayment <= rate x what stayed invested.
        return credited <= (rate * positive) + opening && credited - repaid <= (rate * invested) + opening && credited + carried - repaid == (rate * invested) + opening;
    }, iter: 200);

    [Fact]
    public void Closing_one_year_after_the_other_records_what_was_shown_and_reopening_brings_it_back() => Years.List[1, 5].Sample(years =>
    {
        var file = Play(years, Yuan("0.00"), new Rational(3, 10));
        var shown = Enumerable.Range(0, years.Count).Select(i => IncentiveClaim.Of(file, 2000 + i).Figures!.CarriedForward).ToList();
        for (var i = 0; i < years.Count; i++) file = After(file, new CloseIncentiveYear(2000 + i, "E1", E1, At));
        if (!file.Years.Select(year => year.Closing!.Result.FiguresAs<TaxCreditFigures>().CarriedForward).SequenceEqual(shown)) return false;
        for (var i = years.Count - 1; i >= 0; i--) file = After(file, new ReopenIncentiveYear(2000 + i, "Again", "E1", E1, At));
        return file.Years.All(year => year.Closing is null) && Enumerable.Range(0, years.Count).All(i => IncentiveClaim.Of(file, 2000 + i).Figures!.CarriedForward == shown[i]);
    }, iter: 60);

    private static IncentiveFile Play(List<Year> years, Money opening, Rational rate)
    {
        var file = After(IncentiveFile.None(Id), new StateIncentiveListing(new(new DateOnly(2000, 1, 1), Hash('a')), null, "E1", E1, At));
        for (var i = 0; i < years.Count; i++)
        {
            var year = 2000 + i;
            file = After(file, new OpenIncentiveYear(year, Cny, Policy with { Rate = rate }, i == 0 ? opening : null, "E1", E1, At));
            if (years[i].Spent > 0)
            {
                var amount = Yuan($"{years[i].Spent}.00");
                file = After(file, new EnterIncentiveItem(year, Million with { Invoice = $"INV-{year}", InvoicedOn = new DateOnly(year, 5, 1), Amount = amount, PaidByMember = amount }, "E1", E1, At));
            }

            if (years[i].Withdrawn > 0)
                file = After(file, new EnterIncentiveReduction(year, new("W", ReductionCause.Withdrawal, new DateOnly(year, 6, 1), Yuan($"{years[i].Withdrawn}.00"), Hash('b')), "E1", E1, At));
            file = After(file, new StateIncentiveDue(year, new(Yuan($"{years[i].Education}.00"), Yuan($"{years[i].Local}.00")), null, "E1", E1, At));
        }

        return file;
    }

    private static IncentiveFile After(IncentiveFile file, IncentiveCommand command)
    {
        var decision = IncentiveDecider.Decide(file, command);
        Assert.Null(decision.Rejection);
        return decision.Facts.Aggregate(file, IncentiveDecider.Evolve);
    }
}

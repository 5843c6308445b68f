using CsCheck;
using Ledger.Rules;
using Ledger.Valuation.Domain;
using static Ledger.Valuation.Tests.PanelSamples;
using static Ledger.Valuation.Tests.QuoteSamples;
using static Ledger.Valuation.Tests.Samples;

namespace Ledger.Valuation.Tests;

/// <summary>
/// Commits, reveals and closings in any order at any time, against a model that knows only who committed and revealed what and when.
/// </summary>
public sealed class QuotationLifeTests
{
    private static readonly string[] People = ["he", "qian", "zhou", "wu"];
    private static readonly string[] Prices = ["100.00", "200.00", "300.00"];

    private int closed;
    private int failed;

    private sealed record Move(int Kind, int Person, int Price, int Hours);

    private sealed class Model
    {
        public int Round { get; set; } = 1;

        public DateTimeOffset CommitUntil { get; set; } = QuoteSamples.CommitUntil;

        public DateTimeOffset RevealUntil { get; set; } = QuoteSamples.RevealUntil;

        public bool Ended { get; set; }

        public Dictionary<string, string> Committed { get; } = [];

        public Dictionary<string, string> Revealed { get; } = [];
    }

    [Fact]
    public void The_value_is_the_median_of_exactly_the_quotes_that_were_committed_and_revealed_in_time()
    {
        Gen.Select(Gen.Frequency((4, Gen.Const(0)), (5, Gen.Const(1)), (1, Gen.Const(2))), Gen.Int[0, 3], Gen.Frequency((5, Gen.Const(-1)), (1, Gen.Int[0, 2])), Gen.Int[0, 8],
                (kind, person, price, hours) => new Move(kind, person, price, hours)).List[0, 50]
            .Sample(moves =>
            {
                var state = Asked(Invited with { Least = 2 }).State;
                var (model, now) = (new Model(), At);
                foreach (var move in moves)
                {
                    now = now.AddHours(move.Hours);
                    state = Step(state, model, move, now);
                }
            }, iter: 2_000);
        Assert.True(closed > 20 && failed > 20, $"{closed} closed, {failed} failed");
    }

    private Quotation Step(Quotation state, Model model, Move move, DateTimeOffset now)
    {
        var person = People[move.Person];
        var price = Prices[move.Price < 0 ? move.Person % 3 : move.Price];
        var invited = person != "wu";
        Decision decision;
        switch (move.Kind)
        {
            case 0:
                decision = QuotationDecider.Decide(state, new CommitQuote(
                    Commitments.ToQuote($"{Id:D}", person, Cash(price), Nonce(person)), By(person), now));
                var commits = invited && !model.Ended && now <= model.CommitUntil && !model.Committed.ContainsKey(person);
                Assert.Equal(commits, decision.Facts is [QuoteCommitted]);
                if (commits) model.Committed[person] = price;
                break;
            case 1:
                decision = QuotationDecider.Decide(state, new RevealQuote(Cash(price), Nonce(person), By(person), now));
                var reveals = invited && !model.Ended && now > model.CommitUntil && now <= model.RevealUntil
                    && model.Committed.GetValueOrDefault(person) == price && !model.Revealed.ContainsKey(person);
                Assert.Equal(reveals, decision.Facts is [QuoteRevealed]);
                if (reveals) model.Revealed[person] = price;
                break;
            default:
                decision = Close(state, model, now);
                break;
        }

        return decision.Facts.Aggregate(state, QuotationDecider.Evolve);
    }

    private Decision Close(Quotation state, Model model, DateTimeOffset now)
    {
        var opened = model.Revealed.Select(quote => new RevealedQuote(quote.Key, Cash(quote.Value), Nonce(quote.Key), "")).ToList();
        var window = new QuoteWindow(now.AddHours(20), now.AddHours(40));
        var decision = QuotationDecider.Decide(state, new CloseQuotation(opened, window, Clerk, now));
        if (model.Ended || now <= model.RevealUntil + ValuationLimits.RevealGrace)
        {
            Assert.Empty(decision.Facts);
        }
        else if (model.Revealed.Count >= 2)
        {
            var amounts = model.Revealed.Values.Select(text => int.Parse(text[..3])).Order().ToList();
            var median = amounts.Count == 2 ? (amounts[0] + amounts[1]) / 2 : amounts[1];
            Assert.Equal($"{median}.00", Assert.IsType<QuotationClosed>(Assert.Single(decision.Facts)).Value.Amount);
            model.Ended = true;
            Interlocked.Increment(ref closed);
        }
        else if (model.Round == 1)
        {
            Assert.IsType<QuotesReopened>(Assert.Single(decision.Facts));
            (model.Round, model.CommitUntil, model.RevealUntil) = (2, window.CommitUntil, window.RevealUntil);
            model.Committed.Clear();
            model.Revealed.Clear();
        }
        else
        {
            Assert.IsType<QuotationFailed>(Assert.Single(decision.Facts));
            model.Ended = true;
            Interlocked.Increment(ref failed);
        }

        return decision;
    }
}

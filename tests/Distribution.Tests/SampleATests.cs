using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.Rules;
using static Ledger.Distribution.Tests.SampleA;
using static Ledger.Distribution.Tests.Samples;

namespace Ledger.Distribution.Tests;

/// <summary>Sample A through every decider of the service, from accepted values to the settled books; figures computed by hand there.</summary>
public sealed class SampleATests
{
    [Fact]
    public void The_year_is_shared_to_the_cent()
    {
        var run = InTheBooks().Distribute(PoolId);
        Assert.Equal(RunStage.Settled, run.Stage);
        Assert.Equal(
            ["E1 252995.31 262995.31", "E2 90169.08 105469.08", "S 196835.61 196835.61"],
            run.Settled!.Lines.Select(line => $"{line.Party} {line.Share.Amount} {line.Cash.Amount}"));
        Assert.Equal("34700.00", run.Settled.Movement.Closing.Amount);
        Assert.Equal("600000.00", (Money.Sum(run.Settled.Lines.Select(line => line.Cash), Cny) + run.Settled.Movement.Closing).Amount);
    }

    [Fact]
    public void Every_tier_is_as_computed_by_hand()
    {
        var tiers = Computed.Result.FiguresAs<WaterfallFigures>().Tiers;
        Assert.Equal(
            ["reserve 60000.00", "cost-recovery 120000.00", "preferred-return 60170.28", "residual 359829.72"],
            tiers.Select(tier => $"{tier.Tier} {tier.Amount.Amount}"));
        Assert.Equal(["E1 45730.28", "E2 6840.00", "S 7600.00"], tiers[2].Payments.Select(entry => $"{entry.Key} {entry.Value.Amount}"));
        Assert.Equal(["E1 164085.46", "E2 24542.70", "S 27269.67"], tiers[3].Keys![0].Payments.Select(entry => $"{entry.Key} {entry.Value.Amount}"));
        Assert.Equal(["E1 43179.57", "E2 28786.38", "S 71965.94"], tiers[3].Keys![1].Payments.Select(entry => $"{entry.Key} {entry.Value.Amount}"));
    }

    [Fact]
    public void Both_books_balance_after_every_entry_and_end_where_the_sample_ends()
    {
        var books = InTheBooks();
        books.Distribute(PoolId);
        var trial = books.Trial();
        Assert.Equal(
            [
                "cash:consortium:bank 600000.00",
                "cash:party:E1:payable -262995.31",
                "cash:party:E2:payable -105469.08",
                "cash:party:S:payable -196835.61",
                "cash:pool:2025 0.00",
                "cash:reserve -34700.00",
                "in-kind:consortium:resources 1403405.56",
                "in-kind:party:E1:contributed -914605.56",
                "in-kind:party:E2:contributed -136800.00",
                "in-kind:party:G:contributed -200000.00",
                "in-kind:party:S:contributed -152000.00",
            ],
            trial.Accounts.Select(row => $"{row.Code} {row.Balance.Amount}"));
        Assert.Equal([Book.Cash, Book.InKind], trial.Totals.Select(total => total.Book));
        Assert.Equal(
            [.. Enumerable.Repeat(EntryKind.ValueAccepted, 7), EntryKind.PoolDeclared, EntryKind.BenefitsShared, EntryKind.LossPaid, EntryKind.LossPaid],
            books.Journal.Select(entry => entry.Kind));
    }

    [Fact]
    public void The_computation_by_way_of_the_books_is_the_computation_of_the_sample()
    {
        Assert.Equal(["E1-licence", "E1-machine", "E2-cmm", "E2-engineers", "G-grant", "S-space", "S-teaching"], Inputs.Lists.Values.Select(value => value.Reference));
        Assert.Equal(["R1-disruption", "R2-placement", "R3-obsolescence"], Inputs.Lists.Charges.Select(charge => charge.Reference));
        Assert.Equal(InTheBooks().Inputs(PoolId).Pool, Inputs.Pool);
    }

    [Fact]
    public void The_next_pool_opens_with_the_reserve_of_this_one_and_without_its_losses()
    {
        var books = InTheBooks();
        books.Distribute(PoolId);
        books.Charge(DisruptionLoss with
        {
            RiskEventId = Streams.Charge(PoolId), Reference = "R4", OccurredOn = new DateOnly(2026, 1, 5), Loss = Yuan("44700.00"),
            Payments = [new ChargePayment("S", null, Yuan("44700.00"))],
        });
        var next = books.Declare(
            Declaration with { Reference = "2026-01", Period = new Period(new DateOnly(2026, 1, 1), new DateOnly(2026, 1, 8)), Amount = Yuan("100000.00") },
            Wang, At);
        var inputs = books.Inputs(next);
        Assert.Equal("34700.00", inputs.Reserve.Opening.Amount);
        Assert.Equal("R4", Assert.Single(inputs.Lists.Charges).Reference);
        // 34,700 and a tenth of 100,000 are exactly what it pays.
        Assert.Equal(
            new ReserveMovement(Yuan("34700.00"), Yuan("10000.00"), Yuan("44700.00"), Yuan("0.00")), books.Distribute(next).Settled!.Movement);
        Assert.Equal("0.00", books.Balance(Account.Reserve).Amount);
    }

    // Section 8 of the domain rules: scaling all money by ten scales the results within one unit.
    [Fact]
    public void Ten_times_the_money_is_ten_times_the_shares_within_one_unit()
    {
        static Money Ten(Money money) => new(money.Minor * 10, money.Currency);
        var scaled = Inputs with
        {
            Pool = Inputs.Pool with { Amount = Ten(Inputs.Pool.Amount) },
            Lists = Inputs.Lists with
            {
                Values = [.. Inputs.Lists.Values.Select(value => value with { Accepted = Ten(value.Accepted) })],
                Claims = [.. Inputs.Lists.Claims.Select(claim => claim with { Amount = Ten(claim.Amount) })],
                Charges = [],
            },
        };
        var computed = (RunComputed)RunDecider.Decide(Run.None(RunId), Compute with { Inputs = new HashedInputs(scaled, "") }).Facts.Single();
        Assert.Equal("600000.00", computed.Movement.Funded.Amount);
        foreach (var (line, ten) in Computed.Lines.Zip(computed.Lines))
            Assert.InRange(ten.Share.Minor, (line.Share.Minor * 10) - 10, (line.Share.Minor * 10) + 10);
    }
}

using Ledger.Rules;
using Ledger.Tests;
using Ledger.Valuation.Domain;

namespace Ledger.Valuation.Tests;

/// <summary>What a value may be held against, and by whom.</summary>
public sealed class LaterSaleTests
{
    private static readonly Guid Sale = RegisterSamples.Id("later-sale");
    private static readonly EvidenceParticulars Sold = RegisterSamples.C5 with { Reference = "sold-1", Date = new DateOnly(2025, 6, 1), Price = Money.Parse("800000.00", Samples.Cny) };
    private static readonly Appraisal Accepted = Samples.Given(Samples.Opened, Samples.Proposed, Samples.Accepted).State;

    private static readonly RecordLaterSale Record = new(Accepted, SaleOf.Asset, RegisterSamples.Holding(Sold), null, null, Samples.Approver, Samples.At);

    private static Given<LaterSale> Given(params object[] facts) => GivenWhenThen.Given(LaterSale.None(Sale), LaterSaleDecider.Evolve, facts);

    private static LaterSaleRecorded Recorded => (LaterSaleRecorded)LaterSaleDecider.Decide(LaterSale.None(Sale), Record).Facts.Single();

    private static string? Code(RecordLaterSale command, params object[] facts) => LaterSaleDecider.Decide(Given(facts).State, command).Rejection?.Code;

    [Fact]
    public void A_price_paid_after_the_valuation_date_is_recorded_with_its_source()
    {
        Assert.Equal(("sold-1", "800000.00", new DateOnly(2025, 6, 1), "CN-32", 1), (Recorded.Evidence, Recorded.Price.Amount, Recorded.On, Recorded.Place, Recorded.TimeFactor));
        Assert.Equal(RegisterSamples.Cite("sold-1"), Recorded.EvidenceSource);
        Assert.Null(Code(Record, Recorded));
        Assert.Equal("later-sale.recorded-otherwise", Code(Record with { Of = SaleOf.Comparable }, Recorded));
        Assert.Equal("later-sale.withdrawn", Code(Record, Recorded, new LaterSaleWithdrawn(new Text("x", "x"), Samples.Approver, Samples.At)));
    }

    [Theory]
    [InlineData("not-registered", "later-sale.not-registered")]
    [InlineData("withdrawn", "later-sale.evidence-withdrawn")]
    [InlineData("asked", "later-sale.not-a-sale")]
    [InlineData("related", "later-sale.related-party")]
    [InlineData("taxed", "later-sale.tax-basis")]
    [InlineData("dollars", "later-sale.wrong-currency")]
    [InlineData("before", "later-sale.not-later")]
    public void What_is_no_later_price_between_strangers_is_refused(string what, string code)
    {
        var command = what switch
        {
            "not-registered" => Record with { Evidence = null },
            "withdrawn" => Record with
            {
                Evidence = RegisterSamples.Holding(Sold) is var held ? held with { Item = held.Item with { Withdrawal = new EvidenceWithdrawal(new Text("x", "x"), null, Samples.Valuer, Samples.At) } } : null,
            },
            "asked" => Of(Sold with { SourceClass = EvidenceSource.AskingPrice }),
            "related" => Of(Sold with { RelatedParty = true }),
            "taxed" => Of(Sold with { Tax = VatBasis.Included }),
            "dollars" => Of(Sold with { Price = Money.Parse("800000.00", Currency.Of("USD")) }),
            _ => Of(Sold with { Date = new DateOnly(2025, 3, 1) }),
        };
        var refused = LaterSaleDecider.Decide(LaterSale.None(Sale), command).Rejection!;
        Assert.Equal((code, "evidence"), (refused.Code, refused.Field));
        static RecordLaterSale Of(EvidenceParticulars said) => Record with { Evidence = RegisterSamples.Holding(said) };
    }

    [Fact]
    public void Neither_valuer_nor_contributor_chooses_the_sales()
    {
        Assert.Equal("later-sale.own-score", Code(Record with { By = Samples.Valuer }));
        Assert.Equal("later-sale.own-score", Code(Record with { By = Samples.Contributor }));
        Assert.Equal("later-sale.no-value", Code(Record with { Appraisal = Samples.Given(Samples.Opened, Samples.Proposed).State }));
        Assert.Equal("later-sale.own-score", LaterSaleDecider.Decide(Given(Recorded).State, Accepted, new WithdrawLaterSale(new Text("x", "x"), Samples.Valuer, Samples.At)).Rejection!.Code);
    }

    [Theory]
    [InlineData("0.49", true, "later-sale.factor-out-of-bounds")]
    [InlineData("2.01", true, "later-sale.factor-out-of-bounds")]
    [InlineData("1.1", false, "input.missing")]
    [InlineData("1.1", true, null)]
    [InlineData("1", false, null)]
    public void A_factor_needs_bounds_and_a_reason(string factor, bool reason, string? code) =>
        Assert.Equal(code, Code(Record with { TimeFactor = Rational.Parse(factor), Reason = reason ? new Text("Index.", "指数。") : null }));

    [Fact]
    public void A_withdrawal_is_a_fact_with_a_reason()
    {
        var withdraw = new WithdrawLaterSale(new Text("Another machine.", "另一台设备。"), Samples.Approver, Samples.At);
        Assert.Equal("later-sale.unknown", LaterSaleDecider.Decide(LaterSale.None(Sale), Accepted, withdraw).Rejection!.Code);
        var withdrawn = Assert.IsType<LaterSaleWithdrawn>(LaterSaleDecider.Decide(Given(Recorded).State, Accepted, withdraw).Facts.Single());
        Assert.Empty(LaterSaleDecider.Decide(Given(Recorded, withdrawn).State, Accepted, withdraw).Facts);
        Assert.Equal("later-sale.withdrawn", LaterSaleDecider.Decide(Given(Recorded, withdrawn).State, Accepted, withdraw with { Reason = new Text("y", "y") }).Rejection!.Code);
    }
}

using System.Text.Json;
using Ledger.Rules;
using Ledger.Valuation.Domain;
using static Ledger.Valuation.Tests.Samples;

namespace Ledger.Valuation.Tests;

/// <summary>Evidence that a rule cannot reconcile by itself, as a valuer meets it.</summary>
public sealed class WeakEvidenceTests
{
    [Fact]
    public void Two_groups_more_than_30_percent_apart_are_not_reconciled()
    {
        var rejection = Decide("800000.00", "810000.00", "1400000.00", "1410000.00").Rejection!;
        Assert.Equal(("comparables.bimodal", "inputs.comparables"), (rejection.Code, rejection.Field));
    }

    [Fact]
    public void Where_prices_do_not_differ_at_all_one_that_does_is_shown_to_the_reviewer()
    {
        var proposed = (ValueProposed)Decide("800000.00", "800000.00", "800000.00", "800000.00", "820000.00").Facts.Single();
        Assert.Equal("800000.00", proposed.Value.Amount);
        Assert.Contains("zero-mad", proposed.Result.FiguresAs<GridFigures>().Flags);
    }

    private static Decision Decide(params string[] prices) => AppraisalDecider.Decide(Given(Opened).State, Propose with
    {
        Inputs = JsonSerializer.SerializeToElement(new
        {
            comparables = prices.Select((price, i) => new { id = $"N{i}", price, pricedOn = "2025-02-01", sourceClass = "invoice", weight = "1" }),
        }),
    });
}

using System.Text.Json;
using Ledger.Rules;
using Ledger.ServiceDefaults.Store;
using Ledger.Valuation.Domain;
using Ledger.Valuation.Features;
using static Ledger.Valuation.Tests.RegisterSamples;

namespace Ledger.Valuation.Tests;

public sealed class CaseViewTests
{
    private static CaseView View(params object[] facts)
    {
        var state = JsonSerializer.SerializeToElement(Samples.Given(facts).State, FactJson.Facts).Deserialize<Appraisal>(FactJson.Facts)!;
        return CaseView.Of(
            state, ProposalHistory.Of(facts)!,
            Known.Evidence.Values.ToDictionary(item => item.Item.Id, item => item.Item));
    }

    [Fact]
    public void Sample_A_is_opened_down_to_each_factor()
    {
        var view = View(Samples.Opened, Proposed);
        var grid = view.Calculation!.Grid;
        Assert.Equal(
            ["C1 784000.00 800000.00 4/5", "C2 840000.00 840000.00 1", "C3 1075000.00 860000.00 1", "C4 1000000.00 900000.00 1/2", "C5 1400000.00 1400000.00 1"],
            grid.Select(row => $"{row.Id} {row.Price} {row.Adjusted.Amount} {(row.Weight == 1 ? "1" : $"{row.Weight.Numerator}/{row.Weight.Denominator}")}"));
        Assert.Equal((GridFactorKind.PriceIndex, Machines.Series), (grid[0].Factors.Single().Kind, grid[0].Factors[0].Stated!.Series));
        Assert.Contains("50/49", grid[0].Factors[0].Worked, StringComparison.Ordinal);
        Assert.Equal("0.64/0.8", grid[2].Factors.Single().Worked);
        Assert.Equal("0.9", grid[3].Factors.Single().Worked);
        Assert.All(grid, row => Assert.Equal("As agreed with the reviewer for this market.", row.WeightReason!.En));
        Assert.Equal((true, false, "9.106"), (grid[4].Outlier, grid[4].Used, grid[4].ModifiedZ.ToString()));
        Assert.Contains("left out", grid[4].Why!.En, StringComparison.Ordinal);
        Assert.Equal("1.012", grid[0].ModifiedZ.ToString());
        Assert.Equal(("845454.55", "B"), (view.Calculation.CrossChecks!.WeightedMean.Amount, view.Calculation.Interval!.Grade));
        Assert.Equal("3.768", view.Calculation.Interval.EffectiveCount.ToString());
        Assert.Equal(["C1", "C2", "C3", "C4"], view.Calculation.Influences.Select(item => item.Id));
        Assert.Equal(Rational.Parse("0.64"), view.Calculation.Attributes!.Condition);
        Assert.Equal(5, view.Calculation.Evidence.Count);
    }

    [Fact]
    public void The_way_leads_from_claimed_to_accepted_with_reasons()
    {
        var way = View(Samples.Opened, Proposed).Calculation!.Way;
        Assert.Equal(
            ["claimed 1200000.00", "method 860000", "robust 840000", "cap 840000.00", "accepted 840000.00"],
            way.Select(link => $"{link.Stage} {link.Value}"));
        Assert.Contains("C5 (modified z 9.106 above 3.5)", way[2].Reason.En, StringComparison.Ordinal);
        Assert.Contains("does not exceed", way[3].Reason.En, StringComparison.Ordinal);
        Assert.All(way, link => Assert.False(string.IsNullOrWhiteSpace(link.Reason.Zh)));
    }

    [Fact]
    public void The_use_of_a_lent_machine_is_on_the_way()
    {
        var opened = new AppraisalOpened(Samples.Machine with { Kind = ContributionKind.LoanedEquipment, Claimed = Money.Parse("60000.00", Samples.Cny) });
        var proposed = (ValueProposed)AppraisalDecider.Decide(Samples.Given(opened).State, Samples.Propose with
        {
            Method = "rent.quotes", Inputs = JsonElement.Parse("""{"months":"12","use":{"used":"1200","available":"2000","unit":"h"}}"""),
            Register = new RegisterChoice([Use("Q1"), Use("Q2"), Use("Q3")]),
            Known = With(Rent("Q1", "a", "9000.00"), Rent("Q2", "b", "10000.00"), Rent("Q3", "c", "10500.00")),
        }).Facts.Single();
        var way = WayToAccepted.Of(Samples.Given(opened, proposed).State.Proposal!, null);
        Assert.Equal(
            ["claimed 60000.00", "method 72000.00", "robust 72000.00", "use 0.6", "cap 60000.00", "accepted 60000.00"],
            way.Select(link => $"{link.Stage} {link.Value}"));
        Assert.Contains("no more than was claimed", way[4].Reason.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Typed_inputs_and_the_first_version_open_as_well()
    {
        var first = (ValueProposed)AppraisalDecider.Decide(Samples.Given(Samples.Opened).State, Samples.Propose with { Version = 1 }).Facts.Single();
        foreach (var proposed in new[] { Samples.Proposed, first })
        {
            var calculation = View(Samples.Opened, proposed).Calculation!;
            Assert.Equal("100/98", calculation.Grid[0].Factors.Single().Worked);
            Assert.Empty(calculation.Evidence);
        }

        // What is asked and not paid: the second version brings it down by itself.
        var asked = (ValueProposed)AppraisalDecider.Decide(Samples.Given(Samples.Opened).State, Propose with
        {
            Register = Choice with { Evidence = [.. Choice.Evidence.Select(use => use.Reference == "C4" ? use with { Factors = null } : use)] },
        }).Facts.Single();
        Assert.Equal((GridFactorKind.AskingPrice, null, "0.9"), (View(Samples.Opened, asked).Calculation!.Grid[3].Factors.Single() is var factor ? factor.Kind : default, factor.Stated, factor.Worked));
    }

    [Fact]
    public void Before_a_proposal_there_is_nothing_to_open() => Assert.Null(View(Samples.Opened).Calculation);
}

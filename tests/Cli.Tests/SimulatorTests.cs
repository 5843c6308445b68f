using Ledger.Cli.Simulation;
using Ledger.Rules;

namespace Ledger.Cli.Tests;

public sealed class SimulatorTests
{
    private static readonly ScenarioFigures Figures = Sample.Simulate(Sample.Text).Figures!;

    [Fact]
    public void The_sample_ends_with_the_figures_computed_by_hand()
    {
        Assert.Equal(["E1 914605.56", "E2 136800.00", "G 200000.00", "S 152000.00"], Lines(Figures.Accepted));
        Assert.Equal(["E1 914605.56", "E2 136800.00", "G 0.00", "S 152000.00"], Lines(Figures.InKind));
        Assert.Equal(["E1 252995.31", "E2 90169.08", "S 196835.61"], Lines(Figures.Shares));
        Assert.Equal(["E1 262995.31", "E2 105469.08", "S 196835.61"], Lines(Figures.Cash));
        Assert.Equal(("0.00", "60000.00", "25300.00", "34700.00"),
            (Figures.Reserve.Opening.Amount, Figures.Reserve.Funded.Amount, Figures.Reserve.Drawn.Amount, Figures.Reserve.Closing.Amount));
        Assert.Equal("600000.00", (Money.Sum(Figures.Cash.Values, Figures.Currency) + Figures.Reserve.Closing).Amount);
        Assert.Equal(["5300.00", "20000.00", "0.00"], Figures.Losses.Select(loss => loss.Net.Amount));
        Assert.Equal(
            ["840000.00", "74605.56", "72000.00", "64800.00", "72000.00", "80000.00", "200000.00"],
            Figures.Contributions.Select(item => item.Accepted.Amount));
    }

    [Fact]
    public void Every_tier_of_the_sample_is_as_computed_by_hand() => Assert.Equal(
        [
            "reserve  60000.00",
            "cost-recovery E1 0.00", "cost-recovery E2 30000.00", "cost-recovery S 90000.00",
            "preferred-return E1 45730.28", "preferred-return E2 6840.00", "preferred-return S 7600.00",
            "residual/accepted-value E1 164085.46", "residual/accepted-value E2 24542.70", "residual/accepted-value S 27269.67",
            "residual/fixed-points E1 43179.57", "residual/fixed-points E2 28786.38", "residual/fixed-points S 71965.94",
        ],
        Figures.Tiers.Select(line => $"{line.Tier} {line.Party} {line.Amount.Amount}"));

    [Fact]
    public void Equal_cases_do_not_differ_and_a_changed_figure_is_named()
    {
        var same = Sample.Simulate(Sample.Text).Figures!;
        Assert.Empty(same.DifferencesFrom(Figures));
        var changed = same with { Cash = new Dictionary<string, Money>(same.Cash) { ["E1"] = Money.Parse("262995.32", same.Currency) } };
        Assert.Equal(["cash.E1: expected 262995.31, got 262995.32"], changed.DifferencesFrom(Figures).Select(difference => difference.ToString().Split(" / ")[0]));
        var missing = same with { Tiers = [.. same.Tiers.Skip(1)] };
        Assert.Equal([new FigureDifference("tiers.2025.reserve.reserve", "60000.00", null)], missing.DifferencesFrom(Figures));
        var extra = same with { Losses = [.. same.Losses, same.Losses[0] with { Reference = "R9" }] };
        Assert.All(extra.DifferencesFrom(Figures), difference => Assert.Null(difference.Expected));
    }

    [Fact]
    public void Every_figure_has_a_name()
    {
        var flat = Figures.Flatten();
        Assert.Equal("840000.00", flat["contributions.E1-machine.accepted"]);
        Assert.Equal("10000.00", flat["losses.R2-placement.reserve-pays.E1.reserve"]);
        Assert.Equal("45730.28", flat["tiers.2025.preferred-return.E1"]);
        Assert.Equal("34700.00", flat["reserve.closing"]);
    }

    [Fact]
    public void Inputs_a_rule_refuses_are_placed_in_the_file()
    {
        AssertRefused("contributions/0/appraisal/inputs/comparables/0/price", "\"0.00\"", "money.not-positive at contributions[0].appraisal.inputs.comparables[0].price");
        AssertRefused("contributions/3/appraisal/inputs/terms", "{}", "input.terms-not-allowed at contributions[3].appraisal.inputs.terms");
        AssertRefused("riskEvents/0/measure/inputs/insurance", "\"99999.00\"", "disruption.recovery-above-loss at riskEvents[0].measure.inputs.insurance");
        AssertRefused("contributions/0/appraisal/inputs/comparables", "[]", "input.empty at contributions[0].appraisal.inputs.comparables");
    }

    [Fact]
    public void Too_few_comparables_are_refused() => AssertRefused("agreement/valuation/kinds/donated-equipment/minEvidence", "6",
        "valuation.too-few-evidence at contributions[0].appraisal.inputs.comparables");

    [Fact]
    public void A_waterfall_without_residual_is_refused_at_its_pool()
    {
        var text = Sample.Without("agreement/benefit/waterfall/3");
        Assert.Equal(["waterfall.unallocated at pools[0]"], Refusals(Sample.Simulate(text)));
    }

    [Fact]
    public void A_reserve_that_must_pay_more_than_it_holds_is_refused() => AssertRefused("agreement/benefit/waterfall/0/rate", "\"0.01\"", "run.reserve-overdrawn at pools[0]");

    [Fact]
    public void The_reserve_limit_holds_for_all_events_of_a_year_in_their_order()
    {
        var figures = Sample.Simulate(Sample.With("agreement/risk/allocation/reserveLimit", "\"10300.00\"")).Figures!;
        Assert.Equal(["5300.00", "5000.00", "0.00"], figures.Losses.Select(loss => loss.ReservePays.Amount));
        // 15,000 of the placement loss are shared by thirds; E1 and E2 suffered half each, so each receives 2,500 from the reserve.
        Assert.Equal("49700.00", figures.Reserve.Closing.Amount);
        Assert.Equal("600000.00", (Money.Sum(figures.Cash.Values, figures.Currency) + figures.Reserve.Closing).Amount);
        Assert.Equal((figures.Shares["S"] - Money.Parse("5000.00", figures.Currency)).Amount, figures.Cash["S"].Amount);
    }

    // Of the 5,300.00 of the disruption the layer above 1,000.00 shares 2,000.00, which the reserve pays; 3,300.00 stay with E2.
    [Fact]
    public void A_cover_of_a_category_shares_what_it_pays_and_the_rest_stays_where_it_fell()
    {
        var figures = Sample.Simulate(Sample.With("agreement/risk/categories/0",
            """{"id":"production-disruption","method":"risk.disruption","cover":{"method":"risk.excess-of-loss","layers":[{"id":"first","attachment":"1000.00","limit":"2000.00"}]}}""")).Figures!;
        Assert.Equal(["2000.00", "20000.00", "0.00"], figures.Losses.Select(loss => loss.ReservePays.Amount));
        Assert.Equal("38000.00", figures.Reserve.Closing.Amount);
        Assert.Equal("102169.08", figures.Cash["E2"].Amount);
        Assert.Equal("600000.00", (Money.Sum(figures.Cash.Values, figures.Currency) + figures.Reserve.Closing).Amount);
    }

    // R10 (Denuit and Dhaene): independent Poisson losses with means 2, 3 and 5 share every total 2 : 3 : 5. Of the 5,300.00 of the disruption, with no
    // reserve, E1 pays 1,060.00, S 2,650.00, and E2, which suffered them, bears 1,590.00.
    [Fact]
    public void A_mutual_rule_of_a_category_divides_its_losses_and_no_others()
    {
        var figures = Mutual(("agreement/risk/categories/0/mutual", """{"rule":"conditional-mean","poisson":{"E1":"2","E2":"3","S":"5"}}"""));
        Assert.Equal(["party-pays E1 1060.00", "party-pays S 2650.00", "sufferer-bears  1590.00"], Borne(figures.Losses[0]));
        // 20,000.00 of E1 and E2 by the key, 6,666.67, 6,666.67, 6,666.66: S pays its third half and half.
        Assert.Equal("6666.66", Money.Sum(figures.Losses[1].Lines.Where(line => line.Payer == "S").Select(line => line.Amount), figures.Currency).Amount);
        Assert.Equal("600000.00", (Money.Sum(figures.Cash.Values, figures.Currency) + figures.Reserve.Closing).Amount);
    }

    // Means 1, 1 and 2: of 5,300.00 E1 1,325.00, E2 1,325.00, S 2,650.00; of 20,000.00 S would bear 10,000.00 and is capped at 5,000.00, the others take
    // 7,500.00 each.
    [Fact]
    public void A_mutual_rule_of_the_allocation_divides_every_loss_under_its_caps()
    {
        var figures = Mutual(
            ("agreement/risk/allocation/mutual", """{"rule":"mean-proportional","poisson":{"E1":"1","E2":"1","S":"2"}}"""), ("agreement/risk/allocation/caps", """{"S":"5000.00"}"""));
        Assert.Equal(["party-pays E1 1325.00", "party-pays S 2650.00", "sufferer-bears  1325.00"], Borne(figures.Losses[0]));
        Assert.Equal("5000.00", Money.Sum(figures.Losses[1].Lines.Where(line => line.Payer == "S").Select(line => line.Amount), figures.Currency).Amount);
        Assert.Equal(
            ["7500.00", "7500.00"],
            new[] { "E1", "E2" }.Select(party => Money.Sum(figures.Losses[1].Lines.Where(line => (line.Payer ?? line.Sufferer) == party).Select(line => line.Amount), figures.Currency).Amount));
    }

    [Fact]
    public void A_total_that_a_mutual_rule_knows_nothing_of_is_refused_at_its_event()
    {
        var text = Changed(("agreement/risk/allocation/reserveLimit", "\"0.00\""), ("agreement/risk/allocation/mutual",
            """{"rule":"conditional-mean","independent":{"E1":[{"loss":"0","probability":"0.9"},{"loss":"10","probability":"0.1"}],"E2":[{"loss":"0","probability":"1"}]}}"""));
        Assert.Equal(["mutual.total-impossible at riskEvents[0]"], Refusals(Sample.Simulate(text))[..1]);
        Assert.Equal(
            ["input.unknown-value at $.agreement.risk.allocation.mutual.rule"],
            Sample.Faults(Sample.With("agreement/risk/allocation/mutual", """{"rule":"luck","poisson":{"E1":"1"}}""")));
    }

    [Fact]
    public void A_contribution_counts_for_a_pool_from_its_effective_day()
    {
        var figures = Sample.Simulate(Sample.With("contributions/2/effectiveOn", "\"2026-01-01\"")).Figures!;
        Assert.Equal("136800.00", figures.Accepted["E2"].Amount);
        // 5% of the engineers' 64,800 only.
        Assert.Equal("3240.00", figures.Tiers.Single(line => line is { Tier: "preferred-return", Party: "E2" }).Amount.Amount);
    }

    [Fact]
    public void Explanations_cover_every_part()
    {
        var explanations = Sample.Simulate(Sample.Text).Explanations;
        Assert.Equal(7 + 3 + 3 + 1, explanations.Count);
        Assert.All(explanations, explanation =>
        {
            Assert.NotEmpty(explanation.Result.Steps);
            Assert.Matches("^[0-9a-f]{64}$", explanation.Result.InputsHash);
        });
    }

    // Without a reserve, so that parties pay.
    private static ScenarioFigures Mutual(params (string Path, string Json)[] changes)
    {
        var simulated = Sample.Simulate(Changed([("agreement/risk/allocation/reserveLimit", "\"0.00\""), .. changes]));
        Assert.True(simulated.Figures is not null, string.Join("\n", simulated.Rejections.Select(no => $"{no.Code} at {no.Field}: {no.Message.En}")));
        return simulated.Figures;
    }

    private static string Changed(params (string Path, string Json)[] changes) =>
        changes.Aggregate(Sample.Text, (text, change) => Sample.With(text, change.Path, change.Json));

    private static string[] Borne(LossFigure loss) => [.. loss.Lines.Select(line => $"{KebabCase.Name(line.Kind)} {line.Payer} {line.Amount.Amount}")];

    private static void AssertRefused(string path, string value, string refusal)
    {
        Assert.Equal([refusal], Refusals(Sample.Simulate(Sample.With(path, value)))[..1]);
    }

    private static string[] Refusals(Simulated simulated)
    {
        Assert.Null(simulated.Figures);
        return [.. simulated.Rejections.Select(rejection => $"{rejection.Code} at {rejection.Field}")];
    }

    private static string[] Lines(IReadOnlyDictionary<string, Money> amounts) => [.. amounts.Select(entry => $"{entry.Key} {entry.Value.Amount}")];
}

using CsCheck;
using Ledger.Rules;
using Ledger.Valuation.Domain;
using static Ledger.Valuation.Tests.PanelSamples;
using static Ledger.Valuation.Tests.Samples;

namespace Ledger.Valuation.Tests;

/// <summary>Every rule of independence, at its bounds. The case is of 2025-04-01; the contributor is E1.</summary>
public sealed class IndependenceTests
{
    private static readonly DateOnly Today = new(2025, 4, 1);
    private static readonly ControlGraph Group = new([("Holding", "E1"), ("Holding", "V2"), ("V2", "V9")]);

    [Fact]
    public void Who_has_no_tie_is_independent() => Assert.Empty(Found(Array.Empty<PastAssignment>()));

    [Fact]
    public void Nobody_values_what_his_own_organisation_brought_in() => Assert.Equal(
        ["independence.own-organisation"], Rules(IndependenceRules.Find(new("wei", "E1", []), "E1", new(Today, Today), Known())));

    [Theory]
    [InlineData("V2", true)]
    [InlineData("V9", true)]
    [InlineData("Holding", true)]
    [InlineData("V1", false)]
    public void Nobody_of_the_contributors_group_does_over_any_number_of_steps(string organisation, bool conflict)
    {
        var found = Rules(IndependenceRules.Find(new("wei", organisation, []), "E1", new(Today, Today), Known(control: Group)));
        Assert.Equal(conflict ? ["independence.common-control"] : [], found);
    }

    [Fact]
    public void Control_stands_in_the_agreement()
    {
        var agreement = Ledger.Tests.TaihuAgreement.Adopt(Ledger.Tests.TaihuAgreement.Json((
            "\"type\":\"enterprise\"},", "\"type\":\"enterprise\",\"controllers\":[\"Holding\"]},"))).Document;
        Assert.Equal(["E1", "Holding"], ControlGraph.Of(agreement).GroupOf("E1").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(TieKind.Ownership, "2020-01-01", null, "0.0001", "independence.ownership")]
    [InlineData(TieKind.Ownership, "2025-04-02", null, "0.5", null)]
    [InlineData(TieKind.Ownership, "2020-01-01", "2025-03-31", "0.5", null)]
    [InlineData(TieKind.Ownership, "2020-01-01", "2025-04-01", "0.5", "independence.ownership")]
    [InlineData(TieKind.CommonControl, "2020-01-01", null, null, "independence.common-control")]
    [InlineData(TieKind.Family, "2025-04-01", null, null, "independence.family")]
    [InlineData(TieKind.Family, "2010-01-01", "2025-03-31", null, null)]
    [InlineData(TieKind.Employment, "2010-01-01", "2022-04-01", null, "independence.employment")]
    [InlineData(TieKind.Employment, "2010-01-01", "2022-03-31", null, null)]
    [InlineData(TieKind.Employment, "2025-04-01", "9999-12-31", null, "independence.employment")]
    [InlineData(TieKind.Income, "2024-01-01", "2024-12-31", "0.15", null)]
    [InlineData(TieKind.Income, "2024-01-01", "2024-12-31", "0.1501", "independence.fee-dependence")]
    [InlineData(TieKind.Income, "2023-01-01", "2024-03-31", "0.9", null)]
    [InlineData(TieKind.Income, "2023-01-01", "2024-04-01", "0.9", "independence.fee-dependence")]
    public void A_tie_counts_within_its_time(TieKind kind, string from, string? last, string? share, string? rule)
    {
        var found = Found(Tied(kind, "E1", from, last, share));
        Assert.Equal(rule is null ? [] : [rule], Rules(found));
        Assert.All(found, one => Assert.Contains(one.Why.Zh, letter => letter is >= '一' and <= '鿿'));
    }

    [Fact]
    public void A_tie_to_the_group_is_a_tie_to_the_contributor()
    {
        var tie = Tied(TieKind.Family, "Holding", "2020-01-01");
        Assert.Empty(Found(tie));
        Assert.Equal(["independence.family"], Rules(IndependenceRules.Find(PanelOf().Appraiser("he")!, "E1", new(Today, Today), Known(PanelOf(tie), Group))));
    }

    [Fact]
    public void A_tie_of_another_or_one_that_was_withdrawn_does_not_count()
    {
        Assert.Empty(Found(Tied(TieKind.Family, "E1", "2020-01-01", person: "qian")));
        Assert.Empty(Found(Tied(TieKind.Family, "E2", "2020-01-01")));
        Assert.Empty(Found(Tied(TieKind.Family, "E1", "2020-01-01"), new TieWithdrawn(1, "Another He", Clerk, At)));
    }

    // 10% from E1 said by both sides is 10%; 10% from E1 and 6% from its holding are 16% from one group.
    [Fact]
    public void Income_from_a_group_adds_up_and_the_same_income_counts_once()
    {
        var mine = Tied(TieKind.Income, "E1", "2024-01-01", "2024-12-31", "0.10");
        var theirs = Tied(TieKind.Income, "E1", "2024-01-01", "2024-12-31", "0.10", no: 2);
        var holding = Tied(TieKind.Income, "Holding", "2024-01-01", "2024-12-31", "0.06", no: 3);
        Assert.Empty(Found(mine, theirs));
        var found = IndependenceRules.Find(PanelOf().Appraiser("he")!, "E1", new(Today, Today), Known(PanelOf(mine, theirs, holding), Group));
        Assert.Contains("16.00%", Assert.Single(found).Why.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Three_draws_running_are_enough()
    {
        PastAssignment[] three = [Drawn("he", "V1", "E1", 30), Drawn("he", "V1", "E1", 20), Drawn("he", "V1", "E1", 10)];
        Assert.Equal(["independence.repeated"], Rules(Found(three)));
        Assert.Empty(Found(three[..2]));
        Assert.Empty(Found([.. three, Drawn("qian", "V2", "E1", 5)]));
        Assert.Empty(Found([.. three[..2], Drawn("qian", "V2", "E1", 15), three[2]]));
        // Draws for others do not interrupt the row.
        Assert.Equal(["independence.repeated"], Rules(Found([.. three, Drawn("qian", "V2", "E2", 5)])));
    }

    [Fact]
    public void Organisations_do_not_value_each_other_in_a_ring()
    {
        Assert.Equal("independence.mutual-appraisal", MutualAppraisals.Loop("E2", "E1", [Drawn("lin", "E1", "E2", 9)])!.Rule);
        var ring = MutualAppraisals.Loop("S", "E1", [Drawn("lin", "E1", "E2", 9), Drawn("wei", "E2", "S", 5), Drawn("he", "V1", "S", 4)]);
        Assert.Contains("S > E1 > E2 > S", ring!.Why.En, StringComparison.Ordinal);
        Assert.Null(MutualAppraisals.Loop("S", "E1", [Drawn("lin", "E1", "E2", 9), Drawn("wei", "S", "E2", 5)]));
        Assert.Null(MutualAppraisals.Loop("V1", "E1", [Drawn("he", "V1", "E1", 9), Drawn("he", "V1", "E2", 9)]));
    }

    [Fact]
    public void A_ring_of_more_than_three_years_ago_is_forgotten()
    {
        static IReadOnlyList<Finding> Of(int daysAgo) => IndependenceRules.Find(
            new("jin", "E2", []), "E1", new(Today, Today), Known(past: Drawn("lin", "E1", "E2", daysAgo)));
        // 2022-04-01 is 1,096 days before 2025-04-01: a leap day lies between.
        Assert.Equal(["independence.mutual-appraisal"], Rules(Of(1096)));
        Assert.Empty(Of(1097));
    }

    // A slow reference: a ring is closed exactly when the contributor reaches the appraiser's organisation over valued parties.
    [Fact]
    public void A_ring_is_found_exactly_when_there_is_one() =>
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 4]).List[0, 12].Select(Gen.Int[0, 4], Gen.Int[0, 4]).Sample((edges, organisation, party) =>
        {
            var past = edges.Select((edge, i) => Drawn("x", $"O{edge.Item1}", $"O{edge.Item2}", i + 1)).ToList();
            var reached = new HashSet<int> { party };
            for (var i = 0; i < 5; i++) reached.UnionWith(edges.Where(edge => reached.Contains(edge.Item1)).Select(edge => edge.Item2).ToList());
            Assert.Equal(organisation != party && reached.Contains(organisation), MutualAppraisals.Loop($"O{organisation}", $"O{party}", past) is not null);
        });

    private static IReadOnlyList<Finding> Found(params object[] facts) =>
        IndependenceRules.Find(PanelOf().Appraiser("he")!, "E1", new(Today, Today), Known(PanelOf(facts)));

    private static IReadOnlyList<Finding> Found(params PastAssignment[] past) =>
        IndependenceRules.Find(PanelOf().Appraiser("he")!, "E1", new(Today, Today), Known(past: past));

    private static string[] Rules(IReadOnlyList<Finding> found) => [.. found.Select(one => one.Rule)];
}

namespace Ledger.Rules.Tests;

/// <summary>Votes counted and costs divided by hand.</summary>
public sealed class ChallengeMethodTests
{
    private const string Panel =
        """
        {"terms":{"currency":"CNY","claimed":"1200000.00","capAtClaim":true,"minEvidence":0,"on":"2025-03-01"},
         "values":{"standing":"840000.00","determined":"870000.00","second":"1300000.00"},"members":["C1","C2","C3","C4"],
         "votes":VOTES,"quorum":"1/2","majority":"1/2","fallback":"determined"}
        """;

    private const string Cost =
        """
        {"currency":"CNY","before":"840000.00","after":"AFTER","threshold":"0.10","fees":{"second":"10000.00","third":"10000.01"},
         "challengers":["S","E2"],"valuerConflicted":false}
        """;

    [Theory]
    [InlineData("C1 standing, C2 standing, C3 determined", "standing", true)] // 2 of 3 votes; 3 of 4 members.
    [InlineData("C1 standing, C2 standing", "standing", true)] // Half of the members is a quorum.
    [InlineData("C1 standing", "determined", false)] // A quarter is none.
    [InlineData("C1 standing, C2 standing, C3 second, C4 second", "determined", false)] // Half of the votes is no majority.
    [InlineData("", "determined", false)]
    public void A_value_holds_by_more_than_half_of_the_votes_of_a_quorum(string votes, string choice, bool carried)
    {
        var figures = Count(votes).Figures<PanelDecisionFigures>();
        Assert.Equal((choice, carried), (figures.Choice, figures.Carried));
    }

    [Fact]
    public void The_claim_caps_what_the_panel_chose_too() =>
        Assert.Equal(
            ("1300000.00", "1200000.00", "0.00"),
            Count("C1 second, C2 second").Figures<PanelDecisionFigures>() is var figures ? (figures.Value.Amount, figures.Accepted.Amount, figures.Excess.Amount) : default);

    [Fact]
    public void A_higher_majority_is_asked_for_beside_the_half()
    {
        var inputs = With("C1 standing, C2 standing, C3 second").Replace("\"majority\":\"1/2\"", "\"majority\":\"3/4\"", StringComparison.Ordinal);
        Assert.False(Given.Evaluate("appraisal.panel-decision", inputs).Figures<PanelDecisionFigures>().Carried);
        inputs = With("C1 second, C2 standing").Replace("\"majority\":\"1/2\"", "\"majority\":\"0\"", StringComparison.Ordinal);
        Assert.False(Given.Evaluate("appraisal.panel-decision", inputs).Figures<PanelDecisionFigures>().Carried);
    }

    [Fact]
    public void Every_member_votes_once_for_what_stands_to_vote()
    {
        Assert.Equal(["input.duplicate at votes[1].member"], Count("C1 second, C1 second").Refusals());
        Assert.Equal(["panel.not-a-member at votes[0].member"], Count("C9 second").Refusals());
        Assert.Equal(["panel.choice-unknown at votes[0].choice"], Count("C1 third").Refusals());
        Assert.Equal(
            ["panel.choice-unknown at fallback"],
            Given.Evaluate("appraisal.panel-decision", With("").Replace("\"fallback\":\"determined\"", "\"fallback\":\"third\"", StringComparison.Ordinal)).Refusals());
        Assert.Equal(
            ["input.duplicate at members[1]"],
            Given.Evaluate("appraisal.panel-decision", With("").Replace("\"C1\",\"C2\"", "\"C1\",\"C1\"", StringComparison.Ordinal)).Refusals());
    }

    [Theory]
    [InlineData("860000.00", CostBearer.Challengers)] // 2.38%
    [InlineData("923999.99", CostBearer.Challengers)] // one cent below 10%
    [InlineData("924000.00", CostBearer.Consortium)] // exactly 10%
    [InlineData("756000.00", CostBearer.Consortium)]
    public void Who_objected_pays_below_the_threshold(string after, CostBearer bearer) =>
        Assert.Equal(bearer, Paid(after).Figures<ChallengeCostFigures>().Bearer);

    [Fact]
    public void Challengers_pay_in_equal_parts_to_the_smallest_unit()
    {
        // 20,000.01 in two: 10,000.00 each, and the cent to E2 (first by id).
        var figures = Paid("860000.00").Figures<ChallengeCostFigures>();
        Assert.Equal(("20000.01", "10000.01", "10000.00"), (figures.Total.Amount, figures.Shares["E2"].Amount, figures.Shares["S"].Amount));
    }

    [Fact]
    public void A_conflicted_valuer_pays_where_the_challenge_is_won_and_only_there()
    {
        Assert.Equal(CostBearer.Valuer, Paid("924000.00", conflicted: true).Figures<ChallengeCostFigures>().Bearer);
        Assert.Equal(CostBearer.Challengers, Paid("860000.00", conflicted: true).Figures<ChallengeCostFigures>().Bearer);
    }

    [Fact]
    public void A_value_of_nothing_that_became_something_has_moved()
    {
        var from = Cost.Replace("840000.00", "0.00", StringComparison.Ordinal);
        Assert.Equal(CostBearer.Consortium, Given.Evaluate("appraisal.challenge-cost", from.Replace("AFTER", "1.00", StringComparison.Ordinal)).Figures<ChallengeCostFigures>().Bearer);
        Assert.Equal(CostBearer.Challengers, Given.Evaluate("appraisal.challenge-cost", from.Replace("AFTER", "0.00", StringComparison.Ordinal)).Figures<ChallengeCostFigures>().Bearer);
        Assert.Equal(["input.duplicate at challengers[1]"], Given.Evaluate(
            "appraisal.challenge-cost", from.Replace("AFTER", "1.00", StringComparison.Ordinal).Replace("\"S\",\"E2\"", "\"S\",\"S\"", StringComparison.Ordinal)).Refusals());
    }

    private static Evaluation Count(string votes) => Given.Evaluate("appraisal.panel-decision", With(votes));

    private static string With(string votes) => Panel.Replace("VOTES", "[" + string.Join(',', votes
        .Split(", ", StringSplitOptions.RemoveEmptyEntries)
        .Select(vote => vote.Split(' '))
        .Select(vote => $$"""{"member":"{{vote[0]}}","choice":"{{vote[1]}}"}""")) + "]", StringComparison.Ordinal);

    private static Evaluation Paid(string after, bool conflicted = false) => Given.Evaluate("appraisal.challenge-cost", Cost
        .Replace("AFTER", after, StringComparison.Ordinal).Replace("\"valuerConflicted\":false", $"\"valuerConflicted\":{(conflicted ? "true" : "false")}", StringComparison.Ordinal));
}

namespace Ledger.Rules.Tests;

public sealed class AuditCheckTests
{
    // 1,000 amounts exactly as the law expects, to the amount: deviation below 0.001. And 300 that all begin with 9.
    [Fact]
    public void Benford_conforms_and_does_not()
    {
        int[] law = [301, 176, 125, 97, 79, 67, 58, 51, 46];
        var amounts = law.SelectMany((count, i) => Enumerable.Range(0, count).Select(n => $"{i + 1}{n:0000}.00"));
        var close = Benford(amounts).Figures<BenfordFigures>();
        Assert.Equal((1000, BenfordConformity.Close, false), (close.Count, close.Conformity, close.Significant));
        var far = Benford(Enumerable.Range(0, 300).Select(i => $"9{i:000}.00")).Figures<BenfordFigures>();
        Assert.Equal((BenfordConformity.None, true), (far.Conformity, far.Significant));
        // All in one digit: (|1 - 0.04576| + 0.95424) / 9.
        Assert.Equal(Rational.Parse("1.90848") / 9, far.Deviation);
    }

    [Fact]
    public void Benford_says_nothing_about_few_amounts()
    {
        Assert.Equal(["benford.too-few at items"], Benford(Enumerable.Range(1, RuleLimits.BenfordLeast - 1).Select(i => $"{i}.00")).Refusals());
        // Zero has no first digit.
        Assert.Equal(["benford.too-few at items"], Benford(Enumerable.Range(1, RuleLimits.BenfordLeast - 1).Select(i => $"{i}.00").Append("0.00")).Refusals());
    }

    [Fact]
    public void The_checks_of_a_population_by_hand()
    {
        var figures = Given.Evaluate("audit.population-checks", """
            {"currency":"CNY","days":7,"roundTo":"1000","threshold":"50000","items":[
              {"id":"a","amount":"30000.00","party":"E1","day":"2025-03-01"},
              {"id":"b","amount":"25000.50","party":"E1","day":"2025-03-03"},
              {"id":"c","amount":"30000.00","party":"E1","day":"2025-03-08"},
              {"id":"d","amount":"30000.00","party":"E1","day":"2025-03-20"},
              {"id":"e","amount":"30000.00","party":"E2","day":"2025-03-01"},
              {"id":"f","amount":"60000.00","party":"E2","day":"2025-03-02"}],
             "series":[{"name":"runs","numbers":["1","2","4","8","8"]},{"name":"whole","numbers":["3","4","5"]}]}
            """).Figures<PopulationChecksFigures>();
        // a and c: same party and amount, 7 days apart; d is 12 days later.
        Assert.Equal(["E1: a,c 60000.00"], figures.Duplicates.Select(Line));
        Assert.Equal(["a", "c", "d", "e", "f"], figures.Round);
        Assert.Null(figures.RoundShare);
        // a, b, c lie within 7 days and reach 85,000.50; f is above the threshold by itself.
        Assert.Equal(["E1: a,b,c 85000.50"], figures.Splits.Select(Line));
        Assert.Equal([("runs", "3-3,5-7", "8")], figures.Series.Select(fault => (
            fault.Name, string.Join(',', fault.Missing.Select(gap => $"{gap.First}-{gap.Last}")), string.Join(',', fault.Repeated))));
    }

    [Fact]
    public void The_share_of_round_amounts_needs_enough_items()
    {
        var items = string.Join(',', Enumerable.Range(0, RuleLimits.RoundLeast).Select(i => $$"""{"id":"i{{i}}","amount":"{{(i % 2 == 0 ? "1000.00" : "1000.01")}}"}"""));
        Assert.Equal(new Rational(1, 2), Given.Evaluate("audit.population-checks", $$"""{"currency":"CNY","days":1,"roundTo":"1000","items":[{{items}}]}""").Figures<PopulationChecksFigures>().RoundShare);
    }

    [Theory]
    [InlineData("\"roundTo\":\"0\"", "money.not-positive at roundTo")]
    [InlineData("\"roundTo\":\"1\",\"threshold\":\"0\"", "money.not-positive at threshold")]
    [InlineData("\"roundTo\":\"1\",\"series\":[{\"name\":\"n\",\"numbers\":[\"1.5\"]}]", "input.out-of-range at series[0].numbers")]
    public void Bad_checks_are_refused(string more, string refusal) => Assert.Equal([refusal],
        Given.Evaluate("audit.population-checks", $$"""{"currency":"CNY","days":1,{{more}},"items":[{"id":"a","amount":"1.00"}]}""").Refusals());

    [Fact]
    public void Related_parties_are_found_through_others_and_the_shortest_way_is_named()
    {
        var figures = Given.Evaluate("audit.related-parties", """
            {"ties":[{"one":"E1","other":"H"},{"one":"H","other":"V"},{"one":"V","other":"W"},{"one":"E1","other":"W"}],
             "dealings":[{"id":"d1","by":"V","about":"E1"},{"id":"d2","by":"S","about":"E1"},{"id":"d3","by":"S","about":"S"}]}
            """).Figures<RelatedPartiesFigures>();
        Assert.Equal(["d1: V,H,E1"], figures.Related.Select(found => $"{found.Id}: {string.Join(',', found.Path)}"));
        Assert.Equal(["d3"], figures.Own);
    }

    [Fact]
    public void Duties_in_one_hand_are_found_about_one_thing_only()
    {
        var figures = Duties("false").Figures<SeparateDutiesFigures>();
        Assert.Equal([new DutyConflict("t1", "a1", "a2", "wu", true)], figures.Conflicts);
        Assert.Equal(["wu"], figures.Persons.Select(person => person.Person));
        Assert.Equal(
            [new DutyConflict("t1", "a1", "a2", "wu", true), new DutyConflict("t2", "a3", "a4", "lin", false)],
            Duties("true").Figures<SeparateDutiesFigures>().Conflicts);
    }

    private static Evaluation Duties(string organisations) => Given.Evaluate("audit.separate-duties", $$"""
        {"organisations":{{organisations}},"separate":[{"made":"proposed","checked":"approved"}],"acts":[
          {"id":"a1","thing":"t1","act":"proposed","person":"wu","organisation":"S"},{"id":"a2","thing":"t1","act":"approved","person":"wu","organisation":"S"},
          {"id":"a3","thing":"t2","act":"proposed","person":"wu","organisation":"S"},{"id":"a4","thing":"t2","act":"approved","person":"lin","organisation":"S"}]}
        """);

    private static string Line(SuspectGroup group) => $"{group.Party}: {string.Join(',', group.Ids)} {group.Total.Amount}";

    private static Evaluation Benford(IEnumerable<string> amounts) => Given.Evaluate("audit.benford",
        $$"""{"currency":"CNY","items":[{{string.Join(',', amounts.Select((amount, i) => $$"""{"id":"i{{i}}","amount":"{{amount}}"}"""))}}]}""");
}

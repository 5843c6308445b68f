namespace Ledger.Rules.Tests.Games;

public sealed class GameInputTests
{
    [Theory]
    [InlineData("""{"players":[],"kind":"surplus","values":{}}""", "game.no-players at game.players")]
    [InlineData("""{"players":["A","B"],"kind":"surplus","values":{"A":"1","A+B":"2"}}""", "game.missing-coalition at game.values")]
    [InlineData("""{"players":["A"],"kind":"surplus","values":{"A":"1","C":"2"}}""", "game.unknown-player at game.values.C")]
    [InlineData("""{"players":["A"],"kind":"surplus","values":{"A":"1","":"2"}}""", "game.empty-coalition-not-zero at game.values[\"\"]")]
    [InlineData("""{"players":["A"],"kind":"surplus"}""", "input.missing at game.values")]
    [InlineData("""{"players":["A"],"kind":"profit","values":{"A":"1"}}""", "input.unknown-value at game.kind")]
    [InlineData("""{"players":["A"],"kind":"surplus","values":{"A":1}}""", "input.wrong-type at game.values.A")]
    [InlineData("""{"players":["A"],"kind":"surplus","values":{"A":"1"},"form":{"type":"maximum","of":{"A":"1"}}}""", "game.values-and-form at game.form")]
    [InlineData("""{"players":["A"],"kind":"surplus","form":{"type":"minimum"}}""", "input.unknown-value at game.form.type")]
    [InlineData("""{"players":["A"],"kind":"surplus","form":{"type":"maximum","of":{"A":"-1"}}}""", "input.negative at game.form.of.A")]
    [InlineData("""{"players":["A","B"],"kind":"surplus","form":{"type":"maximum","of":{"A":"1"}}}""", "game.missing-player at game.form.of")]
    [InlineData("""{"players":["A"],"kind":"surplus","form":{"type":"maximum","of":{"A":"1","B":"1"}}}""", "game.unknown-player at game.form.of.B")]
    [InlineData("""{"players":["A"],"kind":"surplus","form":{"type":"weighted-majority","quota":"0","weights":{"A":"1"}}}""", "input.not-positive at game.form.quota")]
    [InlineData("""{"players":["A","B"],"kind":"surplus","form":{"type":"gloves","left":["A"],"right":["A"]}}""", "game.repeated-player at game.form, game.missing-player at game.form")]
    [InlineData("""{"players":["A"],"kind":"surplus","form":{"type":"gloves","left":["A"],"right":["C"]}}""", "game.unknown-player at game.form")]
    [InlineData("""{"players":["A"],"kind":"surplus","form":{"type":"bankruptcy","estate":"3","claims":{"A":"2"}}}""", "game.estate-above-claims at game.form.estate")]
    public void Wrong_games_are_refused(string game, string refusals) =>
        Assert.Equal(refusals, string.Join(", ", Given.Evaluate("game.shapley", $$"""{"game":{{game}}}""").Refusals()));

    [Fact]
    public void A_coalition_named_twice_or_with_a_player_twice_is_refused() => Assert.Equal(
        ["game.duplicate-coalition", "game.repeated-player"],
        Given.Evaluate("game.shapley", """{"game":{"players":["A","B"],"kind":"surplus","values":{"A":"1","B":"1","A+B":"2","B+A":"2","A+A":"1"}}}""")
            .Rejections.Select(rejection => rejection.Code).Order(StringComparer.Ordinal));

    [Fact]
    public void The_first_missing_coalition_and_their_number_are_named()
    {
        var refusal = Given.Evaluate("game.core", """{"game":{"players":["A","B","C"],"kind":"cost","values":{"A":"1","C":"1","A+B+C":"3"}}}""").Rejections.Single();
        Assert.Equal("B", refusal.Value);
        Assert.StartsWith("4 of the coalitions have no value", refusal.Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_coalition_worth_nothing_may_be_listed() =>
        Assert.Equal(7, Given.Evaluate("game.shapley", """{"game":{"players":["A"],"kind":"surplus","values":{"":"0","A":"7"}}}""").Figures<GameFigures>().Shares["A"]);

    [Theory]
    [InlineData("game.shapley", 25)]
    [InlineData("game.banzhaf", 25)]
    [InlineData("game.tau", 13)]
    [InlineData("game.gately", 13)]
    [InlineData("game.core", 13)]
    [InlineData("game.nucleolus", 11)]
    [InlineData("game.nucleolus-per-capita", 11)]
    public void One_player_too_many_is_refused(string method, int players) =>
        Assert.Equal(["game.too-many-players at game.players"], Given.Evaluate(method, $$"""{"game":{{Majority(players)}}}""").Refusals());

    [Fact]
    public void A_list_of_values_stops_at_twelve_players()
    {
        var names = Sample.Names(13);
        var game = new CoalitionGame(names, GameKind.Surplus, new Dictionary<string, Rational> { [names[0]] = 1 });
        Assert.Equal(["game.too-many-players at game.players"], ShapleyValue.Value(new GameInput(game)).Refusals());
        var flood = string.Join(",", Enumerable.Range(0, 4097).Select(i => $"\"A{i}\":\"1\""));
        Assert.Equal(["input.too-many at game.values"], Given.Evaluate("game.shapley", """{"game":{"players":["A"],"kind":"surplus","values":{""" + flood + "}}}").Refusals());
    }

    [Fact]
    public void Values_without_a_short_common_denominator_are_refused()
    {
        var odd = System.Numerics.BigInteger.Pow(10, 45);
        var values = Enumerable.Range(0, 64).Select(i => i == 0 ? Rational.Zero : new Rational(1, odd + (2 * i) + 1)).ToArray();
        Assert.Equal(["game.denominator-too-long at game.values"], ShapleyValue.Value(new GameInput(Sample.Exact(values))).Refusals());
    }

    [Fact]
    public void Long_numbers_are_taken_up_to_twenty_players()
    {
        Assert.Equal(["game.numbers-too-long at game.form"], ShapleyValue.Value(Long(21)).Refusals());
        var twelve = ShapleyValue.Value(Long(12)).Value!;
        Assert.Equal(twelve.Total, Sample.Sum(twelve.Shares.Values));

        static GameInput Long(int players) => new(new CoalitionGame(Sample.Names(players), GameKind.Cost,
            Form: new MaximumForm(Sample.Names(players).ToDictionary(name => name, name => Given.Number($"1{new string('0', 30)}{name[1..]}")))));
    }

    [Fact]
    public void A_total_that_the_currency_cannot_pay_is_refused() => Assert.Equal(
        ["money.over-precise at game"],
        Given.Evaluate("game.nucleolus", """{"game":{"players":["A"],"kind":"surplus","values":{"A":"0.005"}},"currency":"CNY"}""").Refusals());

    [Fact]
    public void Typed_inputs_are_checked_as_well()
    {
        Assert.Equal(["input.missing at game.values"], ShapleyValue.Value(new GameInput(new CoalitionGame(["A"], GameKind.Cost))).Refusals());
        Assert.Equal(
            ["input.duplicate at game.players[1]"],
            ShapleyValue.Value(new GameInput(new CoalitionGame(["A", "A"], GameKind.Cost, new Dictionary<string, Rational> { ["A"] = 1 }))).Refusals());
    }

    [Fact]
    public void Typed_inputs_and_their_json_give_the_same()
    {
        var input = new GameInput(new CoalitionGame(["A", "B"], GameKind.Surplus, Form: new BankruptcyForm(3, new Dictionary<string, Rational> { ["A"] = 2, ["B"] = 4 })), Given.Cny);
        var result = ShapleyValue.Method.Evaluate(input);
        Assert.Equal(["A 1.00", "B 2.00"], result.Figures<GameFigures>().Amounts!.Lines());
        Assert.Equal(result.Result!.InputsHash, ShapleyValue.Method.Evaluate(result.Result.Inputs).Result!.InputsHash);
    }

    [Fact]
    public void The_example_of_every_description_evaluates() => Assert.All(
        MethodCatalogue.All.Where(method => method.Id.StartsWith("game.", StringComparison.Ordinal)),
        method => Assert.NotNull(method.Evaluate(method.Description.Example).Result));

    private static string Majority(int count)
    {
        var names = Sample.Names(count);
        var players = string.Join(",", names.Select(name => $"\"{name}\""));
        var weights = string.Join(",", names.Select(name => $"\"{name}\":\"1\""));
        return """{"players":[""" + players + """],"kind":"surplus","form":{"type":"weighted-majority","quota":"3","weights":{""" + weights + "}}}";
    }
}

namespace Ledger.Rules;

/// <summary>Reads games: {"players":[..],"kind":"surplus","values":{"A+B":"40"}} or with "form":{"type":"maximum",..}.</summary>
internal static class GameReader
{
    /// <summary>The inputs of a method that asks only for a game.</summary>
    public static GameInput? Input(InputReader inputs)
    {
        var game = Game(inputs);
        var currency = Currency(inputs);
        return game is null ? null : new GameInput(game, currency);
    }

    /// <summary>The member "game".</summary>
    public static CoalitionGame? Game(InputReader inputs) => inputs.Object("game") is { } reader ? Open(reader) : null;

    /// <summary>The member "game", when it is there.</summary>
    public static CoalitionGame? OptionalGame(InputReader inputs) => inputs.OptionalObject("game") is { } reader ? Open(reader) : null;

    /// <summary>The optional member "currency".</summary>
    public static Currency? Currency(InputReader inputs) => inputs.Has("currency") ? inputs.Currency("currency") : null;

    /// <summary>A map from player to an exact number of any sign.</summary>
    public static IReadOnlyDictionary<string, Rational> Numbers(InputReader inputs, string name) =>
        inputs.Object(name) is { } map ? Numbers(map, RuleLimits.Players, players: true) : new Dictionary<string, Rational>(StringComparer.Ordinal);

    private static CoalitionGame? Open(InputReader reader)
    {
        var players = reader.Identifiers("players", RuleLimits.Players, mayBeEmpty: true);
        var kind = reader.OneOf<GameKind>("kind");
        var values = reader.OptionalObject("values") is { } map ? Numbers(map, 1 << GameLimits.ListedPlayers, players: false) : null;
        var form = reader.OptionalObject("form") is { } inner ? Form(inner) : null;
        if (!reader.Has("values") && !reader.Has("form")) reader.Reject(Problems.Missing(reader.Of("values")));
        reader.Close();
        return kind is { } known ? new CoalitionGame(players, known, values, form) : null;
    }

    private static SortedDictionary<string, Rational> Numbers(InputReader map, int most, bool players)
    {
        var numbers = new SortedDictionary<string, Rational>(StringComparer.Ordinal);
        if (map.Names.Count() > most)
        {
            map.Reject(Problems.TooMany(map.Path, most));
            return numbers;
        }

        foreach (var name in map.Names)
        {
            var number = map.Number(name);
            if (players && !InputReader.IsIdentifier(name)) map.Reject(Problems.NotAnIdentifier(map.Of(name), name));
            else if (number is { } known) numbers[name] = known;
        }

        return numbers;
    }

    private static GameForm? Form(InputReader reader)
    {
        var type = reader.String("type");
        GameForm? form = type switch
        {
            MaximumForm.Name => new MaximumForm(reader.Weights("of")),
            WeightedMajorityForm.Name => Of(reader.Positive("quota"), reader.Weights("weights"), (quota, weights) => new WeightedMajorityForm(quota, weights)),
            GlovesForm.Name => new GlovesForm(reader.Identifiers("left", mayBeEmpty: true), reader.Identifiers("right", mayBeEmpty: true)),
            BankruptcyForm.Name => Of(reader.NotNegative("estate"), reader.Weights("claims"), (estate, claims) => new BankruptcyForm(estate, claims)),
            _ => null,
        };
        if (type is not null && !GameForm.Names.Contains(type))
        {
            reader.Reject(Problems.UnknownValue(reader.Of("type"), type, GameForm.Names));
            return null;
        }

        reader.Close();
        return form;
    }

    // Both members are read before either is missed, so that one pass names every fault.
    private static GameForm? Of(
        Rational? number, IReadOnlyDictionary<string, Rational> map, Func<Rational, IReadOnlyDictionary<string, Rational>, GameForm> make) =>
        number is { } known ? make(known, map) : null;
}

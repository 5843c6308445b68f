namespace Ledger.Rules;

/// <summary>The rejections that the methods on games share.</summary>
internal static class GameProblems
{
    public static InputRejection NoPlayers(string field) => new("game.no-players",
        new("A game needs at least one player.", "合作博弈至少要有一个局中人。")) { Field = field };

    public static InputRejection TooManyPlayers(int players, int most) => new("game.too-many-players",
        new($"There are {Problems.Invariant(players)} players; this works for at most {Problems.Invariant(most)}.",
            $"局中人有{Problems.Invariant(players)}个，此处最多{Problems.Invariant(most)}个。")) { Field = "game.players", Value = Problems.Invariant(players) };

    public static InputRejection UnknownPlayer(string field, string player) => new("game.unknown-player",
        new($"'{Problems.Shorten(player)}' is not a player of this game.", $"“{Problems.Shorten(player)}”不是该博弈的局中人。"))
        { Field = field, Value = Problems.Shorten(player) };

    public static InputRejection MissingPlayer(string field, string player) => new("game.missing-player",
        new($"The player '{player}' has no entry here.", $"此处缺少局中人“{player}”。")) { Field = field, Value = player };

    public static InputRejection RepeatedPlayer(string field, string player) => new("game.repeated-player",
        new($"The player '{player}' stands twice.", $"局中人“{player}”重复。")) { Field = field, Value = player };

    public static InputRejection MissingCoalition(string first, int count) => new("game.missing-coalition",
        new($"{Problems.Invariant(count)} of the coalitions have no value; the first is '{Problems.Shorten(first)}'.",
            $"有{Problems.Invariant(count)}个联盟没有给出特征函数值，第一个是“{Problems.Shorten(first)}”。"))
        { Field = "game.values", Value = Problems.Shorten(first) };

    public static InputRejection DuplicateCoalition(string field, string coalition) => new("game.duplicate-coalition",
        new($"The coalition '{Problems.Shorten(coalition)}' has two values.", $"联盟“{Problems.Shorten(coalition)}”有两个取值。"))
        { Field = field, Value = Problems.Shorten(coalition) };

    public static InputRejection EmptyCoalition(string field, Rational value) => new("game.empty-coalition-not-zero",
        new($"The empty coalition is worth {value}; it must be worth 0 or be left out.", $"空联盟的取值为{value}；必须为零或不列出。"))
        { Field = field, Value = Problems.Shorten(value.ToString()) };

    public static InputRejection ValuesAndForm() => new("game.values-and-form",
        new("A game has either listed values or a form, not both.", "博弈要么逐一列出取值，要么给出函数形式，不能两者并用。")) { Field = "game.form" };

    public static InputRejection DenominatorTooLong() => new("game.denominator-too-long",
        new($"The common denominator of the values is longer than {Problems.Invariant(GameLimits.DenominatorBits)} bits.",
            $"各取值的公分母超过{Problems.Invariant(GameLimits.DenominatorBits)}位二进制数。")) { Field = "game.values" };

    public static InputRejection NumbersTooLong(int players) => new("game.numbers-too-long",
        new($"With {Problems.Invariant(players)} players the values over their common denominator must fit into 64 bits.",
            $"有{Problems.Invariant(players)}个局中人时，按公分母换算的取值必须在64位整数之内。")) { Field = "game.form" };

    public static InputRejection EstateAboveClaims(Rational estate, Rational claims) => new("game.estate-above-claims",
        new($"The estate {estate} is above the sum of the claims {claims}.", $"可分总额{estate}超过债权合计{claims}。"))
        { Field = "game.form.estate", Value = Problems.Shorten(estate.ToString()) };

    public static InputRejection NoImputation(GameKind kind, Rational total, Rational alone) => new("game.no-imputation",
        kind == GameKind.Surplus
            ? new($"Together the players are worth {total}, alone {alone}: no division gives each at least its stand-alone value.",
                $"大联盟取值{total}低于各自单干之和{alone}：不存在使每人不低于单干所得的分配。")
            : new($"Together the players cost {total}, alone {alone}: no division charges each at most its stand-alone cost.",
                $"大联盟成本{total}高于各自单干之和{alone}：不存在使每人不高于单干成本的分摊。")) { Field = "game", Value = Problems.Shorten(total.ToString()) };
}

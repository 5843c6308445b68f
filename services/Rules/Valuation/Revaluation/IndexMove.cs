namespace Ledger.Rules;

/// <summary>Inputs of <see cref="IndexMove"/>.</summary>
/// <param name="Series">Id of the index series.</param>
/// <param name="Indexes">Holds that series.</param>
/// <param name="From">Valuation date of the standing value.</param>
/// <param name="To">Day up to which it is watched; not before <paramref name="From"/>.</param>
/// <param name="Limit">Move from which the value is due; above 0, at most 1.</param>
public sealed record IndexMoveInput(string Series, IReadOnlyList<IndexSeries> Indexes, DateOnly From, DateOnly To, Rational Limit);

/// <summary>Figures of <see cref="IndexMove"/>.</summary>
/// <param name="Ratio">Index of the later month over that of the earlier, to 10 places for display.</param>
/// <param name="Move">|ratio - 1|, to 10 places for display; <paramref name="Beyond"/> is decided on the exact figure.</param>
/// <param name="Beyond">Whether the move is above the limit.</param>
public sealed record IndexMoveFigures(Rational Ratio, Rational Move, bool Beyond) : Figures;

/// <summary>
/// Whether a price index moved further than an agreement lets an accepted value stand: |I_to / I_from - 1| above the limit. Decides
/// nothing about the value. Source: domain reference 2.4 (re-appraise when the index moved by more than 10%).
/// </summary>
public static class IndexMove
{
    private const int Shown = 10;

    public static Method<IndexMoveInput, IndexMoveFigures> Method { get; } = new("revaluation.index-move", 1, MethodPurpose.Analysis,
        new("Move of a price index beyond a limit", "价格指数变动是否超限"), Read, Value);

    /// <summary>Measures the move.</summary>
    /// <returns>Figures; or index.*, input.dates-not-ordered, input.out-of-range.</returns>
    public static Outcome<IndexMoveFigures> Value(IndexMoveInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        checks.That(input.From <= input.To, () => Problems.DatesNotOrdered("to", input.From, input.To));
        checks.Positive("limit", input.Limit);
        checks.Within("limit", input.Limit, 0, 1);
        IndexSeriesReader.Check(checks, input.Indexes);
        var series = IndexChoice.Find(checks, input.Series, input.Indexes);
        if (checks.Failed) return checks.Refuse<IndexMoveFigures>();
        if (series!.Ratio(input.To, input.From, checks, "series") is not { } ratio) return checks.Refuse<IndexMoveFigures>();

        var steps = new Steps();
        var lines = new WorkedLines(steps, null, null);
        var move = Rational.Abs(ratio - 1);
        lines.Ratio("ratio", new("Index of the later month over that of the earlier", "后月与前月指数之比"), ratio, $"{input.Series} {input.To:yyyy-MM} / {input.From:yyyy-MM}");
        lines.Ratio("move", new("Move", "变动幅度"), move, $"|{WorkedLines.Show(ratio)} - 1|");
        steps.Say("beyond", new("Beyond the limit", "是否超限"), move > input.Limit ? "yes" : "no", new($"Limit {input.Limit}.", $"限额{input.Limit}。"));
        return new IndexMoveFigures(ratio.Round(Shown, Rounding.HalfUp), move.Round(Shown, Rounding.HalfUp), move > input.Limit) { Steps = steps.Lines };
    }

    private static IndexMoveInput? Read(InputReader inputs)
    {
        var series = inputs.Identifier("series");
        var indexes = IndexSeriesReader.Read(inputs);
        var from = inputs.Date("from");
        var to = inputs.Date("to");
        var limit = inputs.Number("limit");
        return series is not null && from is { } first && to is { } last && limit is { } most ? new IndexMoveInput(series, indexes, first, last, most) : null;
    }
}

namespace Ledger.Reporting;

/// <summary>Turns a chart's figures into places. Widths of words are not measured: they get fixed room and are cut by count of columns.</summary>
internal static class ChartLayout
{
    public const decimal Width = 520;
    private const decimal RowHeight = 18;
    private const decimal LabelRoom = 120;
    private const decimal WordRoom = 90;
    private const int LabelColumns = 22;
    private const int WordColumns = 17;

    public static Drawing Of(Chart chart) => chart switch
    {
        DotPlot plot => Dots(plot),
        BarChart bars => Bars(bars),
        LineChart lines => Lines(lines),
        _ => throw new ReportMalformedException($"No layout for {chart.GetType().Name}."),
    };

    private static Drawing Dots(DotPlot plot)
    {
        var figures = plot.Rows.Select(row => row.Value).Concat(plot.Lines.Select(line => line.Value));
        if (plot.Band is { } range) figures = figures.Append(range.Low).Append(range.High);
        var axis = Axis.Over(figures, fromZero: false);
        decimal left = LabelRoom, right = Width - WordRoom;
        // Each labelled line has a row of its own above the plot: labels of near figures would cover each other.
        var top = 14 + 14 * (plot.Lines.Count + (plot.Band is null ? 0 : 1));
        var bottom = top + RowHeight * Math.Max(1, plot.Rows.Count) + 6;
        var shapes = new List<Shape>();
        var heading = 12m;
        if (plot.Band is { } band)
        {
            decimal from = axis.Place(band.Low, left, right), to = axis.Place(band.High, left, right);
            shapes.Add(new Box(from, top, Math.Max(1, to - from), bottom - top, Tone.Faint));
            shapes.Add(Beside((from + to) / 2, heading, band.Label, left, right));
            heading += 14;
        }

        Scale(shapes, axis, left, right, top, bottom, plot.Axis);
        foreach (var line in plot.Lines)
        {
            var x = axis.Place(line.Value, left, right);
            shapes.Add(new Line(x, heading + 3, x, bottom, line.Stroke, Tone.Ink, 1.2m));
            shapes.Add(Beside(x, heading, line.Label, left, right));
            heading += 14;
        }

        for (var i = 0; i < plot.Rows.Count; i++)
        {
            var row = plot.Rows[i];
            var y = top + RowHeight * i + RowHeight / 2 + 3;
            shapes.Add(new Line(left, y, right, y, Stroke.Dotted, Tone.Faint, 0.5m));
            shapes.Add(new Label(left - 6, y + 3, Cut(row.Label, LabelColumns), Anchor.End, Tone.Ink));
            shapes.Add(new Sign(axis.Place(row.Value, left, right), y, row.Mark, Told(row.Mark)));
            shapes.Add(new Label(right + 6, y + 3, Cut(row.Word, WordColumns), Anchor.Start, Told(row.Mark)));
        }

        return Legend(shapes, plot.Legend, bottom + 46);
    }

    private static Drawing Bars(BarChart chart)
    {
        var axis = Axis.Over(chart.Bars.Select(bar => bar.Value), fromZero: true);
        decimal left = LabelRoom, right = Width - WordRoom, top = 10;
        var bottom = top + RowHeight * Math.Max(1, chart.Bars.Count) + 6;
        var shapes = new List<Shape>();
        Scale(shapes, axis, left, right, top, bottom, chart.Axis);
        var zero = axis.Place(0, left, right);
        for (var i = 0; i < chart.Bars.Count; i++)
        {
            var bar = chart.Bars[i];
            var y = top + RowHeight * i + 5;
            var end = axis.Place(bar.Value, left, right);
            shapes.Add(new Label(left - 6, y + 9, Cut(bar.Label, LabelColumns), Anchor.End, Tone.Ink));
            shapes.Add(new Box(Math.Min(zero, end), y, Math.Max(0.5m, Math.Abs(end - zero)), RowHeight - 7, bar.Value < 0 ? Tone.Warning : Tone.Accent));
            shapes.Add(new Label(right + 6, y + 9, Cut(bar.Shown, WordColumns), Anchor.Start, Tone.Ink));
        }

        shapes.Add(new Line(zero, top, zero, bottom, Stroke.Solid, Tone.Ink));
        return new Drawing(Width, bottom + 36, shapes);
    }

    private static Drawing Lines(LineChart chart)
    {
        var axis = Axis.Over(chart.Series.SelectMany(series => series.Values).OfType<decimal>(), fromZero: false);
        decimal left = 84, right = Width - 14, top = 24, bottom = 214;
        var shapes = new List<Shape> { new Label(left, 12, chart.Axis, Anchor.Start, Tone.Muted) };
        foreach (var tick in axis.Ticks())
        {
            var y = axis.Place(tick, bottom, top);
            shapes.Add(new Line(left, y, right, y, Stroke.Dotted, Tone.Faint, 0.5m));
            shapes.Add(new Label(left - 6, y + 3, Axis.Written(tick), Anchor.End, Tone.Muted, 8m));
        }

        shapes.Add(new Line(left, bottom, right, bottom, Stroke.Solid, Tone.Ink));
        var count = chart.Categories.Count;
        decimal At(int i) => count == 1 ? (left + right) / 2 : Math.Round(left + 8 + (right - left - 16) * i / (count - 1), 2, MidpointRounding.AwayFromZero);
        var every = Math.Max(1, (count + 6) / 7);
        for (var i = 0; i < count; i += every) shapes.Add(new Label(At(i), bottom + 13, Cut(chart.Categories[i], 12), Anchor.Middle, Tone.Muted, 8m));
        foreach (var series in chart.Series)
        {
            for (var i = 0; i < count; i++)
            {
                if (series.Values[i] is not { } value) continue;
                var y = axis.Place(value, bottom, top);
                if (i > 0 && series.Values[i - 1] is { } before)
                    shapes.Add(new Line(At(i - 1), axis.Place(before, bottom, top), At(i), y, series.Stroke, Told(series.Mark), 1.2m));
                shapes.Add(new Sign(At(i), y, series.Mark, Told(series.Mark), 3m));
            }
        }

        return Legend(shapes, [.. chart.Series.Select(series => new LegendEntry(series.Mark, series.Name))], bottom + 34);
    }

    private static void Scale(List<Shape> shapes, Axis axis, decimal left, decimal right, decimal top, decimal bottom, string title)
    {
        shapes.Add(new Line(left, bottom, right, bottom, Stroke.Solid, Tone.Ink));
        foreach (var tick in axis.Ticks())
        {
            var x = axis.Place(tick, left, right);
            shapes.Add(new Line(x, top, x, bottom + 4, Stroke.Dotted, Tone.Faint, 0.5m));
            shapes.Add(new Label(x, bottom + 14, Axis.Written(tick), Anchor.Middle, Tone.Muted, 8m));
        }

        shapes.Add(new Label((left + right) / 2, bottom + 28, title, Anchor.Middle, Tone.Muted));
    }

    private static Drawing Legend(List<Shape> shapes, IReadOnlyList<LegendEntry> legend, decimal y)
    {
        var x = 14m;
        foreach (var entry in legend)
        {
            var room = 24 + Columns(entry.Meaning) * 5m;
            if (x > 14 && x + room > Width) (x, y) = (14, y + 14);
            shapes.Add(new Sign(x, y - 3, entry.Mark, Told(entry.Mark)));
            shapes.Add(new Label(x + 9, y, entry.Meaning, Anchor.Start, Tone.Ink));
            x += room;
        }

        return new Drawing(Width, y + 8, shapes);
    }

    // The label of a line stays within the picture wherever the line is.
    private static Label Beside(decimal x, decimal y, string text, decimal left, decimal right) =>
        x < left + (right - left) / 3 ? new Label(x + 3, y, text, Anchor.Start, Tone.Ink)
        : x > right - (right - left) / 3 ? new Label(x - 3, y, text, Anchor.End, Tone.Ink)
        : new Label(x, y, text, Anchor.Middle, Tone.Ink);

    private static Tone Told(Mark mark) => mark switch { Mark.Dot or Mark.Square => Tone.Accent, Mark.Cross or Mark.Triangle => Tone.Warning, _ => Tone.Ink };

    private static string Cut(string text, int columns)
    {
        var used = 0;
        for (var i = 0; i < text.Length; i++)
        {
            used += Wide(text[i]) ? 2 : 1;
            if (used > columns && i > 0) return text[..(char.IsHighSurrogate(text[i - 1]) ? i - 1 : i)] + "…";
        }

        return text;
    }

    private static int Columns(string text) => text.Sum(character => Wide(character) ? 2 : 1);

    private static bool Wide(char character) => character >= '\u2E80';
}

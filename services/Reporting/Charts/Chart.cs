namespace Ledger.Reporting;

/// <summary>A plot of figures. Everything told by colour is told by shape, dashes or words too.</summary>
public abstract record Chart;

/// <summary>Shapes that are told apart without colour.</summary>
public enum Mark
{
    /// <summary>A filled circle.</summary>
    Dot,
    /// <summary>A cross.</summary>
    Cross,
    /// <summary>An empty diamond.</summary>
    Diamond,
    /// <summary>An empty square.</summary>
    Square,
    /// <summary>A filled triangle.</summary>
    Triangle,
    /// <summary>An empty circle.</summary>
    Ring,
}

/// <summary>How a line is drawn.</summary>
public enum Stroke
{
    Solid,
    Dashed,
    Dotted,
}

/// <summary>One row for each item, its figure on a common horizontal axis.</summary>
/// <param name="Axis">What the axis measures, with its unit.</param>
/// <param name="Rows">From top to bottom.</param>
/// <param name="Lines">Figures that hold for all rows, as vertical lines with labels above.</param>
/// <param name="Band">A range across all rows; null for none.</param>
/// <param name="Legend">What each mark means.</param>
public sealed record DotPlot(
    string Axis, IReadOnlyList<DotRow> Rows, IReadOnlyList<ReferenceLine> Lines, Band? Band, IReadOnlyList<LegendEntry> Legend) : Chart;

/// <summary>An item of a dot plot; <paramref name="Word"/> stands at the right and says what the mark says.</summary>
public sealed record DotRow(string Label, decimal Value, Mark Mark, string Word);

/// <summary>A vertical line with its label.</summary>
public sealed record ReferenceLine(string Label, decimal Value, Stroke Stroke);

/// <summary>A range with its label.</summary>
public sealed record Band(string Label, decimal Low, decimal High);

/// <summary>What a mark means.</summary>
public sealed record LegendEntry(Mark Mark, string Meaning);

/// <summary>Horizontal bars from zero; negative ones go to the left.</summary>
/// <param name="Axis">What the axis measures, with its unit.</param>
/// <param name="Bars">From top to bottom.</param>
public sealed record BarChart(string Axis, IReadOnlyList<Bar> Bars) : Chart;

/// <summary>A bar; <paramref name="Shown"/> is its figure as written.</summary>
public sealed record Bar(string Label, decimal Value, string Shown);

/// <summary>Lines over categories in order (months, versions).</summary>
/// <param name="Axis">What the vertical axis measures, with its unit.</param>
/// <param name="Categories">From left to right.</param>
/// <param name="Series">Each with a mark and dashes of its own.</param>
public sealed record LineChart(string Axis, IReadOnlyList<string> Categories, IReadOnlyList<Series> Series) : Chart;

/// <summary>A line; a missing value is a gap.</summary>
public sealed record Series(string Name, IReadOnlyList<decimal?> Values, Mark Mark, Stroke Stroke);

using System.Globalization;
using System.Text;

namespace Ledger.Reporting;

/// <summary>A chart as an SVG picture within a page: its name and description are read out, its marks are shapes.</summary>
internal static class SvgChart
{
    public static string Of(Chart chart, string name, string description)
    {
        var drawing = ChartLayout.Of(chart);
        var picture = new StringBuilder();
        picture.Append($"<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 {N(drawing.Width)} {N(drawing.Height)}\" width=\"{N(drawing.Width * 1.5m)}\" font-family=\"inherit\">\n")
            .Append($"<title>{HtmlReport.Escaped(name)}</title>\n<desc>{HtmlReport.Escaped(description)}</desc>\n");
        foreach (var shape in drawing.Shapes) picture.Append(Written(shape)).Append('\n');
        return picture.Append("</svg>\n").ToString();
    }

    private static string Written(Shape shape) => shape switch
    {
        Line line => $"<line x1=\"{N(line.X1)}\" y1=\"{N(line.Y1)}\" x2=\"{N(line.X2)}\" y2=\"{N(line.Y2)}\" stroke=\"{Colour(line.Tone)}\" stroke-width=\"{N(line.Width)}\"{Dashes(line.Stroke)}/>",
        Box box => $"<rect x=\"{N(box.X)}\" y=\"{N(box.Y)}\" width=\"{N(box.Width)}\" height=\"{N(box.Height)}\" fill=\"{Colour(box.Tone)}\"/>",
        Label label => $"<text x=\"{N(label.X)}\" y=\"{N(label.Y)}\" text-anchor=\"{Written(label.Anchor)}\" font-size=\"{N(label.Size)}\" fill=\"{Colour(label.Tone)}\">{HtmlReport.Escaped(label.Text)}</text>",
        Sign sign => Written(sign),
        _ => throw new ReportMalformedException($"No picture form for {shape.GetType().Name}."),
    };

    private static string Written(Sign sign)
    {
        decimal x = sign.X, y = sign.Y, r = sign.Radius;
        var colour = Colour(sign.Tone);
        var open = $"fill=\"#fff\" stroke=\"{colour}\" stroke-width=\"1.4\"/>";
        return sign.Mark switch
        {
            Mark.Dot => $"<circle cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"{N(r)}\" fill=\"{colour}\"/>",
            Mark.Ring => $"<circle cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"{N(r)}\" {open}",
            Mark.Cross => $"<path d=\"M{N(x - r)} {N(y - r)}L{N(x + r)} {N(y + r)}M{N(x - r)} {N(y + r)}L{N(x + r)} {N(y - r)}\" stroke=\"{colour}\" stroke-width=\"1.8\"/>",
            Mark.Square => $"<path d=\"M{N(x - r)} {N(y - r)}H{N(x + r)}V{N(y + r)}H{N(x - r)}Z\" {open}",
            Mark.Diamond => $"<path d=\"M{N(x)} {N(y - r)}L{N(x + r)} {N(y)}L{N(x)} {N(y + r)}L{N(x - r)} {N(y)}Z\" {open}",
            Mark.Triangle => $"<path d=\"M{N(x)} {N(y - r)}L{N(x + r)} {N(y + r)}H{N(x - r)}Z\" fill=\"{colour}\"/>",
            _ => throw new ReportMalformedException($"No picture form for {sign.Mark}."),
        };
    }

    internal static string Colour(Tone tone) => tone switch
    {
        Tone.Ink => "#1b1f24",
        Tone.Muted => "#57606a",
        Tone.Faint => "#dbe4ec",
        Tone.Accent => "#0b5cad",
        _ => "#9a3412",
    };

    private static string Dashes(Stroke stroke) => stroke switch { Stroke.Dashed => " stroke-dasharray=\"6 4\"", Stroke.Dotted => " stroke-dasharray=\"1.5 3\"", _ => "" };

    private static string Written(Anchor anchor) => anchor switch { Anchor.Start => "start", Anchor.End => "end", _ => "middle" };

    private static string N(decimal figure) => figure.ToString("0.##", CultureInfo.InvariantCulture);
}

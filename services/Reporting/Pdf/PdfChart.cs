using PdfSharp.Drawing;

namespace Ledger.Reporting;

/// <summary>Draws a chart's shapes on a page, as vectors.</summary>
internal static class PdfChart
{
    public static void Draw(XGraphics page, Drawing drawing, double left, double top, double scale, PdfText text)
    {
        double X(decimal x) => left + (double)x * scale;
        double Y(decimal y) => top + (double)y * scale;
        double S(decimal length) => (double)length * scale;
        foreach (var shape in drawing.Shapes)
        {
            switch (shape)
            {
                case Line line: page.DrawLine(Pen(line.Tone, S(line.Width), line.Stroke), X(line.X1), Y(line.Y1), X(line.X2), Y(line.Y2)); break;
                case Box box: page.DrawRectangle(Brush(box.Tone), X(box.X), Y(box.Y), S(box.Width), S(box.Height)); break;
                case Label label:
                    var words = Plain.Of(label.Text);
                    var width = text.Width(page, words, S(label.Size));
                    var start = label.Anchor switch { Anchor.Start => 0, Anchor.End => width, _ => width / 2 };
                    page.DrawString(words, text.Font(S(label.Size)), Brush(label.Tone), new XPoint(X(label.X) - start, Y(label.Y)));
                    break;
                case Sign sign: Draw(page, sign.Mark, X(sign.X), Y(sign.Y), S(sign.Radius), sign.Tone, scale); break;
            }
        }
    }

    public static XSolidBrush Brush(Tone tone) => new(Colour(tone));

    public static XColor Colour(Tone tone) => XColor.FromArgb(255,
        Convert.ToInt32(SvgChart.Colour(tone)[1..3], 16), Convert.ToInt32(SvgChart.Colour(tone)[3..5], 16), Convert.ToInt32(SvgChart.Colour(tone)[5..7], 16));

    private static void Draw(XGraphics page, Mark mark, double x, double y, double r, Tone tone, double scale)
    {
        XBrush full = Brush(tone), empty = XBrushes.White;
        var pen = new XPen(Colour(tone), 1.4 * scale);
        switch (mark)
        {
            case Mark.Dot: page.DrawEllipse(full, x - r, y - r, 2 * r, 2 * r); break;
            case Mark.Ring: page.DrawEllipse(pen, empty, x - r, y - r, 2 * r, 2 * r); break;
            case Mark.Square: page.DrawRectangle(pen, empty, x - r, y - r, 2 * r, 2 * r); break;
            case Mark.Cross:
                page.DrawLine(pen, x - r, y - r, x + r, y + r);
                page.DrawLine(pen, x - r, y + r, x + r, y - r);
                break;
            case Mark.Diamond: page.DrawPolygon(pen, empty, [new(x, y - r), new(x + r, y), new(x, y + r), new(x - r, y)], XFillMode.Winding); break;
            case Mark.Triangle: page.DrawPolygon(pen, full, [new(x, y - r), new(x + r, y + r), new(x - r, y + r)], XFillMode.Winding); break;
        }
    }

    private static XPen Pen(Tone tone, double width, Stroke stroke)
    {
        var pen = new XPen(Colour(tone), width);
        if (stroke != Stroke.Solid) pen.DashPattern = stroke == Stroke.Dashed ? [6, 4] : [1.5, 3];
        return pen;
    }
}

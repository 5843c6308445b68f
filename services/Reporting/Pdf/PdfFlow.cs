using PdfSharp;
using PdfSharp.Drawing;
using PdfSharp.Pdf;

namespace Ledger.Reporting;

/// <summary>Puts blocks one below the other over as many pages as they need.</summary>
internal sealed class PdfFlow(PdfDocument document, PdfText text, Report report)
{
    private const double Margin = 45;
    private const double Body = 10;
    private const double Small = 8.5;
    private const double Leading = 1.45;
    private const double Padding = 3;

    private readonly XSolidBrush _ink = PdfChart.Brush(Tone.Ink);
    private readonly XSolidBrush _muted = PdfChart.Brush(Tone.Muted);
    private readonly XSolidBrush _faint = PdfChart.Brush(Tone.Faint);
    private XGraphics _page = null!;
    private double _y;
    private double _bottom;
    private double _width;

    public void Write()
    {
        TurnPage();
        Lines(report.Title, 18, bold: true);
        if (report.Subtitle is { } subtitle) Lines(subtitle, Body, muted: true);
        _y += 6;
        foreach (var block in report.Blocks) Write(block);
        _page.Dispose();
        NumberPages();
    }

    private void Write(Block block)
    {
        switch (block)
        {
            case Heading heading:
                _y += heading.Level == 3 ? 6 : 12;
                Room(60);
                Lines(heading.Text, heading.Level == 3 ? 11 : 13.5, bold: true);
                _y += 3;
                break;
            case Paragraph paragraph:
                Lines(paragraph.Text, Body);
                _y += 5;
                break;
            case Notice notice: Write(notice); break;
            case Bullets bullets:
                foreach (var item in bullets.Items) Bullet(item);
                _y += 4;
                break;
            case Facts facts:
                foreach (var fact in facts.Items) Write(fact);
                _y += 6;
                break;
            case Table table: Write(table); break;
            case Figure figure: Write(figure); break;
            default: throw new ReportMalformedException($"No page form for {block.GetType().Name}.");
        }
    }

    private void Write(Notice notice)
    {
        var lines = text.Lines(_page, notice.Text, Body, _width - 16);
        var height = lines.Count * Body * Leading + 8;
        Room(Math.Min(height, _bottom - Margin));
        _page.DrawRectangle(PdfChart.Brush(Tone.Warning), Margin, _y, 3, height);
        _y += 4;
        foreach (var line in lines) Line(line, Body, Margin + 12, bold: true, _ink);
        _y += 8;
    }

    private void Bullet(string item)
    {
        var lines = text.Lines(_page, item, Body, _width - 14);
        for (var i = 0; i < lines.Count; i++)
        {
            Room(Body * Leading);
            if (i == 0) _page.DrawEllipse(_ink, Margin + 3, _y + Body * 0.55, 3, 3);
            Line(lines[i], Body, Margin + 14, bold: false, _ink);
        }
    }

    private void Write(Fact fact)
    {
        const double Names = 150;
        var names = text.Lines(_page, fact.Name, Body, Names - 8);
        var values = text.Lines(_page, fact.Value, fact.Code ? Small : Body, _width - Names, fact.Code);
        for (var i = 0; i < Math.Max(names.Count, values.Count); i++)
        {
            Room(Body * Leading);
            var y = _y;
            if (i < names.Count) Line(names[i], Body, Margin, bold: false, _muted);
            _y = y;
            if (i < values.Count) Line(values[i], fact.Code ? Small : Body, Margin + Names, bold: false, _ink);
            _y = y + Body * Leading;
        }
    }

    private void Write(Figure figure)
    {
        var drawing = ChartLayout.Of(figure.Chart);
        var scale = _width / (double)drawing.Width;
        // A plot of very many rows is made to fit one page.
        scale = Math.Min(scale, (_bottom - Margin - 40) / (double)drawing.Height);
        var height = (double)drawing.Height * scale;
        Room(height + 2 * Small * Leading);
        PdfChart.Draw(_page, drawing, Margin, _y, scale, text);
        _y += height + 4;
        Lines(figure.Caption, Small, muted: true);
        Lines(figure.Description, Small, muted: true);
        _y += 6;
        Write(figure.Twin);
    }

    private void Write(Table table)
    {
        var widths = Widths(table);
        Room(4 * Small * Leading + 20);
        Lines(table.Caption, Body, bold: true);
        _y += 2;
        Head(table, widths);
        foreach (var row in table.Rows) Row(table, widths, row, bold: false);
        if (table.Total is { } total) Row(table, widths, total, bold: true);
        _y += 10;
    }

    private void Head(Table table, double[] widths)
    {
        var cells = table.Columns.Select((column, i) => text.Lines(_page, column.Header, Small, widths[i] - 2 * Padding)).ToList();
        var height = Height(cells);
        Room(height);
        _page.DrawRectangle(_faint, Margin, _y, _width, height);
        Cells(table, widths, cells, bold: true, first: 0, count: cells.Max(cell => cell.Count));
        _y += height;
    }

    // A row that does not fit goes to the next page; one that fits no page is split.
    private void Row(Table table, double[] widths, IReadOnlyList<string> row, bool bold)
    {
        var cells = row.Select((cell, i) => text.Lines(_page, cell, Small, widths[i] - 2 * Padding, table.Columns[i].Align == Align.Code)).ToList();
        int all = cells.Max(cell => cell.Count), done = 0;
        if (_y + Height(cells) > _bottom && Height(cells) < _bottom - Margin - 60) Break(table, widths);
        while (done < all)
        {
            if (_y + Small * Leading + 2 * Padding > _bottom) Break(table, widths);
            var fits = Math.Max(1, (int)((_bottom - _y - 2 * Padding) / (Small * Leading)));
            var count = Math.Min(fits, all - done);
            Cells(table, widths, cells, bold, done, count);
            _y += count * Small * Leading + 2 * Padding;
            done += count;
        }

        _page.DrawLine(new XPen(PdfChart.Colour(Tone.Faint), 0.6), Margin, _y, Margin + _width, _y);
    }

    private void Break(Table table, double[] widths)
    {
        TurnPage();
        Head(table, widths);
    }

    private void Cells(Table table, double[] widths, List<List<string>> cells, bool bold, int first, int count)
    {
        var x = Margin;
        for (var i = 0; i < cells.Count; i++)
        {
            for (var line = 0; line < count && first + line < cells[i].Count; line++)
            {
                var words = cells[i][first + line];
                var at = table.Columns[i].Align == Align.Number ? x + widths[i] - Padding - text.Width(_page, words, Small) : x + Padding;
                _page.DrawString(words, text.Font(Small, bold), _ink, new XPoint(at, _y + Padding + (line + 0.8) * Small * Leading));
            }

            x += widths[i];
        }
    }

    private static double Height(List<List<string>> cells) => cells.Max(cell => cell.Count) * Small * Leading + 2 * Padding;

    // Every column gets what its widest cell needs; where that is too much, the wide ones give way and words wrap.
    private double[] Widths(Table table)
    {
        var wanted = table.Columns.Select((column, i) => 2 * Padding + 2 + table.Rows.Take(200).Select(row => row[i])
            .Append(column.Header).Concat(table.Total is { } total ? [total[i]] : [])
            .Max(cell => Math.Min(text.Width(_page, Plain.Of(cell), Small) * 1.02, _width))).ToArray();
        if (wanted.Sum() <= _width)
        {
            var spare = (_width - wanted.Sum()) / wanted.Length;
            return [.. wanted.Select(width => width + spare)];
        }

        double low = 0, high = _width;
        for (var i = 0; i < 40; i++)
        {
            var limit = (low + high) / 2;
            if (wanted.Sum(width => Math.Min(width, limit)) > _width) high = limit;
            else low = limit;
        }

        return [.. wanted.Select(width => Math.Min(width, low))];
    }

    private void Lines(string words, double size, bool bold = false, bool muted = false)
    {
        foreach (var line in text.Lines(_page, words, size, _width))
        {
            Room(size * Leading);
            Line(line, size, Margin, bold, muted ? _muted : _ink);
        }
    }

    private void Line(string words, double size, double x, bool bold, XBrush brush)
    {
        _page.DrawString(words, text.Font(size, bold), brush, new XPoint(x, _y + size * 1.1));
        _y += size * Leading;
    }

    private void Room(double height)
    {
        if (_y + height > _bottom) TurnPage();
    }

    private void TurnPage()
    {
        _page?.Dispose();
        var page = document.AddPage();
        page.Size = PageSize.A4;
        _page = XGraphics.FromPdfPage(page);
        _y = Margin;
        _width = page.Width.Point - 2 * Margin;
        _bottom = page.Height.Point - Margin - 18;
    }

    private void NumberPages()
    {
        for (var i = 0; i < document.PageCount; i++)
        {
            using var page = XGraphics.FromPdfPage(document.Pages[i], XGraphicsPdfPageOptions.Append);
            var y = document.Pages[i].Height.Point - Margin + 6;
            var number = report.Language == ReportLanguage.Chinese ? $"第 {i + 1} 页，共 {document.PageCount} 页" : $"Page {i + 1} of {document.PageCount}";
            page.DrawString(number, text.Font(8), _muted, new XPoint(Margin + _width - text.Width(page, number, 8), y));
            var footer = text.Lines(page, report.Footer, 8, _width - 110)[0];
            page.DrawString(footer, text.Font(8), _muted, new XPoint(Margin, y));
        }
    }
}

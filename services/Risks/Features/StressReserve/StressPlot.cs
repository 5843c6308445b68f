using System.Globalization;
using System.Net;
using System.Text;
using Ledger.Rules;

namespace Ledger.Risks.Features;

/// <summary>Shows a stress: how often a year costs how much, and the same as a table. Whole numbers only, so the bytes are always the same.</summary>
internal static class StressPlot
{
    private const int Width = 720;
    private const int Height = 360;
    private const int Left = 64;
    private const int Right = 24;
    private const int Top = 48;
    private const int Bottom = 64;

    /// <summary>The histogram of a year's losses with median and 95th percentile.</summary>
    public static string Svg(StressFigures figures, Language language)
    {
        var most = figures.Bins.Max(bin => bin.Trials);
        var (span, room) = (Width - Left - Right, Height - Top - Bottom);
        var last = figures.Bins[^1].To.Minor + 1;
        var title = Title(figures, language);
        var svg = new StringBuilder();
        svg.Append($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" role="img" aria-label="{Html(title)}" font-family="sans-serif" font-size="12">""").Append('\n');
        svg.Append($"""<title>{Html(title)}</title>""").Append('\n');
        svg.Append($"""<text x="{Left}" y="24" font-size="14">{Html(title)}</text>""").Append('\n');
        for (var i = 0; i < figures.Bins.Count; i++)
        {
            var bin = figures.Bins[i];
            var (from, to) = (Left + (span * i / figures.Bins.Count), Left + (span * (i + 1) / figures.Bins.Count));
            var tall = most == 0 ? 0 : (int)((long)room * bin.Trials / most);
            svg.Append($"""<rect x="{from}" y="{Top + room - tall}" width="{to - from - 1}" height="{tall}" fill="#2563a8"><title>{Html($"{bin.From.Amount} - {bin.To}: {Whole(bin.Trials)}")}</title></rect>""").Append('\n');
        }

        svg.Append($"""<line x1="{Left}" y1="{Top + room}" x2="{Width - Right}" y2="{Top + room}" stroke="#444"/>""").Append('\n');
        Mark(figures.Loss.P50, "P50", "#1a7f37", 0);
        Mark(figures.Loss.P95, "P95", "#b42318", 14);
        svg.Append($"""<text x="{Left}" y="{Top + room + 18}">{figures.Bins[0].From.Amount}</text>""").Append('\n');
        svg.Append($"""<text x="{Width - Right}" y="{Top + room + 18}" text-anchor="end">{figures.Bins[^1].To}</text>""").Append('\n');
        svg.Append($"""<text x="{Left - 8}" y="{Top + 10}" text-anchor="end">{Whole(most)}</text>""").Append('\n');
        svg.Append($"""<text x="{Left}" y="{Height - 16}">{Html(Foot(figures, language))}</text>""").Append('\n');
        return svg.Append("</svg>\n").ToString();

        void Mark(Money at, string name, string colour, int down)
        {
            var x = Left + (int)((Int128)at.Minor * span / last);
            svg.Append($"""<line x1="{x}" y1="{Top}" x2="{x}" y2="{Top + room}" stroke="{colour}" stroke-dasharray="4 3"/><text x="{x + 4}" y="{Top + 10 + down}" fill="{colour}">{name} {at.Amount}</text>""").Append('\n');
        }
    }

    /// <summary>The same figures as rows.</summary>
    public static string Csv(StressFigures figures, Language language)
    {
        var csv = new StringBuilder();
        foreach (var row in Rows(figures, language)) csv.AppendJoin(',', row).Append("\r\n");
        csv.Append("\r\n");
        foreach (var row in BinRows(figures, language)) csv.AppendJoin(',', row).Append("\r\n");
        return csv.ToString();
    }

    /// <summary>Plot and tables on one page.</summary>
    public static string Html(StressFigures figures, Language language)
    {
        var title = Html(Title(figures, language));
        var page = new StringBuilder();
        page.Append($"<!doctype html>\n<html lang=\"{(language == Language.Zh ? "zh" : "en")}\"><head><meta charset=\"utf-8\"><title>{title}</title></head><body>\n<h1>{title}</h1>\n");
        page.Append(Svg(figures, language));
        foreach (var rows in new[] { Rows(figures, language), BinRows(figures, language) })
        {
            page.Append("<table border=\"1\" cellspacing=\"0\" cellpadding=\"4\">\n");
            foreach (var row in rows) page.Append("<tr>").AppendJoin("", row.Select(cell => $"<td>{Html(cell)}</td>")).Append("</tr>\n");
            page.Append("</table>\n");
        }

        return page.Append("</body></html>\n").ToString();
    }

    private static IReadOnlyList<string[]> Rows(StressFigures figures, Language language) =>
    [
        [new Text("figure", "项目").In(language), new Text("mean", "均值").In(language), "min", "p5", "p50", "p75", "p90", "p95", "p99", "max"],
        Row(new("losses of a year", "全年损失"), figures.Loss),
        Row(new("retention", "自留"), figures.Retained),
        Row(new("paid by the reserve", "准备金支付"), figures.ReservePays),
        Row(new("left to the parties", "由各方分担"), figures.Parties),
        Row(new("reserve at the end", "期末准备金"), figures.ReserveClosing),
    ];

    private static IReadOnlyList<string[]> BinRows(StressFigures figures, Language language) =>
    [
        [new Text("losses from", "损失自").In(language), new Text("to", "至").In(language), new Text("trials", "试验次数").In(language)],
        .. figures.Bins.Select(bin => new[] { bin.From.Amount, bin.To.Amount, Whole(bin.Trials) }),
    ];

    private static string[] Row(Text name, StressSpread spread) =>
        [name.En + " / " + name.Zh, .. new[] { spread.Mean, spread.Least, spread.P5, spread.P50, spread.P75, spread.P90, spread.P95, spread.P99, spread.Most }.Select(amount => amount.Amount)];

    private static string Title(StressFigures figures, Language language) => new Text(
        $"Losses of a year, {Whole(figures.Trials)} trials, seed {Whole(figures.Seed)}", $"全年损失，{Whole(figures.Trials)} 次试验，种子 {Whole(figures.Seed)}").In(language);

    private static string Foot(StressFigures figures, Language language) => new Text(
        $"In {Whole(figures.Exhausted)} of {Whole(figures.Trials)} trials the reserve did not suffice; its end: P5 {figures.ReserveClosing.P5}.",
        $"{Whole(figures.Trials)} 次试验中有 {Whole(figures.Exhausted)} 次准备金不足；期末 P5：{figures.ReserveClosing.P5}。").In(language);

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Html(string text) => WebUtility.HtmlEncode(text);
}

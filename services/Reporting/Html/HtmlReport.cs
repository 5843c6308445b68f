using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Ledger.Reporting;

/// <summary>
/// A report as one HTML page: no script, nothing fetched, every word escaped, landmarks and captions for readers that speak, a style
/// for print. The same report gives the same bytes.
/// </summary>
public static class HtmlReport
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>What a browser may do with the page: show it with its own style, and nothing else.</summary>
    public static string ContentSecurityPolicy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(HtmlStyle.Sheet)))}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>The page as UTF-8.</summary>
    /// <exception cref="ReportMalformedException">The report passes a limit.</exception>
    public static byte[] Render(Report report)
    {
        ReportCheck.Of(report);
        var page = new StringBuilder("<!DOCTYPE html>\n");
        page.Append($"<html lang=\"{(report.Language == ReportLanguage.Chinese ? "zh-CN" : "en")}\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append($"<title>{Escaped(report.Title)}</title>\n<style>{HtmlStyle.Sheet}</style>\n</head>\n<body>\n<main>\n<header>\n<h1>{Escaped(report.Title)}</h1>\n");
        if (report.Subtitle is { } subtitle) page.Append($"<p class=\"subtitle\">{Escaped(subtitle)}</p>\n");
        page.Append("</header>\n");
        foreach (var block in report.Blocks) Write(page, block, report.Language);
        return Encoding.UTF8.GetBytes(page.Append($"<footer><p>{Escaped(report.Footer)}</p></footer>\n</main>\n</body>\n</html>\n").ToString());
    }

    internal static string Escaped(string text) => Encoder.Encode(Plain.Of(text));

    private static void Write(StringBuilder page, Block block, ReportLanguage language)
    {
        switch (block)
        {
            case Heading heading:
                var level = heading.Level == 3 ? 3 : 2;
                page.Append($"<h{level}>{Escaped(heading.Text)}</h{level}>\n");
                break;
            case Paragraph paragraph: page.Append($"<p>{Escaped(paragraph.Text)}</p>\n"); break;
            case Notice notice: page.Append($"<p class=\"notice\" role=\"note\">{Escaped(notice.Text)}</p>\n"); break;
            case Bullets bullets:
                page.Append("<ul>\n");
                foreach (var item in bullets.Items) page.Append($"<li>{Escaped(item)}</li>\n");
                page.Append("</ul>\n");
                break;
            case Facts facts:
                page.Append("<dl>\n");
                foreach (var fact in facts.Items)
                    page.Append($"<div><dt>{Escaped(fact.Name)}</dt><dd{(fact.Code ? " class=\"code\"" : "")}>{Escaped(fact.Value)}</dd></div>\n");
                page.Append("</dl>\n");
                break;
            case Table table: Write(page, table); break;
            case Figure figure:
                page.Append("<figure>\n").Append(SvgChart.Of(figure.Chart, figure.Caption, figure.Description))
                    .Append($"<figcaption>{Escaped(figure.Caption)}</figcaption>\n</figure>\n")
                    .Append($"<details open=\"open\">\n<summary>{(language == ReportLanguage.Chinese ? "图中数据" : "Figures of the plot")}</summary>\n");
                Write(page, figure.Twin);
                page.Append("</details>\n");
                break;
            default: throw new ReportMalformedException($"No page form for {block.GetType().Name}.");
        }
    }

    private static void Write(StringBuilder page, Table table)
    {
        page.Append($"<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"{Escaped(table.Caption)}\">\n<table>\n<caption>{Escaped(table.Caption)}</caption>\n<thead><tr>");
        foreach (var column in table.Columns) page.Append($"<th scope=\"col\"{Class(column)}>{Escaped(column.Header)}</th>");
        page.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in table.Rows) Write(page, table, row);
        page.Append("</tbody>\n");
        if (table.Total is { } total)
        {
            page.Append("<tfoot>\n");
            Write(page, table, total);
            page.Append("</tfoot>\n");
        }

        page.Append("</table>\n</div>\n");
    }

    private static void Write(StringBuilder page, Table table, IReadOnlyList<string> row)
    {
        page.Append("<tr>");
        for (var i = 0; i < row.Count; i++)
            page.Append(i == 0 ? $"<th scope=\"row\"{Class(table.Columns[i])}>{Escaped(row[i])}</th>" : $"<td{Class(table.Columns[i])}>{Escaped(row[i])}</td>");
        page.Append("</tr>\n");
    }

    private static string Class(Column column) => column.Align switch { Align.Number => " class=\"number\"", Align.Code => " class=\"code\"", _ => "" };
}

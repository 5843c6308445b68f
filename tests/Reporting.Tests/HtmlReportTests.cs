using System.Text;
using System.Xml.Linq;

namespace Ledger.Reporting.Tests;

/// <summary>A page that is read by people, by screen readers and by browsers that must not be told what to do by a title.</summary>
public sealed class HtmlReportTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    [InlineData("</style></title><svg onload=alert(1)>")]
    [InlineData("' onmouseover='alert(1)")]
    public void Nothing_that_people_wrote_becomes_markup(string attack)
    {
        var report = new Report(ReportLanguage.English, attack, attack, DateTimeOffset.UnixEpoch, attack,
        [
            new Heading(attack), new Heading(attack, 3), new Paragraph(attack), new Notice(attack), new Bullets([attack]), new Facts([new Fact(attack, attack)]),
            new Figure(attack, attack, new DotPlot(attack, [new DotRow(attack, 1m, Mark.Dot, attack)], [new ReferenceLine(attack, 1m, Stroke.Solid)],
                new Band(attack, 0m, 1m), [new LegendEntry(Mark.Dot, attack)]), new Table(attack, [new Column(attack)], [[attack]], [attack])),
            new Figure(attack, attack, new BarChart(attack, [new Bar(attack, 1m, attack)]), new Table(attack, [new Column(attack)], [])),
            new Figure(attack, attack, new LineChart(attack, [attack], [new Series(attack, [1m], Mark.Ring, Stroke.Dotted)]), new Table(attack, [new Column(attack)], [])),
        ]);
        var page = Page(report);
        Assert.DoesNotContain(attack, page, StringComparison.Ordinal);
        var elements = Parsed(page).Descendants().ToList();
        Assert.DoesNotContain(elements, element => element.Name.LocalName is "script" or "img" or "iframe" or "link" or "object");
        Assert.DoesNotContain(elements.SelectMany(element => element.Attributes()), attribute => attribute.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase)
            || attribute.Name.LocalName is "href" or "src" or "style");
    }

    [Fact]
    public void A_name_that_turns_the_direction_of_writing_is_shown_as_what_it_is()
    {
        var page = Page(SampleReport.In(ReportLanguage.English, note: "Price \u202E000,1\u202C \u200B\u0007"));
        Assert.DoesNotContain(page, character => character is '\u202E' or '\u202C' or '\u200B' or '\u0007');
        Assert.DoesNotContain("&#x202E;", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Price \uFFFD000,1\uFFFD", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ReportLanguage.English, "en")]
    [InlineData(ReportLanguage.Chinese, "zh-CN")]
    public void A_page_says_its_language_and_gives_every_plot_a_name_a_description_and_its_table(ReportLanguage language, string lang)
    {
        var page = Parsed(Page(SampleReport.In(language)));
        Assert.Equal(lang, page.Attribute("lang")!.Value);
        Assert.Single(page.Descendants("h1"));
        var plots = page.Descendants().Where(element => element.Name.LocalName == "svg").ToList();
        Assert.Equal(3, plots.Count);
        Assert.All(plots, plot => Assert.Equal("img", plot.Attribute("role")!.Value));
        Assert.All(plots, plot => Assert.NotEmpty(plot.Elements().Single(element => element.Name.LocalName == "desc").Value));
        Assert.Equal(3, page.Descendants("details").Count(details => details.Descendants("table").Count() == 1));
        Assert.All(page.Descendants("table"), table => Assert.NotEmpty(table.Element("caption")!.Value));
        Assert.All(page.Descendants("thead").Descendants("th"), head => Assert.Equal("col", head.Attribute("scope")!.Value));
    }

    // A dropped point is told from a kept one by its shape and by a word; with colours taken away both are still there.
    [Fact]
    public void What_was_dropped_is_told_by_shape_and_by_word()
    {
        var plot = SvgChart.Of(((Figure)SampleReport.In(ReportLanguage.English).Blocks.First(block => block is Figure)).Chart, "n", "d");
        Assert.Equal(2 + 1, Count(plot, "<circle")); // two kept points and the legend
        Assert.Equal(1 + 1, Count(plot, "<path"));   // one dropped point and the legend
        Assert.Equal(1 + 1, Count(plot, ">dropped<"));
        Assert.Equal(2 + 1, Count(plot, ">kept<"));
    }

    [Fact]
    public void The_same_report_gives_the_same_bytes_and_the_policy_names_its_style()
    {
        Assert.Equal(HtmlReport.Render(SampleReport.In(ReportLanguage.Chinese)), HtmlReport.Render(SampleReport.In(ReportLanguage.Chinese)));
        var page = Page(SampleReport.In(ReportLanguage.Chinese));
        var style = page.Split("<style>")[1].Split("</style>")[0];
        Assert.Contains(Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(style))), HtmlReport.ContentSecurityPolicy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_past_a_limit_is_refused()
    {
        static Report With(Block block) => new(ReportLanguage.English, "t", null, DateTimeOffset.UnixEpoch, "f", [block]);
        var column = new Column("a");
        Assert.Throws<ReportMalformedException>(() => HtmlReport.Render(new Report(ReportLanguage.English, "t", null, DateTimeOffset.UnixEpoch, "f",
            [.. Enumerable.Repeat<Block>(new Paragraph("p"), ReportLimits.Blocks + 1)])));
        Assert.Throws<ReportMalformedException>(() => HtmlReport.Render(With(new Table("t", [column], [.. Enumerable.Repeat<IReadOnlyList<string>>(["1"], ReportLimits.Rows + 1)]))));
        Assert.Throws<ReportMalformedException>(() => HtmlReport.Render(With(new Table("t", [.. Enumerable.Repeat(column, ReportLimits.Columns + 1)], []))));
        Assert.Throws<ReportMalformedException>(() => HtmlReport.Render(With(new Table("t", [column], [["1", "2"]]))));
        Assert.Throws<ReportMalformedException>(() => HtmlReport.Render(With(new Paragraph(new string('a', ReportLimits.TextLength + 1)))));
        var twin = new Table("t", [column], []);
        Assert.Throws<ReportMalformedException>(() => HtmlReport.Render(With(new Figure("c", "d",
            new BarChart("a", [.. Enumerable.Repeat(new Bar("b", 1m, "1"), ReportLimits.Marks + 1)]), twin))));
        Assert.Throws<ReportMalformedException>(() => HtmlReport.Render(With(new Figure("c", "d",
            new DotPlot("a", [.. Enumerable.Repeat(new DotRow("b", 1m, Mark.Dot, "w"), ReportLimits.Marks + 1)], [], null, []), twin))));
        Assert.Throws<ReportMalformedException>(() => HtmlReport.Render(With(new Figure("c", "d",
            new LineChart("a", ["m"], [.. Enumerable.Repeat(new Series("s", [1m], Mark.Dot, Stroke.Solid), ReportLimits.Series + 1)]), twin))));
        Assert.Throws<ReportMalformedException>(() => HtmlReport.Render(With(new Figure("c", "d",
            new LineChart("a", [.. Enumerable.Repeat("m", ReportLimits.Categories + 1)], []), twin))));
    }

    private static string Page(Report report) => Encoding.UTF8.GetString(HtmlReport.Render(report));

    // Everything we write but the doctype and the void elements of the head is well-formed XML too.
    private static XElement Parsed(string page) => XElement.Parse(page.Replace("<!DOCTYPE html>\n", "", StringComparison.Ordinal)
        .Replace("charset=\"utf-8\">", "charset=\"utf-8\"/>", StringComparison.Ordinal).Replace("initial-scale=1\">", "initial-scale=1\"/>", StringComparison.Ordinal));

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}

using AngleSharp.Html.Parser;
using Ledger.Portal.Pictures;
using Ledger.Portal.Tests.Running;
using Microsoft.AspNetCore.Http;

namespace Ledger.Portal.Tests;

/// <summary>Names beside what is drawn, and one colour for each party of a page.</summary>
public sealed class PictureTests
{
    // A letter is drawn about 7 wide, a Chinese sign about 13.
    [Theory]
    [InlineData("Taihu Works", 130, "Taihu Works", null)]
    [InlineData("Taihu Machine Tool Works", 130, "Taihu Machine Tool", "Works")]
    [InlineData("太湖职业技术学院", 130, "太湖职业技术学院", null)]
    [InlineData("太湖北岸精密机械制造有限公司", 130, "太湖北岸精密机械制造", "有限公司")]
    [InlineData("Donaudampfschifffahrtsgesellschaft", 70, "Donaudamp…", null)]
    [InlineData("Taihu Vocational College of Precision Machining", 130, "Taihu Vocational", "College of Precis…")]
    [InlineData("", 130, "", null)]
    public void A_name_takes_two_lines_at_most_and_is_cut_off_beyond(string name, int width, string first, string? second)
    {
        var label = Label.Of(name, width);
        Assert.Equal((first, second), (label.First, label.Second));
        Assert.InRange(label.Width, 0, width);
    }

    [Fact]
    public void Six_parties_have_six_colours_and_the_next_six_a_broken_edge()
    {
        var colours = PartyColours.Of(Enumerable.Range(0, 13).Reverse().Select(no => $"P{no:00}").Append("P00"));

        Assert.Equal(13, colours.Parties.Count);
        Assert.Equal(["party-1", "party-6", "party-1 again", "party-6 again", "party-1"], ((string[])["P00", "P05", "P06", "P11", "P12"]).Select(colours.ClassOf));
        Assert.Equal(["party-0", "party-0"], ((string?[])[null, "reserve"]).Select(colours.ClassOf));
    }

    [Fact]
    public async Task A_party_has_one_colour_in_every_picture_of_a_run_and_stands_there_by_name()
    {
        await using var portal = await RunningPortal.StartAsync();
        portal["agreements"].Answer = http => http.JsonAsync(PageReads.Parties());
        portal["distribution"].Answer = http => http.Request.Path.Value!.EndsWith(Run.ToString(), StringComparison.Ordinal) ? http.JsonAsync(OfTwo()) : Task.FromResult(http.Response.StatusCode = 404);

        var page = await new HtmlParser().ParseDocumentAsync(await portal.ReadAsync($"/sharing/runs/{Run}", portal.Session("lin@taihu", "E1", "contributor")), TestContext.Current.CancellationToken);

        var drawn = page.QuerySelectorAll("svg path.flow").Select(band => (Party: band.TextContent.Split(" → ")[1].Split(':')[0], Class: band.GetAttribute("class")!.Split(' ')[1])).ToList();
        // Value comes in E1 first, money goes out S first: the order of drawing does not choose the colour.
        Assert.Equal(["Taihu Machine Tool Works", "Taihu Vocational College", "Reserve", "Taihu Vocational College", "Taihu Machine Tool Works"], drawn.Select(band => band.Party));
        Assert.Equal(["party-1", "party-2", "party-0", "party-2", "party-1"], drawn.Select(band => band.Class));
        Assert.Equal(["party-1", "party-2", "party-2", "party-1"], page.QuerySelectorAll("svg rect").Select(end => end.GetAttribute("class")!).Where(name => name.StartsWith("party", StringComparison.Ordinal)));
    }

    private static readonly Guid Run = Guid.Parse("0198f000-0000-7000-8000-00000000e001");

    private static object OfTwo()
    {
        var by = new { person = "wang@taihu", organisation = "S" };
        object Value(string party) => new { party, contributionId = Guid.NewGuid(), reference = party + "-thing", kind = "cash", effectiveOn = "2025-01-01", claimed = PageReads.Cny(100), accepted = PageReads.Cny(100), method = "cash.face", methodVersion = 1 };
        return new
        {
            id = Run, poolId = Guid.NewGuid(), no = 1, stage = "computed", agreement = new { agreementId = "taihu-2025", version = 1, documentHash = "", parties = new[] { "E1", "S" } },
            pool = new { poolId = Guid.NewGuid(), reference = "2025", period = new { from = "2025-01-01", to = "2025-12-31" }, amount = PageReads.Cny(100) },
            reserve = new { opening = PageReads.Cny(0), funded = PageReads.Cny(10), drawn = PageReads.Cny(0), closing = PageReads.Cny(10) },
            lines = ((string[])["E1", "S"]).Select(party => new { party, share = PageReads.Cny(45), received = PageReads.Cny(0), paid = PageReads.Cny(0), cash = PageReads.Cny(45) }),
            tiers = new object[]
            {
                new { tier = "reserve", available = PageReads.Cny(100), amount = PageReads.Cny(10), payments = new Dictionary<string, object>() },
                new { tier = "residual", available = PageReads.Cny(90), amount = PageReads.Cny(90), payments = new Dictionary<string, object> { ["S"] = PageReads.Cny(45), ["E1"] = PageReads.Cny(45) } },
            },
            inputs = new { values = new[] { Value("E1"), Value("S") }, claims = Array.Empty<object>(), charges = Array.Empty<object>() },
            result = new { ruleId = "waterfall", ruleVersion = 1, inputsHash = "", inputs = new { }, value = new { }, steps = Array.Empty<object>() }, hash = "", computedBy = by, computedAt = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
            noObjections = Array.Empty<object>(), objections = Array.Empty<object>(),
        };
    }
}

using Ledger.Portal.Pages.Parts;
using Microsoft.AspNetCore.Http;

namespace Ledger.Portal.Tests;

/// <summary>Long lists are shown some rows at a time, and say so.</summary>
public sealed class PortionTests
{
    [Theory]
    [InlineData("", 1, 100, null, "?state=open&from=101")]
    [InlineData("&from=101", 101, 200, "?state=open&from=1", "?state=open&from=201")]
    [InlineData("&from=201", 201, 250, "?state=open&from=101", null)]
    [InlineData("&from=150&table=rows&gone=1", 150, 249, "?state=open&from=50", "?state=open&from=250")]
    [InlineData("&from=251", 1, 100, null, "?state=open&from=101")]
    [InlineData("&from=-5", 1, 100, null, "?state=open&from=101")]
    [InlineData("&from=99999999999999999999", 1, 100, null, "?state=open&from=101")]
    public void An_address_shows_its_rows(string asked, int first, int last, string? before, string? after)
    {
        var portion = new Portion<int>(Enumerable.Range(1, 250), Request("?state=open" + asked), most: 100);
        Assert.Equal(Enumerable.Range(first, last - first + 1), portion.Rows);
        Assert.Equal((first, last, 250, before, after), (portion.First, portion.Last, portion.Of, Query(portion.Before), Query(portion.After)));
    }

    [Fact]
    public void A_short_list_needs_no_links()
    {
        var portion = new Portion<int>([1, 2], Request("?from=1"));
        Assert.Equal((null, null, 2), (portion.Before, portion.After, portion.Last));
        Assert.Equal((0, 0), (new Portion<int>([], Request("")).Of, new Portion<int>([], Request("")).Last));
    }

    private static string? Query(string? address) => address?["/risks".Length..];

    private static HttpRequest Request(string query)
    {
        var http = new DefaultHttpContext();
        (http.Request.Path, http.Request.QueryString) = ("/risks", new QueryString(query));
        return http.Request;
    }
}

using System.Net;
using Ledger.Portal.Accounts;
using Ledger.Portal.Pages;
using Ledger.Portal.Pictures;
using Ledger.Portal.Tests.Running;

namespace Ledger.Portal.Tests;

/// <summary>What pages are made of, and who may open them.</summary>
public sealed class PagesTests
{
    [Theory]
    [InlineData("914605.56", "914,605.56")]
    [InlineData("0.00", "0.00")]
    [InlineData("-1234567", "−1,234,567")]
    [InlineData("123", "123")]
    [InlineData("9007199254740993.01", "9,007,199,254,740,993.01")]
    [InlineData("1/3", "1/3")]
    [InlineData("2025-03-01", "2025-03-01")]
    [InlineData("", "")]
    public void Figures_are_grouped_as_text_and_stay_exact(string figure, string shown) => Assert.Equal(shown, Figures.Grouped(figure));

    [Theory]
    [InlineData(0, "1")]
    [InlineData(840000, "1000000")]
    [InlineData(1000000, "1000000")]
    [InlineData(1000001, "2000000")]
    [InlineData(0.3, "0.5")]
    [InlineData(21, "25")]
    public void An_axis_ends_with_a_round_number(double value, string end) => Assert.Equal(end, Coordinates.At(Coordinates.Ceiling((decimal)value)));

    [Theory]
    [InlineData(1250000, false, "1.25 M")]
    [InlineData(1250000, true, "125万")]
    [InlineData(300000000, true, "3亿")]
    [InlineData(12, false, "12")]
    public void Axes_speak_the_reader_s_language(int value, bool chinese, string shown) => Assert.Equal(shown, Coordinates.Short(value, chinese));

    [Fact]
    public void Every_name_exists_in_both_languages() => Assert.All(Names.Everything, name =>
    {
        Assert.False(string.IsNullOrWhiteSpace(name.Value.En) || string.IsNullOrWhiteSpace(name.Value.Zh));
        Assert.NotEqual(name.Value.En, name.Value.Zh);
    });

    [Theory]
    [InlineData(null, "/desk")]
    [InlineData("", "/desk")]
    [InlineData("/values/1?x=2", "/values/1?x=2")]
    [InlineData("//evil.example", "/desk")]
    [InlineData("/\\evil.example", "/desk")]
    [InlineData("https://evil.example", "/desk")]
    [InlineData("/a\r\nLocation: x", "/desk")]
    public void A_sign_in_leads_back_to_this_site_only(string? asked, string leads) => Assert.Equal(leads, SignIn.Local(asked));

    [Theory]
    [InlineData("/desk")]
    [InlineData("/contributions")]
    [InlineData("/contributions/new/cash")]
    [InlineData("/values")]
    [InlineData("/risks")]
    [InlineData("/sharing")]
    [InlineData("/journal")]
    [InlineData("/statements")]
    [InlineData("/trail")]
    [InlineData("/agreement")]
    [InlineData("/imports")]
    [InlineData("/audit")]
    [InlineData("/audit/search")]
    [InlineData("/audit/check")]
    [InlineData("/consortium")]
    [InlineData("/profiles")]
    [InlineData("/operations")]
    [InlineData("/payments")]
    [InlineData("/ours")]
    [InlineData("/incentives")]
    [InlineData("/files/contributions/export")]
    [InlineData("/files/payments/batches/1/file")]
    public async Task Nobody_reads_a_page_without_a_sign_in(string path)
    {
        await using var portal = await RunningPortal.StartAsync();

        var answer = await portal.GetAsync(path);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal($"/sign-in?return={Uri.EscapeDataString(path)}", answer.Headers.Location?.PathAndQuery);
        Assert.All(portal.Services.Values, service => Assert.Empty(service.Requests));
    }

    [Fact]
    public async Task A_forged_session_is_none()
    {
        await using var portal = await RunningPortal.StartAsync();

        var answer = await portal.GetAsync("/desk", ("Cookie", "ledger.session=CfDJ8AAAA"));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        await using var portal = await RunningPortal.StartAsync();

        var answer = await portal.SendAsync(HttpMethod.Post, "/sign-out", new FormUrlEncodedContent([]));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }
}

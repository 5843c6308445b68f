using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using Ledger.Portal.Gateway;
using Ledger.Portal.Start;
using Ledger.Portal.Tests.Running;
using Ledger.Portal.Web;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Portal.Tests;

/// <summary>The start page, as markup and over HTTP.</summary>
public sealed partial class StartPageTests
{
    private static readonly DateTimeOffset Noon = new(2025, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task It_names_every_service_with_its_state_and_document()
    {
        var page = await RenderAsync(Language.En);

        Assert.Matches("<th scope=\"row\">Agreements</th>\\s*<td>[^<]+</td>\\s*<td class=\"ready\">ready</td>", page);
        Assert.Matches("<th scope=\"row\">Audit</th>\\s*<td>[^<]+</td>\\s*<td class=\"not-ready\">not ready \\(1 of 2\\)</td>", page);
        Assert.Contains("<a href=\"/openapi/agreements.json\" aria-label=\"Agreements: OpenAPI document\">", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://id.example.org/\">https://id.example.org/</a>", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"/docs\">", page, StringComparison.Ordinal);
        Assert.Contains("datetime=\"2025-03-01T12:00:00Z\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "What is running", "zh", "中文")]
    [InlineData("zh", "运行状况", "en", "English")]
    public async Task It_speaks_both_languages_and_links_the_other(string language, string heading, string other, string otherName)
    {
        var page = await RenderAsync(language);

        Assert.Contains($"<html lang=\"{language}\">", page, StringComparison.Ordinal);
        Assert.Contains($"<h2 id=\"running\">{heading}</h2>", page, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"/?lang={other}\" lang=\"{other}\" hreflang=\"{other}\">{otherName}</a>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_structure_is_sound_without_script_or_inline_style()
    {
        var page = await RenderAsync(Language.Zh);

        Assert.Equal(2, page.Split("<h1>").Length);
        Assert.Equal(2, page.Split("<main id=\"main\">").Length);
        Assert.Contains("<a class=\"skip\" href=\"#main\">", page, StringComparison.Ordinal);
        Assert.Contains("<caption>", page, StringComparison.Ordinal);
        Assert.Equal(4, page.Split("<th scope=\"col\">").Length - 1);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("style=", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch("(src|href)=\"(https?:)?//(?!id\\.example\\.org)", page);
    }

    [Fact]
    public void Every_sentence_exists_in_both_languages()
    {
        var sentences = typeof(Words).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (Text)field.GetValue(null)!)
            .Concat(ServiceCatalog.All.SelectMany(service => new[] { service.Title, service.Purpose }))
            .ToList();

        Assert.True(sentences.Count > 20);
        Assert.All(sentences, sentence =>
        {
            Assert.False(string.IsNullOrWhiteSpace(sentence.En) || string.IsNullOrWhiteSpace(sentence.Zh));
            Assert.NotEqual(sentence.En, sentence.Zh);
        });
    }

    [Fact]
    public async Task It_shows_what_the_services_say_right_now()
    {
        await using var portal = await RunningPortal.StartAsync(down: ["audit"]);
        portal["risks"].Ready = false;

        var page = await portal.Http.GetStringAsync(new Uri("/?lang=en", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal("ready", State(page, "Agreements"));
        Assert.Equal("not ready", State(page, "Risks"));
        Assert.Equal("not ready", State(page, "Audit"));
        Assert.Equal("ready", State(page, "Sign-in"));
        Assert.Equal("/.well-known/openid-configuration", portal.Issuer.Requests.Single().Path);

        portal["risks"].Ready = true;
        await Task.Delay(Limits.StatusAge + TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken);
        page = await portal.Http.GetStringAsync(new Uri("/?lang=en", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal("ready", State(page, "Risks"));
    }

    [Fact]
    public async Task Many_readers_cause_one_round_of_questions()
    {
        await using var portal = await RunningPortal.StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => portal.GetAsync("/")));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.InRange(portal.Issuer.Requests.Count, 1, 2);
    }

    [Theory]
    [InlineData("/", "zh-CN", "zh")]
    [InlineData("/", "en-GB,zh;q=0.5", "en")]
    [InlineData("/", "fr", "en")]
    [InlineData("/?lang=zh", "en", "zh")]
    [InlineData("/?lang=xx", "zh", "zh")]
    public async Task It_follows_the_browsers_language_and_the_readers_choice(string path, string accept, string language)
    {
        await using var portal = await RunningPortal.StartAsync();

        using var answer = await portal.GetAsync(path, ("Accept-Language", accept));

        Assert.Contains($"<html lang=\"{language}\">", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal("text/html; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        using var sheet = await portal.GetAsync("/portal.css");
        Assert.Equal("text/css", sheet.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task The_portal_is_live_and_ready_even_while_services_are_away()
    {
        await using var portal = await RunningPortal.StartAsync(down: ["audit", "risks", "identity"]);
        using var live = await portal.GetAsync("/health/live");
        using var ready = await portal.GetAsync("/health/ready");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (live.StatusCode, ready.StatusCode));
    }

    private static string State(string page, string service) =>
        StateCell().Matches(page).Single(match => match.Groups["service"].Value == service).Groups["state"].Value;

    [GeneratedRegex("<th scope=\"row\">(?<service>[^<]+)</th>\\s*<td>[^<]*</td>\\s*<td class=\"[a-z-]+\">(?<state>[^<]+)</td>", RegexOptions.NonBacktracking)]
    private static partial Regex StateCell();

    private static async Task<string> RenderAsync(string language)
    {
        var statuses = ServiceCatalog.All
            .Select(service => new ServiceStatus(service.Title, service.Purpose, 1, service.Name == "audit" ? 2 : 1, $"/openapi/{service.Name}.json"))
            .ToList();
        await using var services = new ServiceCollection().AddLogging()
            .AddWebEncoders(options => options.TextEncoderSettings = new(System.Text.Unicode.UnicodeRanges.All)).BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var view = new StartView(language, statuses, new Uri("https://id.example.org"), Noon);
            var root = await renderer.RenderComponentAsync<StartPage>(ParameterView.FromDictionary(new Dictionary<string, object?> { ["View"] = view }));
            return root.ToHtmlString();
        });
    }
}

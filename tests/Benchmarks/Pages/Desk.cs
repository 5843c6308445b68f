using System.Net;
using Microsoft.Playwright;

namespace Ledger.Benchmarks.Pages;

/// <summary>A person signed in to the Portal: once as a plain client that reads documents, once in Chromium.</summary>
internal sealed class Desk : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly IPage _page;
    private readonly HttpClient _http;
    private readonly Uri _gateway;

    private Desk(IPlaywright playwright, IBrowser browser, IPage page, HttpClient http, Uri gateway) =>
        (_playwright, _browser, _page, _http, _gateway) = (playwright, browser, page, http, gateway);

    public static async Task<Desk> SignInAsync(Uri gateway, string person, string password)
    {
        var program = Environment.GetEnvironmentVariable("LEDGER_TEST_CHROMIUM") ?? throw new InvalidOperationException("LEDGER_TEST_CHROMIUM is not set. Run ./ledger bench pages.");
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = ["--no-sandbox"] });
        var page = await browser.NewPageAsync(new() { Locale = "en-GB" });
        await page.GotoAsync(new Uri(gateway, "/desk").AbsoluteUri);
        await page.Locator("input[name=name]").FillAsync(person);
        await page.Locator("input[name=password]").FillAsync(password);
        await page.Locator("button[type=submit]").ClickAsync();
        await page.WaitForURLAsync(new Uri(gateway, "/desk").AbsoluteUri);

        var cookies = new CookieContainer();
        foreach (var cookie in await page.Context.CookiesAsync([gateway.AbsoluteUri])) cookies.Add(gateway, new System.Net.Cookie(cookie.Name, cookie.Value));
        var http = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false }) { BaseAddress = gateway };
        return new Desk(playwright, browser, page, http, gateway);
    }

    /// <summary>Reads a document to its end; its bytes.</summary>
    public async Task<long> ReadAsync(string path, CancellationToken ct)
    {
        using var answer = await _http.GetAsync(path, ct);
        if (answer.StatusCode != HttpStatusCode.OK) throw new InvalidOperationException($"{path} answers {(int)answer.StatusCode}.");
        return (await answer.Content.ReadAsByteArrayAsync(ct)).Length;
    }

    /// <summary>Opens a page in Chromium; the time from the request until it is loaded and its scripts have run.</summary>
    public async Task<TimeSpan> OpenAsync(string path)
    {
        await _page.GotoAsync(new Uri(_gateway, path).AbsoluteUri, new() { WaitUntil = WaitUntilState.Load });
        return TimeSpan.FromMilliseconds(await _page.EvaluateAsync<double>("() => performance.getEntriesByType('navigation')[0].loadEventEnd"));
    }

    /// <summary>Bytes of everything that a first visit of a page transfers: document, stylesheet, scripts.</summary>
    public async Task<long> WeightAsync(string path)
    {
        var context = await _browser.NewContextAsync(new() { Locale = "en-GB" });
        await context.AddCookiesAsync([.. (await _page.Context.CookiesAsync([_gateway.AbsoluteUri])).Select(Again)]);
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(_gateway, path).AbsoluteUri, new() { WaitUntil = WaitUntilState.Load });
        var bytes = await page.EvaluateAsync<long>("() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].reduce((sum, entry) => sum + entry.transferSize, 0)");
        await context.CloseAsync();
        return bytes;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    // What Chromium tells of a cookie, as it takes it again.
    private static Microsoft.Playwright.Cookie Again(BrowserContextCookiesResult told) => new()
    {
        Name = told.Name, Value = told.Value, Domain = told.Domain, Path = told.Path, HttpOnly = told.HttpOnly, Secure = told.Secure, SameSite = told.SameSite,
    };
}

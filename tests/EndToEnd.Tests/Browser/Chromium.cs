using Microsoft.Playwright;

namespace Ledger.EndToEnd.Tests.Browser;

/// <summary>The machine's own Chromium: the program that <c>LEDGER_TEST_CHROMIUM</c> names. Nothing is downloaded.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Chromium(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    public static async Task<Chromium> StartAsync()
    {
        var program = Environment.GetEnvironmentVariable("LEDGER_TEST_CHROMIUM");
        Assert.True(File.Exists(program), $"LEDGER_TEST_CHROMIUM names no program ('{program}'). Run the tests with ./ledger test, which installs Chromium.");
        var playwright = await Playwright.CreateAsync();
        return new Chromium(playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = ["--no-sandbox"] }));
    }

    /// <summary>A reader's own window: nothing is shared with other readers.</summary>
    /// <param name="language">"en" or "zh".</param>
    /// <param name="width">Of the window.</param>
    /// <param name="script">False: a browser without scripts.</param>
    /// <param name="inspected">True lets an inspector into the page whatever its content security policy says; never for journeys.</param>
    public Task<IBrowserContext> OpenAsync(string language, int width = 1100, bool script = true, bool inspected = false) => _browser.NewContextAsync(new()
    {
        Locale = language == "zh" ? "zh-CN" : "en-GB", ViewportSize = new() { Width = width, Height = 900 }, JavaScriptEnabled = script, BypassCSP = inspected,
        ColorScheme = ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce,
    });

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}

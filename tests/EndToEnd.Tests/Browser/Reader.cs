using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Ledger.EndToEnd.Tests.Browser;

/// <summary>
/// One person before the Portal, in one language. Everything is found by role and label, as a person or a screen reader finds it.
/// </summary>
public sealed class Reader : IAsyncDisposable
{
    private const string Unfold = "element => { for (let up = element.closest('details'); up; up = up.parentElement.closest('details')) up.open = true; }";

    private const string CountLoads = "() => { if (window.loads === undefined) Blazor.addEventListener('enhancedload', () => window.loads++); window.loads = 0; }";

    private readonly IBrowserContext _context;
    private readonly string _address;
    private readonly string _language;
    private readonly List<string> _complaints = [];

    private Reader(IBrowserContext context, IPage page, string address, string language)
    {
        (_context, Page, _address, _language) = (context, page, address, language);
        // What a content security policy blocks shows here and nowhere else.
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !message.Text.Contains("Failed to load resource", StringComparison.Ordinal)) _complaints.Add(message.Text);
        };
    }

    public IPage Page { get; }

    /// <summary>Signs in as a person does: the Portal sends the browser to the provider, the provider sends it back.</summary>
    public static async Task<Reader> SignInAsync(
        Chromium chromium, LedgerSystem system, string person, string language, int width = 1100, bool script = true, bool inspected = false)
    {
        var context = await chromium.OpenAsync(language, width, script, inspected);
        var reader = new Reader(context, await context.NewPageAsync(), system.Gateway, language);
        await reader.Page.GotoAsync($"{system.Gateway}/desk");
        await reader.Page.Locator("input[name=name]").FillAsync(person);
        await reader.Page.Locator("input[name=password]").FillAsync((await File.ReadAllTextAsync(system.PasswordFile)).Trim());
        await reader.Page.Locator("button[type=submit]").ClickAsync();
        await reader.Page.WaitForURLAsync(system.Gateway + "/desk");
        return reader;
    }

    /// <summary>The words of this reader's language.</summary>
    public string Say(string en, string zh) => _language == "zh" ? zh : en;

    /// <summary>Opens an address of the Portal.</summary>
    public async Task GoAsync(string path)
    {
        var answer = await Page.GotoAsync(_address + path);
        Assert.True(answer!.Ok, $"{path} answers {answer.Status}.");
    }

    /// <summary>Opens an address again and again until something stands there: what one service says, another has to hear of first.</summary>
    public async Task<ILocator> UntilAsync(string path, Func<ILocator> what)
    {
        for (var left = 60; ; left--)
        {
            await GoAsync(path);
            if (await what().CountAsync() > 0) return what().First;
            Assert.True(left > 0, $"{path} never shows it: {await TextAsync()}");
            await Task.Delay(500);
        }
    }

    /// <summary>Opens the case of a thing of this name, once there is one.</summary>
    /// <returns>Id of the case.</returns>
    public async Task<string> CaseAsync(string title)
    {
        var link = await UntilAsync("/values", () => Page.GetByRole(AriaRole.Link, new() { Name = title, Exact = true }));
        var path = (await link.GetAttributeAsync("href"))!;
        await GoAsync(path);
        return IdIn(path)!;
    }

    /// <summary>The form of a command by its name on the page.</summary>
    public ILocator Form(string name) => Page.Locator($"form.command:has(input[name=_handler][value='{name}'])");

    /// <summary>Fills members of a command's body in a form; what hides them is unfolded.</summary>
    public async Task FillInAsync(string form, params (string Member, string Value)[] said)
    {
        foreach (var (member, value) in said)
        {
            var field = Form(form).Locator($"[name='field.{member}']");
            await field.EvaluateAsync(Unfold);
            switch (await field.EvaluateAsync<string>("field => field.type"))
            {
                case "select-one": await field.SelectOptionAsync(value); break;
                case "checkbox": await field.SetCheckedAsync(value == "true"); break;
                case "file": await field.SetInputFilesAsync(new FilePayload { Name = "paper.txt", MimeType = "text/plain", Buffer = System.Text.Encoding.UTF8.GetBytes(value) }); break;
                default: await field.FillAsync(value); break;
            }
        }
    }

    /// <summary>Presses a button of a form that has to be taken.</summary>
    /// <returns>Id of the thing that the browser is led to.</returns>
    public async Task<string> SendAsync(string form, string en, string zh, string room)
    {
        await Form(form).EvaluateAsync(Unfold);
        return await DoneAsync(Form(form).GetByRole(AriaRole.Button, new() { Name = Say(en, zh), Exact = true }), room);
    }

    /// <summary>Follows a link.</summary>
    public Task FollowAsync(string en, string zh) => Page.GetByRole(AriaRole.Link, new() { Name = Say(en, zh), Exact = true }).First.ClickAsync();

    /// <summary>Fields by their label; a required one carries a star.</summary>
    public ILocator Field(string en, string zh) =>
        Page.GetByLabel(Say(en, zh), new() { Exact = true }).Or(Page.GetByLabel(Say(en, zh) + " *", new() { Exact = true }));

    /// <summary>Fills a field, found by its label.</summary>
    public async Task FillAsync(string en, string zh, string value)
    {
        var field = Field(en, zh).First;
        if (await field.EvaluateAsync<string>("element => element.tagName") == "SELECT") await field.SelectOptionAsync(value);
        else await field.FillAsync(value);
    }

    /// <summary>Fills a sentence that is kept in both languages, the n-th of the page.</summary>
    public async Task SentenceAsync(string en, string zh, string english, string chinese)
    {
        var words = Say(en, zh);
        var group = Page.GetByRole(AriaRole.Group, new() { Name = words, Exact = true }).Or(Page.GetByRole(AriaRole.Group, new() { Name = words + " *", Exact = true }));
        await group.GetByLabel("English", new() { Exact = true }).FillAsync(english);
        await group.GetByLabel("中文", new() { Exact = true }).FillAsync(chinese);
    }

    /// <summary>Presses a button and waits for the page that follows.</summary>
    public async Task PressAsync(string en, string zh)
    {
        await Page.EvaluateAsync(CountLoads);
        await Page.GetByRole(AriaRole.Button, new() { Name = Say(en, zh), Exact = true }).First.ClickAsync();
        await LoadedAsync();
    }

    /// <summary>Presses a button that has to be taken: nothing is refused, and the browser is led to the thing's own page.</summary>
    /// <returns>Id of the thing.</returns>
    public Task<string> DoneAsync(string en, string zh, string room) =>
        DoneAsync(Page.GetByRole(AriaRole.Button, new() { Name = Say(en, zh), Exact = true }).First, room);

    /// <inheritdoc cref="DoneAsync(string, string, string)"/>
    public async Task<string> DoneAsync(ILocator button, string room)
    {
        // What cannot be taken back is said to be known first.
        foreach (var sure in await button.Locator("xpath=ancestor::form[1]").Locator("input[name=_sure]").AllAsync()) await sure.CheckAsync();
        var invalid = await button.EvaluateAsync<string[]>("button => [...button.form.elements].filter(field => !field.checkValidity()).map(field => `${field.name}: ${field.validationMessage}`)");
        Assert.Empty(invalid);
        await Page.EvaluateAsync(CountLoads);
        var answer = await Page.RunAndWaitForResponseAsync(() => button.ClickAsync(), response => response.Request.Method == "POST");
        await LoadedAsync();
        Assert.True(answer.Status is 302 or 303, $"Refused ({answer.Status}): {await Page.Locator("main").InnerTextAsync()}");
        var leads = answer.Headers["location"];
        Assert.Contains(room, leads, StringComparison.Ordinal);
        await Page.WaitForURLAsync(url => url.Contains(new Uri(new Uri(_address), leads).PathAndQuery, StringComparison.Ordinal));
        return IdIn(leads)!;
    }

    /// <summary>Text of the page's main part.</summary>
    public Task<string> TextAsync() => Page.Locator("main").InnerTextAsync();

    /// <summary>Waits until the page's main part says all of it.</summary>
    public async Task SeesAsync(params string[] words)
    {
        foreach (var word in words) await Assertions.Expect(Page.Locator("main")).ToContainTextAsync(word);
    }

    /// <summary>What axe finds against WCAG 2.2 A and AA on the page that is open; null for nothing.</summary>
    public async Task<string?> ViolationsAsync()
    {
        var found = await Page.RunAxe(new AxeRunOptions { ResultTypes = new HashSet<ResultType> { ResultType.Violations }, RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] } });
        return found.Violations.Length == 0 ? null : $"{Page.Url}\n" + string.Join('\n', found.Violations.Select(
            violation => $"{violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}"));
    }

    /// <summary>Whether no row of the page is wider than the window.</summary>
    public Task<bool> FitsAsync() => Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth");

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        Assert.Empty(_complaints);
    }

    // A page that was put in the place of the last one has been counted; one that was loaded anew counts nothing.
    private async Task LoadedAsync()
    {
        for (var left = 1200; ; left--)
        {
            try
            {
                if (await Page.EvaluateAsync<bool>("() => window.loads !== 0")) break;
            }
            catch (PlaywrightException) when (left > 0)
            {
                // It is being loaded.
            }

            Assert.True(left > 0, $"Nothing follows on {Page.Url}.");
            await Task.Delay(25);
        }

        await Page.WaitForLoadStateAsync();
    }

    private static string? IdIn(string address) => address.Split('/', '?', '#', '=', '&').FirstOrDefault(part => Guid.TryParse(part, out _));
}

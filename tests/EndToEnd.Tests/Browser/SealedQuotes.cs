using System.Globalization;

namespace Ledger.EndToEnd.Tests.Browser;

/// <summary>
/// Three valuers commit to what a yard is worth without knowing of each other, reveal it in the window that follows, and the quotes are
/// opened: of 24,000.00, 26,000.00 and 31,000.00 the middle one holds.
/// </summary>
public sealed class SealedQuotes(SampleAJourney journey)
{
    private static readonly TimeSpan ToCommit = TimeSpan.FromSeconds(30), ToReveal = TimeSpan.FromSeconds(50), Grace = TimeSpan.FromSeconds(6);
    private static readonly (string Person, string Amount)[] Quoted = [("he", "24,000.00"), ("hu", "31,000.00"), ("ke", "26,000.00")];

    private readonly Dictionary<string, string> _nonces = new(StringComparer.Ordinal);
    private DateTimeOffset _commitUntil, _revealUntil;

    /// <summary>The quotation.</summary>
    public string Id { get; private set; } = "";

    private string Page => $"/values/quotes/{Id}";

    public async Task CommitAsync()
    {
        var an = await journey.AsAsync("an");
        foreach (var (person, _) in Quoted) await journey.AsAsync(person);
        var yard = await an.CaseAsync(HiddenPlace.Name);
        await an.GoAsync($"/values/{yard}/quotes");
        _commitUntil = Whole(DateTimeOffset.UtcNow + ToCommit);
        _revealUntil = _commitUntil + ToReveal;
        await an.FillInAsync(
            "invite",
            [
                ("reference", "yard-2026"), ("what.en", "Use of the yard for a year"), ("what.zh", "露天场地一年使用权"), .. Quoted.Select(quote => ($"invited.{quote.Person}@{journey.Tenant}", "true")),
                ("commitUntil", Typed(_commitUntil)), ("revealUntil", Typed(_revealUntil)), ("least", "3"), ("rule", "median"),
            ]);
        Id = await an.SendAsync("invite", "Invite", "邀请", "/values/quotes/");
        foreach (var (person, amount) in Quoted)
        {
            var valuer = await journey.AsAsync(person);
            await valuer.GoAsync(Page);
            _nonces[person] = await valuer.Form("commit").Locator("[name='field.nonce']").InputValueAsync();
            await valuer.FillInAsync("commit", ("amount", amount));
            await valuer.SendAsync("commit", "Commit", "承诺", Page);
            // Only its hash stands anywhere.
            Assert.DoesNotContain(amount, await valuer.Page.ContentAsync(), StringComparison.Ordinal);
        }
    }

    public async Task RevealAsync()
    {
        if (_commitUntil - DateTimeOffset.UtcNow is { Ticks: > 0 } left) await Task.Delay(left);
        foreach (var (person, amount) in Quoted)
        {
            var valuer = await journey.AsAsync(person);
            await valuer.GoAsync(Page);
            await valuer.FillInAsync("reveal", ("amount", amount), ("nonce", _nonces[person]));
            await valuer.SendAsync("reveal", "Reveal", "公开", Page);
            Assert.DoesNotContain(amount, await valuer.Page.ContentAsync(), StringComparison.Ordinal);
        }
    }

    public async Task OpenAsync()
    {
        if (_revealUntil + Grace - DateTimeOffset.UtcNow is { Ticks: > 0 } left) await Task.Delay(left);
        var an = await journey.AsAsync("an");
        await an.GoAsync(Page);
        await an.SendAsync("opening", "Open them", "开启", Page);
        Assert.Contains("26,000.00", await an.Page.Locator("p.total").InnerTextAsync(), StringComparison.Ordinal);
        var quotes = await an.Page.Locator("#quoted-table").TextContentAsync();
        foreach (var (_, amount) in Quoted) Assert.Contains(amount, quotes!, StringComparison.Ordinal);
    }

    private static DateTimeOffset Whole(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerSecond));

    // The browser leaves seconds out where there are none.
    private static string Typed(DateTimeOffset at) => at.UtcDateTime.ToString(at.Second == 0 ? "yyyy-MM-ddTHH:mm" : "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
}

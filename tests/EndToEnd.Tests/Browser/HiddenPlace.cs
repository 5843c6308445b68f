namespace Ledger.EndToEnd.Tests.Browser;

/// <summary>Where a thing stands is hidden at its verification, and where it stands afterwards at its placement: read by whom it is for, found by nobody else.</summary>
public sealed class HiddenPlace(LedgerSystem system, SampleAJourney journey)
{
    /// <summary>Name of the thing, in both languages.</summary>
    public const string Name = "Yard 露天场地";

    private const string First = "Behind the north gate", Second = "Beside the kiln";

    public async Task GoAsync()
    {
        var (lin, chen, sun, zhao) = (await journey.AsAsync("lin"), await journey.AsAsync("chen"), await journey.AsAsync("sun"), await journey.AsAsync("zhao"));
        await lin.GoAsync("/contributions/new/space");
        await lin.FillInAsync(
            "register", ("reference", "E1-yard"), ("title.en", Name), ("title.zh", Name), ("effectiveOn", "2026-01-01"), ("receivedBy", "S"), ("claimed", "30,000.00"),
            ("details.space.squareMetres", "100"), ("details.space.period.from", "2026-01-01"), ("details.space.period.to", "2026-12-31"),
            ("evidence[0].file", "Lease of the yard"), ("evidence[0].reference", "E1-yard-lease"), ("evidence[0].sourceClass", "contract"), ("evidence[0].issuedOn", "2026-01-01"));
        var page = "/contributions/" + await lin.SendAsync("register", "Register", "登记", "/contributions/");
        await chen.GoAsync(page);
        await chen.FillInAsync(
            "verify", ("finding.en", "Fenced and paved"), ("finding.zh", "已围挡并硬化"), ("location", First), ("tag", "YD-1"),
            ("mark-verification-location-tier", "named"), ("mark-verification-location-readers", "G"));
        await chen.SendAsync("verify", "I have seen it: verify", "已现场查看：核验", page);
        await chen.FillInAsync("place", ("location", Second), ("reason.en", "The gate is rebuilt"), ("reason.zh", "北门改建"), ("mark-placement-location-tier", "sealed"));
        await chen.SendAsync("place", "Say where it stands now", "登记新存放地点", page);

        await sun.GoAsync($"{page}?why=inspection");
        var open = await sun.Page.Locator("#secrets-table").InnerTextAsync();
        Assert.Contains(First, open, StringComparison.Ordinal);
        Assert.DoesNotContain(Second, open, StringComparison.Ordinal);
        foreach (var path in (string[])[page, $"{page}?table=secrets", $"{page}?why=curious", "/files/contributions/export", $"/trail?text={Uri.EscapeDataString(First)}"])
        {
            var answer = await zhao.Page.Context.APIRequest.GetAsync(system.Gateway + path);
            var source = await answer.TextAsync();
            Assert.DoesNotContain(First, source.Replace(Uri.EscapeDataString(First), "", StringComparison.Ordinal).Replace($"value=\"{First}\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.DoesNotContain(Second, source, StringComparison.Ordinal);
        }
    }
}

using System.Globalization;
using Microsoft.Playwright;

namespace Ledger.EndToEnd.Tests.Browser;

/// <summary>
/// A small pool of the next year: E2 objects to what E1 gets, the finance office answers and leaves the line in suspense, the rest is
/// settled once the window of objection is over, and the park decides where the line goes. Of 10,000.00 the reserve takes 1,000.00; the
/// rest falls short of the preferred return and is shared by value: E1 9,000.00 x 914,605.56 / 1,183,965.56 = 6,952.44.
/// </summary>
public sealed class SuspendedLine(SampleAJourney journey)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private DateTimeOffset _over;

    /// <summary>The run.</summary>
    public string Run { get; private set; } = "";

    private string Page => $"/sharing/runs/{Run}";

    /// <summary>Until the line is left in suspense.</summary>
    public async Task HoldAsync()
    {
        var (wang, zhao) = (await journey.AsAsync("wang"), await journey.AsAsync("zhao"));
        await wang.GoAsync("/sharing/new");
        await wang.FillInAsync(
            "declare", ("reference", "2026-H1"), ("title.en", "First half of 2026"), ("title.zh", "2026年上半年"), ("period.from", "2026-01-01"), ("period.to", "2026-06-30"), ("amount", "10,000.00"));
        await wang.SendAsync("declare", "Declare", "申报", "/sharing/pools/");
        Run = await wang.SendAsync("compute", "Compute a run", "计算分配方案", "/sharing/runs/");
        Assert.Contains("6,952.44", await wang.Page.Locator("#shares-table").InnerTextAsync(), StringComparison.Ordinal);
        await wang.SendAsync("propose", "Propose it to the participants", "向参与方提出", Page);
        _over = DateTimeOffset.UtcNow + Window;
        await zhao.GoAsync(Page);
        await zhao.FillInAsync("object", ("line", "E1"), ("reason", "The licence was not used"));
        await zhao.SendAsync("object", "Object", "提出异议", Page);
        await wang.GoAsync(Page);
        await wang.FillInAsync("answer-1", ("answer", "按协议计算"));
        await wang.SendAsync("answer-1", "Answer", "答复", Page);
        await wang.SendAsync("hold-1", "Leave E1 in suspense", "将 E1 挂账", Page);
    }

    /// <summary>From the approval to the decision.</summary>
    public async Task DecideAsync()
    {
        if (_over - DateTimeOffset.UtcNow is { Ticks: > 0 } left) await Task.Delay(left);
        var (wang, sun) = (await journey.AsAsync("wang"), await journey.AsAsync("sun"));
        await sun.GoAsync(Page);
        await sun.SendAsync("approve", "Approve exactly this proposal", "复核通过该提案", Page);
        await wang.GoAsync(Page);
        await wang.SendAsync("settle", "Settle: book it and close the pool", "结算：记账并关闭收益池", Page);
        await sun.GoAsync($"/sharing/suspense?agreement={journey.Agreement}");
        var form = (await sun.Page.Locator("form.command input[name=_handler][value^='decide-']").InputValueAsync())!;
        var held = decimal.Parse(await sun.Form(form).Locator("[name='field.shares.E1']").InputValueAsync(), CultureInfo.InvariantCulture);
        Assert.Equal(6952.44m, held);
        // What does not add up to it is refused.
        await sun.FillInAsync(form, ("shares.E2", "952.44"), ("reason", "Used for ten months of twelve"));
        await sun.Form(form).Locator("input[name=_sure]").CheckAsync();
        await sun.Form(form).GetByRole(AriaRole.Button, new() { Name = sun.Say("Decide, once", "裁决（仅一次）") }).ClickAsync();
        await sun.Page.GetByRole(AriaRole.Alert).First.WaitForAsync();
        await sun.FillInAsync(form, ("shares.E1", "6000.00"));
        await sun.SendAsync(form, "Decide, once", "裁决（仅一次）", "/sharing/suspense");
        await sun.SeesAsync("6,952.44", "6,000.00", "952.44");
        Assert.Equal(0, await sun.Page.Locator("form.command input[name=_handler][value^='decide-']").CountAsync());
    }
}

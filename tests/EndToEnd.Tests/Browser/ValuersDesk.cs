using System.Text;
using Microsoft.Playwright;

namespace Ledger.EndToEnd.Tests.Browser;

/// <summary>
/// The valuer's desk and the risk pages on the system that Sample A was done on: evidence imported and used, a grid that is calculated as
/// it is changed, a challenge that blinds, the register of risks and its stress. The three items weigh the same: the value is the middle
/// one, 840,000.00; with the middle one raised by a tenth, 924,000.00, it is 900,000.00.
/// </summary>
public sealed class ValuersDesk(Chromium chromium, LedgerSystem system, SampleAJourney journey)
{
    private const string Header = "reference,kind,sourceClass,source,date,place,title.en,title.zh,price.amount,price.currency,tax,relatedParty,sha256,details.invoice.number,details.invoice.seller,details.invoice.buyer\n";

    public async Task GoAsync()
    {
        await EvidenceAsync();
        await GridAsync();
        await BlindAsync();
        await RisksAsync();
        await AccessibleAsync();
    }

    private static string Row(string reference, string price, char hash, string tax = "excluded") =>
        $"{reference},invoice,invoice,dealer-{reference},2025-01-15,CN-32,Machine {reference},机床 {reference},{price},CNY,{tax},false,{new string(hash, 64)},N-{reference},dealer-{reference},works\n";

    // A faulty line is named with its line and column, and nothing is imported; mended, all of it is.
    private async Task EvidenceAsync()
    {
        var he = await journey.AsAsync("he");
        await UploadAsync(he, Header + Row("DESK-1", "800000.00", '1') + Row("DESK-2", "840000.00", '2', "perhaps"));
        Assert.Equal("3", (await he.Page.Locator("#errors-table tbody th").InnerTextAsync()).Trim());
        await he.GoAsync("/evidence?text=DESK-");
        Assert.Contains("No item fits", await he.TextAsync(), StringComparison.Ordinal);
        await UploadAsync(he, Header + Row("DESK-1", "800000.00", '1') + Row("DESK-2", "840000.00", '2') + Row("DESK-3", "900000.00", '3'));
        await he.GoAsync("/evidence?text=DESK-&currency=CNY");
        Assert.Equal(3, await he.Page.Locator("#items-table tbody tr").CountAsync());
        await he.GoAsync("/evidence?text=DESK-&named=dealer-DESK-2");
        Assert.Equal(1, await he.Page.Locator("#items-table tbody tr").CountAsync());
    }

    private static async Task UploadAsync(Reader reader, string csv)
    {
        await reader.GoAsync("/evidence/import");
        await reader.Field("CSV file", "CSV 文件").SetInputFilesAsync(new FilePayload { Name = "evidence.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(csv) });
        await reader.FillAsync("What to do", "操作", "import");
        await reader.PressAsync("Read the file", "读取文件");
    }

    // Each change is calculated at once; what is not credible is refused at its field; nothing is stored.
    private async Task GridAsync()
    {
        var he = await journey.AsAsync("he");
        await he.GoAsync($"/values/{journey.Machine}/propose?rule=market.comparables&text=DESK-");
        foreach (var reference in (string[])["DESK-1", "DESK-2", "DESK-3"])
        {
            await he.Page.GetByLabel($"{reference} ·").CheckAsync();
            await he.Page.Locator($"#grid-evidence-{reference}-row").WaitForAsync();
        }

        await ComesToAsync(he, "840,000.00");
        var region = he.Page.Locator("#grid-evidence-DESK-2-region");
        await region.FillAsync("1.1");
        await region.BlurAsync();
        await ComesToAsync(he, "900,000.00");
        await region.FillAsync("9");
        await region.BlurAsync();
        await he.Page.GetByRole(AriaRole.Alert).WaitForAsync();
        Assert.Equal("true", await region.GetAttributeAsync("aria-invalid"));
        await he.GoAsync($"/values/{journey.Machine}/history?check=1");
        Assert.Contains("bytes came out the same", await he.TextAsync(), StringComparison.Ordinal);
        Assert.Equal(1, await he.Page.Locator("#proposal-list-table tbody tr").CountAsync());
    }

    private static Task ComesToAsync(Reader reader, string figure) => reader.Page.Locator("p.total", new() { HasText = figure }).WaitForAsync();

    // Who values reads neither the claim nor the challenged value on any page of the new appraisal.
    private async Task BlindAsync()
    {
        var zhao = await journey.AsAsync("zhao");
        await zhao.GoAsync($"/values/{journey.Machine}/challenge");
        await zhao.FillAsync("It rests on", "依据", "evidence");
        await zhao.FillAsync("Reference, method or path of the clause", "凭证编号、方法或条款路径", "DESK-3");
        await zhao.SentenceAsync("Why", "理由", "Left out", "未采用");
        await zhao.Page.Locator("[name=_sure]").CheckAsync();
        await zhao.DoneAsync("Object", "提出异议", "/challenge");
        var second = await zhao.Page.GetByRole(AriaRole.Link, new() { Name = zhao.Say("Second appraisal", "第二次评估"), Exact = true }).GetAttributeAsync("href");
        var he = await journey.AsAsync("he");
        foreach (var room in (string[])["", "/propose", "/history", "/challenge", "/draw", "/revaluation", "/quotes", "/sales"])
        {
            await he.GoAsync(second + room);
            var source = await he.Page.ContentAsync();
            foreach (var secret in (string[])["1,200,000.00", "1200000.00", "360,000.00"]) Assert.DoesNotContain(secret, source, StringComparison.Ordinal);
            // The room of calculation lists an item of the register that is priced like the old value.
            if (room != "/propose") Assert.DoesNotContain("840,000.00", source, StringComparison.Ordinal);
        }

        await zhao.GoAsync($"/values/{journey.Machine}/challenge");
        await zhao.Page.GetByText(zhao.Say("Take it back", "撤回异议"), new() { Exact = true }).First.ClickAsync();
        await zhao.Page.Locator("form.command:has(input[value^='withdraw-'])").GetByLabel("中文", new() { Exact = true }).FillAsync("已了解");
        await zhao.DoneAsync(zhao.Page.Locator("form.command:has(input[value^='withdraw-'])").GetByRole(AriaRole.Button, new() { Name = zhao.Say("Take it back", "撤回"), Exact = true }), "/challenge");
        await zhao.GoAsync($"/values/{journey.Machine}");
        Assert.Contains("840,000.00", await zhao.TextAsync(), StringComparison.Ordinal);
    }

    // A registered risk stands on the heat map; the same seed gives the same years.
    private async Task RisksAsync()
    {
        var wang = await journey.AsAsync("wang");
        await wang.GoAsync("/risks/register/new");
        await wang.FillAsync("Your own number of it", "自编编号", "desk-risk");
        await wang.SentenceAsync("What may happen", "可能发生的情况", "A cell stops", "单元停机");
        await wang.FillAsync("Party that watches over it", "负责方", "E1");
        await wang.FillAsync("Chance of a strike in a year, 0 to 1", "一年内发生的可能性，0 至 1", "0.3");
        foreach (var (en, zh, amount) in ((string, string, string)[])[("Least", "最小", "10000.00"), ("Most likely", "最可能", "40000.00"), ("Most", "最大", "90000.00")]) await wang.FillAsync(en, zh, amount);
        await wang.DoneAsync("Register", "登记", "/risks/register/");
        await wang.GoAsync("/risks/register");
        Assert.Contains("desk-risk", await wang.TextAsync(), StringComparison.Ordinal);
        // 0.3 x (10,000 + 40,000 + 90,000) / 3.
        Assert.Contains("14,000.00", await wang.Page.Locator("#risks-table").InnerTextAsync(), StringComparison.Ordinal);
        await wang.GoAsync("/risks/stress?seed=7&trials=1000");
        var years = await wang.Page.Locator("#spread-table").InnerTextAsync();
        await wang.GoAsync("/risks/stress?seed=8&trials=1000");
        Assert.NotEqual(years, await wang.Page.Locator("#spread-table").InnerTextAsync());
        await wang.GoAsync("/risks/stress?seed=7&trials=1000");
        Assert.Equal(years, await wang.Page.Locator("#spread-table").InnerTextAsync());
    }

    // Axe finds nothing, nothing is wider than the window, in both languages.
    private async Task AccessibleAsync()
    {
        string[] values = ["/evidence", "/evidence/new?kind=quote", "/evidence/import", "/evidence/indices", "/values/panel", "/values/quotes", "/values/revaluations", "/values/scores",
            .. ((string[])["/propose?rule=rent.quotes", "/history?check=1", "/challenge", "/draw", "/quotes", "/revaluation", "/sales"]).Select(room => $"/values/{journey.Machine}{room}")];
        await Sweeps.CleanAsync(chromium, system, ("he@taihu", "zh", 320, values), ("he@taihu", "en", 1100, values));
        string[] risks = ["/risks/register", "/risks/register/new", "/risks/reserve", "/risks/stress"];
        await Sweeps.CleanAsync(chromium, system, ("wang@taihu", "en", 320, risks), ("wang@taihu", "zh", 1100, risks));
    }
}

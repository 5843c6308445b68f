using Microsoft.Playwright;

namespace Ledger.EndToEnd.Tests.Browser;

/// <summary>
/// What the finance office and an enterprise do in the browser after Sample A was settled: suppose the pool otherwise, pay and reconcile,
/// read the books of any day, close them, keep a draft with a secret. Every page of both desks is held against axe and a narrow window.
/// </summary>
public sealed class FinanceDesk(Chromium chromium, LedgerSystem system, SampleAJourney journey)
{
    private const string Secret = "Feeds and speeds of the impeller";

    public Task CheckAsync() => Parts.AllAsync(
        ("what-if", SupposeAsync), ("payments", PayAsync), ("books", BooksAsync), ("draft", DraftAsync), ("pages", PagesAsync));

    // 100,000.00 more in the pool: 10,000.00 into the reserve, the rest is residual, 60 % by accepted value and 40 % by points.
    // E1: 54,000 x 914,605.56 / 1,203,405.56 + 36,000 x 30 %; E2 and S likewise with 136,800.00 and 20 %, 152,000.00 and 50 %.
    private async Task SupposeAsync()
    {
        var wang = await journey.AsAsync("wang");
        await wang.GoAsync($"/sharing/pools/{journey.Pool}/what-if");
        var unchanged = await wang.Page.Locator("#difference-parties-table").InnerTextAsync();
        Assert.Contains("252,995.31", unchanged, StringComparison.Ordinal);
        // The form is sent by itself when a field is left.
        await wang.Page.GetByLabel("Pool, CNY").FillAsync("700,000.00");
        await wang.Page.GetByLabel("Pool, CNY").PressAsync("Tab");
        await wang.Page.WaitForURLAsync("**/what-if?amount=*");
        var supposed = wang.Page.Locator("#difference-parties-table").Filter(new() { HasText = "51,840.78" });
        await supposed.WaitForAsync();
        var text = await supposed.InnerTextAsync();
        Assert.Contains("13,338.58", text, StringComparison.Ordinal);
        Assert.Contains("24,820.64", text, StringComparison.Ordinal);
        // What is no amount is refused at its field; nothing of it is calculated.
        await wang.GoAsync($"/sharing/pools/{journey.Pool}/what-if?amount=-1");
        Assert.Equal("true", await wang.Page.GetByLabel("Pool, CNY").GetAttributeAsync("aria-invalid"));
    }

    private async Task PayAsync()
    {
        var (wang, sun) = (await journey.AsAsync("wang"), await journey.AsAsync("sun"));
        await AccountAsync(wang, sun, "pay", "622202020011223");
        await AccountAsync(await journey.AsAsync("lin"), sun, "receive", "622202020011224");
        await wang.GoAsync("/payments");
        await wang.FillAsync("Number of the batch", "批次编号", "first");
        await wang.FillAsync("Only these parties, a space between them", "仅付款给以下成员，以空格分隔", "E1");
        var batch = await wang.DoneAsync("Prepare the batch", "编制批次", "/payments/batches/");
        await sun.GoAsync($"/payments/batches/{batch}");
        await sun.DoneAsync("Approve exactly this batch", "复核通过该批次", "/payments/batches/");
        await wang.GoAsync($"/payments/batches/{batch}");
        var file = await wang.Page.Context.APIRequest.GetAsync($"{system.Gateway}/files/payments/batches/{batch}/file?format=pain.001");
        Assert.Contains("262995.31", await file.TextAsync(), StringComparison.Ordinal);
        var id = await wang.Page.Locator("#payments-table code.hash").First.InnerTextAsync();
        await wang.GoAsync("/payments/reconciliation");
        Assert.Contains(id, await wang.TextAsync(), StringComparison.Ordinal);
        await wang.GoAsync("/payments/results");
        await wang.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload
        {
            Name = "bank.csv", MimeType = "text/csv",
            Buffer = System.Text.Encoding.UTF8.GetBytes($"end_to_end_id,status,amount,currency,booked_on,reason\n{id},failed,262995.31,CNY,{DateTime.UtcNow:yyyy-MM-dd},AC04\n"),
        });
        await wang.DoneAsync("Bring it in", "导入", "/payments/results/");
        // Refused by the bank: payable again, and books and bank agree.
        await wang.GoAsync("/payments/reconciliation");
        Assert.Contains("Books and bank agree", await wang.TextAsync(), StringComparison.Ordinal);
        await wang.GoAsync("/payments");
        Assert.Contains("262,995.31", await wang.Page.Locator("#payables-table").InnerTextAsync(), StringComparison.Ordinal);
    }

    private static async Task AccountAsync(Reader owner, Reader checker, string use, string number)
    {
        await owner.GoAsync("/payments/accounts");
        if (!await owner.Field("Your own number of it", "自编编号").First.IsVisibleAsync()) await owner.Page.GetByText(owner.Say("Register an account", "登记账户"), new() { Exact = true }).ClickAsync();
        await owner.FillAsync("Your own number of it", "自编编号", "account-" + use);
        await owner.FillAsync("What it is for", "用途", use);
        await owner.FillAsync("Holder, as the bank knows it", "户名（与银行一致）", "Taihu");
        await owner.FillAsync("Number, without blanks", "账号（不含空格）", Luhn(number));
        await owner.FillAsync("BIC, CNAPS code or routing number", "BIC、联行号或路由号", "102100099996");
        await owner.FillAsync("Name of the bank", "银行名称", "ICBC");
        var id = await owner.DoneAsync("Register it", "登记账户", "/payments/accounts");
        await checker.GoAsync($"/payments/accounts?id={id}");
        await checker.DoneAsync("I have checked these details: approve", "已核对：复核通过", "/payments/accounts");
    }

    private static string Luhn(string number)
    {
        var sum = number.Reverse().Select((digit, at) => (Digit: digit - '0', Twice: at % 2 == 0)).Sum(one => one.Twice ? (one.Digit * 2 / 10) + (one.Digit * 2 % 10) : one.Digit);
        return number + ((10 - (sum % 10)) % 10);
    }

    private async Task BooksAsync()
    {
        var wang = await journey.AsAsync("wang");
        await wang.GoAsync("/journal?on=2025-02-28");
        // The machine was brought in on 1 March: the day before only the licence of E1 counts.
        Assert.Contains("−74,605.56", await wang.Page.Locator("#balance-table").InnerTextAsync(), StringComparison.Ordinal);
        await wang.GoAsync("/journal?on=2025-03-01");
        Assert.Contains("−914,605.56", await wang.Page.Locator("#balance-table").InnerTextAsync(), StringComparison.Ordinal);
        var export = await wang.Page.Context.APIRequest.GetAsync($"{system.Gateway}/files/journal/export?format=hledger");
        Assert.Contains("cash:taihu-2025:party:E1:payable", await export.TextAsync(), StringComparison.Ordinal);
        var sun = await journey.AsAsync("sun");
        await sun.GoAsync("/journal/closes");
        await sun.FillAsync("Last day to close", "关闭截至", "2025-12-31");
        await sun.DoneAsync("Close", "关闭", "/journal/closes");
        Assert.Contains("2025-12-31", await sun.TextAsync(), StringComparison.Ordinal);
    }

    // A draft keeps what was typed; a refusal stands at the row of the field that was marked; others never see the secret.
    private async Task DraftAsync()
    {
        var lin = await journey.AsAsync("lin");
        await lin.GoAsync("/contributions/new/technology-licence");
        await lin.FillAsync("Your own number of it", "自编编号", "secret-licence");
        await lin.SentenceAsync("Name", "名称", "Impellers", "叶轮");
        await lin.FillAsync("Received by", "接收方", "S");
        await lin.FillAsync("Claimed value, CNY", "申报价值，CNY", "5,000.00");
        await lin.SentenceAsync("What may be done with it", "许可范围", Secret, Secret);
        await lin.FillAsync("Licence from", "许可自", "2026-01-01");
        await lin.FillAsync("Licence until", "许可至", "2026-12-31");
        await lin.Page.GetByText("Not for everybody", new() { Exact = true }).ClickAsync();
        await lin.Page.Locator("[name='field.mark-details-technology-scope-tier']").SelectOptionAsync("named");
        // What is hidden is not left in the browser either.
        var storage = await lin.Page.EvaluateAsync<string>("() => JSON.stringify(localStorage)");
        Assert.Contains("secret-licence", storage, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, storage, StringComparison.Ordinal);
        await lin.PressAsync("Save as a draft", "保存草稿");
        var readers = lin.Page.Locator("[name='field.mark-details-technology-scope-readers']");
        await lin.Page.GetByRole(AriaRole.Alert).First.WaitForAsync();
        Assert.Equal("true", await readers.GetAttributeAsync("aria-invalid"));
        await lin.Page.Locator("[name='field.mark-details-technology-scope-tier']").SelectOptionAsync("sealed");
        await lin.Page.GetByRole(AriaRole.Button, new() { Name = "Save as a draft" }).ClickAsync();
        await lin.Page.GetByRole(AriaRole.Link, new() { Name = "Go on with the draft" }).ClickAsync();
        await lin.Page.GetByRole(AriaRole.Note).First.WaitForAsync();
        Assert.Equal("5000.00", await lin.Field("Claimed value, CNY", "申报价值，CNY").First.InputValueAsync());
        Assert.Equal("S", await lin.Field("Received by", "接收方").First.InputValueAsync());
        Assert.Equal("sealed", await lin.Page.Locator("[name='field.mark-details-technology-scope-tier']").InputValueAsync());
        await lin.SentenceAsync("What may be done with it", "许可范围", Secret, Secret);
        await lin.Page.Locator("input[type=file]").First.SetInputFilesAsync(new FilePayload { Name = "licence.txt", MimeType = "text/plain", Buffer = "licence"u8.ToArray() });
        await lin.Page.Locator("[name='field.evidence[0].sourceClass']").FillAsync("contract");
        var id = await lin.DoneAsync("Register", "登记", "/contributions/");
        var zhao = await journey.AsAsync("zhao");
        foreach (var path in (string[])[$"/contributions/{id}", $"/contributions/{id}?table=secrets", $"/contributions/{id}?why=curious", $"/contributions/new/technology-licence?draft={id}"])
        {
            var answer = await zhao.Page.Context.APIRequest.GetAsync(system.Gateway + path);
            Assert.DoesNotContain(Secret, await answer.TextAsync(), StringComparison.Ordinal);
        }
    }

    // In English at the usual width, in Chinese on a narrow window.
    private async Task PagesAsync()
    {
        string[] finance =
        [
            $"/sharing/pools/{journey.Pool}/what-if", "/sharing/new", "/sharing/open", "/sharing/adjustments", "/sharing/suspense", "/sharing/terms",
            "/payments", "/payments/accounts", "/payments/results", "/payments/reconciliation", "/journal", "/journal/exports", "/journal/closes", "/journal/entries/new",
            "/journal/accounts?agreement=taihu-2025&code=cash:party:E1:payable",
        ];
        string[] enterprise = ["/ours", "/incentives", "/incentives/certification", "/readers"];
        foreach (var (person, pages) in (Dictionary<string, string[]>)new() { ["wang@taihu"] = finance, ["lin@taihu"] = enterprise })
            await Sweeps.CleanAsync(chromium, system, (person, "en", 1100, pages), (person, "zh", 320, pages));
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Ledger.EndToEnd.Tests.Browser;

/// <summary>
/// Sample A done by its people in the browser alone: drafted, signed, registered, verified, valued, its losses measured and decided,
/// its pool shared, approved and settled.
/// </summary>
/// <param name="chromium">The browser.</param>
/// <param name="system">The system.</param>
/// <param name="scenario">The sample, or a copy of it for another consortium.</param>
/// <param name="english">Who reads English; the others read Chinese.</param>
public sealed class SampleAJourney(Chromium chromium, LedgerSystem system, JsonNode scenario, IReadOnlySet<string> english) : IAsyncDisposable
{
    private readonly Dictionary<string, Reader> _people = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _contributions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _cases = new(StringComparer.Ordinal);

    /// <summary>The consortium.</summary>
    public string Tenant { get; } = Text(scenario["consortium"]!["id"]);

    /// <summary>Id that its agreement has among people.</summary>
    public string Agreement { get; } = Text(scenario["agreement"]!["agreementId"]);

    /// <summary>The version of it that is in force.</summary>
    public string AgreementVersion { get; private set; } = "";

    /// <summary>The settled run.</summary>
    public string Run { get; private set; } = "";

    /// <summary>Its pool.</summary>
    public string Pool { get; private set; } = "";

    /// <summary>The case of the machine tool.</summary>
    public string Machine => CaseOf("E1-machine");

    /// <summary>The case of a contribution of the sample.</summary>
    public string CaseOf(string reference) => _cases[reference];

    // What one service has to hear from another is there by the time that somebody asks: each step is done for all before the next.
    public async Task GoAsync()
    {
        await AgreeAsync();
        foreach (var contribution in scenario["contributions"]!.AsArray()) await RegisterAsync(contribution!);
        foreach (var contribution in scenario["contributions"]!.AsArray()) await VerifyAsync(contribution!);
        foreach (var contribution in scenario["contributions"]!.AsArray()) await ProposeAsync(contribution!);
        foreach (var contribution in scenario["contributions"]!.AsArray()) await AcceptAsync(contribution!);
        foreach (var risk in scenario["riskEvents"]!.AsArray()) await SufferAsync(risk!);
        await ShareAsync(scenario["pools"]![0]!);
    }

    /// <summary>A person of the sample; signs in when first needed.</summary>
    public async Task<Reader> AsAsync(string person)
    {
        if (!_people.TryGetValue(person, out var reader))
            _people[person] = reader = await Reader.SignInAsync(chromium, system, $"{person}@{Tenant}", english.Contains(person) ? "en" : "zh");
        return reader;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var reader in _people.Values) await reader.DisposeAsync();
    }

    private async Task AgreeAsync()
    {
        var an = await AsAsync("an");
        await an.GoAsync("/agreement/new");
        await an.FillAsync("Document (JSON)", "文本（JSON）", scenario["agreement"]!.ToJsonString());
        AgreementVersion = await an.DoneAsync("Save as a draft", "保存草稿", "/agreement/");
        await an.DoneAsync("Propose it to the parties", "提交各成员签署", "/agreement/");
        foreach (var signature in scenario["agreementHandling"]!["signatures"]!.AsArray())
        {
            var signatory = await AsAsync(Text(signature!["by"]));
            await signatory.GoAsync($"/agreement/{AgreementVersion}");
            await signatory.DoneAsync("Sign", "签署", "/agreement/");
        }

        await an.GoAsync($"/agreement/{AgreementVersion}");
        if (await an.Page.GetByRole(AriaRole.Button, new() { Name = "Bring it into force" }).CountAsync() > 0)
            await an.DoneAsync("Bring it into force", "使其生效", "/agreement/");
    }

    private async Task RegisterAsync(JsonNode said)
    {
        var lin = await AsAsync(Text(said["registeredBy"]));
        var kind = Text(said["kind"]);
        await WaitAsync(lin, $"/contributions/new/{kind}", "Your own number of it", "自编编号");
        await lin.FillAsync("Your own number of it", "自编编号", Text(said["reference"]));
        await lin.SentenceAsync("Name", "名称", Text(said["title"]!["en"]), Text(said["title"]!["zh"]));
        await lin.FillAsync("Counts from", "生效日", Text(said["effectiveOn"]));
        await lin.FillAsync("Received by", "接收方", Text(said["receivedBy"]));
        await lin.FillAsync("Claimed value, CNY", "申报价值，CNY", Text(said["claimed"]));
        await ParticularsAsync(lin, kind, Text(said["reference"]));
        var papers = said["evidence"]!.AsArray();
        for (var i = 0; i < papers.Count; i++) await PaperAsync(lin, i, papers[i]!);
        _contributions[Text(said["reference"])] = await lin.DoneAsync("Register", "登记", "/contributions/");
    }

    private async Task VerifyAsync(JsonNode said)
    {
        var chen = await AsAsync(Text(said["verification"]!["by"]));
        await chen.GoAsync($"/contributions/{_contributions[Text(said["reference"])]}");
        await chen.SentenceAsync("What you found", "核验情况", Text(said["verification"]!["finding"]!["en"]), Text(said["verification"]!["finding"]!["zh"]));
        await chen.DoneAsync("I have seen it: verify", "已现场查看：核验", "/contributions/");
    }

    private async Task ProposeAsync(JsonNode said)
    {
        var value = said["appraisal"]!;
        var he = await AsAsync(Text(value["proposedBy"]));
        _cases[Text(said["reference"])] = await he.CaseAsync(he.Say(Text(said["title"]!["en"]), Text(said["title"]!["zh"])));
        await he.FillAsync("Method the agreement allows", "协议允许的方法", Text(value["method"]));
        await he.FillAsync("Its inputs", "方法输入", value["inputs"]!.ToJsonString());
        await he.DoneAsync("Propose", "提出", "/values/");
    }

    private async Task AcceptAsync(JsonNode said)
    {
        var sun = await AsAsync(Text(said["appraisal"]!["acceptedBy"]));
        await sun.GoAsync($"/values/{CaseOf(Text(said["reference"]))}");
        await sun.DoneAsync(sun.Page.GetByRole(AriaRole.Button, new() { Name = sun.Say("Accept", "认定") }), "/values/");
    }

    private async Task ParticularsAsync(Reader reader, string kind, string reference)
    {
        switch (kind)
        {
            case "cash":
                await reader.FillAsync("Money arrived on", "到账日", "2025-01-10");
                await reader.FillAsync("The bank's reference", "银行流水号", "B-20250110");
                break;
            case "donated-equipment" or "loaned-equipment":
                await reader.FillAsync("Serial number", "出厂编号", $"{Tenant}-{reference}-037");
                await reader.FillAsync("Age in months", "已用月数", "46");
                await reader.FillAsync("Condition as a share of new (0.64)", "成新率（0.64）", "0.64");
                if (kind == "donated-equipment") break;
                await reader.FillAsync("Lent from", "借用自", "2025-01-01");
                await reader.FillAsync("Lent until", "借用至", "2025-12-31");
                await reader.FillAsync("Hours a month it can be used", "每月可用机时", "160");
                break;
            case "staff-time":
                await reader.FillAsync("Id of the person", "人员编号", $"p-{reference}");
                await reader.SentenceAsync("What the person does here", "在此承担的工作", "Teaching", "授课");
                await reader.FillAsync("Hours over the period", "期间总工时", reference == "S-teaching" ? "1000" : "400");
                await reader.Page.GetByLabel(reader.Say("Normally paid for the same skill", "平时即以同一技能领薪")).CheckAsync();
                await reader.FillAsync("From", "自", "2025-01-01");
                await reader.FillAsync("Until", "至", "2025-12-31");
                break;
            case "space":
                await reader.FillAsync("Square metres", "面积（平方米）", "300");
                await reader.FillAsync("From", "自", "2025-01-01");
                await reader.FillAsync("Until", "至", "2025-12-31");
                break;
            case "technology-licence":
                await reader.SentenceAsync("What may be done with it", "许可范围", "Training and contract work", "教学与加工服务");
                await reader.FillAsync("Licence from", "许可自", "2025-01-01");
                await reader.FillAsync("Licence until", "许可至", "2027-12-31");
                break;
        }
    }

    private static async Task PaperAsync(Reader reader, int no, JsonNode paper)
    {
        if (no > 0) await reader.Page.GetByText(reader.Say($"Paper {no + 1}", $"凭证 {no + 1}"), new() { Exact = true }).ClickAsync();
        await reader.Page.Locator($"input[type=file]").Nth(no).SetInputFilesAsync(new FilePayload
        {
            Name = Text(paper["reference"]) + ".txt", MimeType = "text/plain", Buffer = System.Text.Encoding.UTF8.GetBytes(Text(paper["content"])),
        });
        var id = reader.Page.GetByLabel(reader.Say("Your own id of it", "自编编号"), new() { Exact = true });
        // The contribution's own number carries a star in its label, for it is required.
        await id.Nth(no).FillAsync(Text(paper["reference"]));
        await reader.Page.Locator($"[name='field.evidence[{no}].sourceClass']").FillAsync(Text(paper["sourceClass"]));
        await reader.Page.Locator($"[name='field.evidence[{no}].issuedOn']").FillAsync(Text(paper["issuedOn"]));
    }

    private async Task SufferAsync(JsonNode said)
    {
        var zhao = await AsAsync(Text(said["reportedBy"]));
        await zhao.GoAsync("/risks/new");
        await zhao.FillAsync("Your own number of it", "自编编号", Text(said["reference"]));
        await zhao.FillAsync("Category of the agreement", "协议类别", Text(said["category"]));
        await zhao.SentenceAsync("What happened", "事件内容", Text(said["title"]!["en"]), Text(said["title"]!["zh"]));
        await zhao.FillAsync("Day on which it struck", "发生日期", Text(said["occurredOn"]));
        foreach (var (party, weight) in said["sufferers"]!.AsObject()) await zhao.FillInAsync("report", ($"sufferers.{party}", Text(weight)));
        var id = await zhao.DoneAsync("Report", "报告", "/risks/");

        var wang = await AsAsync(Text(said["measuredBy"]));
        await wang.GoAsync($"/risks/{id}");
        await wang.FillAsync("Its inputs", "方法输入", said["measure"]!["inputs"]!.ToJsonString());
        await wang.DoneAsync("Measure", "计量", "/risks/");
        var sun = await AsAsync(Text(said["allocatedBy"]));
        await sun.GoAsync($"/risks/{id}");
        await sun.DoneAsync("Decide who bears it", "决定分担", "/risks/");
    }

    private async Task ShareAsync(JsonNode said)
    {
        var wang = await AsAsync(Text(said["declaredBy"]));
        await wang.GoAsync("/sharing/new");
        await wang.FillAsync("Number of the pool", "收益池编号", Text(said["reference"]));
        await wang.SentenceAsync("What it is", "内容", Text(said["title"]!["en"]), Text(said["title"]!["zh"]));
        await wang.FillAsync("First day", "起始日", Text(said["period"]!["from"]));
        await wang.FillAsync("Last day", "截止日", Text(said["period"]!["to"]));
        await wang.FillAsync("Amount", "金额", "600,000.00");
        Pool = await wang.DoneAsync("Declare", "申报", "/sharing/pools/");
        foreach (var claim in said["costClaims"]!.AsArray())
        {
            var claimant = await AsAsync(Text(claim!["claimedBy"]));
            await claimant.GoAsync($"/sharing/pools/{Pool}");
            await claimant.FillAsync("Your own number of it", "自编编号", Text(claim["reference"]));
            await claimant.SentenceAsync("What it was for", "用途", Text(claim["title"]!["en"]), Text(claim["title"]!["zh"]));
            await claimant.FillAsync("Amount, CNY", "金额，CNY", Text(claim["amount"]));
            await claimant.DoneAsync("Claim a cost", "申报成本", "/sharing/pools/");
        }

        Run = await ComputeAsync(wang);
        await wang.DoneAsync("Propose it to the participants", "向参与方提出", "/sharing/runs/");
        foreach (var person in said["noObjectionBy"]!.AsArray())
        {
            var reader = await AsAsync(Text(person));
            await reader.GoAsync($"/sharing/runs/{Run}");
            await reader.DoneAsync(reader.Page.GetByRole(AriaRole.Button, new() { Name = reader.Say("does not object", "无异议") }), "/sharing/runs/");
        }

        var sun = await AsAsync(Text(said["approvedBy"]));
        var key = await KeyAsync(sun);
        await sun.GoAsync($"/sharing/runs/{Run}");
        await sun.DoneAsync("Approve exactly this proposal", "复核通过该提案", "/sharing/runs/");
        await sun.SeesAsync(key);
        await wang.GoAsync($"/sharing/runs/{Run}");
        await wang.DoneAsync("Settle: book it and close the pool", "结算：记账并关闭收益池", "/sharing/runs/");
    }

    // One press makes a key that never leaves this browser; where it is not, nothing is sent.
    private async Task<string> KeyAsync(Reader sun)
    {
        await sun.GoAsync("/signing-key");
        await sun.DoneAsync("Make my key and register it", "生成并登记我的密钥", "/signing-key");
        await sun.SeesAsync(sun.Say("This browser has the private key", "此浏览器存有私钥"));
        var key = await sun.Page.Locator("#keys-table tbody th code").InnerTextAsync();
        await using var elsewhere = await Reader.SignInAsync(chromium, system, $"{Text(scenario["pools"]![0]!["approvedBy"])}@{Tenant}", "zh");
        await elsewhere.GoAsync($"/sharing/runs/{Run}");
        await elsewhere.Form("approve").Locator("input[name=_sure]").CheckAsync();
        await elsewhere.Page.GetByRole(AriaRole.Button, new() { Name = "复核通过该提案" }).ClickAsync();
        await elsewhere.SeesAsync("未提交：此浏览器没有您的私钥");
        return key;
    }

    // Values and losses reach Distribution over the broker: a run computed a moment too early is computed again.
    private async Task<string> ComputeAsync(Reader wang)
    {
        for (var left = 30; ; left--)
        {
            await wang.GoAsync($"/sharing/pools/{Pool}");
            var run = await wang.DoneAsync("Compute a run", "计算分配方案", "/sharing/runs/");
            if ((await wang.TextAsync()).Contains("252,995.31", StringComparison.Ordinal)) return run;
            Assert.True(left > 0, $"The run does not come to the figures of the sample: {await wang.TextAsync()}");
            await Task.Delay(500);
        }
    }

    private static Task WaitAsync(Reader reader, string path, string en, string zh) => reader.UntilAsync(path, () => reader.Field(en, zh));

    private static string Text(JsonNode? node) => node!.GetValue<JsonElement>() is { ValueKind: JsonValueKind.String } text ? text.GetString()! : node.ToJsonString();
}

using System.Security.Cryptography;
using System.Text.Json;
using Ledger.Rules;

namespace Ledger.EndToEnd.Tests.Browser;

/// <summary>
/// The administrator adopts the policies of two regions and holds them side by side, states what is asked for certification; an enterprise
/// records what counts towards it and keeps its incentive file: of 100,000.00 invested 30 % can be credited, of which surcharges of
/// 20,000.00 take 20,000.00; 10,000.00 go forward.
/// </summary>
public sealed class PolicyAndCredit(SampleAJourney journey)
{
    private const string Conditions = """
        [{"id":"interns","name":{"en":"Interns","zh":"实习生"},"anyOf":[
          {"id":"many","name":{"en":"Sixty interns of three months","zh":"六十名三个月以上实习生"},"source":"Article 5 (2)","mark":"from-memory","count":60,"recordKind":"interns","minMonths":3},
          {"id":"value","name":{"en":"Accepted value","zh":"认定价值"},"source":"Article 5 (5)","mark":"from-memory","value":{"amount":"1000000.00","currency":"CNY"}}]}]
        """;

    private static readonly ECDsa Key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>What the services are told: which authorities are trusted.</summary>
    public static IReadOnlyDictionary<string, string> Settings { get; } = new[] { "cn-national", "cn-shandong" }.Index().SelectMany(authority => new[]
    {
        ($"Profiles__Authorities__{authority.Index}__Id", authority.Item), ($"Profiles__Authorities__{authority.Index}__PublicKey", Convert.ToBase64String(Key.ExportSubjectPublicKeyInfo())),
    }).ToDictionary(setting => setting.Item1, setting => setting.Item2, StringComparer.Ordinal);

    public async Task GoAsync()
    {
        await ProfilesAsync();
        await CertificationAsync();
        await CreditAsync();
    }

    private async Task ProfilesAsync()
    {
        var an = await journey.AsAsync("an");
        foreach (var (profile, authority) in new[] { ("cn", "cn-national"), ("cn-shandong", "cn-shandong") })
        {
            var text = await File.ReadAllTextAsync(Path.Combine(LedgerSystem.Root, "deploy/profiles", $"{profile}.profile.json"));
            var signature = Key.SignData(ProfileDocument.Parse(JsonElement.Parse(text)).Value!.CanonicalBytes(), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
            await an.GoAsync("/profiles");
            await an.FillInAsync("adopt-form", ("document", text), ("signature.authority", authority), ("signature.value", Convert.ToBase64String(signature)));
            await an.SendAsync("adopt-form", "Adopt", "采用", "/profiles");
        }

        await an.GoAsync($"/profiles?left=cn&right=cn-shandong&on=2026-01-01&agreement={journey.AgreementVersion}&under=cn-shandong%3A1");
        // Shandong asks for a year of cultivation, the nation says nothing of it.
        var side = an.Page.Locator("#side-table-table tbody tr", new() { HasText = "cert.minCultivationYears" });
        Assert.Contains("1", await side.Locator("td").Nth(1).InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains(an.Say("What if an agreement stood under another profile", "若协议适用其他政策档案"), await an.TextAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await an.Page.GetByRole(Microsoft.Playwright.AriaRole.Alert).CountAsync());
    }

    private async Task CertificationAsync()
    {
        var (an, zhao) = (await journey.AsAsync("an"), await journey.AsAsync("zhao"));
        await an.GoAsync("/incentives/certification");
        await an.FillInAsync("policy", ("from", "2025-01-01"), ("needed", "1"), ("windowMonths", "36"), ("cultivationMonths", "12"), ("planMonths", "3"), ("barMonths", "60"),
            ("source", "[2019] 590"), ("mark", "from-memory"), ("conditions", Conditions));
        await an.SendAsync("policy", "State it", "填报", "/incentives/certification");
        await zhao.GoAsync("/incentives/certification?on=2025-12-31");
        await zhao.FillInAsync("record", ("reference", "interns-2025"), ("kind", "interns"), ("title.en", "Interns of 2025"), ("title.zh", "2025年实习生"), ("on", "2025-03-01"), ("count", "64"), ("months", "4"), ("evidence", "List of interns"));
        await zhao.SendAsync("record", "Record it", "记录", "/incentives/certification");
        await zhao.FillInAsync("plan", ("on", "2025-02-01"), ("sha256", "Plan of three years"));
        await zhao.SendAsync("plan", "State it", "填报", "/incentives/certification");
        var conditions = zhao.Page.Locator("#conditions-table tbody tr", new() { HasText = zhao.Say("Sixty interns of three months", "六十名三个月以上实习生") });
        Assert.Contains("64", await conditions.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains(zhao.Say("met", "满足"), await conditions.Locator("td").Last.InnerTextAsync(), StringComparison.Ordinal);
    }

    private async Task CreditAsync()
    {
        var zhao = await journey.AsAsync("zhao");
        await zhao.GoAsync("/incentives");
        await zhao.FillInAsync("year", ("year", "2025"), ("currency", "CNY"), ("profile", "cn 1"));
        await zhao.SendAsync("year", "Open the year", "开立该年度", "/incentives");
        await zhao.FillInAsync("listing", ("listing.from", "2025-01-01"), ("listing.sha256", "Publication"));
        await zhao.SendAsync("listing", "State it", "填报", "/incentives");
        await zhao.GoAsync("/incentives/2025");
        await zhao.FillInAsync("item",
            ("reference", "base-1"), ("kind", "training-base"), ("category", "eligible"), ("basis", "spending"), ("invoice", "20250601"), ("invoicedOn", "2025-06-01"), ("amount", "100,000.00"),
            ("paidBy", "E2"), ("paidByMember", "100,000.00"), ("agreementId", journey.Agreement), ("paidOn", "2025-06-10"), ("acceptedOn", "2025-06-20"),
            ("evidence.contract", "Contract"), ("evidence.invoice", "Invoice"), ("evidence.payment", "Payment"), ("evidence.acceptance", "Acceptance"));
        await zhao.SendAsync("item", "Enter it", "填报投资", "/incentives/2025");
        await zhao.FillInAsync("due", ("due.education", "12,000.00"), ("due.local", "8,000.00"));
        await zhao.SendAsync("due", "State them", "填报附加", "/incentives/2025");
        await zhao.SeesAsync("100,000.00", "30,000.00", "20,000.00", "10,000.00");
        await zhao.SendAsync("close", "Close the year with this result", "按此结果关闭年度", "/incentives/2025");
        await zhao.GoAsync("/incentives");
        Assert.Contains("10,000.00", await zhao.Page.Locator("#years-table").InnerTextAsync(), StringComparison.Ordinal);
    }
}

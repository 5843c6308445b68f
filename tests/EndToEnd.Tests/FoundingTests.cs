using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Rules;

namespace Ledger.EndToEnd.Tests;

/// <summary>
/// Both samples in one deployment, without the scenario file's driver: founded, signed and filled by single requests and by CSV as an
/// administrator, signatories and contributors would.
/// </summary>
public sealed class FoundingTests
{
    [Fact]
    public async Task Both_samples_are_founded_signed_and_filled_from_files_and_neither_sees_the_other()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        await using var system = await LedgerSystem.StartAsync("founding");
        var (taihu, lakeside) = (Story("taihu"), Story("lakeside"));
        using var a = await PersonAtDesk.OpenAsync(system, "taihu");
        using var b = await PersonAtDesk.OpenAsync(system, "lakeside");
        await FoundAsync(a, taihu, "an", "E1", "uscc", "91350100M000100Y43");
        await FoundAsync(b, lakeside, "moss", "F1", "lei", "5493001KJTIIGC8Y1R12");
        var signedA = await SignAsync(a, taihu, "an");
        await SignAsync(b, lakeside, "moss");
        await FillAsync(system, a, taihu, Chinese, Encoding.GetEncoding("GB18030"));
        await FillAsync(system, b, lakeside, English, Encoding.UTF8);

        // Domain reference, samples A and B: what each party claims; B's total is 257,800.
        Assert.Equal(["E1 1300000.00", "E2 192000.00", "G 200000.00", "S 152000.00"], await ClaimedAsync(a, "lin"));
        Assert.Equal(["F1 150000.00", "F2 67800.00", "U 40000.00"], await ClaimedAsync(b, "hall"));

        var first = (await a.ListAsync<Registered>("lin", "contributions"))[0].Id;
        Assert.True(await a.SeesAsync("lin", $"contributions/{first}"));
        Assert.False(await b.SeesAsync("hall", $"contributions/{first}"));
        Assert.False(await b.SeesAsync("hall", $"agreements/{signedA}"));
        await b.RefusedAsync(403, "consortium.foreign", "hall", "/api/v1/consortia/taihu/contributions", new { });
    }

    private static async Task FoundAsync(PersonAtDesk desk, JsonNode story, string administrator, string identified, string scheme, string identifier)
    {
        var agreement = story["agreement"]!;
        var from = (string)agreement["effective"]!["from"]!;
        var founders = agreement["parties"]!.AsArray().Select(party =>
        {
            var founder = new JsonObject { ["id"] = (string)party!["id"]!, ["name"] = party["name"]!.DeepClone(), ["type"] = (string)party["type"]! };
            if ((string)party["id"]! == identified) founder[scheme] = identifier;
            return founder;
        }).ToList();
        var wrong = founders.Select(founder => founder.DeepClone()).ToList();
        wrong.Single(founder => (string)founder["id"]! == identified)[scheme] = identifier[..^1] + (identifier[^1] == '3' ? '4' : '3');
        var name = story["consortium"]!["name"];
        await desk.RefusedAsync(422, $"identifier.{scheme}-check", administrator, "consortium", new { name, founders = wrong, on = from });
        await desk.PostAsync(administrator, "consortium", new { name, founders, on = from });
        foreach (var person in Signatories(story))
            await desk.PostAsync(administrator, "consortium/people", new { person = $"{person["id"]}@{story["consortium"]!["id"]}", party = (string)person["organisation"]!, role = "signatory", from });
    }

    private static async Task<Guid> SignAsync(PersonAtDesk desk, JsonNode story, string administrator)
    {
        var drafted = await desk.PostAsync(administrator, "agreements", new { document = story["agreement"] });
        await desk.PostAsync(administrator, $"agreements/{drafted.Id}/proposal", new { }, drafted.Version);
        var documentHash = await desk.HashAsync(administrator, drafted.Id);
        foreach (var person in Signatories(story))
            await desk.PostAsync((string)person["id"]!, $"agreements/{drafted.Id}/signatures", new { documentHash });
        return drafted.Id;
    }

    // One file per party, as each brings in its own.
    private static async Task FillAsync(LedgerSystem system, PersonAtDesk desk, JsonNode story, string header, Encoding encoding)
    {
        var consortium = (string)story["consortium"]!["id"]!;
        foreach (var own in story["contributions"]!.AsArray().GroupBy(item => (string)item!["registeredBy"]!))
        {
            var rows = new StringBuilder(header).AppendLine();
            foreach (var item in own) rows.AppendLine(await RowAsync(desk, own.Key, story, item!));
            var file = Path.Combine(system.Folder, $"{consortium}-{own.Key}.csv");
            await File.WriteAllTextAsync(file, rows.ToString(), encoding);
            await ImportAsync(system, file, consortium, own.Key);
        }
    }

    private static async Task<string> RowAsync(PersonAtDesk desk, string person, JsonNode story, JsonNode item)
    {
        var cells = new List<string>
        {
            (string)item["reference"]!, (string)story["agreement"]!["agreementId"]!, (string)item["kind"]!, (string)item["title"]!["en"]!,
            (string)item["title"]!["zh"]!, (string)item["effectiveOn"]!, (string)item["receivedBy"]!, (string)story["agreement"]!["currency"]!,
            (string)item["claimed"]!,
        };
        foreach (var paper in item["evidence"]!.AsArray())
        {
            var stored = await desk.UploadAsync(person, (string)paper!["content"]!);
            cells.AddRange([(string)paper["reference"]!, (string)paper["sourceClass"]!, (string)paper["issuedOn"]!, (string)paper["title"]!["en"]!, (string)paper["title"]!["zh"]!, stored.Sha256]);
        }

        while (cells.Count < 9 + (6 * Papers)) cells.Add("");
        return string.Join(',', cells.Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));
    }

    // The agreement travels from Agreements to Contributions by a message: until it has come, the rows are refused.
    private static async Task ImportAsync(LedgerSystem system, string file, string consortium, string person)
    {
        (int Code, string Output, string Errors) answer = default;
        for (var left = 30; left > 0; left--)
        {
            answer = await system.TryAsync("import", file, "--consortium", consortium, "--kind", "contributions", "--person", person);
            if (answer.Code == 0) return;
            Assert.Contains("contribution.agreement-not-active", answer.Output, StringComparison.Ordinal);
            await Task.Delay(1000);
        }

        Assert.Fail(answer.Output + answer.Errors);
    }

    private static async Task<string[]> ClaimedAsync(PersonAtDesk desk, string person) =>
    [
        .. (await desk.ListAsync<Registered>(person, "contributions")).GroupBy(one => one.Party).OrderBy(party => party.Key, StringComparer.Ordinal)
            .Select(party => $"{party.Key} {Money.Sum(party.Select(one => one.Claimed), party.First().Claimed.Currency).Amount}"),
    ];

    private static IEnumerable<JsonNode> Signatories(JsonNode story) =>
        story["people"]!.AsArray().Where(person => person!["roles"]!.AsArray().Any(role => (string)role! == "signatory"))!;

    private static JsonNode Story(string sample) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(LedgerSystem.Root, $"deploy/samples/{sample}.ledger.json")))!;

    private const int Papers = 7;

    private static string English { get; } = "reference,agreement,kind,title (en),title (zh),effective on,received by,currency,claimed"
        + Each("evidence {0}: reference,evidence {0}: source class,evidence {0}: issued on,evidence {0}: title (en),evidence {0}: title (zh),evidence {0}: sha256");

    private static string Chinese { get; } = "编号,协议,类别,名称（英文）,名称（中文）,生效日,接收方,币种,申报价值"
        + Each("凭证{0}：编号,凭证{0}：来源类别,凭证{0}：日期,凭证{0}：名称（英文）,凭证{0}：名称（中文）,凭证{0}：sha256");

    private static string Each(string columns) =>
        string.Concat(Enumerable.Range(1, Papers).Select(number => "," + string.Format(CultureInfo.InvariantCulture, columns, number)));

    private sealed record Registered(Guid Id, string Party, Money Claimed);
}

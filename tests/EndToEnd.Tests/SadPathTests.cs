using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Cli.Connection;

namespace Ledger.EndToEnd.Tests;

/// <summary>Every bad input that a person can send gets its stable code through the public face, and no event.</summary>
public sealed class SadPathTests
{
    private static readonly object Valid = new
    {
        reference = "late", agreementId = "taihu-2025", kind = "space", title = new { en = "A room", zh = "一间房" },
        claimed = new { amount = "1.00", currency = "CNY" }, effectiveOn = "2025-03-01", receivedBy = "S", evidence = Array.Empty<object>(),
    };

    [Fact]
    public async Task Each_bad_input_gets_its_code_and_leaves_no_event()
    {
        await using var system = await LedgerSystem.StartAsync("sad");
        // The sample's own consortium has nothing but an agreement that is not signed; a second one has gone all the way to its pool.
        using (var taihu = await PersonAtDesk.OpenAsync(system, "taihu")) await UnsignedAsync(system, taihu);

        var file = Path.Combine(system.Folder, "xishan.ledger.json");
        await File.WriteAllTextAsync(file, Xishan());
        await system.LedgerAsync("demo", file);
        using var desk = await PersonAtDesk.OpenAsync(system, "xishan");
        await ContributionsAsync(system, desk);
        await RequestsAsync(system, desk);
        await PoolsAsync(system, desk);
    }

    private static async Task UnsignedAsync(LedgerSystem system, PersonAtDesk desk)
    {
        var document = JsonNode.Parse(await File.ReadAllTextAsync(LedgerSystem.Sample))!["agreement"]!;
        var drafted = await desk.PostAsync("an", "agreements", new { document });
        await Databases.AssertNothingHappensAsync(system, async () =>
        {
            await desk.RefusedAsync(409, "agreement.not-proposed", "lin", $"agreements/{drafted.Id}/signatures", new { documentHash = await desk.HashAsync("lin", drafted.Id) });
            await desk.RefusedAsync(409, "agreement.hash-mismatch", "lin", $"agreements/{drafted.Id}/signatures", new { documentHash = new string('0', 64) });
            await desk.RefusedAsync(409, "contribution.agreement-not-active", "lin", "contributions", await WithPaperAsync(desk));
            document["benefit"]!["waterfall"]![3]!["keys"]![0]!["weight"] = "0.50";
            await desk.RefusedAsync(422, "agreement.weights-not-one", "an", "agreements", new { document });
            await desk.RefusedAsync(409, "agreement.exists", "an", "agreements", new { document = Changed(document) });
        });
    }

    private static async Task ContributionsAsync(LedgerSystem system, PersonAtDesk desk)
    {
        var registered = await desk.FirstAsync("lin", "contributions?party=E1");
        var appraisal = await desk.FirstAsync("he", $"appraisals?contribution={registered}");
        var paper = await WithPaperAsync(desk);
        await Databases.AssertNothingHappensAsync(system, async () =>
        {
            await desk.RefusedAsync(422, "party.unknown", "lin", "contributions", With("receivedBy", "\"X9\"", paper));
            await desk.RefusedAsync(422, "money.wrong-currency", "lin", "contributions", With("claimed", """{"amount":"1.00","currency":"USD"}""", paper));
            await desk.RefusedAsync(422, "money.over-precise", "lin", "contributions", With("claimed", """{"amount":"1.001","currency":"CNY"}""", paper));
            await desk.RefusedAsync(422, "money.negative", "lin", "contributions", With("claimed", """{"amount":"-1.00","currency":"CNY"}""", paper));
            await desk.RefusedAsync(422, "contribution.evidence-missing", "lin", "contributions", Valid);
            await desk.RefusedAsync(422, "contribution.received-by-self", "lin", "contributions", With("receivedBy", "\"E1\"", paper));
            await desk.RefusedAsync(
                403, "contribution.own", "lin", $"contributions/{registered}/verification", new { }, await desk.SeenAsync("lin", $"contributions/{registered}"));
            await desk.RefusedAsync(
                409, "appraisal.accepted", "he", $"appraisals/{appraisal}/proposal", new { method = "market.comparables", inputs = new { } },
                await desk.SeenAsync("he", $"appraisals/{appraisal}"));
        });
        await TooFewComparablesAsync(system, desk, paper);
    }

    private static async Task TooFewComparablesAsync(LedgerSystem system, PersonAtDesk desk, JsonNode paper)
    {
        var registered = await desk.PostAsync("lin", "contributions", With("kind", "\"donated-equipment\"", paper));
        await desk.PostAsync("chen", $"contributions/{registered.Id}/verification", new { }, registered.Version);
        var appraisal = await desk.FirstAsync("he", $"appraisals?contribution={registered.Id}");
        var inputs = JsonNode.Parse(await File.ReadAllTextAsync(LedgerSystem.Sample))!["contributions"]![0]!["appraisal"]!["inputs"]!.DeepClone();
        inputs["comparables"]!.AsArray().RemoveAt(4);
        inputs["comparables"]!.AsArray().RemoveAt(3);
        inputs["comparables"]!.AsArray().RemoveAt(2);
        await Databases.AssertNothingHappensAsync(system, () =>
            desk.RefusedAsync(422, "valuation.too-few-evidence", "he", $"appraisals/{appraisal}/proposal", new { method = "market.comparables", inputs }, seen: 1));
    }

    private static Task RequestsAsync(LedgerSystem system, PersonAtDesk desk) => Databases.AssertNothingHappensAsync(system, async () =>
    {
        var agreement = await desk.FirstAsync("an", "agreements");
        await desk.RefusedAsync(428, "if-match.missing", "an", $"agreements/{agreement}/proposal", new { });
        await desk.RefusedAsync(412, "version.stale", "an", $"agreements/{agreement}/proposal", new { }, seen: 1);
        await desk.RefusedAsync(403, "role.missing", "lin", "pools", new { });
        await desk.RefusedAsync(403, "role.missing", "li", "contributions", Valid);
        await desk.RefusedAsync(403, "consortium.foreign", "lin", "/api/v1/consortia/taihu/contributions", Valid);
        await desk.RefusedAsync(413, "request.too-large", "lin", "contributions", With("reference", $"\"{new string('x', 2 << 20)}\""));
    });

    private static async Task PoolsAsync(LedgerSystem system, PersonAtDesk desk)
    {
        var key = Guid.NewGuid().ToString();
        var declared = await desk.PostAsync("bo", "pools", Pool("2025", "600000.00"), key: key);
        Assert.Equal(declared, await desk.PostAsync("bo", "pools", Pool("2025", "600000.00"), key: key));
        var run = await desk.ComputedAsync("bo", declared.Id);
        var proposed = await desk.PostAsync("bo", $"runs/{run.Id}/proposal", new { }, run.Version);
        var proposalHash = await desk.ProposalAsync("bo", run.Id);
        await Databases.AssertNothingHappensAsync(system, async () =>
        {
            await desk.RefusedAsync(422, "idempotency-key.reused", "bo", "pools", Pool("2025", "600000.01"), key: key);
            await desk.RefusedAsync(409, "pool.already-declared", "bo", "pools", Pool("2025", "600000.01"));
            await desk.RefusedAsync(409, "run.objection-window-open", "bo", $"runs/{run.Id}/settlement", new { }, seen: proposed.Version);
            await desk.RefusedAsync(403, "run.maker-approves", "bo", $"runs/{run.Id}/approval", new { proposalHash }, seen: proposed.Version);
            await desk.RefusedAsync(409, "run.objection-window-open", "sun", $"runs/{run.Id}/approval", new { proposalHash }, seen: proposed.Version);
            await desk.RefusedAsync(409, "run.proposal-changed", "sun", $"runs/{run.Id}/approval", new { proposalHash = new string('0', 64) }, seen: proposed.Version);
        });
    }

    private static object Pool(string reference, string amount) => new
    {
        reference, agreementId = "taihu-2025", period = new { from = "2025-01-01", to = "2025-12-31" },
        amount = new { amount, currency = "CNY" }, title = new { en = "Income", zh = "收入" },
    };

    private static JsonNode With(string member, string json, JsonNode? body = null)
    {
        body = body?.DeepClone() ?? JsonSerializer.SerializeToNode(Valid)!;
        body[member] = JsonNode.Parse(json);
        return body;
    }

    private static async Task<JsonNode> WithPaperAsync(PersonAtDesk desk)
    {
        var paper = await desk.UploadAsync("lin", "A paper / 一份凭证");
        return With("evidence", $$"""[{"reference":"late-paper","sourceClass":"invoice","issuedOn":"2025-02-01","title":{"en":"Paper","zh":"凭证"},"mediaType":"text/plain","sha256":"{{paper.Sha256}}","size":{{paper.Size}}}]""");
    }

    private static JsonNode Changed(JsonNode document)
    {
        document["benefit"]!["waterfall"]![3]!["keys"]![0]!["weight"] = "0.60";
        document["title"]!["en"] = "Another text under the same number";
        return document;
    }

    // The sample's story up to its pool, in a consortium of its own, with one person who may both propose and approve.
    private static string Xishan()
    {
        var story = JsonNode.Parse(File.ReadAllText(LedgerSystem.Sample))!;
        story["consortium"]!["id"] = "xishan";
        story["pools"] = new JsonArray();
        story.AsObject().Remove("expected");
        story["people"]!.AsArray().Add(JsonNode.Parse("""{"id":"bo","name":{"en":"Bo Wen","zh":"薄文"},"organisation":"S","roles":["finance-officer","approver"]}"""));
        return story.ToJsonString();
    }
}

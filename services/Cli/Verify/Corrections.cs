using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Rules;
using Ledger.Transparency;
using Ledger.Transparency.Bundles;

namespace Ledger.Cli.Verify;

/// <summary>Corrections of what was settled: as it stood, and as it would be, computed anew; approved as it was put together, by a second person.</summary>
internal static class Corrections
{
    private static readonly string[] Heading = ["agreementId", "no", "on"];

    /// <summary>What was put together is what its hash names, and nothing is gained or lost by it.</summary>
    public static void Prepared(Reperforming work, ProvenEntry entry, JsonElement prepared)
    {
        var items = prepared.Items("items");
        work.Same(
            prepared.Text("hash") == CanonicalJson.Hash(JsonSerializer.SerializeToElement(new JsonObject { ["items"] = JsonNode.Parse(prepared.At("items")?.GetRawText() ?? "[]") })),
            entry, "figures.correction-differs", "hash", "The correction is not what its hash names.", "更正内容与其哈希不符。");
        foreach (var item in items)
        {
            var (was, would) = (item.Sure("reserveWas"), item.Sure("reserveWouldBe"));
            var lines = item.Items("lines");
            work.Same(
                lines.Aggregate(was, (sum, line) => sum + line.Sure("was")) == lines.Aggregate(would, (sum, line) => sum + line.Sure("wouldBe"))
                    && lines.All(line => line.At("amount") is null || line.Amount("amount") == line.Sure("wouldBe") - line.Sure("was")),
                entry, "figures.correction-differs", "items", $"As {item.Text("reference")} was and as it would be do not come to the same.", $"{item.Text("reference")} 更正前后合计不等。");
        }
    }

    /// <summary>What was booked is what was put together; each item starts from what stood and comes to what is computed anew.</summary>
    public static void Booked(Reperforming work, ProvenEntry entry, JsonElement booked)
    {
        if (work.Before(entry, "correction_prepared.v1").FirstOrDefault() is not { Payload: { } prepared })
        {
            work.Missing(entry, "figures.correction-missing", "What was put together to be booked is not disclosed.", "未披露所编制的更正。");
            return;
        }

        var items = prepared.Items("items");
        var reserve = items.Select(item => item.Sure("reserveWouldBe") - item.Sure("reserveWas")).Aggregate((sum, change) => sum + change);
        work.Same(
            booked.Text("hash") == prepared.Text("hash") && booked.Amount("reserve") == reserve && Told(booked, prepared),
            entry, "figures.correction-differs", "hash", "Something else was booked than was put together.", "所入账内容与所编制的不同。");
        work.Same(
            booked.Text("by", "person") is { } checker && checker != prepared.Text("by", "person"), entry, "approval.same-person", "by",
            "The person who approved the correction put it together.", "更正的复核人即编制人。");
        Owed(work, entry, booked, items);
        foreach (var item in items)
        {
            if (item.Text("of") == "run") CorrectedRun.Check(work, entry, prepared, item);
            else Loss(work, entry, item);
        }

        var said = string.Join("; ", items.Select(item => $"{item.Text("reference")}: {string.Join(", ", item.Items("lines").Select(line => $"{line.Text("party")} {line.Sure("wouldBe") - line.Sure("was")}"))}"));
        work.Proven("proven.correction",
            $"Correction {prepared.Number("no")} of {prepared.Text("agreementId")} was booked on {prepared.Text("on")} as put together by {Who(prepared)} and approved by {Who(booked)}: {said}.",
            $"{prepared.Text("agreementId")} 第 {prepared.Number("no")} 次更正于 {prepared.Text("on")} 入账，由 {Who(prepared)} 编制、{Who(booked)} 复核：{said}。");
    }

    // The others are told the same items without what they rest on; the oldest facts tell nothing.
    private static bool Told(JsonElement booked, JsonElement prepared)
    {
        if (booked.At("told") is not { } told) return true;
        var items = prepared.Items("items").Select(item =>
        {
            var bare = JsonNode.Parse(item.GetRawText())!.AsObject();
            bare["sources"] = new JsonArray();
            return JsonSerializer.SerializeToElement(bare);
        }).ToList();
        return Heading.All(member => PayloadJson.Alike(told.At(member), prepared.At(member)))
            && told.Items("items").Count == items.Count && told.Items("items").Zip(items).All(pair => PayloadJson.Difference(pair.First, pair.Second) is null);
    }

    // What a party had been paid already it owes: at most what it loses. How much had been paid stands in the books.
    private static void Owed(Reperforming work, ProvenEntry entry, JsonElement booked, IReadOnlyList<JsonElement> items)
    {
        if (booked.Read<Dictionary<string, Money>>("owed") is not { } owed) return;
        var lost = items.SelectMany(item => item.Items("lines")).GroupBy(line => line.Named("party"), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Select(line => line.Sure("was") - line.Sure("wouldBe")).Aggregate((sum, change) => sum + change), StringComparer.Ordinal);
        foreach (var (party, amount) in owed)
        {
            work.Same(
                amount.Sign > 0 && lost.GetValueOrDefault(party) is { } most && amount <= most, entry, "figures.correction-differs", "owed",
                $"{party} owes more than it loses by the correction.", $"{party} 所欠多于其因更正所减。");
            work.Apart(new("What had been paid before a correction", "更正之前已付的金额"), $"{party} ({amount})");
        }
    }

    // The difference of a loss was told when a retroactive change was confirmed.
    private static void Loss(Reperforming work, ProvenEntry entry, JsonElement item)
    {
        var noted = work.All("adjustment_noted.v1").FirstOrDefault(other => other.Envelope.Stream.ToString() == item.Text("told"));
        if (noted?.Payload is not { } told)
        {
            work.Apart(new("Differences of losses under a retroactive change", "追溯变更下损失的差额"), item.Text("reference") ?? "");
            return;
        }

        work.Same(
            told.Items("differences").Any(difference => difference.Text("of") == "loss" && difference.Text("id") == item.Text("id")
                && PayloadJson.Alike(difference.At("lines"), item.At("lines")) && difference.Amount("reserve") == item.Sure("reserveWouldBe") - item.Sure("reserveWas")),
            entry, "figures.correction-differs", "items", $"The difference of the loss {item.Text("reference")} is not the one that was told.", $"损失 {item.Text("reference")} 的差额与所告知的不同。");
    }

    private static string Who(JsonElement payload) => $"{payload.Text("by", "person")} ({payload.Text("by", "organisation")})";
}

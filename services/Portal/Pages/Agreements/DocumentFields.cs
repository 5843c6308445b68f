using System.Text.Json.Nodes;
using Ledger.Portal.Web;

namespace Ledger.Portal.Pages.Agreements;

/// <summary>One thing of an agreement's document that the guided form asks for.</summary>
/// <param name="Path">Where it stands: <c>effective.from</c>, <c>benefit.waterfall[reserve].rate</c>.</param>
/// <param name="Label">What it is called.</param>
/// <param name="Group">Which part of the form.</param>
/// <param name="Kind">How it is written: text, whole, day, list, table or yesno.</param>
/// <param name="Hint">How to fill it in.</param>
public sealed record DocumentField(string Path, Text Label, Text Group, string Kind = "text", Text? Hint = null);

/// <summary>
/// The guided form of an agreement and its document are two views of one thing. Only places and shapes are known here: what may stand
/// there, the service says.
/// </summary>
public static class DocumentFields
{
    private static readonly Text What = new("What it is", "基本信息");
    private static readonly Text Who = new("Who", "成员");
    private static readonly Text Benefits = new("Sharing of benefits", "收益分配");
    private static readonly Text Losses = new("Sharing of losses", "损失分担");
    private static readonly Text Rules = new("Rules around it", "其他规则");

    /// <summary>Every field, in the order of the form.</summary>
    public static IReadOnlyList<DocumentField> All { get; } =
    [
        new("agreementId", new("Id", "协议编号"), What),
        new("version", new("Version", "版本"), What, "whole"),
        new("supersedes", new("Takes the place of version", "取代版本"), What, "whole"),
        new("title.en", new("Title in English", "英文名称"), What),
        new("title.zh", new("Title in Chinese", "中文名称"), What),
        new("currency", new("Currency", "币种"), What),
        new("effective.from", new("First day", "起始日"), What, "day"),
        new("effective.to", new("Last day", "截止日"), What, "day"),
        new("parties", new("Parties", "成员"), Who, "table", new("One a line: id | English name | Chinese name | type", "每行一个：编号 | 英文名 | 中文名 | 类型")),
        new("benefit.participants", new("Who shares the benefits", "参与分配者"), Who, "list", new("Ids with commas.", "编号，以逗号分隔。")),
        new("benefit.waterfall[reserve].rate", new("Into the reserve, share of a pool", "提取准备金比例"), Benefits),
        new("benefit.waterfall[cost-recovery].cap", new("Costs paid back, at most this share", "成本回收上限比例"), Benefits),
        new("benefit.waterfall[preferred-return].rate", new("Preferred return, rate a year", "优先回报年利率"), Benefits),
        new("benefit.rounding", new("Rounding", "舍入"), Benefits),
        new("valuation.capAtClaim", new("No more is accepted than was claimed", "认定不超过申报"), Benefits, "yesno"),
        new("risk.allocation.retention", new("Stays with the sufferers of each loss", "受损方自留额"), Losses),
        new("risk.allocation.reserveLimit", new("The reserve pays at most, a period", "准备金期间支付上限"), Losses),
        new("risk.allocation.excess", new("What is above the caps", "超限部分"), Losses),
        new("dispute.objectionWindow", new("Time to object", "异议期"), Rules, "text", new("P10D: ten days", "P10D 为十天")),
        new("default.noticeDays", new("Days from a default notice until it counts", "违约通知生效天数"), Rules, "whole"),
        new("default.cureDays", new("Days to cure a default", "违约补救天数"), Rules, "whole"),
        new("regionProfile.id", new("Region profile", "地区政策档案"), Rules),
        new("regionProfile.version", new("Its version", "档案版本"), Rules, "whole"),
    ];

    /// <summary>What stands at a place, as the form writes it; empty when nothing does.</summary>
    public static string Read(JsonNode? document, DocumentField field)
    {
        var value = At(document, Steps(field.Path));
        return value switch
        {
            null => "",
            JsonArray list when field.Kind == "table" => string.Join('\n', list.Select(item => $"{item?["id"]} | {item?["name"]?["en"]} | {item?["name"]?["zh"]} | {item?["type"]}")),
            JsonArray list => string.Join(", ", list.Select(item => item?.ToString())),
            _ => value.ToString(),
        };
    }

    /// <summary>Puts what the form says into the document. An empty field takes the member away; a place that is not there is made.</summary>
    public static void Write(JsonNode document, DocumentField field, string typed)
    {
        var steps = Steps(field.Path);
        var last = steps[^1];
        if (typed.Length == 0)
        {
            if (At(document, steps[..^1]) is JsonObject holder) holder.Remove(last.Name);
            return;
        }

        if (Made(document, steps[..^1]) is not JsonObject place) return;
        place[last.Name] = Value(field, typed, place[last.Name]);
    }

    private static JsonNode Value(DocumentField field, string typed, JsonNode? before) => field.Kind switch
    {
        "whole" when long.TryParse(typed, System.Globalization.CultureInfo.InvariantCulture, out var whole) => JsonValue.Create(whole),
        "yesno" => JsonValue.Create(typed == "true"),
        "list" => new JsonArray([.. Parts(typed, ',', '，', '、').Select(item => JsonValue.Create(item))]),
        "table" => new JsonArray([.. Parts(typed, '\n').Select(line => Party(line, before as JsonArray))]),
        _ => JsonValue.Create(typed),
    };

    // Members of a party that the form does not ask for stay.
    private static JsonObject Party(string line, JsonArray? before)
    {
        var cells = line.Split('|', StringSplitOptions.TrimEntries);
        var known = before?.FirstOrDefault(party => party?["id"]?.ToString() == cells[0]) as JsonObject;
        var party = known is null ? new JsonObject { ["id"] = cells[0] } : (JsonObject)known.DeepClone();
        if (cells.Length > 1) party["name"] = new JsonObject { ["en"] = cells[1], ["zh"] = cells.Length > 2 ? cells[2] : cells[1] };
        if (cells.Length > 3) party["type"] = cells[3];
        return party;
    }

    private static string[] Parts(string text, params char[] at) => text.Split(at, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static (string Name, string? Tier)[] Steps(string path) =>
        [.. path.Split('.').Select(step => step.EndsWith(']') ? (step[..step.IndexOf('[')], step[(step.IndexOf('[') + 1)..^1]) : (step, (string?)null))];

    private static JsonNode? At(JsonNode? node, (string Name, string? Tier)[] steps)
    {
        foreach (var (name, tier) in steps)
        {
            node = (node as JsonObject)?[name];
            if (tier is not null) node = (node as JsonArray)?.FirstOrDefault(item => (item as JsonObject)?["tier"]?.ToString() == tier);
        }

        return node;
    }

    private static JsonNode? Made(JsonNode node, (string Name, string? Tier)[] steps)
    {
        foreach (var (name, tier) in steps)
        {
            if (node is not JsonObject holder) return null;
            if (tier is null)
            {
                node = holder[name] ??= new JsonObject();
                continue;
            }

            if ((holder[name] ??= new JsonArray()) is not JsonArray tiers) return null;
            var there = tiers.FirstOrDefault(item => (item as JsonObject)?["tier"]?.ToString() == tier);
            if (there is null)
            {
                there = new JsonObject { ["tier"] = tier };
                // The order of a waterfall is reserve, costs, return, rest.
                string[] order = ["reserve", "cost-recovery", "preferred-return"];
                var before = tiers.Count(item => Array.IndexOf(order, item?["tier"]?.ToString()) is >= 0 and var place && place < Array.IndexOf(order, tier));
                tiers.Insert(before, there);
            }

            node = there;
        }

        return node;
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>
/// Which members of a method's inputs come from the register. Comparables and quotes become the method's own lists; a rate is the
/// median of the rates taken; every other method that cites evidence gets the references.
/// </summary>
internal static class MethodMembers
{
    /// <summary>The members by name; null and the rule that is broken.</summary>
    public static IReadOnlyDictionary<string, JsonNode?>? Of(
        Method method, RegisterChoice choice, IReadOnlyList<EvidenceParticulars> items, IReadOnlyList<IndexSeries> indexes,
        IReadOnlyList<string> related, JsonElement stated, out Rejection? refused)
    {
        var members = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        var takes = Takes(method);
        refused = Needless(method, choice, indexes, takes);
        if (refused is not null) return null;
        switch (method.Id)
        {
            case "market.comparables":
                refused = Rates.Wrong(items, null);
                if (refused is not null) return null;
                refused = GridBuilder.Comparables(choice, items, out var comparables);
                members["comparables"] = Node(comparables);
                members["relatedParties"] = Node(related);
                break;
            case "market.adjusted-price":
                refused = items.Count == 1 ? Rates.Wrong(items, null) : Problems.TooMany("register.evidence", 1);
                refused ??= Rates.Related(items) ?? GridBuilder.Broken(choice, 0, items[0]);
                if (refused is not null) return null;
                members["price"] = items[0].Price.Value.ToString();
                members["pricedOn"] = Node(items[0].Date);
                members["factors"] = Node(GridBuilder.Factors(choice, 0, items[0]));
                members["evidence"] = References(items);
                break;
            case "rent.quotes":
                refused = Rates.Wrong(items, "month") ?? Rates.Related(items) ?? Rates.OneSource(items);
                members["quotes"] = Node(items.Select(item => new RentQuote(item.Reference, item.Price, item.Date, item.Reference)));
                break;
            case "labour.rate" or "market.unit-rate":
                refused = Rates.Wrong(items, method.Id == "labour.rate" ? "h" : Rates.UnitOf(stated)) ?? Rates.Related(items) ?? Rates.OneSource(items);
                members["rate"] = Statistics.Median(items.Select(item => item.Price.Value)).ToString();
                members["evidence"] = References(items);
                break;
            default:
                members["evidence"] = References(items);
                break;
        }

        if (indexes.Count > 0) members["indexes"] = Node(indexes);
        return refused is null ? members : null;
    }

    // The description of a method says what its inputs are: what is not among them has nothing to do there.
    private static Rejection? Needless(Method method, RegisterChoice choice, IReadOnlyList<IndexSeries> indexes, HashSet<string> takes)
    {
        var grid = method.Id is "market.comparables" or "market.adjusted-price";
        if (method.Id == "market.comparables" ? !takes.Contains("relatedParties") : !takes.Contains("evidence") && !takes.Contains("quotes"))
            return new MethodTakesNoRegister(method.Id, method.Version) { Field = "register" };
        if (indexes.Count > 0 && !takes.Contains("indexes")) return new MethodTakesNoIndex(method.Id) { Field = "register.series" };
        for (var i = 0; i < choice.Evidence.Count && !grid; i++)
        {
            if (choice.Evidence[i] is { Factors: not null } or { Weight: not null } or { Similarity: not null } or { Independence: not null })
                return new MethodTakesNoGrid(method.Id) { Field = JsonPath.Item("register.evidence", i) };
        }

        return null;
    }

    private static HashSet<string> Takes(Method method) =>
        [.. method.Description.Inputs.GetProperty("properties").EnumerateObject().Select(member => member.Name)];

    private static JsonNode? Node<T>(T value) => JsonSerializer.SerializeToNode(value, RuleJson.PlainAmounts);

    private static JsonNode? References(IReadOnlyList<EvidenceParticulars> items) => Node(items.Select(item => item.Reference));
}

/// <summary>Rules of evidence whose figures are taken as rates.</summary>
internal static class Rates
{
    /// <summary>The first item that is a rate of another unit, or a rate where the price of a thing is needed, or null.</summary>
    public static Rejection? Wrong(IReadOnlyList<EvidenceParticulars> items, string? per)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i].Details.Per() != per) return new WrongRateUnit(items[i].Reference, items[i].Details.Per(), per) { Field = At(i) };
        }

        return null;
    }

    /// <summary>The first item between related parties, or null: where no weight can be 0 it has no place.</summary>
    public static Rejection? Related(IReadOnlyList<EvidenceParticulars> items)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i].RelatedParty) return new RelatedPartyCounts(items[i].Reference) { Field = At(i) };
        }

        return null;
    }

    /// <summary>Refuses several items that all come from one source: they are one opinion.</summary>
    public static Rejection? OneSource(IReadOnlyList<EvidenceParticulars> items) =>
        items.Count > 1 && items.All(item => item.CountedSource == items[0].CountedSource)
            ? new OneSource(items[0].CountedSource) { Field = "register.evidence" }
            : null;

    /// <summary>The unit of the rate that the inputs of a unit rate ask for: "m2/month", or "m2" without periods.</summary>
    public static string? UnitOf(JsonElement stated)
    {
        var unit = Text(stated, "unit");
        return Text(stated, "periodUnit") is { } period ? $"{unit}/{period}" : unit;
    }

    private static string? Text(JsonElement stated, string name) =>
        stated.ValueKind == JsonValueKind.Object && stated.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string At(int index) => $"{JsonPath.Item("register.evidence", index)}.reference";
}

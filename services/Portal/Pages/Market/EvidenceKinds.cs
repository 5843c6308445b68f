using System.Text.Json;
using Ledger.Portal.Api;
using Ledger.Portal.Pages.Parts;
using Ledger.Portal.Web;

namespace Ledger.Portal.Pages.Market;

/// <summary>What only one kind of evidence has to say, as fields.</summary>
/// <param name="Name">Member of the group that belongs to the kind.</param>
/// <param name="Label">What it is called.</param>
/// <param name="Required">Whether it has to be said.</param>
/// <param name="Whole">Whether it is a whole number.</param>
internal sealed record EvidenceDetail(string Name, Text Label, bool Required = true, bool Whole = false);

/// <summary>Kinds of evidence and what each says; the service decides, this only asks.</summary>
internal static class EvidenceKinds
{
    private static readonly Text Seller = new("Seller", "卖方");
    private static readonly Text Buyer = new("Buyer", "买方");
    private static readonly Text Unit = new("Unit of the rate (h, month, m2/month)", "计价单位（h、month、m2/month）");

    private static readonly Dictionary<string, (string Group, EvidenceDetail[] Details)> Known = new(StringComparer.Ordinal)
    {
        ["comparable"] = ("comparable", [new("seller", Seller, false), new("buyer", Buyer, false)]),
        ["invoice"] = ("invoice", [new("number", new("Invoice number", "发票号码")), new("seller", Seller), new("buyer", Buyer)]),
        ["tender-award"] = ("tenderAward",
            [new("number", new("Tender number", "招标编号")), new("buyer", new("Who invited", "招标方")), new("winner", new("Who was awarded it", "中标方")), new("bidders", new("How many bids", "投标家数"), Whole: true)]),
        ["platform-sale"] = ("platformSale", [new("listing", new("The platform's number of the sale", "平台成交编号")), new("seller", Seller, false)]),
        ["asking-price"] = ("askingPrice", [new("seller", new("Who asks", "报价方")), new("offer", new("Where it stands: address or number", "报价出处：网址或编号"))]),
        ["quote"] = ("quote", [new("quoter", new("Who quotes", "询价对象")), new("per", Unit, false)]),
        ["rate-card"] = ("rateCard", [new("per", Unit), new("item", new("What the rate is for", "价目项目"))]),
        ["wage-survey"] = ("wageSurvey",
            [new("per", Unit), new("occupation", new("Occupation", "职业")), new("sample", new("How many were asked", "样本数"), Whole: true), new("percentile", new("Percentile, 50 is the median", "百分位，50 为中位数"), Whole: true)]),
    };

    /// <summary>Every kind, in the order in which they are offered.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Known.Keys];

    /// <summary>Source classes, the most reliable first.</summary>
    public static IReadOnlyList<string> Sources { get; } = ["invoice", "auction", "platform-sale", "asking-price", "published", "contributor"];

    /// <summary>Member that holds the particulars of a kind.</summary>
    public static string Group(string kind) => Known[kind].Group;

    /// <summary>The particulars of a kind.</summary>
    public static IReadOnlyList<EvidenceDetail> Details(string kind) => Known[kind].Details;

    /// <summary>Unit of which an item's figure is the rate; null for the price of a thing.</summary>
    public static string? Per(MarketParticulars item) => SchemaMember.Plain(SchemaMember.In(Said(item), "per"));

    /// <summary>What an item's kind says of it, as label and text.</summary>
    public static IEnumerable<(Text Label, string Value)> Particulars(MarketParticulars item) => Known.TryGetValue(item.Kind, out var kind)
        ? from detail in kind.Details
          let value = SchemaMember.Plain(SchemaMember.In(Said(item), detail.Name))
          where value is not null
          select (detail.Label, value)
        : [];

    private static JsonElement Said(MarketParticulars item) =>
        item.Details is { } details && Known.TryGetValue(item.Kind, out var kind) ? SchemaMember.In(details, kind.Group) : default;
}

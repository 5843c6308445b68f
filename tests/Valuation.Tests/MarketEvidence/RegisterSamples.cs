using Ledger.Rules;
using Ledger.Tests;
using Ledger.Valuation.Domain;

namespace Ledger.Valuation.Tests;

/// <summary>Sample A's five comparables as they stand in the evidence register, and the series that its first one is adjusted by.</summary>
internal static class RegisterSamples
{
    public static readonly RegisterKeeper ByValuer = new(Samples.Valuer, IsValuer: true);
    public static readonly RegisterKeeper ByContributor = new(Samples.Contributor, IsValuer: false);

    public static readonly EvidenceParticulars C1 = Of("C1", EvidenceKind.Invoice, EvidenceSource.Invoice, "dealer-a", "2023-06-01", "784000.00") with
    {
        Details = new EvidenceDetails(Invoice: new InvoiceDetails("24000117", "dealer-a", "works-x")),
    };

    public static readonly EvidenceParticulars C2 = Of("C2", EvidenceKind.TenderAward, EvidenceSource.Auction, "auction-house", "2025-01-15", "840000.00") with
    {
        Details = new EvidenceDetails(TenderAward: new TenderAwardDetails("ZB-2025-011", "works-y", "dealer-b", 4)),
    };

    public static readonly EvidenceParticulars C3 = Of("C3", EvidenceKind.Invoice, EvidenceSource.Invoice, "dealer-c", "2025-02-01", "1075000.00") with
    {
        Details = new EvidenceDetails(Invoice: new InvoiceDetails("25000042", "dealer-c", "works-z")), Attributes = new AssetAttributes(Condition: Rational.Parse("0.80")),
    };

    public static readonly EvidenceParticulars C4 = Of("C4", EvidenceKind.AskingPrice, EvidenceSource.AskingPrice, "dealer-d", "2025-02-10", "1000000.00") with
    {
        Details = new EvidenceDetails(AskingPrice: new AskingPriceDetails("dealer-d", "https://machines.example/4711")),
    };

    public static readonly EvidenceParticulars C5 = Of("C5", EvidenceKind.PlatformSale, EvidenceSource.PlatformSale, "platform-e", "2025-02-20", "1400000.00") with
    {
        Details = new EvidenceDetails(PlatformSale: new PlatformSaleDetails("S-99120")),
    };

    public static readonly SeriesHeader Machines = new("cn-ppi-machines", "PPI, metal-cutting machine tools", "nbs", "CN", "index", "2025-03=100", Interpolate: false);

    public static readonly PublishedVintage FirstMonths = Vintage(IndexVintage.FirstPublished, "2025-03-20", ("2023-06", "98"), ("2025-03", "100"));

    private static readonly Text Reason = new("As agreed with the reviewer for this market.", "与复核人就该市场商定。");

    /// <summary>Weights and factors of Sample A.</summary>
    public static RegisterChoice Choice { get; } = new(
        [
            Use("C1", "0.8", new FactorChoice(GridFactorKind.PriceIndex, Series: Machines.Series)),
            Use("C2", "1.0"),
            Use("C3", "1.0", new FactorChoice(GridFactorKind.Condition)),
            Use("C4", "0.5", new FactorChoice(GridFactorKind.AskingPrice, Factor: Rational.Parse("0.9"))),
            Use("C5", "1.0"),
        ],
        [new SeriesChoice(Machines.Series)],
        new AssetAttributes(Condition: Rational.Parse("0.64")));

    public static KnownRegister Known { get; } = With(C1, C2, C3, C4, C5);

    /// <summary>The machine proposed from the register.</summary>
    public static ProposeValue Propose { get; } = Samples.Propose with { Inputs = default, Register = Choice, Known = Known };

    public static ValueProposed Proposed { get; } =
        (ValueProposed)AppraisalDecider.Decide(Samples.Given(Samples.Opened).State, Propose).Facts.Single();

    public static EvidenceChoice Use(string reference, string? weight = null, params FactorChoice[] factors) => new(
        reference, factors.Length == 0 ? null : factors, weight is null ? null : Rational.Parse(weight), weight is null ? null : Reason);

    public static EvidenceParticulars Of(string reference, EvidenceKind kind, EvidenceSource source, string from, string day, string price) => new(
        reference, kind, source, from, DateOnly.Parse(day), "CN-32", new Text($"5-axis machine {reference}", $"五轴机床 {reference}"),
        Money.Parse(price, Samples.Cny), VatBasis.Excluded, RelatedParty: false, Hash(reference), null, null, new EvidenceDetails());

    /// <summary>Quotes for rent per month, valid to the end of 2025.</summary>
    public static EvidenceParticulars Rent(string reference, string from, string price) =>
        Of(reference, EvidenceKind.Quote, EvidenceSource.AskingPrice, from, "2025-01-10", price) with
        {
            ExpiresOn = new DateOnly(2025, 12, 31), Details = new EvidenceDetails(Quote: new QuoteDetails(from, "month")),
        };

    public static PublishedVintage Vintage(IndexVintage vintage, string day, params (string Month, string Value)[] months) => new(
        vintage, DateOnly.Parse(day), [.. months.Select(month => new PublishedMonth(month.Month, Rational.Parse(month.Value)))], Hash(day + vintage));

    /// <summary>A register that holds these items and the series, everything entered by the valuer.</summary>
    public static KnownRegister With(params EvidenceParticulars[] items) => new(
        items.ToDictionary(said => said.Reference, said => Holding(said)), new Dictionary<string, KnownIndex>(StringComparer.Ordinal)
        {
            [Machines.Series] = new(Index(FirstMonths), [Cite("vintage-1")]),
        });

    public static KnownEvidence Holding(EvidenceParticulars said, RegisterKeeper? keeper = null) => new(
        MarketEvidenceDecider.Evolve(MarketEvidence.None(Id(said.Reference)), new MarketEvidenceRegistered(said, (keeper ?? ByValuer).By, Samples.At)), Cite(said.Reference));

    public static PriceIndex Index(params PublishedVintage[] vintages) => vintages.Aggregate(
        PriceIndexDecider.Evolve(PriceIndex.None(Id(Machines.Series)), new IndexSeriesOpened(Machines, Samples.Valuer, Samples.At)),
        (state, vintage) => PriceIndexDecider.Evolve(state, new IndexVintagePublished(vintage, Samples.Valuer, Samples.At)));

    public static Guid Id(string name) => ServiceDefaults.Store.StreamId.For("taihu", "sample", name);

    public static Citation Cite(string name) => new(Id("fact " + name), Hash("fact " + name));

    public static string Hash(string text) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
}

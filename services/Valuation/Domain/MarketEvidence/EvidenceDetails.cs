namespace Ledger.Valuation.Domain;

/// <summary>What only one kind of evidence has to say: exactly the one group that belongs to the kind is given. Names of
/// organisations are identifiers; those who trade are held against the contributor and its related parties.</summary>
public sealed record EvidenceDetails(
    ComparableDetails? Comparable = null, InvoiceDetails? Invoice = null, TenderAwardDetails? TenderAward = null,
    PlatformSaleDetails? PlatformSale = null, AskingPriceDetails? AskingPrice = null, QuoteDetails? Quote = null,
    RateCardDetails? RateCard = null, WageSurveyDetails? WageSurvey = null)
{
    /// <summary>The kinds whose group is given.</summary>
    public IEnumerable<EvidenceKind> Given() =>
        from entry in new (EvidenceKind Kind, object? Value)[]
        {
            (EvidenceKind.Comparable, Comparable), (EvidenceKind.Invoice, Invoice), (EvidenceKind.TenderAward, TenderAward),
            (EvidenceKind.PlatformSale, PlatformSale), (EvidenceKind.AskingPrice, AskingPrice), (EvidenceKind.Quote, Quote),
            (EvidenceKind.RateCard, RateCard), (EvidenceKind.WageSurvey, WageSurvey),
        }
        where entry.Value is not null
        select entry.Kind;

    /// <summary>Of what the figure is the rate ("month", "h", "m2/month"); null where it is the price of a thing.</summary>
    public string? Per() => Quote?.Per ?? RateCard?.Per ?? WageSurvey?.Per;

    /// <summary>Everybody named as trading or offering, with the field that names them.</summary>
    public IEnumerable<(string Field, string Name)> Traders()
    {
        (string Field, string? Name)[] all =
        [
            ("comparable.seller", Comparable?.Seller), ("comparable.buyer", Comparable?.Buyer), ("invoice.seller", Invoice?.Seller),
            ("invoice.buyer", Invoice?.Buyer), ("tenderAward.buyer", TenderAward?.Buyer), ("tenderAward.winner", TenderAward?.Winner),
            ("platformSale.seller", PlatformSale?.Seller), ("askingPrice.seller", AskingPrice?.Seller), ("quote.quoter", Quote?.Quoter),
        ];
        foreach (var (field, name) in all)
        {
            if (name is not null) yield return ($"details.{field}", name);
        }
    }
}

/// <param name="Seller">Who sold, where known.</param>
/// <param name="Buyer">Who bought, where known.</param>
public sealed record ComparableDetails(string? Seller = null, string? Buyer = null);

/// <param name="Number">The issuer's number.</param>
/// <param name="Seller">Who sold.</param>
/// <param name="Buyer">Who bought.</param>
public sealed record InvoiceDetails(string Number, string Seller, string Buyer);

/// <param name="Number">Number of the tender.</param>
/// <param name="Buyer">Who invited.</param>
/// <param name="Winner">Who was awarded it.</param>
/// <param name="Bidders">How many bids there were, at least 1.</param>
public sealed record TenderAwardDetails(string Number, string Buyer, string Winner, int Bidders);

/// <param name="Listing">The platform's number of the sale; the platform itself is the source.</param>
/// <param name="Seller">Who sold, where the platform says it.</param>
public sealed record PlatformSaleDetails(string Listing, string? Seller = null);

/// <param name="Seller">Who asks.</param>
/// <param name="Offer">Where it stands: an address or a number.</param>
public sealed record AskingPriceDetails(string Seller, string Offer);

/// <param name="Quoter">Who quotes.</param>
/// <param name="Per">Unit of a rate ("month"); null for the price of a thing.</param>
public sealed record QuoteDetails(string Quoter, string? Per = null);

/// <param name="Per">Unit of the rate: "h", "m2/month".</param>
/// <param name="Item">What the rate is for, as the card calls it.</param>
public sealed record RateCardDetails(string Per, string Item);

/// <param name="Per">Unit of the pay: "h", "month".</param>
/// <param name="Occupation">Whose pay, as the survey calls it.</param>
/// <param name="Sample">How many people or employers were asked, at least 1.</param>
/// <param name="Percentile">Which percentile the figure is, 1 to 99 (50 is the median).</param>
public sealed record WageSurveyDetails(string Per, string Occupation, int Sample, int Percentile);

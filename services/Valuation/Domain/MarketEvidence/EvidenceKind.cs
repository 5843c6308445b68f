namespace Ledger.Valuation.Domain;

/// <summary>What a piece of market evidence is; each kind has particulars of its own, see <see cref="EvidenceDetails"/>.</summary>
public enum EvidenceKind
{
    /// <summary>A comparable case that somebody else describes.</summary>
    Comparable,

    /// <summary>An invoice.</summary>
    Invoice,

    /// <summary>The award of a tender or auction.</summary>
    TenderAward,

    /// <summary>A closed sale on a platform.</summary>
    PlatformSale,

    /// <summary>An asking price.</summary>
    AskingPrice,

    /// <summary>A quote, for a thing or for a rate.</summary>
    Quote,

    /// <summary>A published rate card.</summary>
    RateCard,

    /// <summary>A survey of wages.</summary>
    WageSurvey,
}

/// <summary>How near the figure is to a price that strangers really paid; decides its weight.</summary>
public enum EvidenceSource
{
    /// <summary>Arm's-length invoice.</summary>
    Invoice,

    /// <summary>Auction or tender award.</summary>
    Auction,

    /// <summary>Closed sale on a platform.</summary>
    PlatformSale,

    /// <summary>What somebody asks, not what was paid.</summary>
    AskingPrice,

    /// <summary>Published rate or survey.</summary>
    Published,

    /// <summary>Supplied by a contributor itself.</summary>
    Contributor,
}

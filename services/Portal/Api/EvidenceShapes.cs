using System.Text.Json;
using Ledger.Portal.Web;

namespace Ledger.Portal.Api;

// What pages read of the evidence register and of price indexes.

/// <summary>An item of the evidence register.</summary>
public sealed record MarketItem(Guid Id, MarketParticulars Item, Actor By, DateTimeOffset At, MarketWithdrawal? Withdrawal);

/// <summary>What is said of it.</summary>
public sealed record MarketParticulars(
    string Reference, string Kind, string SourceClass, string Source, DateOnly Date, string Place, Text Title, Money Price, string Tax, bool RelatedParty,
    string Sha256, DateOnly? ExpiresOn, AssetTraits? Attributes, JsonElement? Details);

/// <summary>What an adjustment grid compares.</summary>
public sealed record AssetTraits(string? Capacity, string? CapacityUnit, string? Condition, int? MadeIn, Text? Configuration, string? Place);

/// <summary>That it is no longer to be used.</summary>
public sealed record MarketWithdrawal(Text Reason, string? ReplacedBy, Actor By, DateTimeOffset At);

/// <summary>A case in which an item was used.</summary>
public sealed record MarketUse(Guid Appraisal, string Reference, string Party, Text Title, string State, bool Standing);

/// <summary>What came of reading a file without importing it.</summary>
public sealed record FileReport(string Sha256, int Rows, IReadOnlyList<LineError> Errors);

/// <summary>A price index in a list.</summary>
public sealed record IndexLine(Guid Id, IndexHeader Header, int Vintages, DateOnly? LastPublishedOn);

/// <summary>What a price index is.</summary>
public sealed record IndexHeader(string Series, string Name, string Publisher, string Region, string Unit, string Base, bool Interpolate);

/// <summary>A price index as it was known on a day.</summary>
public sealed record IndexSeries(
    Guid Id, IndexHeader Header, DateOnly KnownOn, int Release, IReadOnlyList<IndexMonth> Months, IReadOnlyList<IndexVintage> Vintages);

/// <summary>A month of it.</summary>
public sealed record IndexMonth(string Month, string Value, bool Flagged = false, string? Base = null);

/// <summary>What was published on one day.</summary>
public sealed record IndexVintage(string Vintage, DateOnly PublishedOn, IReadOnlyList<PublishedMonth> Months, string Sha256, string? Base = null);

/// <summary>One published month.</summary>
public sealed record PublishedMonth(string Month, string Value, bool Provisional = false);

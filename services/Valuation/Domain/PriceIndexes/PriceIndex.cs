using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>What a series of a price index is; it never changes.</summary>
/// <param name="Series">Its id, an identifier; methods refer to it by this.</param>
/// <param name="Name">As the publisher names it.</param>
/// <param name="Publisher">Who publishes it, an identifier.</param>
/// <param name="Region">Where it is surveyed: "CN", "US-OH".</param>
/// <param name="Unit">Of its figures: "index", "CNY/h".</param>
/// <param name="Base">Base period: "2015=100".</param>
/// <param name="Interpolate">Whether a month between two published ones may be interpolated.</param>
public sealed record SeriesHeader(string Series, string Name, string Publisher, string Region, string Unit, string Base, bool Interpolate);

/// <summary>One published month.</summary>
/// <param name="Month">"2024-06".</param>
/// <param name="Value">Above 0.</param>
/// <param name="Provisional">Marked provisional by the publisher: such a month is never used.</param>
public sealed record PublishedMonth(string Month, Rational Value, bool Provisional = false);

/// <summary>The figures that were published on one day: first published ones, or such that revise earlier ones.</summary>
/// <param name="Vintage">First-published holds only months that had no figure; revised restates at least one.</param>
/// <param name="PublishedOn">Day of publication.</param>
/// <param name="Months">Each month once.</param>
/// <param name="Base">Where the publisher changed the base period; null for the series'.</param>
/// <param name="Sha256">SHA-256 of the publication, lower-case hex.</param>
public sealed record PublishedVintage(
    IndexVintage Vintage, DateOnly PublishedOn, IReadOnlyList<PublishedMonth> Months, string Sha256, string? Base = null)
{
    /// <summary>Whether the two say the same.</summary>
    public bool SameAs(PublishedVintage other) =>
        (Vintage, PublishedOn, Sha256, Base) == (other.Vintage, other.PublishedOn, other.Sha256, other.Base) && Months.SequenceEqual(other.Months);
}

/// <summary>A price index with everything that was published of it, in the order of publication.</summary>
public sealed record PriceIndex
{
    public Guid Id { get; init; }

    /// <summary>What it is; null before the series is opened.</summary>
    public SeriesHeader? Header { get; init; }

    public IReadOnlyList<PublishedVintage> Vintages { get; init; } = [];

    public static PriceIndex None(Guid id) => new() { Id = id };

    /// <summary>How many vintages were published up to a day.</summary>
    public int ReleaseOn(DateOnly day) => Vintages.TakeWhile(vintage => vintage.PublishedOn <= day).Count();

    /// <summary>The series as it was known after so many vintages, as the rules take it; at least 1.</summary>
    public IndexSeries KnownAfter(int release)
    {
        var known = Vintages.Take(release).ToList();
        var months = new SortedDictionary<string, IndexPoint>(StringComparer.Ordinal);
        foreach (var vintage in known)
        {
            foreach (var (month, value, provisional) in vintage.Months)
                months[month] = new IndexPoint(month, value, provisional, vintage.Base == Header!.Base ? null : vintage.Base);
        }

        return new IndexSeries(
            Header!.Series, Header.Name, Header.Region, Header.Base,
            known.Exists(vintage => vintage.Vintage == IndexVintage.Revised) ? IndexVintage.Revised : IndexVintage.FirstPublished,
            known[^1].PublishedOn, Header.Interpolate, [.. months.Values]);
    }
}

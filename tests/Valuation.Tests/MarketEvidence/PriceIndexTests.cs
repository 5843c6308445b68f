using CsCheck;
using Ledger.Rules;
using Ledger.Tests;
using Ledger.Valuation.Domain;
using static Ledger.Valuation.Tests.RegisterSamples;

namespace Ledger.Valuation.Tests;

public sealed class PriceIndexTests
{
    private static readonly PublishedVintage April = Vintage(IndexVintage.FirstPublished, "2025-03-25", ("2025-02", "99.5"));
    private static readonly PublishedVintage Revision = Vintage(IndexVintage.Revised, "2025-03-31", ("2023-06", "97.5"), ("2025-03", "100.4"));

    [Fact]
    public void A_series_is_opened_once() =>
        GivenWhenThen.Given(PriceIndex.None(Id("s")), PriceIndexDecider.Evolve)
            .When(state => PriceIndexDecider.Decide(state, new OpenIndexSeries(Machines, Samples.Valuer, Samples.At)))
            .Then(new IndexSeriesOpened(Machines, Samples.Valuer, Samples.At)).ThenAgainNothing();

    [Fact]
    public void A_series_is_never_edited() =>
        Given().When(state => PriceIndexDecider.Decide(state, new OpenIndexSeries(Machines with { Base = "2015=100" }, Samples.Valuer, Samples.At)))
            .ThenRejected<SeriesExists>("index.exists", "series");

    public static TheoryData<SeriesHeader, string, string> WrongHeaders => new()
    {
        { Machines with { Series = "a b" }, "input.not-an-identifier", "series" },
        { Machines with { Publisher = "" }, "input.not-an-identifier", "publisher" },
        { Machines with { Name = " " }, "input.blank", "name" },
        { Machines with { Region = "" }, "input.blank", "region" },
        { Machines with { Unit = "" }, "input.blank", "unit" },
        { Machines with { Base = new string('1', 65) }, "input.too-long", "base" },
    };

    [Theory]
    [MemberData(nameof(WrongHeaders))]
    public void What_is_wrong_with_a_series_is_named(SeriesHeader header, string code, string field) =>
        Refused(PriceIndexDecider.Decide(PriceIndex.None(Id("s")), new OpenIndexSeries(header, Samples.Valuer, Samples.At)), code, field);

    [Fact]
    public void A_revision_is_a_further_vintage_and_what_was_known_stays_known()
    {
        var index = Index(FirstMonths, April, Revision);
        Assert.Equal(("98", "100", IndexVintage.FirstPublished), Shown(index, "2025-03-24"));
        Assert.Equal(("98", "100", IndexVintage.FirstPublished), Shown(index, "2025-03-30"));
        Assert.Equal(("97.5", "100.4", IndexVintage.Revised), Shown(index, "2025-03-31"));
        Assert.Equal(0, index.ReleaseOn(new DateOnly(2025, 3, 19)));
        Assert.Equal(["2023-06", "2025-02", "2025-03"], index.KnownAfter(3).Months.Select(month => month.Month));
    }

    [Fact]
    public void The_same_publication_twice_changes_nothing() => Given(FirstMonths, April).When(Publishing(FirstMonths)).ThenNothing();

    [Fact]
    public void Several_publications_are_taken_together_or_not_at_all()
    {
        Assert.Equal(2, PriceIndexDecider.Decide(Given(FirstMonths).State, new PublishVintages([April, Revision], Samples.Valuer, Samples.At)).Facts.Count);
        var refused = PriceIndexDecider.Decide(Given(FirstMonths).State, new PublishVintages([Revision, April], Samples.Valuer, Samples.At));
        Refused(refused, "index.published-before-last", "publishedOn");
        Assert.Empty(refused.Facts);
    }

    [Fact]
    public void A_series_that_is_not_there_takes_no_figures() =>
        Refused(PriceIndexDecider.Decide(PriceIndex.None(Id("s")), new PublishVintages([FirstMonths], Samples.Valuer, Samples.At)), "index.unknown", null);

    public static TheoryData<string, PublishedVintage, string, string> Wrong => new()
    {
        { "no month", April with { Months = [] }, "input.empty", "months" },
        { "month", Vintage(IndexVintage.FirstPublished, "2025-03-25", ("2025-13", "1")), "input.not-a-date", "months[0].month" },
        { "month twice", Vintage(IndexVintage.FirstPublished, "2025-03-25", ("2025-01", "1"), ("2025-01", "2")), "input.duplicate", "months[1].month" },
        { "zero", Vintage(IndexVintage.FirstPublished, "2025-03-25", ("2025-01", "0")), "input.not-positive", "months[0].value" },
        { "month to come", Vintage(IndexVintage.FirstPublished, "2025-03-25", ("2025-04", "1")), "index.month-in-future", "months[0].month" },
        { "published tomorrow", April with { PublishedOn = new DateOnly(2025, 4, 3) }, "index.published-in-future", "publishedOn" },
        { "published before", April with { PublishedOn = new DateOnly(2025, 3, 19) }, "index.published-before-last", "publishedOn" },
        { "edit in disguise", Vintage(IndexVintage.FirstPublished, "2025-03-25", ("2025-02", "1"), ("2025-03", "101")), "index.already-published", "months[1].month" },
        { "revision of nothing", Vintage(IndexVintage.Revised, "2025-03-25", ("2025-02", "1")), "index.nothing-revised", "vintage" },
        { "hash", April with { Sha256 = "" }, "evidence.hash-malformed", "sha256" },
        { "base", April with { Base = "" }, "input.blank", "base" },
        { "too many months", Long(MarketEvidenceLimits.MonthsPerVintage + 1), "input.too-many", "months" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_with_a_vintage_is_named(string what, PublishedVintage vintage, string code, string field)
    {
        Assert.NotEmpty(what);
        Refused(PriceIndexDecider.Decide(Given(FirstMonths).State, new PublishVintages([vintage], Samples.Valuer, Samples.At)), code, field);
    }

    [Fact]
    public void Vintages_and_their_months_have_limits()
    {
        var many = Enumerable.Range(0, MarketEvidenceLimits.Vintages).Select(i => Vintage(IndexVintage.Revised, "2025-03-20", ("2023-06", $"{i + 1}"))).ToArray();
        Refused(PriceIndexDecider.Decide(Index(many), new PublishVintages([Revision], Samples.Valuer, Samples.At)), "input.too-many", "vintages");
        var full = Enumerable.Repeat(Long(MarketEvidenceLimits.MonthsPerVintage), MarketEvidenceLimits.MonthsPerSeries / MarketEvidenceLimits.MonthsPerVintage).ToArray();
        Refused(PriceIndexDecider.Decide(Index(full), new PublishVintages([Revision], Samples.Valuer, Samples.At)), "input.too-many", "months");
        Assert.Null(PriceIndexDecider.Decide(Index(full[1..]), new PublishVintages([Revision with { Months = [new("1950-01", 1)] }], Samples.Valuer, Samples.At)).Rejection);
    }

    // Whatever is published later, what a series showed on an earlier day it shows for ever.
    [Fact]
    public void No_later_vintage_changes_what_was_known_before() =>
        Gen.Select(Gen.Int[1, 27], Gen.Int[1, 12], Gen.Int[1, 999]).Array[1, 12].Sample(steps =>
        {
            var state = Index();
            var shown = new List<(int Release, IReadOnlyList<IndexPoint> Months)>();
            foreach (var (day, month, value) in steps)
            {
                foreach (var kind in Enum.GetValues<IndexVintage>())
                {
                    var vintage = Vintage(kind, $"2025-03-{day:00}", ($"2024-{month:00}", $"{value}/7"));
                    var decision = PriceIndexDecider.Decide(state, new PublishVintages([vintage], Samples.Valuer, Samples.At));
                    state = decision.Facts.Aggregate(state, PriceIndexDecider.Evolve);
                    if (decision.Facts.Count > 0) shown.Add((state.Vintages.Count, state.KnownAfter(state.Vintages.Count).Months));
                }
            }

            return shown.All(then => state.KnownAfter(then.Release).Months.SequenceEqual(then.Months))
                && state.Vintages.Select(vintage => vintage.PublishedOn).SequenceEqual(state.Vintages.Select(vintage => vintage.PublishedOn).Order());
        });

    private static (string, string, IndexVintage) Shown(PriceIndex index, string day)
    {
        var series = index.KnownAfter(index.ReleaseOn(DateOnly.Parse(day)));
        return (Value(series, "2023-06"), Value(series, "2025-03"), series.Vintage);
    }

    private static string Value(IndexSeries series, string month) => series.Months.Single(point => point.Month == month).Value.ToString();

    private static PublishedVintage Long(int months) => new(
        IndexVintage.Revised, new DateOnly(2025, 3, 20),
        [.. Enumerable.Range(0, months).Select(i => new PublishedMonth($"{1900 + (i / 12)}-{(i % 12) + 1:00}", 1))], Hash("long"));

    private static void Refused(Decision decision, string code, string? field) => Assert.Equal((code, field), (decision.Rejection?.Code, decision.Rejection?.Field));

    private static Given<PriceIndex> Given(params PublishedVintage[] vintages) => GivenWhenThen.Given(Index(vintages), PriceIndexDecider.Evolve);

    private static Func<PriceIndex, Decision> Publishing(PublishedVintage vintage) =>
        state => PriceIndexDecider.Decide(state, new PublishVintages([vintage], Samples.Valuer, Samples.At));
}

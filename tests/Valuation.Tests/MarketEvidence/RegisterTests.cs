using Ledger.Rules;
using Ledger.Tests;
using Ledger.Valuation.Domain;
using static Ledger.Valuation.Tests.RegisterSamples;

namespace Ledger.Valuation.Tests;

public sealed class RegisterTests
{
    private static readonly Text Why = new("The invoice was a pro forma.", "该发票为形式发票。");

    private static readonly EvidenceParticulars Survey = Of("W1", EvidenceKind.WageSurvey, EvidenceSource.Published, "labour-office", "2025-01-31", "120.00") with
    {
        Details = new EvidenceDetails(WageSurvey: new WageSurveyDetails("h", "CNC engineer", 210, 50)),
    };

    private static readonly EvidenceParticulars Card = Of("R1", EvidenceKind.RateCard, EvidenceSource.Published, "park-office", "2025-01-01", "20.00") with
    {
        ExpiresOn = new DateOnly(2025, 12, 31), Details = new EvidenceDetails(RateCard: new RateCardDetails("m2/month", "Workshop, ground floor")),
    };

    private static readonly EvidenceParticulars Case = Of("K1", EvidenceKind.Comparable, EvidenceSource.PlatformSale, "broker", "2024-12-01", "830000.00") with
    {
        Attributes = new AssetAttributes(Rational.Parse("5"), "axis", Rational.Parse("0.7"), 2018, new Text("Heidenhain control", "海德汉系统")),
    };

    public static TheoryData<EvidenceParticulars> EveryKind => [C1, C2, C4, C5, Rent("Q1", "lessor-a", "9000.00"), Survey, Card, Case];

    [Theory]
    [MemberData(nameof(EveryKind))]
    public void Every_kind_is_registered_once(EvidenceParticulars said) =>
        Given().When(Deciding(said)).Then(new MarketEvidenceRegistered(said, Samples.Valuer, Samples.At)).ThenAgainNothing();

    [Fact]
    public void The_kinds_above_are_all_there_are() =>
        Assert.Equal(Enum.GetValues<EvidenceKind>(), EveryKind.Select(row => row.Data.Kind).Distinct().Order());

    [Fact]
    public void What_is_registered_is_never_edited() =>
        Given(Registered).When(Deciding(C1 with { Price = Money.Parse("1.00", Samples.Cny) })).ThenRejected<EvidenceExists>("evidence.exists", "reference");

    public static TheoryData<string, EvidenceParticulars, string, string> Wrong => new()
    {
        { "reference", C1 with { Reference = "no good" }, "input.not-an-identifier", "reference" },
        { "source", C1 with { Source = "" }, "input.not-an-identifier", "source" },
        { "place", C1 with { Place = " " }, "input.blank", "place" },
        { "title", C1 with { Title = new Text("x", "") }, "input.blank", "title.zh" },
        { "price", C1 with { Price = Money.Zero(Samples.Cny) }, "money.not-positive", "price.amount" },
        { "hash", C1 with { Sha256 = "ABC" }, "evidence.hash-malformed", "sha256" },
        { "future", C1 with { Date = new DateOnly(2025, 4, 3) }, "evidence.in-future", "date" },
        { "expiry before date", C1 with { ExpiresOn = new DateOnly(2023, 5, 31) }, "input.dates-not-ordered", "expiresOn" },
        { "quote without expiry", Rent("Q1", "a", "1.00") with { ExpiresOn = null }, "input.missing", "expiresOn" },
        { "rate card without expiry", Card with { ExpiresOn = null }, "input.missing", "expiresOn" },
        { "class of another kind", C1 with { SourceClass = EvidenceSource.Auction }, "evidence.source-class-mismatch", "sourceClass" },
        { "published comparable", Case with { SourceClass = EvidenceSource.Published }, "evidence.source-class-mismatch", "sourceClass" },
        { "comparable that says nothing", Case with { Attributes = null }, "input.missing", "attributes" },
        { "comparable with nothing in it", Case with { Attributes = new AssetAttributes() }, "input.missing", "attributes" },
        { "capacity without unit", Case with { Attributes = new AssetAttributes(Rational.Parse("5")) }, "evidence.capacity-without-unit", "attributes.capacityUnit" },
        { "condition above new", Case with { Attributes = new AssetAttributes(Condition: Rational.Parse("1.01")) }, "input.out-of-range", "attributes.condition" },
        { "a second place", Case with { Attributes = new AssetAttributes(MadeIn: 2018, Place: "CN-32") }, "input.unknown-member", "attributes.place" },
        { "made next year", Case with { Attributes = new AssetAttributes(MadeIn: 2026) }, "input.out-of-range", "attributes.madeIn" },
        { "made before the limit", Case with { Attributes = new AssetAttributes(MadeIn: MarketEvidenceLimits.OldestMake - 1) }, "input.out-of-range", "attributes.madeIn" },
        { "no details", C1 with { Details = new EvidenceDetails() }, "input.missing", "details.invoice" },
        { "details of another kind", C1 with { Details = C2.Details }, "evidence.details-of-another-kind", "details.tenderAward" },
        { "both details", C1 with { Details = C1.Details with { Quote = new QuoteDetails("x") } }, "evidence.details-of-another-kind", "details.quote" },
        { "invoice to oneself", C1 with { Details = new EvidenceDetails(Invoice: new InvoiceDetails("1", "a", "a")) }, "input.duplicate", "details.invoice.buyer" },
        { "trader", C1 with { Details = new EvidenceDetails(Invoice: new InvoiceDetails("1", "a b", "c")) }, "input.not-an-identifier", "details.invoice.seller" },
        { "number", C1 with { Details = new EvidenceDetails(Invoice: new InvoiceDetails(" ", "a", "c")) }, "input.blank", "details.invoice.number" },
        { "no bidder", C2 with { Details = new EvidenceDetails(TenderAward: new TenderAwardDetails("1", "a", "b", 0)) }, "input.not-positive", "details.tenderAward.bidders" },
        { "nobody asked", Survey with { Details = new EvidenceDetails(WageSurvey: new WageSurveyDetails("h", "x", 0, 50)) }, "input.not-positive", "details.wageSurvey.sample" },
        { "percentile", Survey with { Details = new EvidenceDetails(WageSurvey: new WageSurveyDetails("h", "x", 9, 100)) }, "input.out-of-range", "details.wageSurvey.percentile" },
        { "rate per nothing", Card with { Details = new EvidenceDetails(RateCard: new RateCardDetails("", "x")) }, "input.blank", "details.rateCard.per" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_with_an_item_is_named(string what, EvidenceParticulars said, string code, string field)
    {
        Assert.NotEmpty(what);
        var rejection = MarketEvidenceDecider.Decide(Given().State, new RegisterMarketEvidence(said, ByValuer, Samples.At)).Rejection;
        Assert.Equal((code, field), (rejection?.Code, rejection?.Field));
    }

    [Fact]
    public void A_contributor_offers_evidence_marked_as_its_own()
    {
        Given().When(Deciding(C1, ByContributor)).ThenRejected<EvidenceOfOwnSupply>("evidence.own-supply", "sourceClass");
        Given().When(Deciding(C1 with { SourceClass = EvidenceSource.Contributor }, ByContributor)).Then<MarketEvidenceRegistered>(fact => Assert.Equal(Samples.Contributor, fact.By));
        Given().When(Deciding(C1 with { RelatedParty = true }, ByContributor)).Then<MarketEvidenceRegistered>(_ => { });
    }

    [Fact]
    public void An_item_is_withdrawn_with_a_reason_and_stays() =>
        Given(Registered).When(Withdrawing(Why))
            .Then(new MarketEvidenceWithdrawn(Why, null, Samples.Valuer, Samples.At))
            .ThenState(state => Assert.Equal((C1, Why), (state.Said!, state.Withdrawal!.Reason)))
            .ThenAgainNothing();

    [Fact]
    public void A_withdrawn_reference_is_not_used_again() =>
        Given(Registered, new MarketEvidenceWithdrawn(Why, null, Samples.Valuer, Samples.At))
            .When(Deciding(C1 with { Price = Money.Parse("1.00", Samples.Cny) })).ThenRejected<EvidenceExists>("evidence.exists");

    [Fact]
    public void What_is_not_there_is_not_withdrawn() => Given().When(Withdrawing(Why)).ThenRejected<EvidenceUnknown>("evidence.unknown");

    [Fact]
    public void A_withdrawal_says_why() => Given(Registered).When(Withdrawing(new Text(" ", "x"))).ThenRejected<InputRejection>("input.blank", "reason.en");

    [Fact]
    public void A_second_withdrawal_with_another_reason_is_refused() =>
        Given(Registered, new MarketEvidenceWithdrawn(Why, null, Samples.Valuer, Samples.At)).When(Withdrawing(new Text("Other.", "其他。")))
            .ThenRejected<EvidenceAlreadyWithdrawn>("evidence.withdrawn-otherwise");

    [Fact]
    public void A_contributor_withdraws_only_what_its_own_organisation_offered()
    {
        Given(Registered).When(Withdrawing(Why, ByContributor)).ThenRejected<EvidenceOfAnother>("evidence.of-another");
        Given(Registered with { By = new Actor("other", "E1") }).When(Withdrawing(Why, ByContributor)).Then<MarketEvidenceWithdrawn>(_ => { });
    }

    [Fact]
    public void A_correction_names_another_usable_item()
    {
        var standing = Holding(C2).Item;
        var gone = MarketEvidenceDecider.Evolve(standing, new MarketEvidenceWithdrawn(Why, null, Samples.Valuer, Samples.At));
        Given(Registered).When(Withdrawing(Why, replacedBy: "C2", replacement: standing)).Then<MarketEvidenceWithdrawn>(fact => Assert.Equal("C2", fact.ReplacedBy));
        Given(Registered).When(Withdrawing(Why, replacedBy: "C2", replacement: gone)).ThenRejected<ReplacementUnknown>("evidence.replacement-unknown", "replacedBy");
        Given(Registered).When(Withdrawing(Why, replacedBy: "C9")).ThenRejected<ReplacementUnknown>("evidence.replacement-unknown", "replacedBy");
        Given(Registered).When(Withdrawing(Why, replacedBy: "C1", replacement: Given(Registered).State)).ThenRejected<ReplacementUnknown>("evidence.replacement-unknown");
    }

    [Fact]
    public void A_file_is_imported_whole_once()
    {
        var file = Import(C1, C2);
        var first = EvidenceImportDecider.Decide(EvidenceImport.None(Id("f")), file);
        Assert.Equal(2, Assert.IsType<MarketEvidenceImported>(Assert.Single(first.Facts)).Rows);
        Assert.Equal([Id("C1"), Id("C2")], first.NewStreams.Select(stream => stream.Id));
        Assert.Equal(new MarketEvidenceRegistered(C2, Samples.Valuer, Samples.At), first.NewStreams[1].Facts.Single());
        Assert.Same(Decision.Nothing, EvidenceImportDecider.Decide(EvidenceImportDecider.Evolve(EvidenceImport.None(Id("f")), first.Facts[0]), file));
    }

    [Fact]
    public void One_wrong_row_and_nothing_is_imported()
    {
        var file = Import(C1, C2 with { Sha256 = "x" }, C1) with
        {
            Unreadable = [new LineError(3, "date", null, "request.malformed", Why)], Standing = new HashSet<Guid> { Id("C1") },
        };
        Assert.Equal(
            ["2 evidence.exists reference", "3 request.malformed date", "3 evidence.hash-malformed sha256", "4 input.duplicate reference"],
            EvidenceImportDecider.Errors(file).Select(error => $"{error.Line} {error.Code} {error.Column}"));
        var refused = EvidenceImportDecider.Decide(EvidenceImport.None(Id("f")), file);
        Assert.Equal((4, "evidence.import-refused"), (Assert.IsType<ImportRefused>(refused.Rejection).Errors, refused.Rejection!.Code));
        Assert.Empty(refused.NewStreams);
        Assert.Equal("input.empty", EvidenceImportDecider.Decide(EvidenceImport.None(Id("f")), Import()).Rejection!.Code);
    }

    private static MarketEvidenceRegistered Registered => new(C1, Samples.Valuer, Samples.At);

    private static Given<MarketEvidence> Given(params object[] facts) => GivenWhenThen.Given(MarketEvidence.None(Id("C1")), MarketEvidenceDecider.Evolve, facts);

    private static Func<MarketEvidence, Decision> Deciding(EvidenceParticulars said, RegisterKeeper? keeper = null) =>
        state => MarketEvidenceDecider.Decide(state, new RegisterMarketEvidence(said, keeper ?? ByValuer, Samples.At));

    private static Func<MarketEvidence, Decision> Withdrawing(Text reason, RegisterKeeper? keeper = null, string? replacedBy = null, MarketEvidence? replacement = null) =>
        state => MarketEvidenceDecider.Decide(state, new WithdrawMarketEvidence(reason, replacedBy, replacement, keeper ?? ByValuer, Samples.At));

    private static ImportMarketEvidence Import(params EvidenceParticulars[] rows) => new(
        Hash("file"), [.. rows.Select((said, i) => new ImportedRow(i + 2, Id(said.Reference), said))], [], new HashSet<Guid>(), ByValuer, Samples.At);
}

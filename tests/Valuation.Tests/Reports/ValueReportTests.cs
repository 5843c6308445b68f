using System.Text;
using System.Text.Json;
using Ledger.Reporting;
using Ledger.Rules;
using Ledger.ServiceDefaults.Store;
using Ledger.Valuation.Domain;
using Ledger.Valuation.Features;

namespace Ledger.Valuation.Tests;

/// <summary>The report of Sample A's machine; its figures were computed by hand.</summary>
public sealed class ValueReportTests
{
    private static readonly IReadOnlyDictionary<Guid, EvidenceParticulars> Register =
        RegisterSamples.Known.Evidence.Values.ToDictionary(item => item.Item.Id, item => item.Item.Said!);

    private static readonly ValueAccepted Accepted = Samples.Accepted with { ProposalHash = RegisterSamples.Proposed.ProposalHash };

    private static readonly AlternativeValued Cost = (AlternativeValued)AlternativeDecider.Decide(Samples.Given(Samples.Opened).State, new ValueAlternative(
        "cost.replacement", null, JsonElement.Parse("""{"parts":[{"id":"P1","cost":"1000000","ageYears":"4"}],"wear":{"basis":"observed","newness":"0.6"},"evidence":["L1","L2","L3"]}"""),
        null, new KnownRegister(new Dictionary<string, KnownEvidence>(StringComparer.Ordinal), new Dictionary<string, KnownIndex>(StringComparer.Ordinal)), new Text("The market counts.", "以市场为准。"), Ledger.Tests.TaihuAgreement.Adopted, Samples.Valuer, Samples.At)).Facts.Single();

    // As the store gives them back: what was stored is what is shown.
    internal static ExplainedCase Case(params object[] facts) => new(Samples.Id,
        [.. facts.Select(fact => JsonSerializer.SerializeToElement(fact, fact.GetType(), FactJson.Facts).Deserialize(fact.GetType(), FactJson.Facts)!)]);

    internal static Report Write(ExplainedValue? value, ReportLanguage language) =>
        new ValueReport(value! with { Evidence = Register }, new ReportWords(language)).Write();

    private static string Page(ExplainedValue? value, ReportLanguage language = ReportLanguage.English) => Encoding.UTF8.GetString(HtmlReport.Render(Write(value, language)));

    [Theory]
    [InlineData(ReportLanguage.English, "dropped: outlier", "Leave-one-out", "9.106. Above 3.5: left out as an outlier.")]
    [InlineData(ReportLanguage.Chinese, "剔除：异常值", "逐一剔除", "9.106. 大于3.5：作为异常值剔除。")]
    public void Every_part_of_the_explanation_is_there(ReportLanguage language, string dropped, string influence, string outlier)
    {
        var page = Page(Case(Samples.Opened, Cost, RegisterSamples.Proposed, Accepted).Value(1), language);
        // Price, adjustment, weight, value, interval's cross-checks, claim, the way, evidence hashes, index vintage, approval, rule version.
        string[] parts =
        [
            "784,000.00", "800,000.00", "50/49", "840,000.00", "845,454.55", "3.768", "1,200,000.00", "600,000.00 CNY", "-240,000.00 CNY", dropped, influence, outlier,
            RegisterSamples.C1.Sha256, RegisterSamples.C5.Sha256, "cn-ppi-machines", "2025-03-20", "sun (G)", "he (V)", "market.comparables v2", RegisterSamples.Proposed.ProposalHash,
            "./ledger rules eval market.comparables snapshot.json", $"appraisals/{Samples.Id:D}/snapshots/1",
        ];
        Assert.All(parts.Select(HtmlEscaped), part => Assert.Contains(part, page, StringComparison.Ordinal));
        Assert.DoesNotContain("{", page.Split("</style>")[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_chinese_report_has_no_english_sentence_of_its_own()
    {
        var report = Write(Case(Samples.Opened, Cost, RegisterSamples.Proposed, Accepted).Value(1), ReportLanguage.Chinese);
        var headings = report.Blocks.OfType<Heading>().Select(heading => heading.Text).ToList();
        Assert.Equal(13, headings.Count);
        Assert.All(headings, heading => Assert.DoesNotContain(heading, character => character is >= 'a' and <= 'z'));
        Assert.All(report.Blocks.OfType<Paragraph>(), text => Assert.Contains(text.Text, character => character >= '\u4E00'));
    }

    [Fact]
    public void The_same_snapshot_gives_the_same_bytes_and_a_later_fact_says_so()
    {
        Assert.Equal(Page(Case(Samples.Opened, RegisterSamples.Proposed).Proposal(1)), Page(Case(Samples.Opened, RegisterSamples.Proposed).Proposal(1)));
        Assert.Contains("Proposed; it counts once it is accepted.", Page(Case(Samples.Opened, RegisterSamples.Proposed).Current()), StringComparison.Ordinal);
        Assert.Contains("Superseded by proposal 2.", Page(Case(Samples.Opened, Samples.Proposed, RegisterSamples.Proposed).Proposal(1)), StringComparison.Ordinal);
        Assert.Contains("the contribution was reversed on 2025-05-01", Page(Case(Samples.Opened, RegisterSamples.Proposed, Accepted,
            new AppraisalVoided(new DateOnly(2025, 5, 1), new Text("x", "x"), Samples.Verification)).Current()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_method_without_a_grid_says_so_and_shows_its_calculation()
    {
        var page = Page(Case(Samples.Opened, Cost, RegisterSamples.Proposed).Alternative(1));
        Assert.Contains("no adjustment grid", page, StringComparison.Ordinal);
        Assert.Contains("The market counts.", page, StringComparison.Ordinal);
        Assert.Contains("600,000.00 CNY", page, StringComparison.Ordinal);
        Assert.Contains("it does not count", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_took_the_place_of_another_names_it_and_why()
    {
        var replaced = new ValueReplaced(
            2, ReplacementCause.Challenge, "challenge-1", Accepted.Accepted, Money.Parse("800000.00", Samples.Cny), Cost.Result, null, new string('d', 64), Samples.ContributionId,
            "E1-machine", Accepted.AgreementId, 1, "E1", ContributionKind.DonatedEquipment, Accepted.EffectiveOn, Accepted.EffectiveOn, new DateOnly(2025, 6, 1),
            new Text("The panel found <b>wear</b>.", "专家组认定磨损。"), Samples.Verification, Accepted.Agreement, new string('e', 64), null, Samples.Approver, Samples.At.AddDays(60));
        var facts = Case(Samples.Opened, RegisterSamples.Proposed, Accepted, replaced);
        var page = Page(facts.Current());
        Assert.Contains("this is the value that counts (version 2)", page, StringComparison.Ordinal);
        Assert.Contains("800,000.00 CNY", page, StringComparison.Ordinal);
        Assert.Contains("Value before", page, StringComparison.Ordinal);
        Assert.Contains("The panel found &lt;b&gt;wear&lt;/b&gt;.", page, StringComparison.Ordinal);
        Assert.Contains("version 2 took its place", Page(facts.Value(1)), StringComparison.Ordinal);
        Assert.Null(facts.Value(3));
        Assert.Null(facts.Value(0));
        Assert.Null(facts.Proposal(2));
        Assert.Null(facts.Alternative(1));
    }

    [Fact]
    public void A_title_that_is_markup_stays_a_title()
    {
        var hostile = Samples.Machine with { Title = new Text("<script>alert(1)</script>", "<img src=x onerror=alert(1)>") };
        foreach (var language in new[] { ReportLanguage.English, ReportLanguage.Chinese })
        {
            var page = Page(Case(new AppraisalOpened(hostile), RegisterSamples.Proposed).Proposal(1), language);
            Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<img", page, StringComparison.OrdinalIgnoreCase);
        }
    }

    // Past what one plot carries legibly there are several, and no comparable is missing.
    [Fact]
    public void A_grid_of_very_many_comparables_is_plotted_in_parts()
    {
        var inputs = JsonSerializer.SerializeToElement(new
        {
            comparables = Enumerable.Range(1, 120).Select(i => new { id = $"C{i}", price = $"{800000 + i * 1000}.00", pricedOn = "2025-02-01", sourceClass = "invoice", source = $"dealer-{i}" }),
        });
        var proposed = (ValueProposed)AppraisalDecider.Decide(Samples.Given(Samples.Opened).State, Samples.Propose with { Inputs = inputs }).Facts.Single();
        var report = Write(Case(Samples.Opened, proposed).Proposal(1), ReportLanguage.English);
        var plots = report.Blocks.OfType<Figure>().Select(figure => figure.Chart).OfType<DotPlot>().ToList();
        Assert.Equal([50, 50, 20], plots.Select(plot => plot.Rows.Count));
        Assert.NotEmpty(HtmlReport.Render(report));
    }

    private static string HtmlEscaped(string text) => System.Text.Encodings.Web.HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All).Encode(text);
}

using Ledger.Contributions.Domain;
using Ledger.Contributions.Features;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Contributions.Tests.Samples;

namespace Ledger.Contributions.Tests;

public sealed class RetentionPeriodTests
{
    private static readonly RetentionClasses Agreed = RetentionClasses.Stated(new Dictionary<string, int>
    {
        ["ledger"] = 30, ["donated-equipment"] = 10, ["appraisal-file"] = 50, ["other"] = 1,
    });

    [Fact]
    public void Years_count_from_the_first_day_after_the_calendar_year_of_the_last_step() =>
        // Registered on 2 March 2025: 30 years from 1 January 2026.
        Assert.Equal(
            new RetentionPeriod("ledger", 30, new DateOnly(2026, 1, 1), new DateOnly(2055, 12, 31)),
            Kept(Of(Registered), Invoice, Agreed));

    [Fact]
    public void A_later_step_or_a_younger_paper_moves_the_beginning()
    {
        var ended = Of(Registered, Verified, new ContributionEnded(new DateOnly(2031, 6, 30), new Text("a", "b"), Chen, new DateTimeOffset(2031, 7, 1, 0, 0, 0, TimeSpan.Zero)));
        Assert.Equal(new DateOnly(2061, 12, 31), Kept(ended, Invoice, Agreed)!.Until);
        Assert.Equal(new DateOnly(2056, 12, 31), Kept(Of(Registered), Invoice with { IssuedOn = new DateOnly(2026, 1, 1) }, Agreed)!.Until);
        // Noon of 31 December in Greenwich is the next year in the consortium's own calendar, 8 hours ahead, or may be.
        var late = Of(Registered with { At = new DateTimeOffset(2025, 12, 31, 12, 0, 0, TimeSpan.Zero) });
        Assert.Equal(new DateOnly(2056, 12, 31), Kept(late, Invoice, Agreed)!.Until);
    }

    [Fact]
    public void Of_the_classes_that_apply_the_longest_wins()
    {
        Assert.Equal("appraisal-file", Kept(Of(Registered), Invoice with { RetentionClass = "appraisal-file" }, Agreed)!.Class);
        // Nobody shortens the period of his own papers by naming a short class.
        Assert.Equal("ledger", Kept(Of(Registered), Invoice with { RetentionClass = "other" }, Agreed)!.Class);
        Assert.Equal(10, Kept(Of(Registered), Invoice, RetentionClasses.Stated(new Dictionary<string, int> { ["donated-equipment"] = 10, ["space"] = 99 }))!.Years);
        Assert.Null(Kept(Of(Registered), Invoice, RetentionClasses.Stated(new Dictionary<string, int> { ["space"] = 99 })));
        Assert.Null(Kept(Of(Registered), Invoice, RetentionClasses.Stated(new Dictionary<string, int>())));
    }

    [Fact]
    public void Every_use_of_a_file_counts_and_the_longest_rules()
    {
        var first = Of(Registered, Verified with { PhotoSha256 = new string('3', 64) });
        var other = Of(Registered with { Particulars = Machine with { Reference = "again", EffectiveOn = new DateOnly(2025, 3, 2), Evidence = [Invoice] }, At = At.AddYears(3) });
        var classes = RetentionClasses.Stated(new Dictionary<string, int> { ["ledger"] = 30 });
        var uses = EvidenceUse.Of(first, classes).Concat(EvidenceUse.Of(other with { Id = Guid.NewGuid() }, classes)).ToLookup(cited => cited.Sha256, cited => cited.Use);
        var due = new DueFiles(RetentionRegister.None(Id));
        Assert.Null(due.On(Photo.Sha256, [.. uses[Photo.Sha256]], new DateOnly(2055, 12, 31)));
        Assert.All([Photo.Sha256, new string('3', 64)], file => Assert.Equal(
            (new DateOnly(2055, 12, 31), 1), (due.On(file, [.. uses[file]], new DateOnly(2056, 1, 1))!.KeptUntil, uses[file].Count())));
        Assert.Null(due.On(Invoice.Sha256, [.. uses[Invoice.Sha256]], new DateOnly(2058, 12, 31)));
        var last = due.On(Invoice.Sha256, [.. uses[Invoice.Sha256]], new DateOnly(2059, 1, 1))!;
        Assert.Equal((new DateOnly(2058, 12, 31), "again", 2, false), (last.KeptUntil, last.Reference, last.Uses, last.Held));
    }

    [Fact]
    public void What_has_no_period_is_never_due_and_what_is_held_says_so()
    {
        var never = new DueFiles(RetentionRegister.None(Id));
        Assert.All(EvidenceUse.Of(Of(Registered), RetentionClasses.None), cited => Assert.Null(never.On(cited.Sha256, [cited.Use], DateOnly.MaxValue)));
        var held = new DueFiles(RetentionRegister.None(Id) with
        {
            Holds = [new LegalHold("case-1", new HoldScope(Contribution: Id), new Text("a", "b"), HoldAuthority.Regulator, Lin, At)],
        });
        Assert.All(EvidenceUse.Of(Of(Registered), Agreed), cited => Assert.True(held.On(cited.Sha256, [cited.Use], DateOnly.MaxValue)!.Held));
    }

    [Fact]
    public void The_profile_lengthens_what_the_agreement_states_and_may_keep_without_end()
    {
        // China, Measures for accounting archives 2015: vouchers and ledgers 30 years; annual reports for ever.
        var both = Under("""{"ledger":10,"annual-report":40,"appraisal-file":35}""");
        Assert.Equal(new RetentionPeriod("ledger", 30, new DateOnly(2026, 1, 1), new DateOnly(2055, 12, 31)), Kept(Of(Registered), Invoice, both));
        Assert.Equal(35, Kept(Of(Registered), Invoice with { RetentionClass = "appraisal-file" }, both)!.Years);
        var endless = EvidenceUse.Of(Of(Registered with { Particulars = Machine with { Evidence = [Invoice with { RetentionClass = "annual-report" }] } }), both).Single().Use;
        Assert.Equal((null, "annual-report"), (endless.Kept, endless.Endless));
        Assert.Equal("erasure.retained-for-ever", RetentionDecider.Against(RetentionRegister.None(Id), new FileStanding(Invoice.Sha256, true, [endless], null), At.AddYears(200))?.Code);
        // A class that only the profile has can be stated; an agreement without classes asks for none.
        Assert.Null(EvidenceRules.BrokenRetention([Invoice with { RetentionClass = "statutory-appraisal-file" }, Photo], ContributionKind.DonatedEquipment, both));
        Assert.Equal(10, RetentionClasses.Of(TaihuAgreement.Adopted.Document, Profile).Fewest);
        Assert.Null(RetentionClasses.None.Fewest);
    }

    [Fact]
    public void A_record_of_another_service_keeps_its_papers_by_its_own_agreement()
    {
        var pool = new EvidenceCitation
        {
            Cited = new EvidenceCitedElsewhere(
                Id, "benefit-pool", "2025", TaihuAgreement.Id, new DateOnly(2025, 12, 31), [new PaperElsewhere("bank-1", Invoice.Sha256)], TaihuAgreement.Adopted.Source!, At),
        };
        var (file, use) = Assert.Single(EvidenceUse.Of(pool, Agreed));
        Assert.Equal((Invoice.Sha256, "benefit-pool", "2025", "bank-1"), (file, use.What, use.Reference, use.Item));
        Assert.Equal(new DateOnly(2055, 12, 31), use.Kept!.Until);
        Assert.Equal("erasure.retained", RetentionDecider.Against(RetentionRegister.None(Id), new FileStanding(file, true, [use], null), At)?.Code);
        Assert.Equal("erasure.retention-unstated", RetentionDecider.Against(
            RetentionRegister.None(Id), new FileStanding(file, true, [.. EvidenceUse.Of(pool, RetentionClasses.None).Select(cited => cited.Use)], null), At)?.Code);
        Assert.Empty(EvidenceUse.Of(EvidenceCitation.None(Id), Agreed));
        StoredFacts.Endures(pool.Cited!);
        StoredFacts.Endures(pool);
    }

    [Fact]
    public void A_class_is_one_of_the_agreement_and_there_has_to_be_one()
    {
        var kept = TaihuAgreement.Adopt(Document("""{"ledger":30,"appraisal-file":15}"""));
        Register(kept, Invoice with { RetentionClass = "appraisal-file" }).Then<ContributionRegistered>(fact =>
            Assert.Equal("appraisal-file", fact.Particulars.Evidence[0].RetentionClass));
        Register(kept, Invoice with { RetentionClass = "minutes" }).ThenRejected<RetentionClassUnknown>("evidence.retention-class-unknown", "evidence[0].retentionClass");
        Register(kept, Photo, Invoice with { RetentionClass = "a b" }).ThenRejected<InputRejection>("input.not-an-identifier", "evidence[1].retentionClass");
        Register(TaihuAgreement.Adopted, Invoice with { RetentionClass = "ledger" }).ThenRejected<RetentionClassUnknown>();

        var none = TaihuAgreement.Adopt(Document("""{"appraisal-file":15}"""));
        Register(none, Invoice).ThenRejected<RetentionClassMissing>("evidence.retention-class-missing", "evidence[0].retentionClass");
        Register(none, Invoice with { RetentionClass = "appraisal-file" }).Then<ContributionRegistered>(_ => { });
        var paper = Invoice with { Reference = "more", Sha256 = new string('4', 64) };
        GivenWhenThen.Given(Contribution.None(Id), ContributionDecider.Evolve, Registered)
            .When(state => LifeDecider.Decide(state, new AddEvidence([paper], null, Files(paper), Lin, At, RetentionClasses.Of(none.Document, null))))
            .ThenRejected<RetentionClassMissing>("evidence.retention-class-missing", "evidence[0].retentionClass");
    }

    private static When<Contribution> Register(AdoptedAgreement agreement, params EvidenceItem[] evidence) =>
        GivenWhenThen.Given(Contribution.None(Id), ContributionDecider.Evolve)
            .When(state => ContributionDecider.Decide(state, Samples.Register(Machine with { Evidence = evidence }) with { Agreement = agreement }));

    private static RetentionPeriod? Kept(Contribution contribution, EvidenceItem item, RetentionClasses classes)
    {
        var said = contribution.Particulars! with { Evidence = [item] };
        return EvidenceUse.Of(contribution with { Particulars = said }, classes).First().Use.Kept;
    }

    // As deploy/profiles/cn.profile.json says, with its marks.
    private static readonly EffectiveProfile Profile = new(
        "cn", 1, "CN", new Text("China", "中国"), Currency.Of("CNY"), new Period(new DateOnly(2020, 1, 1), new DateOnly(2099, 12, 31)), [],
        new Dictionary<string, EffectiveValue>
        {
            ["retentionYears.ledger"] = Years("30"), ["retentionYears.accounting-other"] = Years("10"), ["retentionYears.annual-report"] = Years("null"),
            ["retentionYears.appraisal-file"] = Years("15"), ["retentionYears.statutory-appraisal-file"] = Years("30"), ["taxCredit.carryForwardYears"] = Years("null"),
        });

    private static EffectiveValue Years(string json) => new(
        System.Text.Json.JsonDocument.Parse(json).RootElement, new RegionProfileReference("cn", 1), false, SourceMark.FromMemory, null, null, false);

    private static RetentionClasses Under(string retention) => RetentionClasses.Of(TaihuAgreement.Adopt(Document(retention)).Document, Profile);

    private static System.Text.Json.JsonElement Document(string retention) =>
        TaihuAgreement.Json(("\"dispute\":", $"\"retention\":{retention},\"dispute\":"));

    private static Contribution Of(params object[] facts) => facts.Aggregate(Contribution.None(Id), ContributionDecider.Evolve);
}

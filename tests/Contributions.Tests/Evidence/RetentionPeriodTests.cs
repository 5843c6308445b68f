using Ledger.Contributions.Domain;
using Ledger.Contributions.Features;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Contributions.Tests.Samples;

namespace Ledger.Contributions.Tests;

public sealed class RetentionPeriodTests
{
    private static readonly IReadOnlyDictionary<string, int> Agreed = new Dictionary<string, int>
    {
        ["ledger"] = 30, ["donated-equipment"] = 10, ["appraisal-file"] = 50, ["other"] = 1,
    };

    [Fact]
    public void Years_count_from_the_first_day_after_the_calendar_year_of_the_last_step() =>
        // Registered on 2 March 2025: 30 years from 1 January 2026.
        Assert.Equal(
            new RetentionPeriod("ledger", 30, new DateOnly(2026, 1, 1), new DateOnly(2055, 12, 31)),
            RetentionPeriod.Of(Of(Registered), Invoice, Agreed));

    [Fact]
    public void A_later_step_or_a_younger_paper_moves_the_beginning()
    {
        var ended = Of(Registered, Verified, new ContributionEnded(new DateOnly(2031, 6, 30), new Text("a", "b"), Chen, new DateTimeOffset(2031, 7, 1, 0, 0, 0, TimeSpan.Zero)));
        Assert.Equal(new DateOnly(2061, 12, 31), RetentionPeriod.Of(ended, Invoice, Agreed)!.Until);
        Assert.Equal(new DateOnly(2056, 12, 31), RetentionPeriod.Of(Of(Registered), Invoice with { IssuedOn = new DateOnly(2026, 1, 1) }, Agreed)!.Until);
        // Noon of 31 December in Greenwich is the next year in the consortium's own calendar, 8 hours ahead, or may be.
        var late = Of(Registered with { At = new DateTimeOffset(2025, 12, 31, 12, 0, 0, TimeSpan.Zero) });
        Assert.Equal(new DateOnly(2056, 12, 31), RetentionPeriod.Of(late, Invoice, Agreed)!.Until);
    }

    [Fact]
    public void Of_the_classes_that_apply_the_longest_wins()
    {
        Assert.Equal("appraisal-file", RetentionPeriod.Of(Of(Registered), Invoice with { RetentionClass = "appraisal-file" }, Agreed)!.Class);
        // Nobody shortens the period of his own papers by naming a short class.
        Assert.Equal("ledger", RetentionPeriod.Of(Of(Registered), Invoice with { RetentionClass = "other" }, Agreed)!.Class);
        Assert.Equal(10, RetentionPeriod.Of(Of(Registered), Invoice, new Dictionary<string, int> { ["donated-equipment"] = 10, ["space"] = 99 })!.Years);
        Assert.Null(RetentionPeriod.Of(Of(Registered), Invoice, new Dictionary<string, int> { ["space"] = 99 }));
        Assert.Null(RetentionPeriod.Of(Of(Registered), Invoice, new Dictionary<string, int>()));
    }

    [Fact]
    public void Every_use_of_a_file_counts_and_the_longest_rules()
    {
        var other = Of(Registered with { Particulars = Machine with { Reference = "again", EffectiveOn = new DateOnly(2025, 3, 2), Evidence = [Invoice] }, At = At.AddYears(3) });
        var due = new DueFiles(RetentionRegister.None(Id));
        due.Add(Of(Registered, Verified with { PhotoSha256 = new string('3', 64) }), Agreement());
        due.Add(other with { Id = Guid.NewGuid() }, Agreement());
        Assert.Empty(due.On(new DateOnly(2055, 12, 31), null));
        Assert.Equal(
            [(Photo.Sha256, new DateOnly(2055, 12, 31), 1), (new string('3', 64), new DateOnly(2055, 12, 31), 1)],
            due.On(new DateOnly(2056, 1, 1), null).Select(file => (file.Sha256, file.KeptUntil, file.Uses)));
        Assert.Equal((Invoice.Sha256, new DateOnly(2058, 12, 31), "again", 2),
            due.On(new DateOnly(2059, 1, 1), null).Select(file => (file.Sha256, file.KeptUntil, file.Reference, file.Uses)).First());
        Assert.Equal([new string('3', 64)], due.On(new DateOnly(2059, 1, 1), Photo.Sha256).Select(file => file.Sha256));
    }

    [Fact]
    public void What_has_no_period_is_never_due_and_what_is_held_says_so()
    {
        var never = new DueFiles(RetentionRegister.None(Id));
        never.Add(Of(Registered), TaihuAgreement.Adopted.Document);
        Assert.Empty(never.On(DateOnly.MaxValue, null));
        var held = new DueFiles(RetentionRegister.None(Id) with
        {
            Holds = [new LegalHold("case-1", new HoldScope(Contribution: Id), new Text("a", "b"), HoldAuthority.Regulator, Lin, At)],
        });
        held.Add(Of(Registered), Agreement());
        Assert.All(held.On(DateOnly.MaxValue, null), file => Assert.True(file.Held));
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
            .When(state => LifeDecider.Decide(state, new AddEvidence([paper], null, Files(paper), Lin, At, none.Document!.Terms.Retention)))
            .ThenRejected<RetentionClassMissing>("evidence.retention-class-missing", "evidence[0].retentionClass");
    }

    private static When<Contribution> Register(AdoptedAgreement agreement, params EvidenceItem[] evidence) =>
        GivenWhenThen.Given(Contribution.None(Id), ContributionDecider.Evolve)
            .When(state => ContributionDecider.Decide(state, Samples.Register(Machine with { Evidence = evidence }) with { Agreement = agreement }));

    private static AgreementDocument Agreement() => TaihuAgreement.Adopt(Document("""{"ledger":30}""")).Document!;

    private static System.Text.Json.JsonElement Document(string retention) =>
        TaihuAgreement.Json(("\"dispute\":", $"\"retention\":{retention},\"dispute\":"));

    private static Contribution Of(params object[] facts) => facts.Aggregate(Contribution.None(Id), ContributionDecider.Evolve);
}

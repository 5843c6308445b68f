using Ledger.Contributions.Domain;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Contributions.Tests.Samples;

namespace Ledger.Contributions.Tests;

public sealed class EvidenceRulesTests
{
    [Fact]
    public void A_contribution_needs_evidence() =>
        With().ThenRejected<EvidenceMissing>("contribution.evidence-missing", "evidence");

    [Fact]
    public void Evidence_has_a_limit()
    {
        static EvidenceItem Item(int number) => Invoice with { Reference = $"item-{number}", Sha256 = number.ToString("x64") };
        With([.. Enumerable.Range(0, ContributionLimits.EvidenceItems + 1).Select(Item)]).ThenRejected<InputRejection>("input.too-many", "evidence");
        With([.. Enumerable.Range(0, ContributionLimits.EvidenceItems).Select(Item)]).Then<ContributionRegistered>(_ => { });
    }

    [Fact]
    public void A_reference_stands_once() =>
        With(Invoice, Photo with { Reference = Invoice.Reference }).ThenRejected<EvidenceTwice>("evidence.twice", "evidence[1].reference");

    [Fact]
    public void A_file_stands_once() =>
        With(Invoice, Photo with { Sha256 = Invoice.Sha256, Size = Invoice.Size, MediaType = Invoice.MediaType })
            .ThenRejected<EvidenceTwice>("evidence.twice", "evidence[1].sha256");

    [Theory]
    [InlineData("")]
    [InlineData("-first")]
    [InlineData("has space")]
    [InlineData("发票")]
    public void References_and_classes_are_identifiers_that_methods_can_cite(string text)
    {
        With(Invoice with { Reference = text }).ThenRejected<InputRejection>("input.not-an-identifier", "evidence[0].reference");
        With(Invoice, Photo with { SourceClass = text }).ThenRejected<InputRejection>("input.not-an-identifier", "evidence[1].sourceClass");
    }

    [Fact]
    public void An_identifier_has_a_limit()
    {
        With(Invoice with { Reference = new string('x', RuleLimits.Identifier + 1) })
            .ThenRejected<InputRejection>("input.not-an-identifier", "evidence[0].reference");
        With(Invoice with { Reference = new string('x', RuleLimits.Identifier) }).Then<ContributionRegistered>(_ => { });
    }

    [Fact]
    public void A_title_says_something() =>
        With(Invoice with { Title = new Text("Invoice", " ") }).ThenRejected<InputRejection>("input.blank", "evidence[0].title.zh");

    [Fact]
    public void A_paper_cannot_be_dated_in_the_future() =>
        With(Invoice with { IssuedOn = new DateOnly(2025, 3, 3) })
            .ThenRejected<EvidenceInFuture>("evidence.issued-in-future", "evidence[0].issuedOn");

    [Theory]
    [InlineData("")]
    [InlineData("../../etc/passwd")]
    [InlineData("ABCDEF0000000000000000000000000000000000000000000000000000000000")]
    [InlineData("000000000000000000000000000000000000000000000000000000000000000")]
    public void A_hash_is_64_lower_case_hexadecimal_digits(string hash) =>
        With(Invoice with { Sha256 = hash }).ThenRejected<EvidenceHashMalformed>("evidence.hash-malformed", "evidence[0].sha256");

    [Fact]
    public void The_file_must_have_been_uploaded() =>
        Given().When(state => ContributionDecider.Decide(state, Register(Machine) with { Files = Files(Invoice) }))
            .ThenRejected<EvidenceFileMissing>("evidence.file-missing", "evidence[1].sha256");

    [Fact]
    public void The_file_must_be_as_long_as_it_is_said_to_be() =>
        Given().When(state => ContributionDecider.Decide(state, Register(Machine) with { Files = Files(Invoice with { Size = 1 }, Photo) }))
            .ThenRejected<EvidenceFileDiffers>("evidence.file-differs", "evidence[0].size");

    [Fact]
    public void The_file_must_be_of_the_type_it_is_said_to_be() =>
        Given().When(state => ContributionDecider.Decide(state, Register(Machine) with { Files = Files(Invoice, Photo with { MediaType = "image/png" }) }))
            .ThenRejected<EvidenceFileDiffers>("evidence.file-differs", "evidence[1].mediaType");

    private static Given<Contribution> Given() => GivenWhenThen.Given(Contribution.None(Id), ContributionDecider.Evolve);

    private static When<Contribution> With(params EvidenceItem[] evidence) =>
        Given().When(state => ContributionDecider.Decide(state, Register(Machine with { Evidence = evidence })));
}

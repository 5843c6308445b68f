using System.Text.Json;
using Ledger.Contributions.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Store;
using Ledger.Tests;
using static Ledger.Contributions.Tests.Samples;

namespace Ledger.Contributions.Tests.Secrecy;

/// <summary>What can be marked, what the agreement decides, and that a hidden value stands nowhere in the fact.</summary>
public sealed class MarkTests
{
    private static readonly Particulars KnowHow = Machine with
    {
        Kind = ContributionKind.TechnologyLicence,
        Details = new KindDetails(Technology: new TechnologyDetails(new Text("Ceramic CANARY", "陶瓷 CANARY"), Exclusivity.Sole, new Period(new(2025, 3, 1), new(2026, 2, 28)))),
        Attributes = new Dictionary<string, string> { ["formula"] = "FORMULA CANARY", ["maker"] = "Taihu Machines" },
        Evidence = [Invoice with { Title = new Text("CANARY", "CANARY"), Number = "CANARY-7", Issuer = "CANARY" }, Photo],
        Title = new Text("Know-how CANARY", "诀窍 CANARY"),
    };

    [Fact]
    public void A_hidden_value_enters_the_fact_as_its_digest_only()
    {
        string[] fields = ["title", "attributes.formula", "evidence.E1-machine-invoice", "details.technology.scope"];
        Given().When(state => ContributionDecider.Decide(state, Register(KnowHow) with { Secrecy = Hiding(fields) }))
            .Then<ContributionRegistered>(fact =>
            {
                var stored = StoredFacts.Endures(fact);
                Assert.DoesNotContain("CANARY", stored.GetRawText(), StringComparison.Ordinal);
                Assert.Equal(["d0", "d1", "d2", "d3"], stored.GetProperty("particulars").GetProperty("secrecy").GetProperty("_sd").EnumerateArray().Select(digest => digest.GetString()));
                Assert.Equal("Taihu Machines", fact.Particulars.Attributes["maker"]);
                Assert.Equal(Invoice.Sha256, fact.Particulars.Evidence[0].Sha256);
            })
            .ThenAgainNothing();
    }

    [Fact]
    public void Details_can_be_hidden_whole_and_are_then_not_missing()
    {
        var state = Given().When(none => ContributionDecider.Decide(none, Register(KnowHow) with { Secrecy = Hiding("details") })).After;
        Assert.Null(state.Particulars!.Details);
        Assert.DoesNotContain(MissingEvidence.Of(state, TaihuAgreement.Adopted.Document), missing => missing.Code == "missing.details");
    }

    [Fact]
    public void A_draft_hides_what_it_marks()
    {
        Given().When(state => LifeDecider.Decide(state, new DraftContribution(KnowHow, Lin, At, Hiding("title", "attributes.formula", "evidence.E1-machine-invoice", "details"))))
            .Then<ContributionDrafted>(fact => Assert.DoesNotContain("CANARY", StoredFacts.Endures(fact).GetRawText(), StringComparison.Ordinal))
            .ThenAgainNothing();
    }

    [Fact]
    public void A_refusal_does_not_repeat_a_hidden_value()
    {
        var wrong = Machine with { Details = new KindDetails(Equipment: new EquipmentDetails("CANARY CANARY " + new string('9', 60), 1, Rational.One)) };
        var refused = Given().When(state => ContributionDecider.Decide(state, Register(wrong) with { Secrecy = Hiding("details.equipment.serialNumber") }))
            .ThenRejected<HiddenValueRefused>("equipment.serial-number-malformed", "details.equipment.serialNumber");
        Assert.DoesNotContain("CANARY", refused.ToString(), StringComparison.Ordinal);
        var paper = Machine with { Evidence = [Invoice with { Number = "7", Issuer = "CANARY !" }] };
        refused = Given().When(state => ContributionDecider.Decide(state, Register(paper) with { Secrecy = Hiding("evidence.E1-machine-invoice") }))
            .ThenRejected<HiddenValueRefused>("input.not-an-identifier", "evidence[0].issuer");
        Assert.DoesNotContain("CANARY", refused.ToString(), StringComparison.Ordinal);
        // What is not hidden is still said.
        Given().When(state => ContributionDecider.Decide(state, Register(paper) with { Secrecy = Hiding("title") })).ThenRejected<InputRejection>("input.not-an-identifier");
    }

    [Fact]
    public void The_same_reference_with_another_mark_is_another_registration() =>
        Given(Registered).When(state => ContributionDecider.Decide(state, Register(Machine) with { Secrecy = Hiding("title") }))
            .ThenRejected<ContributionExists>("contribution.exists");

    [Theory]
    [InlineData("claimed", "sealed", null, null, "secrecy.field-not-markable", "secrecy[0].field")]
    [InlineData("details.technology.term", "sealed", null, null, "secrecy.field-not-markable", "secrecy[0].field")]
    [InlineData("attributes.", "sealed", null, null, "secrecy.field-not-markable", "secrecy[0].field")]
    [InlineData("attributes.none", "sealed", null, null, "secrecy.field-absent", "secrecy[0].field")]
    [InlineData("evidence.none", "sealed", null, null, "secrecy.field-absent", "secrecy[0].field")]
    [InlineData("details.cash.paymentReference", "sealed", null, null, "secrecy.field-absent", "secrecy[0].field")]
    [InlineData("title", null, null, null, "secrecy.tier-missing", "secrecy[0].tier")]
    [InlineData("title", "named", null, null, "secrecy.readers-missing", "secrecy[0].readers")]
    [InlineData("title", "sealed", "S", null, "secrecy.readers-unused", "secrecy[0].readers")]
    [InlineData("title", "named", "E1", null, "secrecy.reader-is-owner", "secrecy[0].readers")]
    [InlineData("title", "named", "no id!", null, "input.not-an-identifier", "secrecy[0].readers")]
    [InlineData("title", "personal", null, null, "secrecy.subject-missing", "secrecy[0].subject")]
    [InlineData("title", "personal", null, "Zhang San", "input.not-an-identifier", "secrecy[0].subject")]
    public void A_mark_that_breaks_a_rule_is_refused(string field, string? tier, string? reader, string? subject, string code, string at)
    {
        var mark = new FieldMark(field, tier is null ? null : KebabCase.Find<SecrecyTier>(tier), reader is null ? null : [reader], subject);
        Assert.Null(MarkRules.Resolve(KnowHow, [mark], [], out var rejection));
        Assert.Equal((code, at), (rejection!.Code, rejection.Field));
    }

    [Fact]
    public void Details_that_hours_are_counted_by_cannot_be_hidden_whole() => Assert.All(
        Enum.GetValues<ContributionKind>(), kind => Assert.Equal(
            kind is not (ContributionKind.LoanedEquipment or ContributionKind.StaffTime), MarkableFields.Contains("details", kind)));

    [Fact]
    public void A_field_is_marked_once_and_a_subject_is_of_one_kind()
    {
        Refused("secrecy.field-twice", new("title", SecrecyTier.Sealed), new("title", SecrecyTier.Consortium));
        Refused("secrecy.field-twice", new("details", SecrecyTier.Sealed), new("details.technology.scope", SecrecyTier.Sealed));
        Refused("secrecy.field-twice", new("details.technology.scope", SecrecyTier.Sealed), new("details", SecrecyTier.Sealed));
        Refused("secrecy.subject-of-another-kind", new("title", SecrecyTier.Sealed, null, "p-1"), new("attributes.formula", SecrecyTier.Personal, null, "p-1"));
        Refused("input.too-many", [.. Enumerable.Repeat(new FieldMark("title", SecrecyTier.Sealed), ContributionLimits.MarkedFields + 1)]);
        Refused("input.too-many", new FieldMark("title", SecrecyTier.Named, [.. Enumerable.Range(0, ContributionLimits.NamedReaders + 1).Select(i => $"r{i}")]));

        static void Refused(string code, params FieldMark[] marks)
        {
            Assert.Null(MarkRules.Resolve(KnowHow, marks, [], out var rejection));
            Assert.Equal(code, rejection!.Code);
        }
    }

    [Fact]
    public void What_the_mark_does_not_say_the_agreement_does()
    {
        ConfidentialityTier[] named = [new(Rules.Secrecy.Public, [], null), new(Rules.Secrecy.Named, ["E1", "S", "appraiser-1"], 5)];
        var resolved = Assert.Single(MarkRules.Resolve(KnowHow, [new FieldMark("title")], named, out _)!);
        // The owner is among the agreement's readers and needs no access to its own.
        Assert.Equal((SecrecyTier.Named, "E1-machine", "S appraiser-1"), (resolved.Tier, resolved.Subject, string.Join(' ', resolved.Readers)));
        resolved = Assert.Single(MarkRules.Resolve(KnowHow, [new FieldMark("title")], [.. named, new(Rules.Secrecy.Sealed, [], 10)], out _)!);
        Assert.Equal((SecrecyTier.Sealed, 0), (resolved.Tier, resolved.Readers.Count));
        resolved = Assert.Single(MarkRules.Resolve(KnowHow, [new FieldMark("title")], [new(Rules.Secrecy.Public, [], null)], out _)!);
        Assert.False(resolved.Hides);
        resolved = Assert.Single(MarkRules.Resolve(KnowHow, [new FieldMark("title", SecrecyTier.Named, ["G"])], named, out _)!);
        Assert.Equal(["G"], resolved.Readers);
    }

    [Fact]
    public void Every_markable_field_says_what_it_hides_and_hides_it()
    {
        (string Field, Particulars Said)[] all =
        [
            ("title", KnowHow), ("details", KnowHow), ("attributes.formula", KnowHow), ("evidence.E1-machine-invoice", KnowHow), ("details.technology.scope", KnowHow),
            ("details.cash.paymentReference", Machine with { Kind = ContributionKind.Cash, Details = new(Cash: new(new(2025, 3, 1), "CANARY")) }),
            ("details.equipment.serialNumber", Machine with { Details = new(Equipment: new("CANARY", 1, Rational.One)) }),
            ("details.staffTime.function", Machine with { Kind = ContributionKind.StaffTime, Details = new(StaffTime: new("p", new("CANARY", "CANARY"), 1, true, new(new(2025, 3, 1), new(2025, 3, 1)))) }),
            ("details.trainingContent.trade", Machine with { Kind = ContributionKind.TrainingContent, Details = new(TrainingContent: new(1, new("CANARY", "CANARY"))) }),
            ("details.data.legalBasis", Machine with { Kind = ContributionKind.Data, Details = new(Data: new(1, true, new("CANARY", "CANARY"))) }),
        ];
        Assert.All(all, entry =>
        {
            Assert.True(MarkableFields.Contains(entry.Field, entry.Said.Kind));
            var value = MarkableFields.ValueOf(entry.Said, entry.Field)!;
            var text = JsonSerializer.Serialize(value, value.GetType(), FactJson.Facts);
            Assert.Contains("CANARY", text, StringComparison.Ordinal);
            var hidden = MarkableFields.Hide(entry.Said, entry.Field);
            Assert.DoesNotContain(text, JsonSerializer.Serialize(hidden, FactJson.Facts), StringComparison.Ordinal);
            Assert.NotEqual(entry.Said, hidden);
        });
    }

    internal static FieldSecrecy Hiding(params string[] fields) => FieldSecrecy.Of(
        [.. fields.Select((field, i) => new MarkedField(field, SecrecyTier.Sealed, $"d{i}", "asset-1", SecretSubjectTests.Key))]);

    private static Given<Contribution> Given(params object[] facts) =>
        GivenWhenThen.Given(Contribution.None(Id), ContributionDecider.Evolve, facts);
}

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
    [InlineData("reference", "sealed", null, null, "secrecy.field-not-markable", "secrecy[0].field")]
    [InlineData("effectiveOn", "sealed", null, null, "secrecy.field-not-markable", "secrecy[0].field")]
    [InlineData("details.technology.exclusivity", "sealed", null, null, "secrecy.field-not-markable", "secrecy[0].field")]
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
        Assert.Null(MarkRules.Resolve(new SaidAtRegistration(KnowHow), [mark], [], out var rejection));
        Assert.Equal((code, at), (rejection!.Code, rejection.Field));
    }

    [Fact]
    public void A_claim_is_hidden_unless_the_accepted_value_depends_on_it()
    {
        FieldMark[] marks = [new("claimed", SecrecyTier.Sealed)];
        Assert.NotNull(MarkRules.Resolve(new SaidAtRegistration(KnowHow), marks, [], out _, capAtClaim: false));
        Assert.Null(MarkRules.Resolve(new SaidAtRegistration(KnowHow), marks, [], out var capped, capAtClaim: true));
        Assert.Equal(("secrecy.claim-caps", "secrecy[0].field"), (capped!.Code, capped.Field));
        Assert.Null(MarkRules.Resolve(new SaidAtRegistration(KnowHow with { Kind = ContributionKind.Cash }), marks, [], out var cash, capAtClaim: false));
        Assert.Equal("secrecy.claim-is-value", cash!.Code);
        // In the open it may be marked: that hides nothing.
        Assert.NotNull(MarkRules.Resolve(new SaidAtRegistration(KnowHow), [new("claimed", SecrecyTier.Consortium)], [], out _, capAtClaim: true));

        var state = Given().When(none => ContributionDecider.Decide(none, Register(KnowHow) with { Secrecy = Hiding("claimed") })).After;
        Assert.Equal((Money.Zero(Machine.Claimed.Currency), true), (state.Particulars!.Claimed, state.Particulars.ClaimUndisclosed));
        Assert.Null((state with { Accepted = Value }).Excess());
        Assert.Equal((null, true), (Ledger.Contributions.Features.ContributionSummary.Of(state).Claimed, Ledger.Contributions.Features.ContributionSummary.Of(state).ClaimUndisclosed));
        var tally = new Ledger.Contributions.Features.Tally();
        tally.Add(state);
        tally.Add(Given(Registered).State);
        Assert.Equal((2, 1, Machine.Claimed), (tally.Totals[0].Count, tally.Totals[0].Undisclosed, tally.Totals[0].Claimed));
    }

    [Fact]
    public void Papers_that_come_later_can_be_marked()
    {
        var paper = Invoice with { Reference = "later", Sha256 = new string('7', 64), Title = new Text("CANARY", "CANARY"), Number = "CANARY-9", Issuer = "CANARY" };
        var add = new AddEvidence([paper], null, Files(paper), Lin, At, Secrecy: Hiding("evidence.later"));
        Given(Registered).When(state => LifeDecider.Decide(state, add)).Then<EvidenceAdded>(fact =>
        {
            Assert.DoesNotContain("CANARY", StoredFacts.Endures(fact).GetRawText(), StringComparison.Ordinal);
            Assert.Equal("d0", Assert.Single(fact.Secrecy!.Digests!));
        }).ThenState(state =>
        {
            Assert.Equal("evidence.later", Assert.Single(state.Hidden()).Field);
            Assert.Equal(paper.Sha256, MarkableFields.Paper(state.Said()!, "evidence.later")!.Sha256);
            StoredFacts.Endures(state);
        }).ThenAgainNothing();
        var twice = new StandingClaim("paper:CANARY:CANARY9", DateOnly.MinValue, DateOnly.MaxValue, "other");
        Given(Registered).When(state => LifeDecider.Decide(state, add with { Claims = [twice] })).ThenRejected<InvoiceTwice>("contribution.duplicate-invoice", "evidence[0].number");
        Given(Registered).When(state => LifeDecider.Decide(state, add with { Items = [paper with { Issuer = "CANARY !" }] }))
            .ThenRejected<HiddenValueRefused>("input.not-an-identifier", "evidence[0].issuer");
    }

    [Theory]
    [InlineData(SecrecyTier.Sealed, "2035-12-31")]
    [InlineData(SecrecyTier.Named, "2030-12-31")]
    [InlineData(SecrecyTier.Personal, null)]
    [InlineData(SecrecyTier.Consortium, null)]
    public void Secrecy_ends_the_agreed_years_after_the_agreement_and_personal_data_stay_secret(SecrecyTier tier, string? until)
    {
        // Sample A's agreement with a later end: years count from the end of the newest version, here 31 December 2025.
        var agreement = TaihuAgreement.Adopt(TaihuAgreement.Json(
            ("\"dispute\":", "\"confidentiality\":[{\"tier\":\"named\",\"readers\":[\"S\"],\"years\":5},{\"tier\":\"sealed\",\"years\":10}],\"dispute\":"))).Document!;
        var field = new MarkedField("title", tier, "d", "asset-1", SecretSubjectTests.Key);
        var last = SecrecyTerm.Until(field, agreement, new DateOnly(2025, 12, 31));
        Assert.Equal(until, last?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Null(SecrecyTerm.Until(field, TaihuAgreement.Adopted.Document, new DateOnly(2025, 12, 31)));
        if (last is not { } day) return;
        var subject = SecretSubject.None(SecretSubjectTests.Key) with { Owner = "E1" };
        var over = new DateTimeOffset(day.AddDays(2), TimeOnly.MinValue, TimeSpan.Zero);
        Assert.Equal(OpeningBasis.SecrecyOver, SecretAccess.Of(field, Id, subject, Chen, over, day).Basis);
        Assert.Equal(OpeningBasis.Owner, SecretAccess.Of(field, Id, subject, Lin, over, day).Basis);
        Assert.Equal("secrecy.unknown", SecretAccess.Of(field, Id, subject, Chen, over.AddDays(-2), day).Refusal?.Code);
        Assert.Equal("secrecy.erased", SecretAccess.Of(field, Id, subject with { Erased = new KeyErasure(new Text("a", "b"), Lin, At) }, Chen, over, day).Refusal?.Code);
    }

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
            Assert.Null(MarkRules.Resolve(new SaidAtRegistration(KnowHow), marks, [], out var rejection));
            Assert.Equal(code, rejection!.Code);
        }
    }

    [Fact]
    public void What_the_mark_does_not_say_the_agreement_does()
    {
        ConfidentialityTier[] named = [new(Rules.Secrecy.Public, [], null), new(Rules.Secrecy.Named, ["E1", "S", "appraiser-1"], 5)];
        var resolved = Assert.Single(MarkRules.Resolve(new SaidAtRegistration(KnowHow), [new FieldMark("title")], named, out _)!);
        // The owner is among the agreement's readers and needs no access to its own.
        Assert.Equal((SecrecyTier.Named, "E1-machine", "S appraiser-1"), (resolved.Tier, resolved.Subject, string.Join(' ', resolved.Readers)));
        resolved = Assert.Single(MarkRules.Resolve(new SaidAtRegistration(KnowHow), [new FieldMark("title")], [.. named, new(Rules.Secrecy.Sealed, [], 10)], out _)!);
        Assert.Equal((SecrecyTier.Sealed, 0), (resolved.Tier, resolved.Readers.Count));
        resolved = Assert.Single(MarkRules.Resolve(new SaidAtRegistration(KnowHow), [new FieldMark("title")], [new(Rules.Secrecy.Public, [], null)], out _)!);
        Assert.False(resolved.Hides);
        resolved = Assert.Single(MarkRules.Resolve(new SaidAtRegistration(KnowHow), [new FieldMark("title", SecrecyTier.Named, ["G"])], named, out _)!);
        Assert.Equal(["G"], resolved.Readers);
    }

    [Fact]
    public void Every_markable_field_says_what_it_hides_and_hides_it()
    {
        (string Field, Particulars Said)[] all =
        [
            ("title", KnowHow), ("details", KnowHow), ("attributes.formula", KnowHow), ("evidence.E1-machine-invoice", KnowHow), ("details.technology.scope", KnowHow),
            ("details.staffTime.person", Machine with { Kind = ContributionKind.StaffTime, Details = new(StaffTime: new("CANARY", new("f", "f"), 1, true, new(new(2025, 3, 1), new(2025, 3, 1)))) }),
            ("details.cash.paymentReference", Machine with { Kind = ContributionKind.Cash, Details = new(Cash: new(new(2025, 3, 1), "CANARY")) }),
            ("details.equipment.serialNumber", Machine with { Details = new(Equipment: new("CANARY", 1, Rational.One)) }),
            ("details.staffTime.function", Machine with { Kind = ContributionKind.StaffTime, Details = new(StaffTime: new("p", new("CANARY", "CANARY"), 1, true, new(new(2025, 3, 1), new(2025, 3, 1)))) }),
            ("details.trainingContent.trade", Machine with { Kind = ContributionKind.TrainingContent, Details = new(TrainingContent: new(1, new("CANARY", "CANARY"))) }),
            ("details.data.legalBasis", Machine with { Kind = ContributionKind.Data, Details = new(Data: new(1, true, new("CANARY", "CANARY"))) }),
        ];
        Assert.All(all, entry =>
        {
            Assert.True(MarkableFields.Contains(entry.Field));
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

using System.Text.Json;
using Ledger.Rules;
using Ledger.Tests;
using Ledger.Valuation.Domain;
using static Ledger.Valuation.Tests.RegisterSamples;

namespace Ledger.Valuation.Tests;

public sealed class ProposeFromRegisterTests
{
    private static readonly Text Why = new("Wrong machine.", "机型有误。");

    [Fact]
    public void Sample_A_from_the_register_is_worth_what_was_computed_by_hand() =>
        Samples.Given(Samples.Opened).When(Deciding(Propose))
            .Then<ValueProposed>(fact =>
            {
                var figures = fact.Result.FiguresAs<GridFigures>();
                Assert.Equal(("840000.00", "360000.00", "845454.55", "B"), (fact.Value.Amount, figures.Excess.Amount, figures.WeightedMean.Amount, figures.Grade));
                Assert.Equal(
                    ["C1 800000.00 True", "C2 840000.00 True", "C3 860000.00 True", "C4 900000.00 True", "C5 1400000.00 False"],
                    figures.Comparables.Select(item => $"{item.Id} {item.Adjusted.Amount} {item.Used}"));
                Assert.Equal(["C1", "C2", "C3", "C4", "C5"], fact.Basis!.Evidence.Select(used => used.Reference));
                Assert.Equal((Hash("C3"), Cite("C3"), Id("C3")), (fact.Basis.Evidence[2].Sha256, fact.Basis.Evidence[2].Source, fact.Basis.Evidence[2].Id));
                Assert.Equal(new UsedIndex(Machines.Series, Id(Machines.Series), 1, new DateOnly(2025, 3, 20), Cite("vintage-1")), fact.Basis.Indexes.Single());
                Assert.Equal(TaihuAgreement.Adopted.Document!.DocumentHash, fact.AgreementHash);
            })
            .ThenState(state => Assert.Equal(5, state.EvidenceUsed.Count))
            .ThenAgainNothing();

    [Fact]
    public void The_figures_come_from_the_register_and_the_index_from_its_vintage()
    {
        var inputs = Proposed.Result.Inputs;
        Assert.Equal(("0.64", "0.8"), (Factor(inputs, 2, "subject"), Factor(inputs, 2, "comparable")));
        Assert.Equal(["98", "100"], inputs.GetProperty("indexes")[0].GetProperty("months").EnumerateArray().Select(month => month.GetProperty("value").GetString()));
        Assert.Equal(["E1"], inputs.GetProperty("relatedParties").EnumerateArray().Select(party => party.GetString()));
        Assert.Equal("platform-sale", inputs.GetProperty("comparables")[4].GetProperty("sourceClass").GetString());
    }

    [Fact]
    public void The_hash_that_is_accepted_binds_documents_and_vintages()
    {
        var other = Known.Evidence.ToDictionary(entry => entry.Key, entry => entry.Value);
        other["C2"] = other["C2"] with { Item = Holding(C2 with { Sha256 = Hash("another paper") }).Item };
        var changed = Only(Propose with { Known = Known with { Evidence = other } });
        Assert.Equal(Proposed.Result.InputsHash, changed.Result.InputsHash);
        Assert.NotEqual(Proposed.ProposalHash, changed.ProposalHash);
        Assert.NotEqual(Samples.Proposed.ProposalHash, Proposed.ProposalHash);
    }

    public static TheoryData<string, EvidenceParticulars, string> Unusable => new()
    {
        { "newer than the valuation date", C2 with { Date = new DateOnly(2025, 3, 2) }, "valuation.evidence-after-date" },
        { "expired", C2 with { ExpiresOn = new DateOnly(2025, 2, 28) }, "evidence.expired" },
        { "wrong currency", C2 with { Price = Money.Parse("1.00", Currency.Of("EUR")) }, "evidence.wrong-currency" },
        { "tax unstated", C2 with { Tax = VatBasis.Unstated }, "evidence.tax-unstated" },
        { "tax mixed", C2 with { Tax = VatBasis.Included }, "evidence.tax-mixed" },
        { "undisclosed seller", C2 with { Details = new EvidenceDetails(TenderAward: new TenderAwardDetails("1", "works-y", "E1", 2)) }, "comparables.undisclosed-related-party" },
        { "undisclosed source", C2 with { Source = "E1" }, "comparables.undisclosed-related-party" },
        { "the same document", C2 with { Sha256 = C1.Sha256 }, "evidence.same-document" },
        { "a rate", Rent("C2", "lessor", "840000.00"), "evidence.wrong-unit" },
    };

    [Theory]
    [MemberData(nameof(Unusable))]
    public void What_cannot_be_used_is_refused_with_its_place(string what, EvidenceParticulars second, string code)
    {
        Assert.NotEmpty(what);
        Refused(Propose with { Known = With(C1, second, C3, C4, C5) }, code, "register.evidence[1].reference");
    }

    [Fact]
    public void Good_until_the_valuation_date_is_good() =>
        Assert.Equal("840000.00", Only(Propose with { Known = With(C1, C2 with { ExpiresOn = new DateOnly(2025, 3, 1) }, C3, C4, C5) }).Value.Amount);

    [Fact]
    public void A_withdrawn_item_is_refused_and_values_that_rest_on_it_stand()
    {
        var gone = MarketEvidenceDecider.Evolve(Known.Evidence["C3"].Item, new MarketEvidenceWithdrawn(Why, null, Samples.Valuer, Samples.At));
        Refused(Propose with { Known = Holding("C3", Known.Evidence["C3"] with { Item = gone }) }, "evidence.withdrawn", "register.evidence[2].reference");
    }

    [Fact]
    public void What_the_contributor_entered_as_a_strangers_price_is_refused() =>
        Refused(Propose with { Known = Holding("C4", Holding(C4, new RegisterKeeper(Samples.Contributor, IsValuer: true))) }, "evidence.own-supply", "register.evidence[3].reference");

    [Fact]
    public void A_disclosed_related_price_is_shown_and_does_not_count()
    {
        var choice = Choice with { Evidence = [.. Choice.Evidence.Take(4), Use("C5")] };
        var fact = Only(Propose with { Register = choice, Known = With(C1, C2, C3, C4, C5 with { RelatedParty = true, Source = "E1" }) });
        Assert.Equal(("840000.00", "0"), (fact.Value.Amount, fact.Result.FiguresAs<GridFigures>().Comparables[4].Weight.ToString()));
        Refused(Propose with { Known = With(C1, C2, C3, C4, C5 with { RelatedParty = true, Source = "E1" }) }, "comparables.related-party-weight", "register.evidence[4].weight");
    }

    [Fact]
    public void The_controller_of_the_contributor_and_its_sisters_are_related()
    {
        var agreement = TaihuAgreement.Adopt(TaihuAgreement.Json(
            ("\"type\":\"enterprise\"},", "\"type\":\"enterprise\",\"controllers\":[\"holding\"]},"),
            ("\"accededOn\":\"2025-02-01\"", "\"accededOn\":\"2025-02-01\",\"controllers\":[\"holding\"]")));
        Assert.Equal(["E1", "E2", "holding"], RelatedParties.Of(agreement.Document!, "E1"));
        Assert.Equal(["G"], RelatedParties.Of(agreement.Document!, "G"));
        foreach (var related in new[] { "holding", "E2" })
            Refused(Propose with { Agreement = agreement, Known = With(C1, C2 with { Source = related }, C3, C4, C5) }, "comparables.undisclosed-related-party", "register.evidence[1].reference");
    }

    [Fact]
    public void Whatever_contributors_supplied_is_one_source()
    {
        EvidenceParticulars[] own = [.. new[] { C1, C2, C3, C4, C5 }.Select(said => said with { SourceClass = EvidenceSource.Contributor })];
        Refused(Propose with { Known = With(own) }, "comparables.one-source", "register.evidence");
    }

    [Fact]
    public void A_source_under_several_references_is_one_source() =>
        Refused(Propose with { Known = With([.. new[] { C1, C2, C3, C4, C5 }.Select(said => said with { Source = "dealer-a" })]) }, "comparables.one-source", "register.evidence");

    public static TheoryData<string, RegisterChoice, string, string> WrongChoices => new()
    {
        { "nothing", new RegisterChoice([]), "input.empty", "register.evidence" },
        { "unknown", new RegisterChoice([Use("C9")]), "evidence.unknown-reference", "register.evidence[0].reference" },
        { "twice", new RegisterChoice([Use("C1"), Use("C1")]), "input.duplicate", "register.evidence[1].reference" },
        { "null", new RegisterChoice([null!]), "input.wrong-type", "register.evidence[0]" },
        { "weight without reason", new RegisterChoice([Use("C1") with { Weight = 1 }]), "evidence.weight-reason-missing", "register.evidence[0].reference" },
        { "reason without weight", new RegisterChoice([Use("C1") with { WeightReason = Why }]), "evidence.weight-reason-missing", "register.evidence[0].reference" },
        { "blank reason", new RegisterChoice([Use("C1", "1") with { WeightReason = new Text("x", " ") }]), "input.blank", "register.evidence[0].weightReason.zh" },
        { "too few", new RegisterChoice([Use("C1"), Use("C2")]), "valuation.too-few-evidence", "register.evidence" },
        { "too many", new RegisterChoice([.. Enumerable.Range(0, MarketEvidenceLimits.EvidencePerProposal + 1).Select(i => Use($"X{i}"))]), "input.too-many", "register.evidence" },
        { "too many series", Choice with { Series = [.. Enumerable.Range(0, MarketEvidenceLimits.SeriesPerProposal + 1).Select(i => new SeriesChoice($"s{i}"))] }, "input.too-many", "register.series" },
        { "unknown series", Choice with { Series = [new SeriesChoice("s")] }, "index.unknown-series", "register.series[0].series" },
        { "series twice", Choice with { Series = [new(Machines.Series), new(Machines.Series)] }, "input.duplicate", "register.series[1].series" },
        { "series not chosen", Choice with { Series = null }, "index.unknown-series", "register.evidence[0].factors[0].series" },
        { "series before its first vintage", Choice with { Series = [new(Machines.Series, new DateOnly(2025, 3, 19))] }, "index.not-published", "register.series[0].knownOn" },
        { "series as it will be known", Choice with { Series = [new(Machines.Series, new DateOnly(2025, 4, 3))] }, "index.known-in-future", "register.series[0].knownOn" },
        { "missing month", First(Use("C2", null, new FactorChoice(GridFactorKind.PriceIndex, Series: Machines.Series))), "index.missing-month", "register.evidence[1].factors[0].series" },
        { "index without series", First(Use("C2", null, new FactorChoice(GridFactorKind.PriceIndex))), "input.missing", "register.evidence[1].factors[0].series" },
        { "index with a factor", First(Use("C2", null, new FactorChoice(GridFactorKind.PriceIndex, 1, Machines.Series))), "input.unknown-member", "register.evidence[1].factors[0].factor" },
        { "region without factor", First(Use("C2", null, new FactorChoice(GridFactorKind.Region))), "input.missing", "register.evidence[1].factors[0].factor" },
        { "condition stated", First(Use("C2", null, new FactorChoice(GridFactorKind.Condition, 1))), "input.unknown-member", "register.evidence[1].factors[0].factor" },
        { "condition of the item unknown", First(Use("C2", null, new FactorChoice(GridFactorKind.Condition))), "evidence.attribute-missing", "register.evidence[1].factors[0]" },
        { "condition of the subject unknown", Choice with { Subject = null }, "evidence.attribute-missing", "register.evidence[2].factors[0]" },
        { "subject's place", Choice with { Subject = new AssetAttributes(Place: " ") }, "input.blank", "register.subject.place" },
        { "subject", Choice with { Subject = new AssetAttributes(Condition: 2) }, "input.out-of-range", "register.subject.condition" },
        { "null factor", First(Use("C2") with { Factors = [null!] }), "input.wrong-type", "register.evidence[1].factors[0]" },
        { "factor beyond belief", First(Use("C2", null, new FactorChoice(GridFactorKind.Region, 3))), "comparables.factor-out-of-bounds", "register.evidence[1].factors[0]" },
    };

    [Theory]
    [MemberData(nameof(WrongChoices))]
    public void What_is_wrong_with_a_choice_is_named_where_it_stands(string what, RegisterChoice choice, string code, string field)
    {
        Assert.NotEmpty(what);
        Refused(Propose with { Register = choice }, code, field);
    }

    [Fact]
    public void An_index_that_changed_its_base_in_between_is_refused()
    {
        var rebased = Index(Vintage(IndexVintage.FirstPublished, "2025-03-20", ("2023-06", "98")), Vintage(IndexVintage.FirstPublished, "2025-03-21", ("2025-03", "100")) with { Base = "2025=100" });
        Refused(
            Propose with { Known = Known with { Series = new Dictionary<string, KnownIndex> { [Machines.Series] = new(rebased, [Cite("a"), Cite("b")]) } } },
            "index.mixed-base", "register.evidence[0].factors[0].series");
    }

    [Fact]
    public void A_capacity_of_another_unit_does_not_compare()
    {
        var choice = First(Use("C2", null, new FactorChoice(GridFactorKind.Capacity))) with { Subject = new AssetAttributes(5, "kW", Rational.Parse("0.64")) };
        Refused(Propose with { Register = choice, Known = With(C1, C2 with { Attributes = new AssetAttributes(5, "hp") }, C3, C4, C5) },
            "comparables.mixed-units", "register.evidence[1].factors[0].comparableUnit");
    }

    [Theory]
    [InlineData("""{"comparables":[]}""", "evidence.inputs-and-register", "inputs.comparables")]
    [InlineData("""{"relatedParties":[]}""", "evidence.inputs-and-register", "inputs.relatedParties")]
    [InlineData("""{"bonus":"1"}""", "input.unknown-member", "inputs.bonus")]
    [InlineData("""{"terms":{}}""", "input.terms-not-allowed", "inputs.terms")]
    [InlineData("""{"policy":{}}""", "input.policy-not-allowed", "inputs.policy")]
    [InlineData("[]", "input.wrong-type", "inputs")]
    public void What_comes_from_the_register_is_not_stated_as_well(string inputs, string code, string field) =>
        Refused(Propose with { Inputs = JsonElement.Parse(inputs) }, code, field);

    [Fact]
    public void Neither_register_nor_inputs_is_no_proposal() => Refused(Propose with { Register = null }, "input.missing", "inputs");

    [Fact]
    public void The_first_version_of_the_method_takes_no_register() =>
        Refused(Propose with { Version = 1 }, "evidence.method-takes-none", "register");

    [Fact]
    public void A_blank_reason_is_none() => Refused(Propose with { Reason = new Text("", "") }, "input.blank", "reason.en");

    private static RegisterChoice First(EvidenceChoice second) => Choice with { Evidence = [Choice.Evidence[0], second, .. Choice.Evidence.Skip(2)] };

    private static KnownRegister Holding(string reference, KnownEvidence instead)
    {
        var items = Known.Evidence.ToDictionary(entry => entry.Key, entry => entry.Value);
        items[reference] = instead;
        return Known with { Evidence = items };
    }

    private static KnownEvidence Holding(EvidenceParticulars said, RegisterKeeper? keeper = null) => RegisterSamples.Holding(said, keeper);

    private static string Factor(JsonElement inputs, int comparable, string member) =>
        inputs.GetProperty("comparables")[comparable].GetProperty("factors")[0].GetProperty(member).GetString()!;

    private static ValueProposed Only(ProposeValue command)
    {
        var decision = AppraisalDecider.Decide(Samples.Given(Samples.Opened).State, command);
        Assert.True(decision.Rejection is null, $"{decision.Rejection?.Code} at {decision.Rejection?.Field}: {decision.Rejection?.Message.En}");
        return (ValueProposed)decision.Facts.Single();
    }

    private static void Refused(ProposeValue command, string code, string field)
    {
        var rejection = AppraisalDecider.Decide(Samples.Given(Samples.Opened).State, command).Rejection;
        Assert.Equal((code, field), (rejection?.Code, rejection?.Field));
    }

    private static Func<Appraisal, Decision> Deciding(ProposeValue command) => state => AppraisalDecider.Decide(state, command);
}

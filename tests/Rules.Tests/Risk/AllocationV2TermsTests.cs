using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ledger.Rules.Tests;

/// <summary>An agreement's terms as inputs of the allocation, version 2.</summary>
public sealed class AllocationV2TermsTests
{
    private static readonly DateOnly Day = new(2025, 6, 16);

    [Fact]
    public void An_event_without_fault_or_public_cap_comes_out_as_by_version_1()
    {
        var agreement = Agreement(_ => { });
        var input = AllocationV2Terms.Under(agreement, null, Day, Given.Yuan("90000.01"), Given.Weights(("E2", "1")), Given.Yuan("1000.00"), None);
        var second = RiskAllocationV2.Allocate(input).Value!;
        var first = RiskAllocation.Allocate(AllocationInput.Under(agreement, Day, Given.Yuan("90000.01"), Given.Weights(("E2", "1")), Given.Yuan("59000.00"), None)).Value!;
        Assert.Equal(first.Lines, second.Lines);
    }

    // Wilful: E1 bears all the rest. Gross negligence is no carve-out of this agreement, so the key stays.
    [Fact]
    public void Only_agreed_carve_outs_lift_caps()
    {
        var agreement = Agreement(risk => { risk["allocation"]!["reserveLimit"] = "0.00"; risk["allocation"]!["carveOuts"] = new JsonArray("wilful"); risk["allocation"]!["caps"] = JsonNode.Parse("""{"E1":"100.00"}"""); });
        Assert.Equal("3000.00", Borne(agreement, FaultDegree.WilfulAct)["E1"].Amount);
        Assert.Equal("100.00", Borne(agreement, FaultDegree.GrossNegligence)["E1"].Amount);
        Assert.Equal("100.00", Borne(agreement, FaultDegree.ConfidentialityBreach)["E1"].Amount);

        IReadOnlyDictionary<string, Money> Borne(AgreementDocument terms, FaultDegree degree) => RiskAllocationV2.Allocate(AllocationV2Terms.Under(
            terms, null, Day, Given.Yuan("3000.00"), Given.Weights(("E2", "1")), Given.Yuan("0.00"), None, new FaultOf("E1", degree))).Value!.Borne;
    }

    [Fact]
    public void A_public_school_keeps_its_cap_also_at_fault()
    {
        var agreement = Agreement(risk => { risk["allocation"]!["reserveLimit"] = "0.00"; risk["allocation"]!["caps"] = JsonNode.Parse("""{"S":"100.00"}"""); });
        var figures = RiskAllocationV2.Allocate(AllocationV2Terms.Under(
            agreement, null, Day, Given.Yuan("3000.00"), Given.Weights(("E2", "1")), Given.Yuan("0.00"), None, new FaultOf("S", FaultDegree.WilfulAct))).Value!;
        Assert.Equal(("100.00", "2900.00"), (figures.Borne["S"].Amount, figures.Unallocated.Amount));
    }

    // The profile: at most half of the accepted value, 401.00, rounded down to 200.50.
    [Fact]
    public void A_profile_caps_a_public_school_by_its_accepted_value()
    {
        var profile = Profile("""{"publicPartyLossCap.multiple":{"value":"1/2","mark":"own-design"}}""");
        var agreement = Agreement(risk => risk["allocation"]!["reserveLimit"] = "0.00");
        Assert.True(AllocationV2Terms.ByAcceptedValue(agreement, profile));
        Assert.False(AllocationV2Terms.ByAcceptedValue(agreement, null));
        var figures = RiskAllocationV2.Allocate(AllocationV2Terms.Under(
            agreement, profile, Day, Given.Yuan("3000.00"), Given.Weights(("E2", "1")), Given.Yuan("0.00"), new Dictionary<string, Money> { ["S"] = Given.Yuan("401.00") })).Value!;
        Assert.Equal("200.50", figures.Borne["S"].Amount);
    }

    [Fact]
    public void A_profile_that_asks_for_a_cap_lets_no_public_school_bear_without()
    {
        var profile = Profile("""{"publicPartyLossCap.required":{"value":true,"mark":"own-design"}}""");
        var refused = RiskAllocationV2.Allocate(AllocationV2Terms.Under(
            Agreement(_ => { }), profile, Day, Given.Yuan("3000.00"), Given.Weights(("E2", "1")), Given.Yuan("0.00"), None)).Refusals();
        Assert.Contains("allocation.public-cap-missing at parties[2].publicCap", refused);
    }

    [Fact]
    public void Students_bear_nothing()
    {
        var agreed = Agreement(_ => { }, parties => parties.Add(JsonNode.Parse("""{"id":"ST","name":{"en":"Students","zh":"学生"},"type":"association","roles":["students"]}""")));
        Assert.True(AllocationV2Terms.IsStudents(agreed.Party("ST")!));
        var named = Agreement(
            risk => risk["allocation"]!["key"] = JsonNode.Parse("""{"ST":"1/2","E1":"1/2"}"""),
            parties => parties.Add(JsonNode.Parse("""{"id":"ST","name":{"en":"Students","zh":"学生"},"type":"association","roles":["students"]}""")));
        Assert.Contains(Refusals(named), no => no.StartsWith("allocation.student", StringComparison.Ordinal));
        var byValue = Agreement(
            risk => { risk["allocation"]!["key"] = "accepted-value"; risk["allocation"]!["reserveLimit"] = "0.00"; },
            parties => parties.Add(JsonNode.Parse("""{"id":"ST","name":{"en":"Students","zh":"学生"},"type":"association","roles":["students"]}""")));
        var figures = RiskAllocationV2.Allocate(AllocationV2Terms.Under(
            byValue, null, Day, Given.Yuan("3000.00"), Given.Weights(("E2", "1")), Given.Yuan("0.00"),
            new Dictionary<string, Money> { ["ST"] = Given.Yuan("900.00"), ["E1"] = Given.Yuan("100.00") })).Value!;
        Assert.Equal("3000.00", figures.Borne["E1"].Amount);

        string[] Refusals(AgreementDocument agreement) => RiskAllocationV2.Allocate(AllocationV2Terms.Under(
            agreement, null, Day, Given.Yuan("3000.00"), Given.Weights(("E2", "1")), Given.Yuan("0.00"), None)).Refusals();
    }

    // A multiple of nothing is a cap of nothing: below the retention, and no reason to refuse the event.
    [Fact]
    public void A_multiple_may_come_to_less_than_the_retention()
    {
        var agreement = Agreement(risk => { risk["allocation"]!["retention"] = "1000.00"; risk["allocation"]!["reserveLimit"] = "0.00"; risk["allocation"]!["capMultiples"] = JsonNode.Parse("""{"E2":"1"}"""); });
        var figures = RiskAllocationV2.Allocate(AllocationV2Terms.Under(
            agreement, null, Day, Given.Yuan("3000.00"), Given.Weights(("E2", "1")), Given.Yuan("0.00"), None)).Value!;
        Assert.Equal(("1000.00", "0.00"), (figures.Retained.Amount, figures.Borne["E2"].Amount));
    }

    [Fact]
    public void The_optional_terms_of_risk_are_read()
    {
        var category = Agreement(risk => risk["categories"]![0] = JsonNode.Parse(
            """{"id":"production-disruption","method":"risk.disruption","noticeDays":10,"lateNotice":{"reducePerDay":"0.1","most":"0.5"},"exposureLimit":"5000.00","overExposure":"reduce","required":[{"id":"mes-log","title":{"en":"Log","zh":"日志"}}]}"""))
            .Category("production-disruption")!;
        Assert.Equal((10, new LateNotice(new(1, 10), new(1, 2)), "5000.00", OverExposure.Reduce), (category.NoticeDays, category.LateNotice, category.ExposureLimit!.Amount, category.OverExposure));
        Assert.Equal(["mes-log"], category.Required.Select(item => item.Id));
    }

    [Theory]
    [InlineData("""{"lateNotice":{"reducePerDay":"0.1","most":"0.5"}}""", "input.missing at risk.categories[0].noticeDays")]
    [InlineData("""{"noticeDays":0}""", "input.out-of-range at risk.categories[0].noticeDays")]
    [InlineData("""{"noticeDays":1,"lateNotice":{"reducePerDay":"1.1","most":"0.5"}}""", "input.out-of-range at risk.categories[0].lateNotice.reducePerDay")]
    [InlineData("""{"noticeDays":1,"lateNotice":{"reducePerDay":"0","most":"0.5"}}""", "input.not-positive at risk.categories[0].lateNotice.reducePerDay")]
    [InlineData("""{"overExposure":"reduce"}""", "input.missing at risk.categories[0].exposureLimit")]
    [InlineData("""{"exposureLimit":"0.00"}""", "money.not-positive at risk.categories[0].exposureLimit")]
    [InlineData("""{"required":[{"id":"a","title":{"en":"A","zh":"甲"}},{"id":"a","title":{"en":"A","zh":"甲"}}]}""", "input.duplicate at risk.categories[0].required[1].id")]
    public void Bad_terms_of_a_category_are_refused(string members, string refusal)
    {
        var refused = AgreementDocument.Parse(Json(risk =>
        {
            foreach (var (name, value) in JsonNode.Parse(members)!.AsObject().ToList()) risk["categories"]![0]![name] = value!.DeepClone();
        })).Refusals();
        Assert.Contains(refusal, refused);
    }

    [Fact]
    public void An_insurance_covers_categories_of_the_agreement()
    {
        var policy = """{"id":"fire","holder":"E1","covers":{"en":"Fire","zh":"火灾"},"sumInsured":"1000.00","deductible":"10.00","categories":["production-disruption"]}""";
        var read = Agreement(risk => risk["insurance"] = new JsonArray(JsonNode.Parse(policy))).Risk.Insurance[0];
        Assert.Equal(("10.00", "production-disruption"), (read.Deductible!.Amount, Assert.Single(read.Categories)));
        Assert.Contains("input.unknown-value at risk.insurance[0].categories[0]", AgreementDocument.Parse(Json(
            risk => risk["insurance"] = new JsonArray(JsonNode.Parse(policy.Replace("production-disruption", "luck", StringComparison.Ordinal))))).Refusals());
    }

    private static IReadOnlyDictionary<string, Money> None { get; } = new Dictionary<string, Money>();

    private static AgreementDocument Agreement(Action<JsonObject> change, Action<JsonArray>? parties = null) => AgreementDocument.Parse(Json(change, parties)).Value!;

    private static JsonElement Json(Action<JsonObject> change, Action<JsonArray>? parties = null)
    {
        var root = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Files", "taihu.ledger.json")))!["agreement"]!.AsObject();
        change(root["risk"]!.AsObject());
        parties?.Invoke(root["parties"]!.AsArray());
        return JsonSerializer.SerializeToElement(root);
    }

    private static EffectiveProfile Profile(string values) => ProfileMerge.Merge(null, ProfileDocument.Parse(Given.Json(
        $$$"""{"profileId":"test","version":1,"regionCode":"CN","title":{"en":"Test","zh":"测试"},"currency":"CNY","effective":{"from":"2025-01-01","to":"2027-12-31"},"authorities":["a"],"legalReferences":[],"values":{{{values}}}}""")).Value!).Value!;
}

using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ledger.Rules.Tests;

/// <summary>Covers and mutual rules that an agreement chooses, on the published figures of R1 to R3 and R10.</summary>
public sealed class AgreedCoverTests
{
    private const string Xol = """{"method":"risk.excess-of-loss","layers":[{"id":"first","attachment":"10000.00","limit":"20000.00"}]}""";
    private static readonly DateOnly Day = new(2025, 6, 16);

    // R1: HMRC GIM8040. R3: GIM8070.
    [Theory]
    [InlineData("""{"method":"risk.quota-share","rate":"0.3"}""", "12000.00", "3600.00")]
    [InlineData("""{"method":"risk.quota-share","rate":"0.3"}""", "35000.00", "10500.00")]
    [InlineData("""{"method":"risk.quota-share","rate":"0.3"}""", "60000.00", "18000.00")]
    [InlineData(Xol, "12000.00", "2000.00")]
    [InlineData(Xol, "35000.00", "20000.00")]
    [InlineData(Xol, "60000.00", "20000.00")]
    // R2: GIM8050, policies 1 and 2; 3 by the market's convention.
    [InlineData("""{"method":"risk.surplus","line":"10000.00","lines":"5","convention":"retention-inside","sumInsured":"25000.00"}""", "12000.00", "7200.00")]
    [InlineData("""{"method":"risk.surplus","line":"10000.00","lines":"5","convention":"retention-inside","sumInsured":"50000.00"}""", "35000.00", "28000.00")]
    [InlineData("""{"method":"risk.surplus","line":"10000.00","lines":"5","convention":"retention-on-top","sumInsured":"100000.00"}""", "60000.00", "30000.00")]
    public void What_the_cover_pays_is_shared_and_the_rest_stays(string cover, string loss, string shared)
    {
        var figures = Allocate(Agreed(allocation => allocation["cover"] = JsonNode.Parse(cover)), loss).Value!;
        Assert.Equal((shared, Given.Yuan(loss) - Given.Yuan(shared)), (figures.Shared.Amount, figures.Retained));
        Assert.Equal(figures.Loss, Money.Sum(figures.Lines.Select(line => line.Amount), figures.Loss.Currency));
    }

    // Of 35,000 only the 25,000 at risk are insured: 25,000 * 15/25 = 15,000.
    [Fact]
    public void What_lies_above_the_sum_insured_stays()
    {
        var figures = Allocate(Agreed(allocation => allocation["cover"] = JsonNode.Parse(
            """{"method":"risk.surplus","line":"10000.00","lines":"5","convention":"retention-inside","sumInsured":"25000.00"}""")), "35000.00").Value!;
        Assert.Equal(("15000.00", "20000.00"), (figures.Shared.Amount, figures.Retained.Amount));
    }

    // (12,000 - 2,000) * 0.3 = 3,000; the reserve takes 1,000 of it.
    [Fact]
    public void The_cover_counts_above_the_retention_and_the_reserve_pays_into_what_is_shared()
    {
        var figures = Allocate(Agreed(allocation =>
        {
            allocation["retention"] = "2000.00";
            allocation["reserveLimit"] = "1000.00";
            allocation["cover"] = JsonNode.Parse("""{"method":"risk.quota-share","rate":"0.3"}""");
        }), "12000.00").Value!;
        Assert.Equal(("9000.00", "1000.00", "2000.00"), (figures.Retained.Amount, figures.ReservePays.Amount, figures.Shared.Amount));
    }

    [Fact]
    public void A_category_goes_before_the_allocation_and_serious_fault_is_not_covered()
    {
        var agreement = Agreed(
            allocation => allocation["cover"] = JsonNode.Parse("""{"method":"risk.quota-share","rate":"0"}"""),
            category => category["cover"] = JsonNode.Parse("""{"method":"risk.quota-share","rate":"0.3"}"""));
        Assert.Equal("0.00", Allocate(agreement, "12000.00").Value!.Shared.Amount);
        Assert.Equal("3600.00", Allocate(agreement, "12000.00", "production-disruption").Value!.Shared.Amount);
        Assert.Equal("12000.00", Allocate(agreement, "12000.00", "production-disruption", new FaultOf("E1", FaultDegree.WilfulAct)).Value!.Borne["E1"].Amount);
    }

    // R10, Poisson: means 2, 3, 5 and a total of 7 give 7/5, 21/10, 7/2; a cap of 3.00 moves 0.50 to the others, 2 to 3.
    [Fact]
    public void Poisson_members_share_by_their_means_and_caps_come_after()
    {
        const string Mutual = """{"rule":"conditional-mean","poisson":{"E1":"2","E2":"3","S":"5"}}""";
        Assert.Equal(["1.40", "2.10", "3.50"], Borne(Agreed(allocation => allocation["mutual"] = JsonNode.Parse(Mutual)), "7.00"));
        Assert.Equal(["1.60", "2.40", "3.00"], Borne(Agreed(allocation =>
        {
            allocation["mutual"] = JsonNode.Parse(Mutual);
            allocation["caps"] = JsonNode.Parse("""{"S":"3.00"}""");
        }), "7.00"));
    }

    // R10: 14/23, 14/23, 432/23 of 20 and 40/13, 90/13, 20 of 30; largest remainder to the cent.
    [Theory]
    [InlineData("conditional-mean", "20.00", "0.61", "0.61", "18.78")]
    [InlineData("conditional-mean", "30.00", "3.08", "6.92", "20.00")]
    [InlineData("uniform", "25.00", "8.34", "8.33", "8.33")]
    [InlineData("mean-proportional", "27.00", "3.00", "6.00", "18.00")]
    public void A_distribution_of_losses_divides_the_rest(string rule, string loss, params string[] borne) =>
        Assert.Equal(borne, Borne(Agreed(allocation => allocation["mutual"] = Golden(rule)), loss));

    [Fact]
    public void A_total_that_cannot_occur_and_a_negative_share_are_refused()
    {
        Assert.Contains("mutual.total-impossible at mutual.rule", Allocate(Agreed(allocation => allocation["mutual"] = Golden("conditional-mean")), "25.00").Refusals());
        Assert.Contains("allocation.mutual-negative at mutual.rule", Allocate(Agreed(allocation => allocation["mutual"] = Golden("covariance-linear")), "0.01").Refusals());
    }

    [Fact]
    public void Students_are_no_members_of_a_mutual()
    {
        var agreement = Agreed(allocation => allocation["mutual"] = JsonNode.Parse("""{"rule":"uniform","poisson":{"E1":"1","ST":"0"}}"""));
        Assert.Contains("allocation.student at mutual.ST", Allocate(agreement, "7.00").Refusals());
    }

    // What nobody would have borne had the loss been 6,000: half of the shared and half of what stayed.
    [Fact]
    public void A_late_recovery_goes_back_in_the_proportion_of_the_cover()
    {
        var input = Input(Agreed(allocation => allocation["cover"] = JsonNode.Parse("""{"method":"risk.quota-share","rate":"0.3"}""")), "12000.00");
        var back = LateRecovery.Redistribute(new LateRecoveryInput(input, [], new RecoveryItem("policy", Given.Yuan("6000.00")))).Value!;
        Assert.Equal("1800.00", Money.Sum(back.ToParties.Values, Given.Yuan("0.00").Currency).Amount);
        Assert.Equal("4200.00", Money.Sum(back.ToRetention.Values, Given.Yuan("0.00").Currency).Amount);
    }

    [Theory]
    [InlineData("cover", """{"method":"risk.luck"}""", "input.unknown-value at risk.allocation.cover.method")]
    [InlineData("cover", """{"method":"risk.quota-share"}""", "input.missing at risk.allocation.cover.rate")]
    [InlineData("cover", """{"method":"risk.quota-share","rate":"1.1"}""", "input.out-of-range at risk.allocation.cover.rate")]
    [InlineData("cover", """{"method":"risk.surplus","line":"0.00","lines":"5","convention":"retention-inside","sumInsured":"1.00"}""", "money.not-positive at risk.allocation.cover.line")]
    [InlineData("cover", """{"method":"risk.surplus","line":"1.00","lines":"5","convention":"retention-inside"}""", "input.missing at risk.allocation.cover.sumInsured")]
    [InlineData("cover", """{"method":"risk.excess-of-loss","layers":[{"id":"a","attachment":"0.00","limit":"2.00"},{"id":"b","attachment":"1.00","limit":"2.00"}]}""", "layers.overlap at risk.allocation.cover.layers[1].attachment")]
    [InlineData("cover", """{"method":"risk.excess-of-loss","layers":[{"id":"a","attachment":"0.00","limit":"2.00","aggregate":"9.00"}]}""", "input.unknown-member at risk.allocation.cover.layers[0].aggregate")]
    [InlineData("mutual", """{"rule":"luck","poisson":{"E1":"1"}}""", "input.unknown-value at risk.allocation.mutual.rule")]
    [InlineData("mutual", """{"rule":"uniform"}""", "mutual.one-model at risk.allocation.mutual.independent")]
    [InlineData("mutual", """{"rule":"uniform","poisson":{"XX":"1"}}""", "party.unknown at risk.allocation.mutual.XX")]
    [InlineData("mutual", """{"rule":"uniform","independent":{"E1":[{"loss":"1","probability":"0.5"}]}}""", "mutual.probability-not-one at risk.allocation.mutual.independent.E1")]
    public void Bad_terms_are_refused(string member, string value, string refusal) =>
        Assert.Contains(refusal, AgreementDocument.Parse(Json(allocation => allocation[member] = JsonNode.Parse(value), null)).Refusals());

    private static JsonNode Golden(string rule) => JsonNode.Parse(
        $$$"""{"rule":"{{{rule}}}","independent":{"E1":[{"loss":"0","probability":"0.9"},{"loss":"10","probability":"0.1"}],"E2":[{"loss":"0","probability":"0.8"},{"loss":"10","probability":"0.2"}],"S":[{"loss":"0","probability":"0.7"},{"loss":"20","probability":"0.3"}]}}""")!;

    private static string[] Borne(AgreementDocument agreement, string loss) => [.. Allocate(agreement, loss).Value!.Borne.Values.Select(amount => amount.Amount)];

    // Through the method, so that the inputs are written and read as in a snapshot.
    private static Outcome<AllocationV2Figures> Allocate(AgreementDocument agreement, string loss, string? category = null, FaultOf? fault = null)
    {
        var input = Input(agreement, loss, category, fault);
        if (RiskAllocationV2.Method.Evaluate(input).Result is { } result)
            Assert.Equal(result.InputsHash, MethodCatalogue.Find("risk.allocation", 2)!.Evaluate(result.Inputs).Result!.InputsHash);
        return RiskAllocationV2.Allocate(input);
    }

    private static AllocationV2Input Input(AgreementDocument agreement, string loss, string? category = null, FaultOf? fault = null) => AllocationV2Terms.Under(
        agreement, null, Day, Given.Yuan(loss), Given.Weights(("E2", "1")), Given.Yuan("0.00"), new Dictionary<string, Money>(), fault, category);

    private static AgreementDocument Agreed(Action<JsonNode> allocation, Action<JsonNode>? category = null) => AgreementDocument.Parse(Json(allocation, category)).Value!;

    private static JsonElement Json(Action<JsonNode> allocation, Action<JsonNode>? category)
    {
        var root = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Files", "taihu.ledger.json")))!["agreement"]!.AsObject();
        root["parties"]!.AsArray().Add(JsonNode.Parse("""{"id":"ST","name":{"en":"Students","zh":"学生"},"type":"association","roles":["students"]}"""));
        var agreed = root["risk"]!["allocation"]!;
        (agreed["retention"], agreed["reserveLimit"]) = ("0.00", "0.00");
        allocation(agreed);
        category?.Invoke(root["risk"]!["categories"]!.AsArray().First(entry => entry!["id"]!.GetValue<string>() == "production-disruption")!);
        return JsonSerializer.SerializeToElement(root);
    }
}

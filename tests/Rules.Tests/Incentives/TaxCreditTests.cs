using System.Text.Json.Nodes;
using CsCheck;

namespace Ledger.Rules.Tests;

public sealed class TaxCreditTests
{
    private const string Base = """
        {"currency":"CNY","rate":"0.30","period":{"from":"2024-01-01","to":"2024-12-31"},
         "categories":{"training-base":"eligible","own-equipment":"not-eligible","staff-time":"ask-tax-office"},
         "members":[{"id":"E1","listedFrom":"2024-03-01","listedTo":"2024-09-30"},{"id":"E1-sub","controlledBy":"E1"}],
         "items":[{"id":"I1","member":"E1","category":"training-base","basis":"spending","invoice":"A1","invoicedOn":"2024-05-20","amount":"1000000.00","paidByMember":"1000000.00"}],
         "carried":"0.00","due":{"education":"60000.00","local":"40000.00"}}
        """;

    [Fact]
    public void An_appraised_value_is_listed_apart_and_never_in_the_base()
    {
        var figures = With("items/0/basis", "\"appraised-value\"").Figures<TaxCreditFigures>();
        Assert.Equal(("0.00", "0.00"), (figures.Base.Amount, figures.Credit.Amount));
        Assert.Equal(["I1 1000000.00 credit.appraised-value"], figures.Excluded.Select(item => $"{item.Id} {item.Amount.Amount} {item.Code}"));
    }

    [Fact]
    public void A_category_that_is_not_eligible_is_listed_apart() =>
        Assert.Equal(["credit.not-eligible"], With("items/0/category", "\"own-equipment\"").Figures<TaxCreditFigures>().Excluded.Select(item => item.Code));

    [Fact]
    public void A_controlled_member_invests_under_the_listing_of_the_group()
    {
        Assert.Equal("100000.00", With("items/0/member", "\"E1-sub\"").Figures<TaxCreditFigures>().Credit.Amount);
        Assert.Contains("credit.member-not-in-group at members[1].controlledBy", With("members/1/controlledBy", "\"E9\"").Refusals());
        Assert.Contains("credit.member-not-in-group at members[1].controlledBy", With("members/1/controlledBy", "\"E1-sub\"").Refusals());
    }

    [Theory]
    [InlineData("items/0/invoicedOn", "\"2024-02-29\"", "credit.not-listed at items[0].invoicedOn")]
    [InlineData("items/0/invoicedOn", "\"2024-10-01\"", "credit.not-listed at items[0].invoicedOn")]
    [InlineData("members/0", "{\"id\":\"E1\"}", "credit.not-listed at items[0].invoicedOn")]
    [InlineData("items/0/invoicedOn", "\"2025-01-01\"", "credit.outside-period at items[0].invoicedOn")]
    [InlineData("items/0/category", "\"staff-time\"", "credit.category-ask at items[0].category")]
    [InlineData("items/0/category", "\"sports\"", "credit.category-unknown at items[0].category")]
    [InlineData("items/0/member", "\"E9\"", "credit.member-not-in-group at items[0].member")]
    [InlineData("items/0/paidByMember", "\"999999.99\"", "credit.member-without-payment at items[0].paidByMember")]
    [InlineData("items/0/amount", "\"0.00\"", "money.not-positive at items[0].amount")]
    [InlineData("usedInvoices", "[\"A1\"]", "credit.invoice-twice at items[0].invoice")]
    [InlineData("members/1/id", "\"E1\"", "input.duplicate at members[1].id")]
    [InlineData("members/0/listedTo", "\"2024-01-31\"", "input.dates-not-ordered at members[0].listedTo")]
    [InlineData("rate", "\"1.3\"", "input.out-of-range at rate")]
    [InlineData("categories/training-base", "\"maybe\"", "input.unknown-value at categories.training-base")]
    [InlineData("withdrawals", "[{\"id\":\"W\",\"amount\":\"1.00\"},{\"id\":\"W\",\"amount\":\"1.00\"}]", "input.duplicate at withdrawals[1].id")]
    [InlineData("split", "{\"education\":\"60000.01\",\"local\":\"0.00\"}", "credit.split-above-due at split.education")]
    [InlineData("carried", "\"-1.00\"", "money.negative at carried")]
    public void A_broken_rule_has_its_own_code(string path, string value, string refusal) => Assert.Contains(refusal, With(path, value).Refusals());

    [Fact]
    public void The_same_invoice_twice_in_one_claim_is_refused() => Assert.Equal(["credit.invoice-twice at items[1].invoice"], With("items/1",
        """{"id":"I2","member":"E1","category":"training-base","basis":"spending","invoice":"A1","invoicedOn":"2024-05-20","amount":"1.00","paidByMember":"1.00"}""").Refusals());

    [Fact]
    public void A_split_stated_by_the_taxpayer_is_taken_within_the_credit()
    {
        var figures = With("split", "{\"education\":\"60000.00\",\"local\":\"10000.00\"}").Figures<TaxCreditFigures>();
        Assert.Equal(("70000.00", "30000.00", "230000.00"), (figures.Credit.Amount, figures.DueAfter.Amount, figures.CarriedForward.Amount));
        var small = JsonNode.Parse(Base)!;
        small["items"]![0]!["amount"] = "100000.00";
        small["split"] = JsonNode.Parse("{\"education\":\"30000.00\",\"local\":\"0.01\"}");
        Assert.Equal(["credit.split-above-credit at split"], Given.Evaluate("incentive.tax-credit", small.ToJsonString()).Refusals());
    }

    [Fact]
    public void What_a_halved_surcharge_has_no_room_for_goes_to_the_other_one()
    {
        // 50,000 of credit is 30,000/20,000 by 3:2; of the education surcharge only 12,000 is due.
        var node = JsonNode.Parse(Base)!;
        node["items"] = new JsonArray();
        node["carried"] = "50000.00";
        node["due"] = JsonNode.Parse("{\"education\":\"12000.00\",\"local\":\"40000.00\"}");
        var figures = Given.Evaluate("incentive.tax-credit", node.ToJsonString()).Figures<TaxCreditFigures>();
        Assert.Equal(("12000.00", "38000.00", "0.00"), (figures.CreditEducation.Amount, figures.CreditLocal.Amount, figures.CarriedForward.Amount));
    }

    [Fact]
    public void Nothing_is_lost_between_base_credit_carry_and_repayment() => Gen.Select(Gen.Long[0, 10_000], Gen.Long[0, 10_000], Gen.Long[0, 3000], Gen.Long[0, 3000], Gen.Long[0, 3000])
        .Sample((spent, withdrawn, carried, education, local) =>
        {
            var figures = TaxCredit.Compute(new TaxCreditInput(
                Given.Cny, Given.Number("0.3"), new Period(new DateOnly(2024, 1, 1), new DateOnly(2024, 12, 31)),
                new Dictionary<string, CreditTreatment> { ["c"] = CreditTreatment.Eligible }, [new("E1", new DateOnly(2024, 1, 1))],
                spent == 0 ? [] : [new("I", "E1", "c", CreditBasis.Spending, "A", new DateOnly(2024, 5, 1), Units(spent), Units(spent))], [],
                [], withdrawn == 0 ? [] : [new("W", Units(withdrawn))], Units(carried), new SurchargePair(Units(education), Units(local)), null)).Value!;
            var made = (figures.Base.Value * Given.Number("0.3")) + figures.CarriedIn.Value;
            return made == figures.Credit.Value + figures.CarriedForward.Value - figures.Repay.Value
                && (figures.Repay.IsZero || (figures.Credit.IsZero && figures.CarriedForward.IsZero))
                && figures.CreditEducation + figures.CreditLocal == figures.Credit
                && figures.CreditEducation.Minor <= education * 100 && figures.CreditLocal.Minor <= local * 100
                && figures.CarriedForward.Sign >= 0;

            static Money Units(long amount) => new(amount * 100, Given.Cny);
        });

    private static Evaluation With(string path, string value)
    {
        var root = JsonNode.Parse(Base)!;
        var steps = path.Split('/');
        var node = root;
        foreach (var step in steps[..^1]) node = node is JsonArray list ? list[int.Parse(step)]! : node[step]!;
        if (node is JsonArray array && int.Parse(steps[^1]) == array.Count) array.Add(JsonNode.Parse(value));
        else if (node is JsonArray inner) inner[int.Parse(steps[^1])] = JsonNode.Parse(value);
        else node[steps[^1]] = JsonNode.Parse(value);
        return Given.Evaluate("incentive.tax-credit", root.ToJsonString());
    }
}

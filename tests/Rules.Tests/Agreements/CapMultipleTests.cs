using System.Text.Json.Nodes;

namespace Ledger.Rules.Tests;

/// <summary>Liability caps as multiples of what a party brought in (1 x or 2 x its contribution).</summary>
public sealed class CapMultipleTests
{
    private const string Agreement = """
        {
          "agreementId": "test-2025", "version": 1, "title": { "en": "Agreement", "zh": "协议" }, "currency": "USD",
          "effective": { "from": "2025-01-01", "to": "2025-12-31" },
          "parties": [
            { "id": "F1", "name": { "en": "F1", "zh": "F1" }, "type": "enterprise" },
            { "id": "F2", "name": { "en": "F2", "zh": "F2" }, "type": "enterprise" },
            { "id": "U", "name": { "en": "U", "zh": "U" }, "type": "university" }
          ],
          "valuation": { "kinds": { "cash": { "methods": ["cash.face"], "minEvidence": 1 } }, "capAtClaim": true },
          "benefit": { "participants": ["F1"], "waterfall": [ { "tier": "residual", "keys": [ { "key": "accepted-value", "weight": "1" } ] } ], "rounding": "half-up" },
          "risk": {
            "categories": [],
            "allocation": { "retention": "10000.00", "reserveLimit": "18400.00", "key": { "F1": "0.5", "F2": "0.3", "U": "0.2" }, "caps": { "F1": "36000.00" },
              "capMultiples": { "F2": "1.5", "U": "1/3" }, "excess": "stays" }
          },
          "dispute": { "objectionWindow": "P10D" }
        }
        """;

    [Fact]
    public void A_multiple_becomes_a_cap_by_the_accepted_value_of_the_day_rounded_down()
    {
        var usd = Currency.Of("USD");
        var agreement = AgreementDocument.Parse(Given.Json(Agreement)).Value!;
        Assert.True(agreement.Risk.Allocation.ByAcceptedValue);
        var input = AllocationInput.Under(agreement, new DateOnly(2025, 7, 1), Money.Parse("1.00", usd), Given.Weights(("F2", "1")), Money.Zero(usd),
            new Dictionary<string, Money> { ["F2"] = Money.Parse("51000.00", usd), ["U"] = Money.Parse("100.00", usd) });
        Assert.Equal(["F1 36000.00", "F2 76500.00", "U 33.33"], input.Caps.Lines());
        Assert.Equal(["F1 1/2", "F2 3/10", "U 1/5"], input.Key.Select(entry => $"{entry.Key} {entry.Value.Numerator}/{entry.Value.Denominator}"));
    }

    [Fact]
    public void A_party_that_brought_nothing_in_has_a_cap_of_nothing()
    {
        var usd = Currency.Of("USD");
        var agreement = AgreementDocument.Parse(Given.Json(Agreement)).Value!;
        var input = AllocationInput.Under(agreement, new DateOnly(2025, 7, 1), Money.Parse("1.00", usd), Given.Weights(("F2", "1")), Money.Zero(usd), new Dictionary<string, Money>());
        Assert.Equal("0.00", input.Caps["U"].Amount);
    }

    [Theory]
    [InlineData("{\"F1\":\"1\"}", "agreement.cap-twice at risk.allocation.capMultiples.F1")]
    [InlineData("{\"X\":\"1\"}", "party.unknown at risk.allocation.capMultiples.X")]
    [InlineData("{\"U\":\"-1\"}", "input.negative at risk.allocation.capMultiples.U")]
    [InlineData("{}", "input.empty at risk.allocation.capMultiples")]
    public void Bad_multiples_are_refused(string multiples, string refusal)
    {
        var root = JsonNode.Parse(Agreement)!;
        root["risk"]!["allocation"]!["capMultiples"] = JsonNode.Parse(multiples);
        Assert.Equal([refusal], AgreementDocument.Parse(Given.Json(root.ToJsonString())).Refusals());
    }
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ledger.Rules.Tests;

public sealed class AgreementDocumentTests
{
    private const string Valid = """
        {
          "agreementId": "test-2025", "version": 1, "title": { "en": "Agreement", "zh": "协议" }, "currency": "CNY",
          "effective": { "from": "2025-01-01", "to": "2027-12-31" },
          "parties": [
            { "id": "E1", "name": { "en": "Builder", "zh": "机床厂" }, "type": "enterprise" },
            { "id": "S", "name": { "en": "College", "zh": "学院" }, "type": "public-school", "accededOn": "2025-06-01" },
            { "id": "G", "name": { "en": "Park", "zh": "园区" }, "type": "park" }
          ],
          "valuation": { "kinds": { "donated-equipment": { "methods": ["market.comparables"], "minEvidence": 3 }, "cash": { "methods": ["cash.face"], "minEvidence": 1 } }, "capAtClaim": true },
          "benefit": {
            "participants": ["E1", "S"],
            "waterfall": [
              { "tier": "reserve", "rate": "0.10" }, { "tier": "cost-recovery", "cap": "0.40" }, { "tier": "preferred-return", "rate": "0.05" },
              { "tier": "residual", "keys": [ { "key": "accepted-value", "weight": "0.60" }, { "key": "fixed-points", "weight": "0.40", "points": { "E1": "30", "S": "70" } } ] }
            ],
            "rounding": "half-up"
          },
          "risk": {
            "categories": [ { "id": "production-disruption", "method": "risk.disruption" } ],
            "allocation": { "retention": "100.00", "reserveLimit": "60000.00", "key": { "E1": "1/3", "S": "2/3" }, "caps": { "E1": "5000.00" }, "excess": "stays" }
          },
          "dispute": { "objectionWindow": "P10D" }
        }
        """;

    [Fact]
    public void A_valid_document_is_read_whole()
    {
        var agreement = AgreementDocument.Parse(Given.Json(Valid)).Value!;
        Assert.Equal(("test-2025", 1, "CNY"), (agreement.AgreementId, agreement.Version, agreement.Currency.Code));
        Assert.Equal(new Period(new DateOnly(2025, 1, 1), new DateOnly(2027, 12, 31)), agreement.Effective);
        Assert.Equal(["E1", "S", "G"], agreement.Parties.Select(party => party.Id));
        Assert.Equal(PartyType.PublicSchool, agreement.Party("S")!.Type);
        Assert.Null(agreement.Party("X"));
        Assert.Equal(3, agreement.PolicyOf(ContributionKind.DonatedEquipment)!.MinEvidence);
        Assert.Null(agreement.PolicyOf(ContributionKind.Space));
        Assert.Equal(["reserve", "cost-recovery", "preferred-return", "residual"], agreement.Benefit.Waterfall.Select(tier => tier.Kind));
        Assert.Equal(Rounding.HalfUp, agreement.Benefit.Rounding);
        Assert.Equal("risk.disruption", agreement.Category("production-disruption")!.Method);
        Assert.Null(agreement.Category("flood"));
        Assert.Equal(new Rational(1, 3), agreement.Risk.Allocation.Key!["E1"]);
        Assert.False(agreement.Risk.Allocation.ByAcceptedValue);
        Assert.Equal(TimeSpan.FromDays(10), agreement.ObjectionWindow.Length);
        Assert.True(agreement.Covers(new DateOnly(2027, 12, 31)));
        Assert.False(agreement.Covers(new DateOnly(2028, 1, 1)));
    }

    [Fact]
    public void The_hash_is_of_the_canonical_document_and_ignores_blanks_and_order()
    {
        var hash = AgreementDocument.Parse(Given.Json(Valid)).Value!.DocumentHash;
        var reordered = new JsonObject(JsonNode.Parse(Valid)!.AsObject().Reverse().Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
        Assert.Equal(hash, AgreementDocument.Parse(Given.Json(reordered.ToJsonString())).Value!.DocumentHash);
        Assert.NotEqual(hash, AgreementDocument.Parse(Given.Json(Valid.Replace("\"0.05\"", "\"0.06\"", StringComparison.Ordinal))).Value!.DocumentHash);
        Assert.Matches("^[0-9a-f]{64}$", hash);
    }

    [Fact]
    public void As_json_it_is_the_document_that_was_signed()
    {
        var agreement = AgreementDocument.Parse(Given.Json(Valid)).Value!;
        var back = JsonSerializer.Deserialize<AgreementDocument>(JsonSerializer.Serialize(agreement))!;
        Assert.Equal(agreement.DocumentHash, back.DocumentHash);
        var broken = Valid.Replace("\"CNY\"", "\"RMB\"", StringComparison.Ordinal);
        Assert.Equal("currency.unknown", Assert.Throws<RejectedJsonException>(() => JsonSerializer.Deserialize<AgreementDocument>(broken)).Rejection.Code);
    }

    [Fact]
    public void Terms_come_from_the_policy()
    {
        var agreement = AgreementDocument.Parse(Given.Json(Valid)).Value!;
        Assert.Equal(
            new ValuationTerms(Given.Cny, Given.Yuan("5.00"), true, 3, new DateOnly(2025, 3, 1)),
            agreement.TermsFor(ContributionKind.DonatedEquipment, Given.Yuan("5.00"), new DateOnly(2025, 3, 1)));
        Assert.Throws<ArgumentException>(() => agreement.TermsFor(ContributionKind.Space, Given.Yuan("5.00"), new DateOnly(2025, 3, 1)));
        Assert.Equal(Given.Cny, agreement.LossTerms.Currency);
    }

    [Fact]
    public void An_event_before_a_partys_accession_does_not_touch_it()
    {
        var agreement = AgreementDocument.Parse(Given.Json(Valid)).Value!;
        Assert.Equal(["E1"], agreement.AllocationKey(new DateOnly(2025, 5, 31), Given.Amounts()).Keys);
        Assert.Equal(["E1", "S"], agreement.AllocationKey(new DateOnly(2025, 6, 1), Given.Amounts()).Keys);
        Assert.False(agreement.HasAcceded("X", new DateOnly(2025, 6, 1)));
    }

    [Fact]
    public void A_key_by_accepted_value_takes_the_values_given()
    {
        var agreement = Parse(root => root["risk"]!["allocation"]!["key"] = "accepted-value").Value!;
        Assert.True(agreement.Risk.Allocation.ByAcceptedValue);
        var key = agreement.AllocationKey(new DateOnly(2025, 7, 1), Given.Amounts(("E1", "10.00"), ("S", "30.00")));
        Assert.Equal(["E1 10", "G 0", "S 30"], key.Select(entry => $"{entry.Key} {entry.Value}"));
    }

    [Fact]
    public void A_pool_under_an_agreement_leaves_out_parties_without_benefit_share()
    {
        var agreement = AgreementDocument.Parse(Given.Json(Valid)).Value!;
        var input = WaterfallInput.Under(agreement, Given.Yuan("100.00"), Given.Amounts(("E1", "10.00"), ("G", "200000.00")), []);
        Assert.Equal(["E1 10.00", "S 0.00"], input.Accepted.Lines());
        Assert.NotNull(Waterfall.Distribute(input).Value);
        var allocation = AllocationInput.Under(agreement, new DateOnly(2025, 7, 1), Given.Yuan("1.00"), Given.Weights(("E1", "1")), Given.Yuan("0.00"), Given.Amounts());
        Assert.Equal(("100.00", "5000.00"), (allocation.Retention.Amount, allocation.Caps["E1"].Amount));
    }

    public static TheoryData<string, string, string> Faults => new()
    {
        { "currency", "\"RMB\"", "currency.unknown at currency" },
        { "currency", "156", "input.wrong-type at currency" },
        { "agreementId", "\"a b\"", "input.not-an-identifier at agreementId" },
        { "version", "0", "input.out-of-range at version" },
        { "version", "\"1\"", "input.wrong-type at version" },
        { "version", "1.5", "input.wrong-type at version" },
        { "title", "{\"en\":\"x\"}", "input.missing at title.zh" },
        { "title", "{\"en\":\" \",\"zh\":\"题\"}", "input.blank at title.en" },
        { "effective", "{\"from\":\"2027-01-01\",\"to\":\"2025-12-31\"}", "input.dates-not-ordered at effective.to" },
        { "effective", "{\"from\":\"2025-02-29\",\"to\":\"2025-12-31\"}", "input.not-a-date at effective.from" },
        { "parties", "[]", "input.empty at parties" },
        { "parties.1.id", "\"E1\"", "input.duplicate at parties[1].id" },
        { "parties.1.type", "\"school\"", "input.unknown-value at parties[1].type" },
        { "parties.1.accededOn", "\"2024-12-31\"", "agreement.accession-outside-term at parties[1].accededOn" },
        { "parties.1.email", "\"x\"", "input.unknown-member at parties[1].email" },
        { "valuation.kinds.ideas", "{\"methods\":[\"cash.face\"],\"minEvidence\":1}", "input.unknown-value at valuation.kinds.ideas" },
        { "valuation.kinds", "{}", "input.empty at valuation.kinds" },
        { "valuation.kinds.cash.methods", "[\"cash.guess\"]", "method.unknown at valuation.kinds.cash.methods[0]" },
        { "valuation.kinds.cash.methods", "[\"risk.disruption\"]", "method.unknown at valuation.kinds.cash.methods[0]" },
        { "valuation.kinds.cash.methods", "[\"cash.face\",\"cash.face\"]", "input.duplicate at valuation.kinds.cash.methods[1]" },
        { "valuation.kinds.cash.minEvidence", "-1", "input.out-of-range at valuation.kinds.cash.minEvidence" },
        { "valuation.kinds.cash.minEvidence", "-0", "input.wrong-type at valuation.kinds.cash.minEvidence" },
        { "valuation.capAtClaim", "\"yes\"", "input.wrong-type at valuation.capAtClaim" },
        { "valuation.dualApprovalAbove", "\"-1.00\"", "money.negative at valuation.dualApprovalAbove" },
        { "valuation.dualApprovalAbove", "500000", "input.wrong-type at valuation.dualApprovalAbove" },
        { "valuation.valuerByDraw", "\"yes\"", "input.wrong-type at valuation.valuerByDraw" },
        { "valuation.revaluation", "{}", "input.empty at valuation.revaluation" },
        { "valuation.revaluation", "{\"validityMonths\":0}", "input.out-of-range at valuation.revaluation.validityMonths" },
        { "valuation.revaluation", "{\"indexMoveLimit\":\"0\"}", "input.not-positive at valuation.revaluation.indexMoveLimit" },
        { "valuation.revaluation", "{\"indexMoveLimit\":\"1.01\"}", "input.out-of-range at valuation.revaluation.indexMoveLimit" },
        { "valuation.revaluation", "{\"months\":1}", "input.unknown-member at valuation.revaluation.months" },
        { "benefit.participants", "[\"E1\",\"S\",\"X\"]", "party.unknown at benefit.participants[2]" },
        { "benefit.participants", "[\"E1\",\"E1\",\"S\"]", "input.duplicate at benefit.participants[1]" },
        { "benefit.rounding", "\"up\"", "input.unknown-value at benefit.rounding" },
        { "benefit.waterfall", "[]", "input.empty at benefit.waterfall" },
        { "benefit.waterfall.0.tier", "\"gift\"", "input.unknown-value at benefit.waterfall[0].tier" },
        { "benefit.waterfall.0.rate", "\"1.01\"", "input.out-of-range at benefit.waterfall[0].rate" },
        { "benefit.waterfall.0.rate", "0.1", "input.wrong-type at benefit.waterfall[0].rate" },
        { "benefit.waterfall.0.cap", "\"1\"", "input.unknown-member at benefit.waterfall[0].cap" },
        { "benefit.waterfall.1.cap", "\"-0.1\"", "input.out-of-range at benefit.waterfall[1].cap" },
        { "benefit.waterfall.2", "{\"tier\":\"reserve\",\"rate\":\"0.1\"}", "agreement.duplicate-tier at benefit.waterfall[2].tier" },
        { "benefit.waterfall.0", "{\"tier\":\"residual\",\"keys\":[{\"key\":\"accepted-value\",\"weight\":\"1\"}]}", "agreement.unreachable-tier at benefit.waterfall[1].tier" },
        { "benefit.waterfall.3.keys.0.weight", "\"0.59\"", "agreement.weights-not-one at benefit.waterfall[3].keys" },
        { "benefit.waterfall.3.keys.0.weight", "\"0\"", "input.not-positive at benefit.waterfall[3].keys[0].weight" },
        { "benefit.waterfall.3.keys.0", "{\"key\":\"fixed-points\",\"weight\":\"0.6\",\"points\":{\"E1\":\"30\",\"S\":\"70\"}}", "input.duplicate at benefit.waterfall[3].keys[1].key" },
        { "benefit.waterfall.3.keys.0.points", "{\"E1\":\"1\"}", "input.unknown-member at benefit.waterfall[3].keys[0].points" },
        { "benefit.waterfall.3.keys.1.points.S", "\"50\"", "agreement.points-not-hundred at benefit.waterfall[3].keys[1].points" },
        { "benefit.waterfall.3.keys.1.points", "{\"E1\":\"100\"}", "agreement.points-missing at benefit.waterfall[3].keys[1].points" },
        { "benefit.waterfall.3.keys.1.points.G", "\"0\"", "agreement.points-not-participant at benefit.waterfall[3].keys[1].points.G" },
        { "risk.categories.0.method", "\"market.comparables\"", "method.unknown at risk.categories[0].method" },
        { "risk.categories.1", "{\"id\":\"production-disruption\",\"method\":\"risk.placement\"}", "input.duplicate at risk.categories[1].id" },
        { "risk.allocation.retention", "\"-1.00\"", "money.negative at risk.allocation.retention" },
        { "risk.allocation.retention", "\"1.005\"", "money.over-precise at risk.allocation.retention" },
        { "risk.allocation.reserveLimit", "60000", "input.wrong-type at risk.allocation.reserveLimit" },
        { "risk.allocation.key", "{\"E1\":\"0.3\",\"S\":\"0.3\"}", "agreement.key-not-one at risk.allocation.key" },
        { "risk.allocation.key", "{\"E1\":\"0.5\",\"X\":\"0.5\"}", "party.unknown at risk.allocation.key.X" },
        { "risk.allocation.key", "{}", "input.empty at risk.allocation.key" },
        { "risk.allocation.key", "\"by-mood\"", "input.unknown-value at risk.allocation.key" },
        { "risk.allocation.caps.E1", "\"99.99\"", "agreement.cap-below-retention at risk.allocation.caps.E1" },
        { "risk.allocation.caps.X", "\"500.00\"", "party.unknown at risk.allocation.caps.X" },
        { "risk.allocation.excess", "\"vanishes\"", "input.unknown-value at risk.allocation.excess" },
        { "dispute.objectionWindow", "\"10 days\"", "agreement.objection-window at dispute.objectionWindow" },
        { "dispute", "{}", "input.missing at dispute.objectionWindow" },
        { "signedBy", "\"E1\"", "input.unknown-member at signedBy" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_named_with_code_and_path(string path, string value, string refusal) =>
        Assert.Contains(refusal, Parse(root => Set(root, path, JsonNode.Parse(value)!)).Refusals());

    [Theory]
    [InlineData("agreementId")]
    [InlineData("version")]
    [InlineData("title")]
    [InlineData("currency")]
    [InlineData("effective")]
    [InlineData("parties")]
    [InlineData("valuation")]
    [InlineData("benefit")]
    [InlineData("risk")]
    [InlineData("dispute")]
    public void Every_part_is_required(string member) =>
        Assert.Contains($"input.missing at {member}", Parse(root => root.Remove(member)).Refusals());

    [Fact]
    public void All_faults_are_named_at_once() => Assert.Equal(
        ["currency.unknown at currency", "agreement.weights-not-one at benefit.waterfall[3].keys", "agreement.objection-window at dispute.objectionWindow"],
        Parse(root =>
        {
            Set(root, "currency", "RMB");
            Set(root, "benefit.waterfall.3.keys.0.weight", "0.5");
            Set(root, "dispute.objectionWindow", "P1M");
        }).Refusals());

    [Fact]
    public void A_document_that_is_no_object_is_refused() => Assert.Equal(["input.wrong-type at $"], AgreementDocument.Parse(Given.Json("[]")).Refusals());

    [Fact]
    public void More_parties_than_the_limit_are_refused() => Assert.Contains("input.too-many at parties", Parse(root =>
        root["parties"] = new JsonArray([.. Enumerable.Range(0, RuleLimits.Parties + 1).Select(i => (JsonNode)new JsonObject { ["id"] = $"P{i}" })])).Refusals());

    [Fact]
    public void The_hash_equals_one_computed_elsewhere()
    {
        // Keys sorted by hand for a part of the document: the writer is shared with the log, here it is checked on the way in.
        var agreement = AgreementDocument.Parse(Given.Json(Valid)).Value!;
        var canonical = Canonical(JsonNode.Parse(Valid)!);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical))), agreement.DocumentHash);
    }

    // A second, naive canonicaliser: sorted keys, no blanks; enough for a document without control characters.
    private static string Canonical(JsonNode? node) => node switch
    {
        JsonObject map => "{" + string.Join(",", map.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => $"\"{member.Key}\":{Canonical(member.Value)}")) + "}",
        JsonArray list => "[" + string.Join(",", list.Select(Canonical)) + "]",
        JsonValue value when value.TryGetValue<string>(out var text) => $"\"{text}\"",
        _ => node!.ToJsonString(),
    };

    private static Outcome<AgreementDocument> Parse(Action<JsonObject> change)
    {
        var root = JsonNode.Parse(Valid)!.AsObject();
        change(root);
        return AgreementDocument.Parse(Given.Json(root.ToJsonString()));
    }

    private static void Set(JsonObject root, string path, JsonNode value)
    {
        var steps = path.Split('.');
        JsonNode node = root;
        foreach (var step in steps[..^1]) node = node is JsonArray list ? list[int.Parse(step)]! : node[step]!;
        if (node is JsonArray array && int.Parse(steps[^1]) == array.Count) array.Add(value);
        else if (node is JsonArray inner) inner[int.Parse(steps[^1])] = value;
        else node[steps[^1]] = value;
    }
}

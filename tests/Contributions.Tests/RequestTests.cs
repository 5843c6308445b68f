using System.Text.Json;
using Ledger.Contributions.Domain;
using Ledger.Contributions.Features;
using Ledger.Rules;
using Ledger.ServiceDefaults;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Store;

namespace Ledger.Contributions.Tests;

public sealed class RequestTests
{
    private static readonly JsonSerializerOptions Strict = FactJson.ConfigureStrict(new JsonSerializerOptions());

    private const string Body =
        """
        {"reference":"E1-machine","agreementId":"taihu-2025","kind":"donated-equipment",
         "title":{"en":"5-axis machine","zh":"五轴机床"},"claimed":{"amount":"1200000.00","currency":"CNY"},
         "effectiveOn":"2025-03-01","receivedBy":"S",
         "evidence":[{"reference":"E1-machine-invoice","sourceClass":"invoice","issuedOn":"2021-05-10",
           "title":{"en":"Purchase invoice","zh":"购置发票"},"mediaType":"text/plain",
           "sha256":"1111111111111111111111111111111111111111111111111111111111111111","size":12}],
         "attributes":{"maker":"Taihu Machines"}}
        """;

    [Fact]
    public void The_party_is_the_callers_own()
    {
        var particulars = Read(Body).For("E1", out var malformed);
        Assert.Null(malformed);
        Assert.Equal("E1", particulars!.Party);
        Assert.Equal(ContributionKind.DonatedEquipment, particulars.Kind);
        Assert.Equal("Taihu Machines", particulars.Attributes["maker"]);
    }

    [Fact]
    public void Attributes_may_be_left_out() =>
        Assert.Empty(Read(Body.Replace(",\n \"attributes\":{\"maker\":\"Taihu Machines\"}", "")).For("E1", out _)!.Attributes);

    [Fact]
    public void A_party_in_the_request_is_an_unknown_member() =>
        Assert.Throws<JsonException>(() => Read(Body.Replace("\"kind\"", "\"party\":\"E2\",\"kind\"")));

    [Theory]
    [InlineData("1200000.001", "money.over-precise")]
    [InlineData("1e6", "money.malformed")]
    [InlineData("99999999999999999999.00", "money.out-of-range")]
    public void A_claim_is_an_exact_amount(string amount, string code) =>
        Assert.Equal(code, Assert.Throws<RejectedJsonException>(() => Read(Body.Replace("1200000.00", amount))).Rejection.Code);

    [Fact]
    public void A_claim_is_in_a_known_currency() =>
        Assert.Equal("currency.unknown", Assert.Throws<RejectedJsonException>(() => Read(Body.Replace("CNY", "XXQ"))).Rejection.Code);

    [Fact]
    public void A_claim_as_a_JSON_number_is_refused() =>
        Assert.Throws<RejectedJsonException>(() => Read(Body.Replace("\"1200000.00\"", "1200000.00")));

    [Theory]
    [InlineData("donated-unicorn")]
    [InlineData("DonatedEquipment")]
    [InlineData("1")]
    public void An_unknown_kind_is_named(string kind) => Refused(Body.Replace("donated-equipment", kind), "input.unknown-value", "kind");

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("机床")]
    public void A_reference_is_plain(string reference) =>
        Refused(Body.Replace("\"E1-machine\"", $"\"{reference}\""), "reference.malformed", "reference");

    [Fact]
    public void A_reference_has_a_limit()
    {
        Assert.IsType<ReferenceMalformed>(References.Check(new string('x', Limits.ReferenceLength + 1)));
        Assert.Null(References.Check(new string('x', Limits.ReferenceLength)));
    }

    [Fact]
    public void Entries_of_lists_and_maps_are_never_null()
    {
        Refused(Body.Replace("\"evidence\":[", "\"evidence\":[null,"), "input.wrong-type", "evidence[0]");
        Refused(Body.Replace("\"Taihu Machines\"", "null"), "input.wrong-type", "attributes.maker");
    }

    private static RegisterContributionRequest Read(string json) => JsonSerializer.Deserialize<RegisterContributionRequest>(json, Strict)!;

    private static void Refused(string json, string code, string field)
    {
        Assert.Null(Read(json).For("E1", out var rejection));
        Assert.Equal((code, field), (rejection!.Code, rejection.Field));
    }
}

using System.Text.Json;
using Ledger.Distribution.Domain;
using Ledger.Distribution.Features;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Store;

namespace Ledger.Distribution.Tests;

/// <summary>What the door refuses before anything is decided.</summary>
public sealed class RequestTests
{
    private static readonly JsonSerializerOptions Strict = FactJson.ConfigureStrict(new JsonSerializerOptions());

    private const string Pool =
        """
        {"reference":"2025","agreementId":"taihu-2025","period":{"from":"2025-01-01","to":"2025-12-31"},
         "amount":{"amount":"600000.00","currency":"CNY"},"title":{"en":"Income","zh":"收入"}}
        """;

    private const string Claim =
        """{"reference":"S-cost","amount":{"amount":"90000.00","currency":"CNY"},"title":{"en":"Energy","zh":"水电"}}""";

    [Fact]
    public void A_pool_and_a_claim_are_read_whole()
    {
        var pool = Read<DeclarePoolRequest>(Pool);
        Assert.Equal(("2025", "600000.00 CNY", "2025-01-01/2025-12-31"), (pool.Reference, pool.Amount.ToString(), pool.Period.ToString()));
        Assert.Null(pool.Kind);
        Assert.Null(pool.Evidence);
        Assert.Equal("90000.00 CNY", Read<ClaimCostRequest>(Claim).Amount.ToString());
    }

    [Theory]
    [InlineData("600000.001", "money.over-precise")]
    [InlineData("6e5", "money.malformed")]
    [InlineData("1/3", "money.malformed")]
    [InlineData("600,000.00", "money.malformed")]
    [InlineData("92233720368547758.08", "money.out-of-range")]
    public void An_amount_is_exact(string amount, string code)
    {
        Assert.Equal(code, Assert.Throws<RejectedJsonException>(() => Read<DeclarePoolRequest>(Pool.Replace("600000.00", amount))).Rejection.Code);
        Assert.Equal(code, Assert.Throws<RejectedJsonException>(() => Read<ClaimCostRequest>(Claim.Replace("90000.00", amount))).Rejection.Code);
    }

    [Fact]
    public void An_amount_as_a_JSON_number_is_refused() =>
        Assert.Throws<RejectedJsonException>(() => Read<DeclarePoolRequest>(Pool.Replace("\"600000.00\"", "600000.00")));

    [Fact]
    public void A_currency_is_known() => Assert.Equal(
        "currency.unknown", Assert.Throws<RejectedJsonException>(() => Read<DeclarePoolRequest>(Pool.Replace("CNY", "XXQ"))).Rejection.Code);

    [Fact]
    public void Who_acts_is_never_in_the_body()
    {
        Assert.Throws<JsonException>(() => Read<DeclarePoolRequest>(Pool.Replace("\"title\"", "\"by\":\"wang\",\"title\"")));
        Assert.Throws<JsonException>(() => Read<ApproveRunRequest>("""{"proposalHash":"x","by":"sun"}"""));
    }

    [Fact]
    public void What_is_decided_on_must_be_named()
    {
        Assert.Throws<JsonException>(() => Read<ApproveRunRequest>("{}"));
        Assert.Throws<JsonException>(() => Read<RecordNoObjectionRequest>("""{"proposalHash":null}"""));
        Assert.Throws<JsonException>(() => Read<RaiseObjectionRequest>("""{"line":"E1"}"""));
    }

    // A reference is part of addresses and of account codes: no separator of theirs may stand in it.
    [Theory]
    [InlineData("")]
    [InlineData("20:25")]
    [InlineData("20/25")]
    [InlineData("二〇二五")]
    public void A_reference_is_plain(string reference) => Assert.Equal("reference.malformed", References.Check(reference)!.Code);

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Strict)!;
}

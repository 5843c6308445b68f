using System.Text;
using System.Text.Json;
using CsCheck;
using Ledger.Transparency.Disclosures;

namespace Ledger.Transparency.Tests;

/// <summary>RFC 9901 disclosures: hidden fields whose digests stand in the logged payload.</summary>
public sealed class DisclosureTests
{
    private static readonly byte[] Salt = [.. Enumerable.Range(0, 16).Select(i => (byte)i)];

    [Fact]
    public void The_example_of_the_standard_has_its_published_digest()
    {
        var disclosure = Disclosure.Parse("WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0");
        Assert.Equal("X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0", disclosure.Digest);
        Assert.Equal(("_26bc4LT-ac6q2KI6cBW5es", "family_name", "M\u00f6bius"), (disclosure.Salt, disclosure.Name, disclosure.Value.GetString()));
    }

    [Fact]
    public void Every_published_disclosure_has_its_published_digest_and_contents()
    {
        var pairs = JsonSerializer.Deserialize<JsonElement>(File.ReadAllBytes(Vectors.File("sdjwt/rfc9901_disclosures.json")));
        Assert.Equal(87, pairs.GetArrayLength());
        foreach (var pair in pairs.EnumerateArray())
        {
            var disclosure = Disclosure.Parse(pair.GetProperty("disclosure").GetString()!);
            Assert.Equal(pair.GetProperty("digest").GetString(), disclosure.Digest);
            var contents = JsonSerializer.Deserialize<JsonElement>(pair.GetProperty("contents").GetString()!);
            Assert.Equal(contents[0].GetString(), disclosure.Salt);
            Assert.True(JsonElement.DeepEquals(contents[contents.GetArrayLength() - 1], disclosure.Value));
            Assert.Equal(contents.GetArrayLength() == 3 ? contents[1].GetString() : null, disclosure.Name);
        }
    }

    [Fact]
    public void A_disclosure_is_made_of_canonical_JSON()
    {
        var disclosure = Disclosure.Of(Salt, "rate", Json("""{ "b": "0.05", "a": 1 }"""));
        // base64url of the bytes 0 to 15 is AAECAwQFBgcICQoLDA0ODw.
        Assert.Equal(
            """["AAECAwQFBgcICQoLDA0ODw","rate",{"a":1,"b":"0.05"}]""",
            Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(disclosure.Text)));
        Assert.Throws<FormatException>(() => Disclosure.Of(Salt.AsSpan(1), "rate", Json("1")));
        Assert.Throws<FormatException>(() => Disclosure.Of(Salt, "_sd", Json("1")));
        Assert.Throws<FormatException>(() => Disclosure.Of(Salt, "...", Json("1")));
        Assert.Throws<FormatException>(() => Disclosure.Of(Salt, "\ud800", Json("1")));
        Assert.Throws<FormatException>(() => Disclosure.Of(Salt, "rate", Json("0.5")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("W10")]
    [InlineData("WyJhIl0")]
    [InlineData("WyJhIiwiYiIsMSwyXQ")]
    [InlineData("WzEsImIiLDFd")]
    [InlineData("WyJhIiwyLDFd")]
    [InlineData("e30")]
    [InlineData("WyJhIiwiYiIsMV0=")]
    [InlineData("WyJhIiwiYiIsMV1")]
    [InlineData("WyJh IiwiYiIsMV0")]
    [InlineData("WyJhIiwiYiIsMV0\u00e4")]
    [InlineData("WyJhIiwiX3NkIiwxXQ")]
    public void What_is_no_disclosure_is_refused(string text) => Assert.Throws<FormatException>(() => Disclosure.Parse(text));

    [Fact]
    public void Fields_open_wherever_they_stand()
    {
        var city = Disclosure.Of(Salt, "city", Json("\"Wuxi\""));
        var address = Disclosure.Of(Salt, "address", Json($$"""{"_sd":["{{city.Digest}}"],"country":"CN"}"""));
        var rate = Disclosure.Of(Salt, "rate", Json("\"0.05\""));
        var payload = Json($$"""{"_sd":["{{address.Digest}}","decoy"],"items":[{"_sd":["{{rate.Digest}}"],"id":"1"}]}""");
        Opens("""{"items":[{"id":"1"}]}""", 3);
        Opens("""{"items":[{"id":"1","rate":"0.05"}]}""", 2, rate);
        Opens("""{"address":{"country":"CN"},"items":[{"id":"1"}]}""", 3, address);
        Opens("""{"address":{"city":"Wuxi","country":"CN"},"items":[{"id":"1","rate":"0.05"}]}""", 1, city, rate, address);
        // A field of a field that is not opened has no digest to be found.
        Assert.Throws<FormatException>(() => DisclosedPayload.Open(payload, [city]));
        Assert.Throws<FormatException>(() => DisclosedPayload.Open(payload, [rate, rate]));

        void Opens(string expected, int closed, params Disclosure[] disclosures)
        {
            var opened = DisclosedPayload.Open(payload, disclosures);
            Assert.Equal(expected, Encoding.UTF8.GetString(CanonicalJson.Bytes(opened.Value)));
            Assert.Equal(closed, opened.Closed);
        }
    }

    [Fact]
    public void A_disclosure_that_does_not_belong_is_refused()
    {
        var rate = Disclosure.Of(Salt, "rate", Json("\"0.05\""));
        Assert.Throws<FormatException>(() => DisclosedPayload.Open(Json("{}"), [rate]));
        Assert.Throws<FormatException>(() => DisclosedPayload.Open(Json($$"""{"_sd":["{{rate.Digest}}"],"rate":"1"}"""), [rate]));
        Assert.Throws<FormatException>(() => DisclosedPayload.Open(Json($$"""{"_sd":["{{rate.Digest}}","{{rate.Digest}}"]}"""), [rate]));
        Assert.Throws<FormatException>(() => DisclosedPayload.Open(Json($$"""{"a":{"_sd":["{{rate.Digest}}"]},"b":{"_sd":["{{rate.Digest}}"]} }"""), []));
        Assert.Throws<FormatException>(() => DisclosedPayload.Open(Json("""{"_sd":"x"}"""), []));
        Assert.Throws<FormatException>(() => DisclosedPayload.Open(Json("""{"_sd":[1]}"""), []));
        // The digest of a text says nothing about another with the same contents.
        var spaced = Disclosure.Parse(System.Buffers.Text.Base64Url.EncodeToString("""["AAECAwQFBgcICQoLDA0ODw", "rate", "0.05"]"""u8));
        Assert.Throws<FormatException>(() => DisclosedPayload.Open(Json($$"""{"_sd":["{{rate.Digest}}"]}"""), [spaced]));
        // The value is held to the same rules as the payload.
        var fraction = Disclosure.Parse(System.Buffers.Text.Base64Url.EncodeToString("""["AAECAwQFBgcICQoLDA0ODw","rate",0.05]"""u8));
        Assert.Throws<FormatException>(() => DisclosedPayload.Open(Json($$"""{"_sd":["{{fraction.Digest}}"]}"""), [fraction]));
    }

    [Fact]
    public void A_chain_of_disclosures_that_goes_too_deep_is_refused()
    {
        var chain = new List<Disclosure> { Disclosure.Of(Salt, "f", Json("1")) };
        for (var i = 0; i < 5_000; i++) chain.Add(Disclosure.Of(Salt, "f", Json($$"""{"_sd":["{{chain[^1].Digest}}"]}""")));
        Assert.Throws<FormatException>(() => DisclosedPayload.Open(Json($$"""{"_sd":["{{chain[^1].Digest}}"]}"""), chain));
    }

    [Fact]
    public void What_was_hidden_and_disclosed_is_there_again() => Gen.Select(JsonGen.Value, Gen.String.AlphaNumeric).Sample((value, name) =>
    {
        var disclosure = Disclosure.Of(Salt, name, JsonSerializer.Deserialize<JsonElement>(value.Utf8()));
        var opened = DisclosedPayload.Open(Json($$"""{"_sd":["{{disclosure.Digest}}"]}"""), [Disclosure.Parse(disclosure.Text)]);
        return CanonicalJson.Bytes(opened.Value.GetProperty(name)).AsSpan().SequenceEqual(CanonicalJson.Bytes(value.Utf8()));
    }, iter: 300);

    private static JsonElement Json(string json) => JsonSerializer.Deserialize<JsonElement>(json);
}

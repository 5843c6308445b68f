using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CsCheck;

namespace Ledger.Transparency.Tests;

/// <summary>RFC 8785 on the part of JSON that facts use.</summary>
public sealed class CanonicalJsonTests
{
    // Inputs of our own beside the published ones; hashes of the published outputs are constants below.
    [Theory]
    [InlineData("""{ "b" : 1 , "a" : [ true , null , "x" ] }""", """{"a":[true,null,"x"],"b":1}""")]
    [InlineData("""{"\u20ac":1,"\r":2,"1":3,"\ud83d\ude02":4,"\ufb33":5,"\u00f6":6}""", "{\"\\r\":2,\"1\":3,\"\u00f6\":6,\"\u20ac\":1,\"\ud83d\ude02\":4,\"\ufb33\":5}")]
    [InlineData("""["\u000f\u0080\u007f\b\t\n\f\r\"\\\/"]""", "[\"\\u000f\u0080\u007f\\b\\t\\n\\f\\r\\\"\\\\/\"]")]
    [InlineData("9007199254740991", "9007199254740991")]
    [InlineData("-9007199254740991", "-9007199254740991")]
    [InlineData("0", "0")]
    [InlineData("\"A\\u030a\"", "\"A\u030a\"")]
    [InlineData("[]", "[]")]
    [InlineData("{}", "{}")]
    public void Writes_the_canonical_form(string input, string expected) => Assert.Equal(expected, Canonical(input));

    [Theory]
    [InlineData("56.0")]
    [InlineData("1E30")]
    [InlineData("4e0")]
    [InlineData("-0")]
    [InlineData("9007199254740992")]
    [InlineData("-9007199254740992")]
    [InlineData("123456789012345678901234567890")]
    [InlineData("""{"a":1,"a":1}""")]
    [InlineData("""{"a":1,"\u0061":2}""")]
    [InlineData("""["\ud800"]""")]
    [InlineData("""["\udc00\ud800"]""")]
    [InlineData("""{"\udfff":1}""")]
    [InlineData("[1,]")]
    [InlineData("[1] // no")]
    [InlineData("{'a':1}")]
    [InlineData("NaN")]
    [InlineData("")]
    [InlineData("[1] [2]")]
    public void Refuses_what_a_fact_may_not_hold(string input) => Assert.Throws<FormatException>(() => Canonical(input));

    [Fact]
    public void Refuses_bytes_that_are_no_UTF8()
    {
        Assert.Throws<FormatException>(() => CanonicalJson.Bytes(new byte[] { (byte)'"', 0xff, (byte)'"' }));
        Assert.Throws<FormatException>(() => CanonicalJson.Bytes(new byte[] { (byte)'"', 0xed, 0xa0, 0x80, (byte)'"' }));
        Assert.Throws<FormatException>(() => CanonicalJson.Bytes("{\"\ufffd\":1}"u8.ToArray().Select(b => b == 0xbd ? (byte)0x20 : b).ToArray()));
    }

    [Fact]
    public void Refuses_nesting_beyond_the_parser()
    {
        var deep = new string('[', 2_000) + new string(']', 2_000);
        Assert.Throws<FormatException>(() => Canonical(deep));
    }

    [Fact]
    public void Takes_64_levels_and_no_more()
    {
        static string Deep(int levels) => new string('[', levels) + new string(']', levels);
        Assert.Equal(Deep(64), Canonical(Deep(64)));
        Assert.Throws<FormatException>(() => Canonical(Deep(65)));
        // An element of a parser that goes deeper than the writer.
        using var lenient = JsonDocument.Parse(Deep(65), new JsonDocumentOptions { MaxDepth = 100 });
        Assert.Throws<FormatException>(() => CanonicalJson.Bytes(lenient.RootElement));
    }

    [Fact]
    public void Refuses_a_text_that_is_too_large()
    {
        var text = new byte[CanonicalJson.MaxBytes + 1];
        Array.Fill(text, (byte)' ');
        text[0] = (byte)'1';
        Assert.Throws<FormatException>(() => CanonicalJson.Bytes(text));
    }

    [Fact]
    public void Refuses_a_value_that_is_not_there() => Assert.Throws<FormatException>(() => CanonicalJson.Bytes(default(JsonElement)));

    [Fact]
    public void The_hash_is_that_of_the_canonical_bytes()
    {
        using var document = JsonDocument.Parse("""{ "b": "2", "a": "1" }""");
        Assert.Equal(
            Convert.ToHexStringLower(SHA256.HashData("""{"a":"1","b":"2"}"""u8)), CanonicalJson.Hash(document.RootElement));
    }

    /// <summary>SHA-256 of the outputs that the authors of RFC 8785 publish.</summary>
    public static TheoryData<string, string> Published => new()
    {
        { "arrays", "099601b171cafed97c333f8878d68e7f8c8f795412adb34b2fdcf0e7c7beac42" },
        { "french", "d99d0ebdcb0033cb858cfa830ae46bc0fb3309413b271f1da828c89901a27ed5" },
        { "unicode", "0d99aad92a125196ff887876643fd3206786a84ddce2cee52ba4ad256d2381d3" },
        { "weird", "6af595a9aa80110b964b4de3f82a05fa6ae7423005019bacfa2620dddc4e94d1" },
    };

    // Our own writing of the same values (members in another order, other escapes): the hash is published, so nothing but the
    // true canonical form can give it.
    [Theory]
    [MemberData(nameof(Published))]
    public void The_published_values_give_the_published_hashes(string name, string hash)
    {
        var input = name switch
        {
            "arrays" => """[56,{"1":[],"d":true,"10":null}]""",
            "french" => """{"sin":"ignore locale","p\u00eache":"but canonicalization MUST","p\u00e9ch\u00e9":"is wrong according to French","peach":"This sorting order"}""",
            "unicode" => """{"Unnormalized Unicode":"\u0041\u030A"}""",
            "weird" => """{"</script>":"Browser Challenge","\ufb33":"Hebrew Letter Dalet With Dagesh","\u00f6":"Latin Small Letter O With Diaeresis","\ud83d\ude02":"Smiley","\u0080":"Control\u007f","1":"One","\n":"Newline","\r":"Carriage Return","\u20ac":"Euro Sign"}""",
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };
        Assert.Equal(hash, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Canonical(input)))));
    }

    [Theory]
    [MemberData(nameof(Published))]
    public void The_published_files_give_the_published_hashes(string name, string hash)
    {
        var file = Vectors.File($"jcs/testdata/input/{name}.json");
        Assert.Equal(hash, Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Bytes(File.ReadAllBytes(file)))));
        var output = File.ReadAllBytes(Vectors.File($"jcs/testdata/output/{name}.json"));
        Assert.Equal(output, CanonicalJson.Bytes(output));
    }

    // Both hold fractions; a full JCS writer takes them, facts must not.
    [Theory]
    [InlineData("structures")]
    [InlineData("values")]
    public void The_published_files_with_fractions_are_refused(string name)
    {
        var file = Vectors.File($"jcs/testdata/input/{name}.json");
        Assert.Throws<FormatException>(() => CanonicalJson.Bytes(File.ReadAllBytes(file)));
    }

    [Fact]
    public void Canonicalising_twice_changes_nothing() => JsonGen.Value.Sample(value =>
    {
        var once = CanonicalJson.Bytes(value.Utf8());
        return once.AsSpan().SequenceEqual(CanonicalJson.Bytes(once));
    });

    [Fact]
    public void The_canonical_form_means_the_same_value() => JsonGen.Value.Sample(value =>
    {
        using var before = JsonDocument.Parse(value.Utf8());
        using var after = JsonDocument.Parse(CanonicalJson.Bytes(value.Utf8()));
        return JsonElement.DeepEquals(before.RootElement, after.RootElement);
    });

    [Fact]
    public void The_order_of_members_and_the_way_of_writing_do_not_matter() =>
        Gen.Select(JsonGen.Value, Gen.Int).Sample((value, seed) =>
            CanonicalJson.Bytes(value.Utf8()).AsSpan().SequenceEqual(CanonicalJson.Bytes(value.Shuffled(new Random(seed)).Utf8(escaped: true))));

    [Fact]
    public void A_key_that_stands_twice_is_refused_wherever_it_stands() =>
        Gen.Select(JsonGen.Members, Gen.Int).Where((members, _) => members.Count > 0).Sample((members, seed) =>
        {
            var twice = members[new Random(seed).Next(members.Count)];
            var value = new JsonObject([.. members, twice]);
            Assert.Throws<FormatException>(() => CanonicalJson.Bytes(new JsonArray([value]).Utf8()));
        });

    [Fact]
    public void A_lone_surrogate_is_refused_wherever_it_stands() =>
        Gen.Select(Gen.Int[0xd800, 0xdfff], Gen.String.AlphaNumeric, Gen.String.AlphaNumeric, Gen.Bool).Sample((unit, before, after, asKey) =>
        {
            var text = $"\"{before}\\u{unit:x4}{after}\"";
            Assert.Throws<FormatException>(() => Canonical(asKey ? $"{{{text}:1}}" : $"[{text}]"));
        });

    [Fact]
    public void Bytes_of_any_kind_give_a_canonical_form_or_a_format_error() => Gen.Byte.Array[0, 60].Sample(NeverCrashes, iter: 20_000);

    // Random bytes are rarely close to JSON; damaged JSON is.
    [Fact]
    public void Damaged_JSON_gives_a_canonical_form_or_a_format_error() =>
        Gen.Select(JsonGen.Value, Gen.Int[0, 10_000], Gen.Byte).Sample((value, position, with) =>
        {
            var bytes = value.Utf8();
            bytes[position % bytes.Length] = with;
            NeverCrashes(bytes);
        }, iter: 20_000);

    private static void NeverCrashes(byte[] bytes)
    {
        try
        {
            var canonical = CanonicalJson.Bytes(bytes);
            Assert.Equal(canonical, CanonicalJson.Bytes(canonical));
        }
        catch (FormatException)
        {
            // Refused is as good as written.
        }
    }

    private static string Canonical(string json) => Encoding.UTF8.GetString(CanonicalJson.Bytes(Encoding.UTF8.GetBytes(json)));
}

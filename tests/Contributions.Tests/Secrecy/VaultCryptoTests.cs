using System.Security.Cryptography;
using System.Text.Json;
using Ledger.Contributions.Domain;
using Ledger.Contributions.Vault;
using Ledger.ServiceDefaults.Store;
using Ledger.Transparency.Disclosures;
using Ledger.Transparency.Envelopes;
using Ledger.Transparency.Tests;
using Microsoft.Extensions.Configuration;
using static Ledger.Contributions.Tests.Samples;

namespace Ledger.Contributions.Tests.Secrecy;

/// <summary>What is encrypted for one place opens in no other; one custodian alone has nothing.</summary>
public sealed class VaultCryptoTests
{
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);
    private static readonly FieldAddress Address = new("taihu", Id, "title", SecretSubjectTests.Key);
    private static readonly Disclosure Title = Disclosure.Of(RandomNumberGenerator.GetBytes(16), "title", JsonSerializer.SerializeToElement("secret"));

    // NIST's CAVS vectors (gcmEncryptExtIV256): the cipher that is used is the one that is meant.
    [Fact]
    public void The_cipher_has_the_published_result()
    {
        var plain = Convert.FromHexString("2d71bcfa914e4ac045b2aa60955fad24");
        var (cipher, tag) = (new byte[plain.Length], new byte[16]);
        using var aes = new AesGcm(Convert.FromHexString("92e11dcdaa866f5ce790fd24501f92509aacf4cb8b1339d50c9c1240935dd08b"), 16);
        aes.Encrypt(Convert.FromHexString("ac93a1a6145299bde902f21a"), plain, cipher, tag, Convert.FromHexString("1e0889016f67601c8ebea4943bc23ad6"));
        Assert.Equal(("8995ae2e6df3dbf96fac7b7137bae67f", "eca5aa77d51d4a0a14d9c51e1da474ab"), (Convert.ToHexStringLower(cipher), Convert.ToHexStringLower(tag)));
    }

    // RFC 5869, appendix A.1.
    [Fact]
    public void The_key_derivation_has_the_published_result() => Assert.Equal(
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
        Convert.ToHexStringLower(HKDF.DeriveKey(HashAlgorithmName.SHA256, [.. Enumerable.Repeat((byte)0x0b, 22)], 42,
            [.. Enumerable.Range(0, 13).Select(i => (byte)i)], [.. Enumerable.Range(0xf0, 10).Select(i => (byte)i)])));

    [Fact]
    public void Every_published_disclosure_comes_out_of_the_vault_with_its_published_digest()
    {
        var pairs = JsonSerializer.Deserialize<JsonElement>(File.ReadAllBytes(Vectors.File("sdjwt/rfc9901_disclosures.json")));
        Assert.Equal(87, pairs.GetArrayLength());
        foreach (var pair in pairs.EnumerateArray())
        {
            var (text, digest) = (pair.GetProperty("disclosure").GetString()!, pair.GetProperty("digest").GetString()!);
            var name = Disclosure.Parse(text).Name;
            Assert.Equal(text, FieldCipher.Open(Key, Address, FieldCipher.Seal(Key, Address, text)));
            if (name is null) continue;
            var address = Address with { Field = name };
            Assert.Equal(digest, DisclosureStore.Checked(FieldCipher.Seal(Key, address, text), address, digest, Key).Digest);
        }
    }

    [Fact]
    public void The_example_of_the_standard_opens_in_the_fact_that_holds_its_digest()
    {
        const string Text = "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0";
        const string Digest = "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0";
        var address = Address with { Field = "family_name" };
        var disclosure = DisclosureStore.Checked(FieldCipher.Seal(Key, address, Text), address, Digest, Key);
        var fact = JsonSerializer.SerializeToElement(Registered with
        {
            Particulars = Machine with { Secrecy = FieldSecrecy.Of([new MarkedField("family_name", SecrecyTier.Personal, Digest, "p-1", SecretSubjectTests.Key)]) },
        }, FactJson.Facts);
        var opened = DisclosedPayload.Open(fact, [disclosure]);
        Assert.Equal("Möbius", opened.Value.GetProperty("particulars").GetProperty("secrecy").GetProperty("family_name").GetString());
        Assert.Equal(0, opened.Closed);
    }

    public static TheoryData<string> Places => ["tenant", "contribution", "field", "key id", "key", "bytes"];

    [Theory]
    [MemberData(nameof(Places))]
    public void A_ciphertext_in_another_place_does_not_open(string what)
    {
        var sealedText = FieldCipher.Seal(Key, Address, Title.Text);
        Assert.Equal(Title.Text, FieldCipher.Open(Key, Address, sealedText));
        var address = what switch
        {
            "tenant" => Address with { Tenant = "lakeside" },
            "contribution" => Address with { Contribution = Guid.NewGuid() },
            "field" => Address with { Field = "details" },
            "key id" => Address with { Key = Guid.NewGuid() },
            _ => Address,
        };
        if (what == "bytes") sealedText[14] ^= 1;
        Assert.Throws<VaultDamagedException>(() => DisclosureStore.Checked(sealedText, address, Title.Digest, what == "key" ? RandomNumberGenerator.GetBytes(32) : Key));
        Assert.ThrowsAny<CryptographicException>(() => FieldCipher.Open(Key, Address, new byte[27]));
    }

    [Fact]
    public void A_disclosure_under_another_digest_of_the_same_place_is_found_out()
    {
        // A draft and its registration lie in one stream: the address is the same, the digest is not.
        var other = Disclosure.Of(RandomNumberGenerator.GetBytes(16), "title", JsonSerializer.SerializeToElement("another"));
        Assert.Throws<VaultDamagedException>(() => DisclosureStore.Checked(FieldCipher.Seal(Key, Address, other.Text), Address, Title.Digest, Key));
    }

    [Fact]
    public void The_same_text_is_never_sealed_alike() =>
        Assert.NotEqual(FieldCipher.Seal(Key, Address, Title.Text), FieldCipher.Seal(Key, Address, Title.Text));

    [Fact]
    public async Task A_wrap_opens_for_its_holder_only()
    {
        var masters = Masters(32);
        var holder = KeyHolder.Owner("taihu", "E1", Id);
        var wrapped = await masters.WrapAsync(holder, Key, default);
        Assert.Equal(Key, await masters.UnwrapAsync(holder, wrapped, default));
        foreach (var other in new[]
        {
            KeyHolder.Owner("taihu", "E2", Id), KeyHolder.Owner("lakeside", "E1", Id), KeyHolder.Owner("taihu", "E1", Guid.NewGuid()),
            KeyHolder.Reader("taihu", Id, "E1", Id), KeyHolder.Disclosure("taihu", Id, Id),
        }) await Assert.ThrowsAnyAsync<CryptographicException>(() => masters.UnwrapAsync(other, wrapped, default));
        await Assert.ThrowsAnyAsync<CryptographicException>(() => Masters(33).UnwrapAsync(holder, wrapped, default));
        Assert.NotEqual(await masters.FingerprintAsync("taihu", "x", default), await masters.FingerprintAsync("lakeside", "x", default));
    }

    [Fact]
    public void A_secret_that_is_too_short_stops_the_service()
    {
        Assert.Throws<InvalidOperationException>(() => Masters(31));
        Assert.Throws<InvalidOperationException>(() => FileMasterKeys.Read(new ConfigurationBuilder().Build()));
    }

    [Fact]
    public void Any_two_custodians_have_the_key_and_one_has_noise()
    {
        using var first = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        using var second = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        using var third = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        ECDiffieHellman[] holders = [first, second, third];
        var pieces = EscrowPieces.Split(Key, Id, [.. holders.Select((holder, i) => new Custodian($"k{i}", $"o{i}", Convert.ToBase64String(holder.ExportSubjectPublicKeyInfo())))]);
        Assert.Equal(6, pieces.Count);
        foreach (var pair in pieces.GroupBy(piece => piece.Pair))
        {
            var opened = pair.Select(piece => KeyEnvelope.Open(piece.Envelope, holders[piece.Custodian - 1], EscrowPieces.Context(Id, piece.Pair))).ToList();
            Assert.Equal(Key, EscrowPieces.Combine(opened[0], opened[1]));
            Assert.All(opened, piece => Assert.NotEqual(Key, piece));
            Assert.All(pair, piece => Assert.ThrowsAny<CryptographicException>(() => KeyEnvelope.Open(piece.Envelope, holders[piece.Custodian % 3], EscrowPieces.Context(Id, piece.Pair))));
        }

        // Both pieces of one custodian belong to two pairs and say nothing together.
        var own = pieces.Where(piece => piece.Custodian == 1).Select(piece => KeyEnvelope.Open(piece.Envelope, first, EscrowPieces.Context(Id, piece.Pair))).ToList();
        Assert.NotEqual(Key, EscrowPieces.Combine(own[0], own[1]));
    }

    private static FileMasterKeys Masters(int bytes) => FileMasterKeys.Read(new ConfigurationBuilder()
        .AddInMemoryCollection([KeyValuePair.Create("Vault:Key", (string?)Convert.ToBase64String([.. Enumerable.Range(0, bytes).Select(i => (byte)i)]))]).Build());
}

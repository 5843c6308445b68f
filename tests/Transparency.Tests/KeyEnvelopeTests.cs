using System.Buffers.Text;
using System.Security.Cryptography;
using Ledger.Transparency.Envelopes;

namespace Ledger.Transparency.Tests;

/// <summary>Envelopes for one key, held against the published vectors of their parts.</summary>
public sealed class KeyEnvelopeTests
{
    private static readonly byte[] Secret = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    // RFC 7518, appendix C: Alice's ephemeral key, Bob's static key, 128 bits for A128GCM.
    [Fact]
    public void The_key_agreement_has_the_published_result()
    {
        using var alice = Key("gI0GAILBdu7T53akrFmMyGcsF3n5dO7MmwNBHKW5SV0", "SLW_xSffzlPWrHEVI30DHM_4egVwt3NQqeUD7nMFpps", "0_NxaRPUMQoAJt50Gz8YiTr8gRTwyEaCumd-MToTmIo");
        using var bob = Key("weNJy2HscCSM6AEDTDg04biOvhFhyyWvOHQfeF_PxMQ", "e8lnCO-AlStT-NJVX-crhB7QRYhiix03illJOVAOyck", "VEmDZpDXXK8p8N0Cndsxs924q6nS1RXFASRl6BfUqdw");
        Assert.Equal("VqqN6vgjbSBcIijNcacQGg", Base64Url.EncodeToString(KeyEnvelope.Derive(alice, bob.PublicKey, "A128GCM", "Alice", "Bob", 16)));
        Assert.Equal("VqqN6vgjbSBcIijNcacQGg", Base64Url.EncodeToString(KeyEnvelope.Derive(bob, alice.PublicKey, "A128GCM", "Alice", "Bob", 16)));
    }

    // RFC 5649, section 6.
    [Theory]
    [InlineData("c37b7e6492584340bed12207808941155068f738", "138bdeaa9b8fa7fc61f97742e72248ee5ae6ae5360d1ae6a5f54f373fa543b6a")]
    [InlineData("466f7250617369", "afbeb0f07dfbf5419200f2ccb50bb24f")]
    public void The_key_wrap_has_the_published_result(string key, string wrapped)
    {
        using var aes = Aes.Create();
        aes.Key = Convert.FromHexString("5840df6e29b02af1ab493b705bf16ea1ae8338f4dcc176a8");
        Assert.Equal(wrapped, Convert.ToHexStringLower(aes.EncryptKeyWrapPadded(Convert.FromHexString(key))));
    }

    [Fact]
    public void Only_the_holder_opens_it_and_only_for_what_it_was_closed_for()
    {
        using var holder = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var envelope = KeyEnvelope.Close(Secret, holder.ExportSubjectPublicKeyInfo(), "piece 1");
        Assert.Equal(Secret, KeyEnvelope.Open(envelope, holder, "piece 1"));
        Assert.ThrowsAny<CryptographicException>(() => KeyEnvelope.Open(envelope, holder, "piece 2"));
        Assert.ThrowsAny<CryptographicException>(() => KeyEnvelope.Open(envelope, other, "piece 1"));
        Assert.NotEqual(envelope, KeyEnvelope.Close(Secret, holder.ExportSubjectPublicKeyInfo(), "piece 1"));
        var again = KeyEnvelope.Close(Secret, holder.ExportSubjectPublicKeyInfo(), "piece 1");
        Assert.ThrowsAny<CryptographicException>(() => KeyEnvelope.Open($"{envelope.Split('.')[0]}.{again.Split('.')[1]}", holder, "piece 1"));
        Assert.Throws<FormatException>(() => KeyEnvelope.Open("no envelope", holder, "piece 1"));
        Assert.Throws<ArgumentOutOfRangeException>(() => KeyEnvelope.Close(new byte[KeyEnvelope.MaxSecret + 1], holder.ExportSubjectPublicKeyInfo(), ""));
    }

    [Fact]
    public void Only_a_key_of_the_one_curve_is_taken()
    {
        using var right = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        using var wrong = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP384);
        Assert.True(KeyEnvelope.IsPublicKey(right.ExportSubjectPublicKeyInfo()));
        Assert.False(KeyEnvelope.IsPublicKey(wrong.ExportSubjectPublicKeyInfo()));
        Assert.False(KeyEnvelope.IsPublicKey([.. right.ExportSubjectPublicKeyInfo(), 0]));
        Assert.False(KeyEnvelope.IsPublicKey("no key"u8));
    }

    private static ECDiffieHellman Key(string x, string y, string d) => ECDiffieHellman.Create(new ECParameters
    {
        Curve = ECCurve.NamedCurves.nistP256, D = Base64Url.DecodeFromChars(d),
        Q = new ECPoint { X = Base64Url.DecodeFromChars(x), Y = Base64Url.DecodeFromChars(y) },
    });
}

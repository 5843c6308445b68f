using System.Security.Cryptography;
using System.Text;
using Ledger.Transparency.Notes;

namespace Ledger.Transparency.Tests;

/// <summary>C2SP signed-note, tlog-checkpoint and tlog-cosignature.</summary>
public sealed class NoteTests
{
    private const string Example = "This is an example message.\n";
    private const string ExampleKey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    private const string ExampleLine =
        "\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=";

    [Fact]
    public void The_published_example_verifies()
    {
        var note = SignedNote.Parse($"{Example}\n{ExampleLine}\n");
        Assert.Equal(Example, note.Text);
        Assert.True(note.Verify([VerifierKey.Parse(ExampleKey)]).Accepted);
        Assert.Equal(ExampleKey, VerifierKey.Parse(ExampleKey).ToString());
    }

    // RFC 8032 section 7.1, tests 1 to 3: private key, public key, message, signature.
    [Theory]
    [InlineData("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "", "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")]
    [InlineData("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb", "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72", "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")]
    [InlineData("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7", "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82", "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a")]
    public void Ed25519_gives_the_signatures_of_its_standard(string seed, string publicKey, string message, string signature)
    {
        using var key = Curve25519.Import(Convert.FromHexString(seed));
        Assert.Equal(publicKey, Convert.ToHexStringLower(Curve25519.PublicOf(key)));
        Assert.Equal(signature, Convert.ToHexStringLower(Curve25519.Sign(key, Convert.FromHexString(message))));
        Assert.True(Curve25519.Verify(Convert.FromHexString(publicKey), Convert.FromHexString(message), Convert.FromHexString(signature)));
        Assert.False(Curve25519.Verify(Convert.FromHexString(publicKey), [1, 2, 3], Convert.FromHexString(signature)));
    }

    [Fact]
    public void Signing_the_published_checkpoint_with_the_published_key_gives_the_published_bytes()
    {
        using var signer = Ed25519Signer.Parse(TesseraLog.PrivateKey);
        Assert.Equal(TesseraLog.Key, signer.Key.ToString());
        Assert.Equal(TesseraLog.Checkpoint5, SignedNote.Of(TesseraLog.Text5, signer.Sign(TesseraLog.Text5)).ToString());
        Assert.Equal(TesseraLog.Checkpoint5, Encoding.UTF8.GetString(SignedNote.Parse(TesseraLog.Checkpoint5).ToBytes()));
        var checkpoint = Checkpoint.Parse(TesseraLog.Text5);
        Assert.Equal(5, checkpoint.Size);
        Assert.Equal(TesseraLog.LeafHashes.Take(5).Aggregate(CompactRange.Empty, (tree, leaf) => tree.Append(leaf)).Root, checkpoint.Root);
        Assert.Equal(TesseraLog.Text5, checkpoint.Text);
    }

    [Fact]
    public void The_published_cosignature_is_made_and_verified()
    {
        using var witness = new CosignatureSigner("witness.example.com/w1", TesseraLog.WitnessSeed);
        Assert.Equal(TesseraLog.WitnessKey, witness.Key.ToString());
        Assert.Equal(TesseraLog.Cosignature, witness.Sign(Checkpoint.Parse(TesseraLog.Text5), TesseraLog.WitnessTime).ToString());
        var note = SignedNote.Parse(TesseraLog.Checkpoint5).With(NoteSignature.Parse(TesseraLog.Cosignature));
        var verified = note.Verify([VerifierKey.Parse(TesseraLog.WitnessKey), VerifierKey.Parse(TesseraLog.Key)]);
        Assert.Equal([null, TesseraLog.WitnessTime], verified.Valid.Select(line => line.Time));
    }

    [Fact]
    public void Every_published_checkpoint_verifies_and_is_the_root_of_the_published_leaves()
    {
        var key = VerifierKey.Parse(TesseraLog.Key);
        using var signer = Ed25519Signer.Parse(TesseraLog.PrivateKey);
        var tree = CompactRange.Empty;
        for (var size = 0; size <= TesseraLog.Leaves.Length; size++)
        {
            var bytes = File.ReadAllBytes(Vectors.File($"tessera/testdata/log/checkpoint.{size}"));
            var note = SignedNote.Parse(bytes);
            Assert.True(note.Verify([key]).Accepted);
            Assert.Equal(new Checkpoint("example.com/log/testdata", size, tree.Root), Checkpoint.Parse(note.Text));
            Assert.Equal(bytes, SignedNote.Of(note.Text, signer.Sign(note.Text)).ToBytes());
            if (size < TesseraLog.Leaves.Length) tree = tree.Append(TesseraLog.LeafHashes[size]);
        }
    }

    [Fact]
    public void Lines_of_unknown_keys_are_passed_over()
    {
        using var other = new Ed25519Signer("example.com/other", TesseraLog.WitnessSeed);
        var note = SignedNote.Parse(TesseraLog.Checkpoint5).With(other.Sign("another text\n"));
        Assert.Single(note.Verify([VerifierKey.Parse(TesseraLog.Key)]).Valid);
        Assert.False(note.Verify([VerifierKey.Parse(ExampleKey)]).Accepted);
    }

    // A key of its own under the log's name has another id; with the log's id as well, its signature is false.
    [Fact]
    public void A_wrong_key_with_the_same_name_is_no_signature_of_the_log()
    {
        var key = VerifierKey.Parse(TesseraLog.Key);
        using var thief = new Ed25519Signer(key.Name, TesseraLog.WitnessSeed);
        var forged = thief.Sign(TesseraLog.Text5);
        var unknown = SignedNote.Of(TesseraLog.Text5, forged).Verify([key]);
        Assert.False(unknown.Accepted);
        Assert.Null(unknown.Failed);
        var false1 = SignedNote.Parse(TesseraLog.Checkpoint5).With(new NoteSignature(key.Name, key.Id, forged.Bytes)).Verify([key]);
        Assert.False(false1.Accepted);
        Assert.Equal(key, false1.Failed);
    }

    [Fact]
    public void A_second_line_of_an_ECDSA_key_verifies_beside_the_first()
    {
        using var first = Ed25519Signer.Parse(TesseraLog.PrivateKey);
        using var second = new EcdsaSigner(first.Key.Name, ECDsa.Create(ECCurve.NamedCurves.nistP256));
        var note = SignedNote.Of(TesseraLog.Text5, first.Sign(TesseraLog.Text5), second.Sign(TesseraLog.Text5));
        var key = VerifierKey.Parse(second.Key.ToString());
        Assert.Equal(2, note.Verify([first.Key, key]).Valid.Count);
        Assert.Equal(SHA256.HashData(key.Material)[..4], Convert.FromHexString($"{key.Id:x8}"));
        Assert.Equal(key, SignedNote.Of("other\n1\n", second.Sign(TesseraLog.Text5)).Verify([key]).Failed);
        using var wrongCurve = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        Assert.Throws<FormatException>(() => VerifierKey.EcdsaP256("x", wrongCurve.ExportSubjectPublicKeyInfo()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("text\n")]
    [InlineData("text\n\n")]
    [InlineData("text\n" + ExampleLine + "\n")]
    [InlineData("text\n\n" + ExampleLine)]
    [InlineData("text\n\n" + ExampleLine + "\n ")]
    [InlineData("text\n\n" + ExampleLine + "\n\n")]
    [InlineData("text\r\n\n" + ExampleLine + "\n")]
    [InlineData("te\u0000xt\n\n" + ExampleLine + "\n")]
    [InlineData("text\n\n- example.com/foo Uw2QOkn8\n")]
    [InlineData("text\n\n\u2014 example.com/foo\n")]
    [InlineData("text\n\n\u2014  Uw2QOkn8\n")]
    [InlineData("text\n\n\u2014 exam+ple Uw2QOkn8\n")]
    [InlineData("text\n\n\u2014 exam\u2003ple Uw2QOkn8\n")]
    [InlineData("text\n\n\u2014 example Uw2QOg==\n")]
    [InlineData("text\n\n\u2014 example Uw2QOkn8==\n")]
    [InlineData("text\n\n\u2014 example Uw2QOklA B\n")]
    [InlineData("text\n\n\u2014 example Uw2QOkk\n")]
    [InlineData("text\n\n\u2014 example Uw2QOkl=\n")]
    [InlineData("text\n\n\u2014 example Uw2Q Okn8\n")]
    public void What_is_no_note_is_refused(string note) => Assert.Throws<FormatException>(() => SignedNote.Parse(note));

    [Fact]
    public void A_note_beyond_its_limits_is_refused()
    {
        var many = string.Concat(Enumerable.Repeat($"{ExampleLine}\n", SignedNote.MaxSignatures));
        Assert.Equal(SignedNote.MaxSignatures, SignedNote.Parse($"{Example}\n{many}").Signatures.Count);
        Assert.Throws<FormatException>(() => SignedNote.Parse($"{Example}\n{many}{ExampleLine}\n"));
        Assert.Throws<FormatException>(() => SignedNote.Parse($"{new string('x', SignedNote.MaxBytes)}\n\n{ExampleLine}\n"));
        Assert.Throws<FormatException>(() => SignedNote.Parse([0xff, (byte)'\n', (byte)'\n']));
        Assert.Throws<FormatException>(() => SignedNote.Parse("\ud800\n\n" + ExampleLine + "\n"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("example.com/foo")]
    [InlineData("example.com/foo+530d903a")]
    [InlineData("example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com/fop+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("exam ple+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com/foo+530d903a+BukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3Q==")]
    [InlineData("example.com/foo+530d903a+")]
    public void What_is_no_key_is_refused(string vkey) => Assert.Throws<FormatException>(() => VerifierKey.Parse(vkey));

    [Theory]
    [InlineData("")]
    [InlineData("o\n5\n")]
    [InlineData("o\n5\ngy5gl3aksFyiCO95a/1vLXz88A3dRq+0l9Sxte8ZqZQ=")]
    [InlineData("\n5\ngy5gl3aksFyiCO95a/1vLXz88A3dRq+0l9Sxte8ZqZQ=\n")]
    [InlineData("o\n05\ngy5gl3aksFyiCO95a/1vLXz88A3dRq+0l9Sxte8ZqZQ=\n")]
    [InlineData("o\n+5\ngy5gl3aksFyiCO95a/1vLXz88A3dRq+0l9Sxte8ZqZQ=\n")]
    [InlineData("o\n-1\ngy5gl3aksFyiCO95a/1vLXz88A3dRq+0l9Sxte8ZqZQ=\n")]
    [InlineData("o\n\ngy5gl3aksFyiCO95a/1vLXz88A3dRq+0l9Sxte8ZqZQ=\n")]
    [InlineData("o\n9223372036854775808\ngy5gl3aksFyiCO95a/1vLXz88A3dRq+0l9Sxte8ZqZQ=\n")]
    [InlineData("o\n18446744073709551621\ngy5gl3aksFyiCO95a/1vLXz88A3dRq+0l9Sxte8ZqZQ=\n")]
    [InlineData("o\n5\ngy5gl3aksFyiCO95a/1vLXz88A3dRq+0l9Sxte8ZqZR=\n")]
    [InlineData("o\n5\ngy5gl3aksFyiCO95a/1vLXz88A3dRq+0l9Sxte8ZqQ==\n")]
    [InlineData("o\n5\ngy5gl3aksFyiCO95a/1vLXz88A3dRq+0l9Sxte8ZqZQ=\nextension\n")]
    public void What_is_no_checkpoint_is_refused(string text) => Assert.Throws<FormatException>(() => Checkpoint.Parse(text));

    [Theory]
    [InlineData("PRIVATE+KEY+example.com/log/testdata+33d7b497+AeymY/SZAX0jZcJ8enZ5FY1Dz+wTML2yWSkK+9DSF3eg")]
    [InlineData("PRIVATE+KEY+example.com/log/testdata+33d7b496+BOymY/SZAX0jZcJ8enZ5FY1Dz+wTML2yWSkK+9DSF3eg")]
    [InlineData("PRIVATE+KEY+example.com/log/testdata+33d7b496+AeymYw==")]
    [InlineData("example.com/log/testdata+33d7b496+AeymY/SZAX0jZcJ8enZ5FY1Dz+wTML2yWSkK+9DSF3eg")]
    public void What_is_no_private_key_is_refused(string text) => Assert.Throws<FormatException>(() => Ed25519Signer.Parse(text));

    [Fact]
    public void No_byte_of_a_cosigned_checkpoint_can_be_changed()
    {
        var bytes = Encoding.UTF8.GetBytes($"{TesseraLog.Checkpoint5}{TesseraLog.Cosignature}\n");
        VerifierKey[] keys = [VerifierKey.Parse(TesseraLog.Key), VerifierKey.Parse(TesseraLog.WitnessKey)];
        Assert.True(Verifies(bytes));
        for (var i = 0; i < bytes.Length; i++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                bytes[i] ^= (byte)(1 << bit);
                Assert.False(Verifies(bytes), $"byte {i}, bit {bit}");
                bytes[i] ^= (byte)(1 << bit);
            }
        }

        bool Verifies(byte[] note)
        {
            try
            {
                var parsed = SignedNote.Parse(note);
                return parsed.Verify(keys) is { Accepted: true, Valid.Count: 2 };
            }
            catch (FormatException)
            {
                return false;
            }
        }
    }
}

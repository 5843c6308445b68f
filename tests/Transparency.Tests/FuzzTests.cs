using System.Text;
using CsCheck;
using Ledger.Transparency.Bundles;
using Ledger.Transparency.Disclosures;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Tiles;
using Ledger.Transparency.Witnesses;

namespace Ledger.Transparency.Tests;

/// <summary>Every parser survives any bytes: it returns, or refuses with a format error, and never takes long.</summary>
public sealed class FuzzTests
{
    private static readonly byte[][] Valid =
    [
        Encoding.UTF8.GetBytes($"{TesseraLog.Checkpoint5}{TesseraLog.Cosignature}\n"),
        Encoding.UTF8.GetBytes(TesseraLog.Text5),
        Encoding.UTF8.GetBytes(TesseraLog.Key),
        Encoding.UTF8.GetBytes(SampleLog.PolicyText),
        Encoding.UTF8.GetBytes($"old 1\n{TesseraLog.Proof2Of5[0]}\n\n{TesseraLog.Checkpoint5}"),
        Encoding.UTF8.GetBytes($"c2sp.org/tlog-proof@v1\nextra aGVsbG8=\nindex 2\n{string.Join('\n', TesseraLog.Proof2Of5)}\n\n{TesseraLog.Checkpoint5}"),
        Encoding.UTF8.GetBytes("tile/0/x001/x234/067.p/12"),
        EntryBundle.Write(TesseraLog.Leaves),
        Encoding.UTF8.GetBytes(Disclosure.Of(SampleLog.Salt(1), "recipe", SampleLog.Json("{\"a\":[1,\"2\"]}")).Text),
        SampleLog.Of().ForEverything().ToBytes(),
    ];

    private static readonly Action<byte[]>[] Parsers =
    [
        bytes => SignedNote.Parse(bytes).Verify([VerifierKey.Parse(TesseraLog.Key)]),
        bytes => Checkpoint.Parse(Text(bytes)),
        bytes => VerifierKey.Parse(Text(bytes)),
        bytes => Ed25519Signer.Parse(Text(bytes)).Dispose(),
        bytes => WitnessPolicy.Parse(bytes),
        bytes => AddCheckpoint.Parse(bytes),
        bytes => TlogProof.Parse(bytes),
        bytes => TilePath.Parse(Text(bytes)),
        bytes => EntryBundle.Parse(bytes, 3),
        bytes => HashTile.Parse(bytes, 2),
        bytes => Disclosure.Parse(Text(bytes)),
        bytes => CanonicalJson.Bytes(bytes),
        bytes => MerkleHash.ParseBase64(Text(bytes)),
        bytes => BundleReader.Read(bytes, out _),
    ];

    [Fact]
    public void Random_bytes_are_read_or_refused() => Gen.Byte.Array[0, 200].Sample(Survive, iter: 3_000);

    // Text of the characters that the formats are made of comes further.
    [Fact]
    public void Random_text_is_read_or_refused() =>
        Gen.OneOfConst("\u2014 ", "\n", "\n\n", " ", "+", "/", "AA==", "0", "9", "x001", "old 1", "index 0", "tile/", "log ", "quorum none", "{", "}", "[", "]", "\"", ":", ",", "e30", "\u592a", "\ud83d\ude02", "#", "\t")
            .Array[0, 30].Sample(parts => Survive(Encoding.UTF8.GetBytes(string.Concat(parts))), iter: 3_000);

    [Fact]
    public void Damaged_files_are_read_or_refused() =>
        Gen.Select(Gen.Int[0, Valid.Length - 1], Gen.Int[0, 1_000_000], Gen.Int[0, 3], Gen.Byte).Sample((which, at, how, value) =>
        {
            var bytes = Valid[which];
            at %= bytes.Length;
            Survive(how switch
            {
                0 => [.. bytes[..at], value, .. bytes[(at + 1)..]],
                1 => [.. bytes[..at], .. bytes[(at + 1)..]],
                2 => [.. bytes[..at], value, .. bytes[at..]],
                _ => [.. bytes[..at], .. bytes[..at]],
            });
        }, iter: 3_000);

    [Fact]
    public void Large_inputs_are_refused_in_little_time()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        foreach (var filler in new byte[] { 0, (byte)'\n', (byte)'A', (byte)'[', (byte)' ', (byte)'1', 0xff })
        {
            var bytes = new byte[1 << 20];
            Array.Fill(bytes, filler);
            Survive(bytes);
        }

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"{watch.Elapsed}");
    }

    [Fact]
    public void A_verdict_is_given_on_any_bytes() => Gen.Select(Gen.Int[0, 1_000_000], Gen.Byte, Gen.Bool).Sample((at, value, cut) =>
    {
        var bytes = Valid[^1];
        at %= bytes.Length;
        byte[] changed = cut ? [.. bytes[..at], .. bytes[(at + 1)..]] : [.. bytes[..at], value, .. bytes[(at + 1)..]];
        var verdict = BundleVerifier.Verify(changed, SampleLog.Policy);
        return verdict.Kind == VerdictKind.Verified == changed.AsSpan().SequenceEqual(bytes);
    }, iter: 300);

    private static void Survive(byte[] bytes)
    {
        foreach (var parser in Parsers)
        {
            try
            {
                parser(bytes);
            }
            catch (FormatException)
            {
                // Refused is as good as read.
            }
        }
    }

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}

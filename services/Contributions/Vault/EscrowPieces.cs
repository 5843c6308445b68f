using System.Security.Cryptography;
using Ledger.Contributions.Domain;
using Ledger.Transparency.Envelopes;

namespace Ledger.Contributions.Vault;

/// <summary>One custodian's part of a key.</summary>
/// <param name="Pair">Places of the two custodians whose pieces together are the key: "1-2".</param>
/// <param name="Custodian">Place of the custodian who can open this one.</param>
/// <param name="Envelope">The piece, for the custodian's public key.</param>
/// <param name="Digest">SHA-256 of the piece: 256 random bits, so that it says nothing.</param>
public sealed record EscrowPiece(string Pair, int Custodian, string Envelope, byte[] Digest);

/// <summary>
/// A key for two of three: each pair holds it as a random piece and the exclusive-or of key and piece (NIST SP 800-133, 6.3). One
/// piece alone is a one-time pad without its text, so that no single custodian, and nobody without two custodians' private keys,
/// learns anything of the key.
/// </summary>
internal static class EscrowPieces
{
    /// <summary>The context of an envelope; custodians need it to open theirs.</summary>
    public static string Context(Guid key, string pair) => $"ledger-vault/1 {key} {pair}";

    /// <summary>The six pieces of a key.</summary>
    public static IReadOnlyList<EscrowPiece> Split(byte[] key, Guid id, IReadOnlyList<Custodian> custodians)
    {
        var pieces = new List<EscrowPiece>();
        for (var first = 1; first < custodians.Count; first++)
        {
            for (var second = first + 1; second <= custodians.Count; second++)
            {
                var pad = RandomNumberGenerator.GetBytes(FieldCipher.KeyBytes);
                pieces.Add(Piece(pad, id, $"{first}-{second}", first, custodians));
                pieces.Add(Piece(Combine(key, pad), id, $"{first}-{second}", second, custodians));
            }
        }

        return pieces;
    }

    /// <summary>The key from both pieces of a pair, or the one piece from the key and the other.</summary>
    public static byte[] Combine(byte[] one, byte[] other)
    {
        var both = new byte[FieldCipher.KeyBytes];
        for (var i = 0; i < both.Length; i++) both[i] = (byte)(one[i] ^ other[i]);
        return both;
    }

    private static EscrowPiece Piece(byte[] piece, Guid id, string pair, int custodian, IReadOnlyList<Custodian> custodians) => new(
        pair, custodian, KeyEnvelope.Close(piece, Convert.FromBase64String(custodians[custodian - 1].Key), Context(id, pair)), SHA256.HashData(piece));
}

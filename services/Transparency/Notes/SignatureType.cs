namespace Ledger.Transparency.Notes;

/// <summary>Kinds of signature lines that are understood, by their byte in signed-note.</summary>
public enum SignatureType
{
    /// <summary>No kind.</summary>
    None = 0,

    /// <summary>Ed25519 over the text.</summary>
    Ed25519 = 0x01,

    /// <summary>ECDSA P-256 over the SHA-256 of the text, DER-encoded.</summary>
    EcdsaP256 = 0x02,

    /// <summary>Ed25519 over a time and a checkpoint: a witness's cosignature/v1.</summary>
    Cosignature = 0x04,
}

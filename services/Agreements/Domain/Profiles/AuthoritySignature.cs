namespace Ledger.Agreements.Domain;

/// <summary>An authority's signature over the canonical bytes of a profile document.</summary>
/// <param name="Authority">Who signed; one of the document's authorities.</param>
/// <param name="KeyHash">SHA-256 of the public key (SPKI) that it was checked with, lower-case hex.</param>
/// <param name="Value">ECDSA P-256 over SHA-256, DER, Base64.</param>
public sealed record AuthoritySignature(string Authority, string KeyHash, string Value);

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Ledger.Cli.Connection;

/// <summary>
/// Proof key for code exchange (RFC 7636), method S256: the code that comes back over the redirect is worth nothing to whoever
/// does not hold the verifier.
/// </summary>
/// <param name="Verifier">Secret of one sign-in: 43 characters of the unreserved set.</param>
/// <param name="Challenge">Base64url of its SHA-256, sent with the authorization request.</param>
public sealed record Pkce(string Verifier, string Challenge)
{
    private const int VerifierBytes = 32;

    /// <summary>A new pair from 256 random bits (RFC 7636 section 4.1).</summary>
    public static Pkce New() => Of(RandomText());

    /// <summary>The pair of a given verifier (RFC 7636 section 4.2).</summary>
    public static Pkce Of(string verifier) =>
        new(verifier, Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))));

    /// <summary>256 random bits as base64url; also for <c>state</c> and <c>nonce</c>.</summary>
    public static string RandomText() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(VerifierBytes));
}

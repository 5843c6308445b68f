using System.Text;

namespace Ledger.Rules;

/// <summary>
/// What a person signs with a key of his own, byte for byte. Every line ends with LF, the text is UTF-8, ids and hashes are in lower case.
/// A signature is ES256 (RFC 7518): ECDSA P-256 over SHA-256, r and s of 32 bytes each, in base64 — what WebCrypto gives.
/// </summary>
public static class PersonalSignatures
{
    /// <summary>Bytes of a signature.</summary>
    public const int SignatureBytes = 64;

    private const int LongestText = 4096;

    /// <summary>
    /// That the person approves what has this hash: <c>ledger-approval/v1 LF consortium LF stream LF hash LF</c>. The stream says what it is
    /// about, the hash fixes its content, so a signature fits nothing else.
    /// </summary>
    /// <param name="consortium">Whose record it is.</param>
    /// <param name="stream">Id of what is approved.</param>
    /// <param name="proposalHash">Hash of the proposal, lower-case hex.</param>
    public static byte[] Approval(string consortium, Guid stream, string proposalHash) =>
        Encoding.UTF8.GetBytes($"ledger-approval/v1\n{consortium}\n{stream:D}\n{proposalHash}\n");

    /// <summary>That the person has the private key: <c>ledger-signing-key/v1 LF consortium LF person LF key id LF</c>.</summary>
    /// <param name="consortium">In which the key is to count.</param>
    /// <param name="person">Subject id of the person.</param>
    /// <param name="keyId">Id of the key.</param>
    public static byte[] KeyProof(string consortium, string person, string keyId) =>
        Encoding.UTF8.GetBytes($"ledger-signing-key/v1\n{consortium}\n{person}\n{keyId}\n");

    /// <summary>The bytes of a signature, or null when the text is not base64 of 64 bytes.</summary>
    public static byte[]? Read(string text) => Bytes(text) is { Length: SignatureBytes } signature ? signature : null;

    /// <summary>The bytes of a text in base64 as it is written, without blanks; else null.</summary>
    internal static byte[]? Bytes(string text)
    {
        if (text.Length > LongestText) return null;
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && Convert.ToBase64String(bytes.AsSpan(0, length)) == text ? bytes[..length] : null;
    }
}

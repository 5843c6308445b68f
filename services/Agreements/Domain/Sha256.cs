namespace Ledger.Agreements.Domain;

/// <summary>Evidence files are named by the hash of their content.</summary>
internal static class Sha256
{
    private const int Digits = 64;

    /// <summary>Whether the text is a SHA-256 in lower-case hex.</summary>
    public static bool Is(string text) => text.Length == Digits && text.All(char.IsAsciiHexDigitLower);
}

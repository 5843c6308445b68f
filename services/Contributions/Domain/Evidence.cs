using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>One piece of evidence (凭证) of a contribution. The file itself lies in the evidence store under its hash.</summary>
/// <param name="Reference">The contributor's own id of it, unique within the contribution; methods cite it by this.</param>
/// <param name="SourceClass">What kind of source, an identifier: <c>invoice</c>, <c>bank-record</c>, <c>usage-log</c>.</param>
/// <param name="IssuedOn">Date on the paper.</param>
/// <param name="Title">What it is.</param>
/// <param name="MediaType">Media type under which the file was stored.</param>
/// <param name="Sha256">SHA-256 of the file, lower-case hex.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Number">The issuer's number of the paper (invoice number); with the issuer it may stand under one contribution only.</param>
/// <param name="Issuer">Who issued it, an identifier.</param>
/// <param name="RelatedParty">Whether the issuer is related to the contributor; null when it was not said.</param>
/// <param name="RetentionClass">Class of the agreement's retention part, an identifier; null: as the kind of the contribution says.</param>
public sealed record EvidenceItem(
    string Reference, string SourceClass, DateOnly IssuedOn, Text Title, string MediaType, string Sha256, long Size,
    string? Number = null, string? Issuer = null, bool? RelatedParty = null, string? RetentionClass = null);

/// <summary>A file as the evidence store holds it.</summary>
/// <param name="Sha256">SHA-256 of its bytes, lower-case hex: its name.</param>
/// <param name="Size">Bytes.</param>
/// <param name="MediaType">Media type under which it was first stored.</param>
public sealed record EvidenceFile(string Sha256, long Size, string MediaType)
{
    /// <summary>Whether a text is a SHA-256 in lower-case hex.</summary>
    public static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);
}

using Ledger.Rules;

namespace Ledger.ServiceDefaults.Handling;

/// <summary>
/// Clients name things by references of their own (an inventory number, a file number). They become stream ids, parts of
/// addresses and words in reports, so they are plain: 1 to <see cref="Limits.ReferenceLength"/> ASCII letters, digits, and . _ -
/// </summary>
public static class References
{
    /// <summary>Null when the reference is well formed, else why not.</summary>
    /// <param name="reference">As the client wrote it.</param>
    /// <param name="field">Where it stands in the request.</param>
    public static Rejection? Check(string reference, string field = "reference")
    {
        var plain = reference.Length is > 0 and <= Limits.ReferenceLength
            && reference.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');
        return plain ? null : new ReferenceMalformed(reference) { Field = field };
    }
}

public sealed record ReferenceMalformed(string Reference) : Rejection("reference.malformed", RejectionKind.Invalid, new(
    $"'{Shown(Reference)}' is no reference: use 1 to {Limits.ReferenceLength} letters, digits, dots, underscores or hyphens.",
    $"“{Shown(Reference)}”不是有效的编号：请使用 1 至 {Limits.ReferenceLength} 个字母、数字、点、下划线或连字符。"))
{
    private static string Shown(string reference) => reference.Length <= 60 ? reference : reference[..57] + "...";
}

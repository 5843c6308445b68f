namespace Ledger.Rules;

/// <summary>Parts of sealed inputs, read strictly: a part that held the separator could be cut in two places.</summary>
internal static class SealedReader
{
    /// <summary>A case or a person: 1 to <see cref="RuleLimits.PersonId"/> visible ASCII characters without '|'.</summary>
    public static string? Part(InputReader inputs, string name) =>
        inputs.String(name, RuleLimits.PersonId) is { } text ? Checked(inputs, inputs.Of(name), text) : null;

    /// <summary>As <see cref="Part"/>, for an entry of a list.</summary>
    public static string? Checked(InputReader inputs, string path, string text)
    {
        if (Commitments.IsPart(text)) return text;
        inputs.Reject(new InputRejection("sealed.part-malformed",
            new($"'{Problems.Shorten(text)}' must be 1 to {Problems.Invariant(RuleLimits.PersonId)} visible ASCII characters without '|' and '/'.",
                $"“{Problems.Shorten(text)}”须为 1 至 {Problems.Invariant(RuleLimits.PersonId)} 个可见 ASCII 字符，且不含“|”和“/”。"))
            { Field = path, Value = Problems.Shorten(text) });
        return null;
    }

    /// <summary>A nonce.</summary>
    public static string? Nonce(InputReader inputs, string name)
    {
        if (inputs.String(name) is not { } text) return null;
        if (Commitments.IsNonce(text)) return text;
        inputs.Reject(new InputRejection("sealed.nonce-malformed",
            new($"A nonce is {Problems.Invariant(RuleLimits.NonceLeast)} to {Problems.Invariant(RuleLimits.NonceMost)} lower-case hex digits.",
                $"随机数须为 {Problems.Invariant(RuleLimits.NonceLeast)} 至 {Problems.Invariant(RuleLimits.NonceMost)} 位小写十六进制数字。"))
            { Field = inputs.Of(name), Value = Problems.Shorten(text) });
        return null;
    }

    /// <summary>A commitment.</summary>
    public static string? Hash(InputReader inputs, string name)
    {
        if (inputs.String(name) is not { } text) return null;
        if (Commitments.IsHash(text)) return text;
        inputs.Reject(new InputRejection("sealed.commitment-malformed",
            new("A commitment is a SHA-256: 64 lower-case hex digits.", "承诺值是 SHA-256：64 位小写十六进制数字。"))
            { Field = inputs.Of(name), Value = Problems.Shorten(text) });
        return null;
    }
}

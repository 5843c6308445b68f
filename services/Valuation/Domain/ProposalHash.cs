using System.Security.Cryptography;
using System.Text;
using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>
/// What an approver accepts: SHA-256, lower-case hex, of the canonical JSON (RFC 8785) of
/// <c>{"appraisal","inputsHash","method","value","version"}</c>. The inputs' hash covers the evidence, the claim and the
/// agreement's terms, so one hash binds the whole calculation.
/// </summary>
public static class ProposalHash
{
    /// <summary>The hash of a proposal.</summary>
    /// <param name="appraisal">Stream of the appraisal.</param>
    /// <param name="result">The calculation.</param>
    /// <param name="value">What would count.</param>
    public static string Of(Guid appraisal, MethodResult result, Money value)
    {
        // Members stand in canonical order, and none of the values holds a character that JSON would escape.
        var canonical =
            $$"""{"appraisal":"{{appraisal:D}}","inputsHash":"{{result.InputsHash}}","method":"{{result.RuleId}}",""" +
            $$"""
            "value":{"amount":"{{value.Amount}}","currency":"{{value.Currency.Code}}"},"version":{{result.RuleVersion}}}
            """;
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)));
    }
}

using System.Text.Json;
using Ledger.Rules;
using Ledger.Transparency.Bundles;

namespace Ledger.Cli.Verify;

/// <summary>A value was calculated by a method that the agreement allows for its kind, on the agreement's terms: cap, least evidence, day.</summary>
internal static class ProposedValue
{
    private static readonly Text Terms = new("The agreement under which a value was proposed: allowed methods, cap at the claim, least evidence", "估值所适用的协议（允许的方法、以申报价值为上限、最少凭证）");
    private static readonly Text Opened = new("What was to be valued", "估值对象");

    public static void Check(Reperforming work, ProvenEntry entry, JsonElement payload)
    {
        var reference = payload.Text("subject", "reference") ?? work.Before(entry, "appraisal_opened.v1").FirstOrDefault()?.Payload?.Text("subject", "reference") ?? payload.Text("method") ?? "";
        var name = $"{reference} ({payload.Amount("value")})";
        if (SignedAgreement.Of(work, entry, payload.At("agreement"), "agreement", Terms, name) is not { Document: { } document }) return;
        if (work.Before(entry, "appraisal_opened.v1").FirstOrDefault()?.Payload?.At("subject") is not { } subject || subject.Read<Kinded>() is not { Kind: { } kind })
        {
            work.Apart(Opened, name);
            return;
        }

        var policy = document.PolicyOf(kind);
        var claimed = subject.Amount("claimed");
        var secret = subject.At("claimUndisclosed") is { ValueKind: JsonValueKind.True };
        var terms = policy is null || claimed is null ? null : document.TermsFor(kind, claimed, subject.Day("effectiveOn")) is var agreed && secret ? agreed with { CapAtClaim = false } : agreed;
        var expected = terms is null ? (JsonElement?)null : JsonSerializer.SerializeToElement(terms, RuleJson.PlainAmounts);
        work.Same(
            policy is not null && policy.Methods.Contains(payload.Text("result", "ruleId") ?? "") && PayloadJson.Alike(payload.At("result", "inputs", "terms"), expected)
                && document.Version == payload.Number("agreementVersion") && subject.Text("agreementId") == document.AgreementId,
            entry, "figures.terms-differ", "result.inputs.terms",
            $"The value of {name} was not calculated by a method and on terms of {document.AgreementId} v{document.Version}.", $"{name} 的价值并非按 {document.AgreementId} 第 {document.Version} 版的方法与条件计算。");
    }

    private sealed record Kinded(ContributionKind? Kind);
}

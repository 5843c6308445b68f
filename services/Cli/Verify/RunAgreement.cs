using System.Text.Json;
using Ledger.Rules;

namespace Ledger.Cli.Verify;

/// <summary>The agreement version of a run is one that rules on the last day of its period, and says what the run says of it.</summary>
internal static class RunAgreement
{
    private static readonly Text Terms = new("The agreement under which a run was computed: tiers, percentages, participants, rounding", "分配方案所适用的协议（层级、比例、参与方、舍入）");

    /// <summary>Checks it; null when it is not disclosed.</summary>
    public static SignedAgreement? Check(Reperforming work, CheckedRun run, JsonElement? pool)
    {
        var said = run.Payload.At("agreement") ?? throw new FormatException("'agreement' is missing.");
        var name = $"{said.Text("agreementId")} v{said.Number("version")}";
        if (SignedAgreement.Of(work, run.Entry, said.At("source"), "agreement.source", Terms, name) is not { } agreement) return null;
        var document = agreement.Document;
        work.Same(
            said.Text("agreementId") == document.AgreementId && said.Number("version") == document.Version && said.Text("documentHash") == document.DocumentHash
                && said.Items("parties").Select(party => party.GetString()).SequenceEqual(document.Parties.Select(party => party.Id))
                && said.Text("objectionWindow") == document.ObjectionWindow.Text && (said.At("settlementApprover") is null || said.Text("settlementApprover") == Approver(document))
                && (said.At("disputePanel") is null || said.Items("disputePanel").Select(party => party.GetString()).SequenceEqual(Panel(document))),
            run.Entry, "figures.agreement-differs", "agreement",
            $"What the run says of {name} is not what the signed document says.", $"方案所载 {name} 与所签文本不符。");
        work.Same(
            document.Covers(run.Payload.Day("pool", "period", "to")) && (pool?.Number("agreementVersion") ?? 0) <= document.Version,
            run.Entry, "figures.agreement-differs", "agreement.version",
            $"{name} does not rule on the last day of the pool, or a later version did when the pool was declared.", $"{name} 在收益池期末日不适用，或申报收益池时已有更新版本。");
        Later(work, run, document);
        return agreement;
    }

    // The newest version in force rules. One that is in the log before the run may not have reached who computed it.
    private static void Later(Reperforming work, CheckedRun run, AgreementDocument document)
    {
        var day = run.Payload.Day("pool", "period", "to");
        var later = work.All("agreement_activated.v1").Where(other => other.Index < run.Entry.Index)
            .Select(other => other.Payload!.Value.At("document") is { } json ? AgreementDocument.Parse(json).Value : null).OfType<AgreementDocument>()
            .Where(other => other.AgreementId == document.AgreementId && other.Version > document.Version && other.Covers(day)).MaxBy(other => other.Version);
        if (later is not null)
        {
            work.Open("open.agreement-later",
                $"That {document.AgreementId} v{document.Version} rules for pool {run.Name}: v{later.Version} was logged before the run and covers its last day too.",
                $"收益池 {run.Name} 适用 {document.AgreementId} 第 {document.Version} 版：第 {later.Version} 版先于该方案记入且同样涵盖其期末日。");
        }
        else if (!work.Everything)
        {
            work.Open("open.agreement-later",
                $"That no later version than {document.AgreementId} v{document.Version} ruled on {day:yyyy-MM-dd}.",
                $"{day:yyyy-MM-dd} 没有比 {document.AgreementId} 第 {document.Version} 版更新的适用版本。");
        }
    }

    /// <summary>The party that answers for settlements by an agreement; null for nobody in particular.</summary>
    public static string? Approver(AgreementDocument document) =>
        document.Terms.Responsibilities.FirstOrDefault(responsibility => responsibility.Decision == "settlement")?.Accountable;

    private static IReadOnlyList<string> Panel(AgreementDocument document) => document.Terms.Dispute?.Panel ?? [];
}

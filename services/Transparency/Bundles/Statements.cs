using System.Globalization;
using Ledger.Transparency.Witnesses;

namespace Ledger.Transparency.Bundles;

/// <summary>Says in plain words what a verified or incomplete bundle proves and what it does not.</summary>
internal sealed class Statements(
    ProvenBundle proven, PolicyOutcome outcome, WitnessPolicy policy, CheckedHead? from, CheckedHead? head, SignatureCheck signatures,
    IReadOnlyList<Finding> findings)
{
    private Bundle Bundle => proven.Bundle;

    public IEnumerable<Statement> Proven()
    {
        var (count, log) = (Text(proven.Entries.Count), proven.Checkpoint);
        yield return new("proven.logged",
            $"{count} entries are in the log {log.Origin}, unchanged, as it signed itself at {Text(log.Size)} entries with the key {outcome.Key}.",
            $"{count} 个条目原样存在于日志 {log.Origin} 中；该日志在 {Text(log.Size)} 个条目时以密钥 {outcome.Key} 签署。");
        if (!policy.Logs.Contains(outcome.Key))
        {
            yield return new("proven.key",
                "That key is not named by the policy: an older key of this log, which is, handed over to it by entries of the log.",
                "策略未列出该密钥：由策略所列的旧密钥通过日志中的条目依次交接而来。");
        }

        if (outcome.Standing == CheckpointStanding.Trusted && outcome.Witnesses.Count > 0)
        {
            var names = string.Join(", ", outcome.Witnesses.Select(witness => $"{witness.Witness} ({Time(witness.Time)})"));
            yield return new("proven.witnessed",
                $"These witnesses saw the same state of the log: {names}.", $"以下见证人见过日志的同一状态：{names}。");
        }

        var payloads = Text(proven.Entries.Count(entry => entry.Payload is not null));
        yield return new("proven.payloads",
            $"The contents shown of {payloads} entries are those that were logged.", $"所示 {payloads} 个条目的内容即当初记入的内容。");
        if (findings.All(finding => finding.Code != "citation.missing"))
        {
            yield return new("proven.chain",
                "Every event that these entries rest on is among them, logged before them, or listed as withheld.",
                "这些条目所依据的每个事件都在其中且先于其记入，或列为未提供。");
        }

        foreach (var said in signatures.Proven()) yield return said;
        if (Bundle.Complete && head is not null && findings.All(finding => finding.Code != "head.entry-missing"))
        {
            yield return from is not null ? Between(from, head) : new("proven.complete",
                $"Complete: none of the {Text(head.Count)} entries of {Bundle.Tenant} among the first {Text(head.Size)} of the log is left out, as counted on {head.Day}.",
                $"完整：截至 {head.Day} 清点，日志前 {Text(head.Size)} 个条目中 {Bundle.Tenant} 的 {Text(head.Count)} 个条目无一遗漏。");
        }
    }

    private Statement Between(CheckedHead first, CheckedHead last) => new("proven.complete-between",
        $"Complete: of the entries of the log from {Text(first.Size + 1)} to {Text(last.Size)}, as counted on {first.Day} and {last.Day}, none of the {Text(last.Count - first.Count)} of {Bundle.Tenant} is left out.",
        $"完整：按 {first.Day} 与 {last.Day} 两次清点，日志第 {Text(first.Size + 1)} 至 {Text(last.Size)} 个条目中 {Bundle.Tenant} 的 {Text(last.Count - first.Count)} 个条目无一遗漏。");

    public IEnumerable<Statement> NotDisclosed()
    {
        var payloads = proven.Entries.Count(entry => entry.Payload is null);
        if (payloads > 0)
            yield return new("hidden.payloads", $"The contents of {Text(payloads)} entries.", $"{Text(payloads)} 个条目的内容。");
        var fields = proven.Entries.Sum(entry => entry.Closed);
        if (fields > 0)
            yield return new("hidden.fields", $"At most {Text(fields)} confidential fields.", $"至多 {Text(fields)} 个保密字段。");
        if (Bundle.Withheld.Count > 0)
            yield return new("hidden.events", $"{Text(Bundle.Withheld.Count)} events that are cited.", $"{Text(Bundle.Withheld.Count)} 个被引用的事件。");
    }

    public IEnumerable<Statement> NotProven(bool reperformed)
    {
        if (from is not null)
            yield return new("open.earlier", $"What else was logged among the first {Text(from.Size)} entries.", $"日志前 {Text(from.Size)} 个条目中的其他内容。");
        if (Bundle.Complete && head is not null)
            yield return new("open.later", $"What was logged after the first {Text(head.Size)} entries.", $"日志前 {Text(head.Size)} 个条目之后记入的内容。");
        if (!Bundle.Complete)
            yield return new("open.complete", "That nothing else was logged about this matter.", "关于此事项没有其他记录。");
        if (policy.AsksForNoWitness)
            yield return new("open.witnesses", "That others saw the same log: the policy asks for no witness.", "他人见到的是同一日志：策略未要求见证人。");
        if (!reperformed)
            yield return new("open.figures", "That the figures follow from the inputs: they were not computed anew.", "各数额确由输入得出：未重新计算。");
        if (Bundle.Attachments.Count > 0)
            yield return new("open.files", "That a file is the one named: compare its SHA-256.", "某文件即所指文件：请比对其 SHA-256。");
        foreach (var said in signatures.NotProven()) yield return said;
        yield return new("open.truth", "That what was recorded is true.", "所记录的内容属实。");
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    // A witness may claim any time; one beyond the calendar stays a number.
    private static string Time(long seconds) => seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
        ? DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)
        : Text(seconds);
}

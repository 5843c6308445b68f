using System.Text.Json;
using Ledger.Rules;
using Ledger.Transparency.Bundles;

namespace Ledger.Cli.Verify;

/// <summary>Each accepted value of a run is what its own event decided: the acceptance, or what took its place after a challenge or a revaluation.</summary>
internal static class RunValues
{
    private const string Accepted = "value_accepted.v1";
    private const string Replaced = "value_replaced.v1";
    private static readonly Text Values = new("Accepted values", "认定价值");

    public static void Check(Reperforming work, CheckedRun run)
    {
        var twice = run.Values.GroupBy(value => value.Text("contributionId"), StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        work.Same(
            twice is null, run.Entry, "figures.counted-twice", "lists.values", $"{twice?.First().Text("reference")} counts twice.", $"{twice?.First().Text("reference")} 被计入两次。");
        foreach (var value in run.Values) One(work, run, value);
    }

    private static void One(Reperforming work, CheckedRun run, JsonElement value)
    {
        var name = $"{value.Text("party")}/{value.Text("reference")} ({value.Amount("accepted")})";
        if (work.Source(run.Entry, value.At("source"), "lists.values", Values, name) is not { Payload: { } decided } source) return;
        var (amount, method, version) = source.Envelope.Type switch
        {
            Accepted => (decided.Amount("accepted"), decided.Text("method"), decided.Number("methodVersion")),
            Replaced => (decided.Amount("value"), decided.Text("result", "ruleId"), decided.Number("result", "ruleVersion")),
            _ => (null, null, null),
        };
        work.Same(
            amount is not null && amount == value.Amount("accepted") && method == value.Text("method") && version == value.Number("methodVersion")
                && Alike("party") && Alike("contributionId") && Alike("reference") && Alike("kind") && Alike("effectiveOn")
                && decided.Text("agreementId") == run.Payload.Text("agreement", "agreementId"),
            run.Entry, "figures.source-differs", "lists.values",
            $"The value of {name} is not the one that was accepted.", $"{name} 的价值与所认定的不同。");
        Claimed(work, run, value, source, name);
        work.Same(
            value.Day("effectiveOn") <= run.LastDay && (source.Envelope.Type != Replaced || decided.Day("validFrom") <= run.LastDay),
            run.Entry, "figures.day-differs", "lists.values", $"The value of {name} does not count by the last day.", $"{name} 的价值至末日尚未生效。");
        var newer = work.Stream(source).Where(other => other.Envelope.Type == Replaced && other.Envelope.Version > source.Envelope.Version
            && other.Index < run.Entry.Index && run.Knew(other.Payload!.Value) && other.Payload!.Value.Day("validFrom") <= run.LastDay).MaxBy(other => other.Envelope.Version);
        if (newer is not null)
        {
            work.Open("open.value-replaced",
                $"That {name} was the value to count: {newer.Payload!.Value.Amount("value")} had replaced it before the run.", $"应计入 {name}：方案之前其价值已由 {newer.Payload.Value.Amount("value")} 取代。");
        }

        bool Alike(string member) => PayloadJson.Alike(decided.At(member), value.At(member));
    }

    // A replacement says nothing of what was claimed; the acceptance before it does.
    private static void Claimed(Reperforming work, CheckedRun run, JsonElement value, ProvenEntry source, string name)
    {
        var acceptance = source.Envelope.Type == Accepted ? source : work.Before(source, Accepted).FirstOrDefault();
        if (acceptance?.Payload is not { } accepted) return;
        work.Same(
            PayloadJson.Alike(accepted.At("claimed"), value.At("claimed")) && PayloadJson.Alike(accepted.At("claimUndisclosed"), value.At("claimUndisclosed")),
            run.Entry, "figures.source-differs", "lists.values", $"What was claimed for {name} is not what the run says.", $"{name} 的申报价值与方案所载不同。");
    }
}

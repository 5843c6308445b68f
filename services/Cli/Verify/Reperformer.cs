using System.Globalization;
using System.Text.Json;
using Ledger.Rules;
using Ledger.Transparency.Bundles;

namespace Ledger.Cli.Verify;

/// <summary>
/// Computes the figures of a bundle anew: every method result in its payloads from its own inputs, with the rules of this program,
/// and what one event took from another. Knows the events by their published shape, not by the services' types.
/// </summary>
public static class Reperformer
{
    /// <summary>Computes everything that is disclosed; never throws.</summary>
    public static Reperformance Of(ProvenBundle bundle)
    {
        var work = new Reperforming(bundle);
        foreach (var entry in bundle.Entries)
        {
            if (entry.Payload is not { } payload) continue;
            try
            {
                foreach (var (path, result) in payload.Objects().Where(item => IsResult(item.Value))) Recompute(work, entry, path, result);
                LinkedFigures.Check(work, entry, payload);
            }
            catch (Exception refused) when (refused is FormatException or OverflowException or InvalidOperationException or JsonException or ArgumentException)
            {
                work.Differs(entry, "figures.unreadable", "", $"Its figures cannot be read: {refused.Message}", "其数额无法读取。");
            }
        }

        return work.Outcome();
    }

    private static bool IsResult(JsonElement value) =>
        value.Text("ruleId") is not null && value.Text("inputsHash") is not null && value.At("ruleVersion") is { ValueKind: JsonValueKind.Number }
        && value.At("inputs") is not null && value.At("value") is not null;

    private static void Recompute(Reperforming work, ProvenEntry entry, string path, JsonElement result)
    {
        var id = result.Text("ruleId")!;
        var version = result.GetProperty("ruleVersion").TryGetInt32(out var number) ? number : 0;
        if (MethodCatalogue.Find(id, version) is not { } method)
        {
            work.Unknown($"{id} v{version.ToString(CultureInfo.InvariantCulture)}");
            return;
        }

        var evaluation = method.Evaluate(result.GetProperty("inputs"));
        if (evaluation.Result is not { } again)
        {
            work.Differs(entry, "figures.refused", path,
                $"{id} refuses the inputs by which it is said to have been computed: {evaluation.Rejection!.Message.En}",
                $"{id} 拒绝其所称的计算输入：{evaluation.Rejection.Message.Zh}");
        }
        else if (again.InputsHash != result.Text("inputsHash"))
        {
            work.Differs(entry, "figures.inputs-differ", path,
                $"The inputs of {id} have the hash {again.InputsHash}, recorded is {result.Text("inputsHash")}.",
                $"{id} 的输入哈希为 {again.InputsHash}，所记为 {result.Text("inputsHash")}。");
        }
        else if (PayloadJson.Difference(result.GetProperty("value"), again.Value) is { } differs)
        {
            work.Differs(entry, "figures.value-differs", $"{path}.value.{differs.Path}",
                $"{id} gives {differs.Right}, recorded is {differs.Left}.", $"{id} 的结果为 {differs.Right}，所记为 {differs.Left}。");
        }
        else
        {
            work.Right(id, version);
        }
    }
}

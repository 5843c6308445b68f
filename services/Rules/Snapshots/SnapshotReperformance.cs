using System.Text.Json;
using Ledger.Canonical;

namespace Ledger.Rules;

/// <summary>What came of calculating a snapshot again.</summary>
/// <param name="Differences">Codes snapshot.method-unknown, .refused, .inputs-differ, .value-differs, .steps-differ,
/// .proposal-hash-differs, .bytes-differ; empty when every byte is the same.</param>
/// <param name="Again">The new calculation; null where there was none.</param>
public sealed record Reperformed(IReadOnlyList<InputRejection> Differences, MethodResult? Again)
{
    public bool Same => Differences.Count == 0;
}

/// <summary>Calculates a snapshot again from its own inputs with its own rule version and holds the two against each other.</summary>
public static class SnapshotReperformance
{
    /// <summary>Never throws; what cannot be calculated is a difference.</summary>
    public static Reperformed Of(ValuationSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var result = snapshot.Result;
        if (MethodCatalogue.Find(result.RuleId, result.RuleVersion) is not { } method)
        {
            return new Reperformed([Differs("method-unknown", "result.ruleId", $"{result.RuleId} {Problems.Invariant(result.RuleVersion)}",
                "This program does not know the rule in this version.", "本程序没有该版本的规则。")], null);
        }

        var evaluation = method.Evaluate(result.Inputs);
        if (evaluation.Result is not { } again)
        {
            var why = evaluation.Rejection!;
            return new Reperformed([Differs("refused", JsonPath.Within("result.inputs", why.Field), why.Code,
                $"The rule refuses the inputs: {why.Message.En}", $"规则拒绝该输入：{why.Message.Zh}")], null);
        }

        return new Reperformed([.. Compare(snapshot, again)], again);
    }

    private static IEnumerable<InputRejection> Compare(ValuationSnapshot snapshot, MethodResult again)
    {
        var same = snapshot.Bytes().AsSpan().SequenceEqual((snapshot with { Result = again }).Bytes());
        var differences = same ? [] : InResult(snapshot.Result, again).ToList();
        // What no sentence speaks of: rounding, residual.
        if (!same && differences.Count == 0)
            differences.Add(Differs("bytes-differ", JsonPath.Root, "", "The snapshot calculated again has other bytes.", "重新计算得到的快照字节不同。"));
        return differences.Concat(AroundResult(snapshot, again));
    }

    private static IEnumerable<InputRejection> InResult(MethodResult result, MethodResult again)
    {
        if (result.InputsHash != again.InputsHash)
            yield return Differs("inputs-differ", "result.inputsHash", result.InputsHash, $"The inputs have the hash {again.InputsHash}.", $"输入的哈希为 {again.InputsHash}。");
        if (!Equal(result.Value, again.Value))
            yield return Differs("value-differs", "result.value", result.Value.GetRawText(), $"The rule gives {again.Value.GetRawText()}.", "规则计算出的数额不同。");
        if (!Equal(JsonSerializer.SerializeToElement(result.Steps, RuleJson.Results), JsonSerializer.SerializeToElement(again.Steps, RuleJson.Results)))
            yield return Differs("steps-differ", "result.steps", "", "The lines of the calculation are others.", "计算过程与所记不同。");
    }

    private static IEnumerable<InputRejection> AroundResult(ValuationSnapshot snapshot, MethodResult again)
    {
        if ((again.Figures as ValuationFigures)?.Accepted is var accepted && accepted != snapshot.Value)
            yield return Differs("value-differs", "value", snapshot.Value.ToString(), $"The rule gives {accepted}.", $"规则计算结果为 {accepted}。");
        var hash = ValuationSnapshot.HashOf(snapshot.Appraisal, again, snapshot.Value, snapshot.Basis);
        if (hash != snapshot.ProposalHash)
            yield return Differs("proposal-hash-differs", "proposalHash", snapshot.ProposalHash, $"Value, inputs and evidence have the hash {hash}.", $"数额、输入与凭证的哈希为 {hash}。");
    }

    private static bool Equal(JsonElement left, JsonElement right) => CanonicalWriter.Write(left).AsSpan().SequenceEqual(CanonicalWriter.Write(right));

    private static InputRejection Differs(string code, string field, string value, string en, string zh) =>
        new($"snapshot.{code}", new(en, zh)) { Field = field, Value = Problems.Shorten(value) };
}

using Ledger.Cli.Output;
using Ledger.Cli.Scenario;
using Ledger.Rules;

namespace Ledger.Cli.Catalogue;

/// <summary>"rules reperform FILE" for a snapshot of a loss: measure, admission and allocation again, every byte compared.</summary>
internal static class LossReperform
{
    public static async Task<int> RunAsync(JsonFile file, bool json, Language language, RulesStreams streams)
    {
        var read = LossSnapshot.Read(file.Root);
        if (read.Value is not { } snapshot)
        {
            foreach (var problem in file.Locate(read.Rejections)) await streams.Error.WriteLineAsync(problem.ToString());
            return ExitCode.BadInput;
        }

        var differences = snapshot.Differences();
        await streams.Output.WriteAsync(json ? RulesJson.Write(Verdict.Of(snapshot, differences)) : Text(snapshot, differences, language));
        foreach (var difference in differences) await streams.Error.WriteLineAsync(RulesJson.Line(difference));
        return differences.Count == 0 ? ExitCode.Success : ExitCode.Differs;
    }

    private static string Text(LossSnapshot snapshot, IReadOnlyList<InputRejection> differences, Language language)
    {
        var table = new TextTable(["", ""]);
        foreach (var result in new[] { snapshot.Measure, snapshot.Admission, snapshot.Allocation, snapshot.Escalation }.OfType<MethodResult>())
            table.Row(new Text("Rule", "规则").In(language), $"{result.RuleId} v{result.RuleVersion}");
        table.Row(new Text("Loss recorded", "所记损失").In(language), snapshot.Loss.ToString());
        table.Row(new Text("Of it shared", "其中可分担").In(language), snapshot.Shared.ToString());
        table.Row("SHA-256", snapshot.Hash);
        var verdict = differences.Count == 0
            ? new Text("Every byte is the same.", "全部字节相同。")
            : new Text("It does not calculate to what is recorded.", "重新计算与所记不符。");
        return $"{table}{verdict.In(language)}\n";
    }

    private sealed record Verdict(string Format, string Hash, bool Same, Money Loss, Money Shared, IReadOnlyList<Difference> Differences)
    {
        public static Verdict Of(LossSnapshot snapshot, IReadOnlyList<InputRejection> differences) => new(
            "ledger-reperformance/1", snapshot.Hash, differences.Count == 0, snapshot.Loss, snapshot.Shared,
            [.. differences.Select(difference => new Difference(difference.Code, difference.Field, difference.Value, difference.Message))]);
    }

    private sealed record Difference(string Code, string? Field, string? Value, Text Message);
}

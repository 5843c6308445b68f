using Ledger.Cli.Connection;
using Ledger.Cli.Output;
using Ledger.Cli.Scenario;
using Ledger.Cli.Verify;
using Ledger.Rules;

namespace Ledger.Cli.Catalogue;

/// <summary>
/// "rules reperform FILE": calculates an exported snapshot of a valuation (or of a loss: <see cref="LossReperform"/>) again, offline, and compares every byte. Exit code 0 when
/// all are the same, 1 when not.
/// </summary>
internal static class RulesReperform
{
    public const string Usage = $"rules reperform FILE [--json] {PrintedLanguage.Usage}";

    private const string Kind = "snapshot";

    public static async Task<int> RunAsync(Arguments given, RulesStreams streams, CancellationToken cancel)
    {
        var json = given.Flag("--json");
        var language = PrintedLanguage.Take(given);
        var plain = given.Plain();
        if (plain.Count != 1 || language is null || given.Left.Count > 0) return await streams.RefuseUsageAsync(Usage);
        var file = await JsonFile.ReadAsync(plain[0], Kind, cancel);
        var problems = file.Problems;
        ValuationSnapshot? snapshot = null;
        if (problems.Count == 0 && LossSnapshot.Is(file.Root)) return await LossReperform.RunAsync(file, json, language.Value, streams);
        if (problems.Count == 0)
        {
            var read = ValuationSnapshot.Read(file.Root);
            snapshot = read.Value;
            problems = file.Locate(read.Rejections);
        }

        if (snapshot is null)
        {
            foreach (var problem in problems) await streams.Error.WriteLineAsync(problem.ToString());
            return ExitCode.BadInput;
        }

        var again = SnapshotReperformance.Of(snapshot);
        await streams.Output.WriteAsync(json ? RulesJson.Write(Verdict.Of(snapshot, again)) : Text(snapshot, again, language.Value));
        foreach (var difference in again.Differences) await streams.Error.WriteLineAsync(RulesJson.Line(difference));
        return again.Same ? ExitCode.Success : ExitCode.Differs;
    }

    private static string Text(ValuationSnapshot snapshot, Reperformed again, Language language)
    {
        var table = new TextTable(["", ""]);
        table.Row(new Text("Rule", "规则").In(language), $"{snapshot.Result.RuleId} v{snapshot.Result.RuleVersion}");
        table.Row(new Text("Recorded", "所记").In(language), snapshot.Value.ToString());
        table.Row(new Text("Calculated again", "重新计算").In(language), (again.Again?.Figures as ValuationFigures)?.Accepted.ToString() ?? "-");
        table.Row("SHA-256", snapshot.Hash);
        if (Where(snapshot, again) is { } place) table.Row(new Text("First difference", "首个差异").In(language), place);
        var verdict = again.Same
            ? new Text("Every byte is the same.", "全部字节相同。")
            : new Text("It does not calculate to what is recorded.", "重新计算与所记不符。");
        return $"{table}{verdict.In(language)}\n";
    }

    // The verdict names the member; this names the figure in it.
    private static string? Where(ValuationSnapshot snapshot, Reperformed again) =>
        again.Again is { } result && PayloadJson.Difference(snapshot.Result.Value, result.Value) is { } differs
            ? $"{differs.Path}: {differs.Left} / {differs.Right}"
            : null;

    private sealed record Verdict(string Format, string Rule, int Version, string Hash, bool Same, Money Recorded, Money? Calculated, IReadOnlyList<Difference> Differences)
    {
        public static Verdict Of(ValuationSnapshot snapshot, Reperformed again) => new(
            "ledger-reperformance/1", snapshot.Result.RuleId, snapshot.Result.RuleVersion, snapshot.Hash, again.Same, snapshot.Value,
            (again.Again?.Figures as ValuationFigures)?.Accepted,
            [.. again.Differences.Select(difference => new Difference(difference.Code, difference.Field, difference.Value, difference.Message))]);
    }

    private sealed record Difference(string Code, string? Field, string? Value, Text Message);
}

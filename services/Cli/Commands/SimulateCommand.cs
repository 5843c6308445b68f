using Ledger.Cli.Connection;
using Ledger.Cli.Output;
using Ledger.Cli.Scenario;
using Ledger.Cli.Simulation;
using Ledger.Rules;

namespace Ledger.Cli.Commands;

/// <summary>
/// "simulate FILE": calculates a scenario file offline and compares the outcome with the figures it expects. Needs no server, no
/// database, no network. "--set" asks what if a value of the file were another one; "--compare" puts that beside the unchanged
/// file, "--against" puts another file beside it.
/// </summary>
public sealed class SimulateCommand : ICommand
{
    public string Verb => "simulate";

    public string Usage => $"simulate FILE [--json] {PrintedLanguage.Usage} [--set PATH=VALUE]... [--compare | --against FILE]";

    public Text Summary => new("Calculate a scenario file offline and check its expected figures.", "离线计算情景文件并核对预期数字。");

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(error);
        var given = new Arguments(arguments);
        var json = given.Flag("--json");
        var language = PrintedLanguage.Take(given);
        var compare = given.Flag("--compare");
        var against = given.Value("--against");
        var overrides = given.Values("--set");
        var file = given.Single();
        var comparable = against is null ? !compare || overrides.Count > 0 : !compare && overrides.Count == 0;
        if (file is null || language is null || !comparable || given.Left.Count > 0)
        {
            await error.WriteLineAsync($"ledger-cli {Usage}");
            return ExitCode.BadInput;
        }

        var report = new Report(json, language.Value, output, error);
        if (against is not null) return await CompareAsync(new Case(file, []), new Case(against, []), report, cancel);
        return compare
            ? await CompareAsync(new Case(file, []), new Case(file, overrides), report, cancel)
            : await SimulateAsync(new Case(file, overrides), report, cancel);
    }

    private static async Task<int> SimulateAsync(Case wanted, Report report, CancellationToken cancel)
    {
        var run = await CalculateAsync(wanted, cancel);
        if (run.Simulated?.Figures is not { } figures) return await RefuseAsync(run.Problems, report);

        // Expected figures belong to the file as it is.
        var unmet = wanted.Overrides.Count == 0 ? Expectations.Unmet(run.Scenario!, figures) : [];
        if (report.Json) await report.Output.WriteAsync(FiguresJson.Write(figures, unmet, run.Simulated.Explanations, wanted.Overrides));
        else new FiguresTables(FiguresTables.Console(report.Output), report.Language).Print(run.Scenario!, figures, run.Simulated.Explanations, unmet, wanted.Overrides);
        foreach (var difference in unmet) await report.Error.WriteLineAsync(difference.ToString());
        return unmet.Count == 0 ? ExitCode.Success : ExitCode.Differs;
    }

    private static async Task<int> CompareAsync(Case from, Case to, Report report, CancellationToken cancel)
    {
        var left = await CalculateAsync(from, cancel);
        var right = await CalculateAsync(to, cancel);
        if (left.Simulated?.Figures is not { } before) return await RefuseAsync(left.Problems, report);
        if (right.Simulated?.Figures is not { } after) return await RefuseAsync(right.Problems, report);
        if (before.Currency != after.Currency)
        {
            return await RefuseAsync(
                [new ScenarioProblem(to.File, 0, 0, JsonPath.Root, "compare.currency",
                    new($"One case counts in {before.Currency}, the other in {after.Currency}.", $"两个情景货币不同：{before.Currency}与{after.Currency}。"), after.Currency.Code)], report);
        }

        var comparison = new Comparison(from.Name, to.Name, before, after);
        if (report.Json) await report.Output.WriteAsync(FiguresJson.Write(comparison));
        else new ComparisonTables(FiguresTables.Console(report.Output), report.Language, comparison).Print();
        return ExitCode.Success;
    }

    private static async Task<Calculated> CalculateAsync(Case wanted, CancellationToken cancel)
    {
        var parsed = await ScenarioParser.ReadAsync(wanted.File, wanted.Overrides, cancel);
        if (parsed.Scenario is not { } scenario) return new Calculated(null, null, parsed.Problems);
        var simulated = Simulator.Run(scenario);
        return new Calculated(scenario, simulated, ScenarioParser.Locate(wanted.File, parsed.Positions!, simulated.Rejections));
    }

    private static async Task<int> RefuseAsync(IReadOnlyList<ScenarioProblem> problems, Report report)
    {
        if (report.Json) await report.Output.WriteAsync(FiguresJson.Write(problems));
        foreach (var problem in problems) await report.Error.WriteLineAsync(problem.ToString());
        return ExitCode.BadInput;
    }

    private sealed record Case(string File, IReadOnlyList<string> Overrides)
    {
        public string Name => Overrides.Count == 0 ? File : $"{File} {string.Join(' ', Overrides.Select(text => $"--set {text}"))}";
    }

    private sealed record Calculated(ScenarioFile? Scenario, Simulated? Simulated, IReadOnlyList<ScenarioProblem> Problems);

    private sealed record Report(bool Json, Language Language, TextWriter Output, TextWriter Error);
}

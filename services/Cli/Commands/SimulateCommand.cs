using Ledger.Cli.Output;
using Ledger.Cli.Scenario;
using Ledger.Cli.Simulation;
using Ledger.Rules;

namespace Ledger.Cli.Commands;

/// <summary>
/// "simulate FILE [--json]": calculates a scenario file offline and compares the outcome with the figures it expects. Needs no
/// server, no database, no network.
/// </summary>
public sealed class SimulateCommand : ICommand
{
    public string Verb => "simulate";

    public string Usage => "simulate FILE [--json]";

    public Text Summary => new("Calculate a scenario file offline and check its expected figures.", "离线计算情景文件并核对预期数字。");

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(error);
        var json = arguments.Contains("--json");
        var files = arguments.Where(argument => argument != "--json").ToList();
        if (files is not [var file] || file.StartsWith('-'))
        {
            await error.WriteLineAsync($"ledger-cli {Usage}");
            return ExitCode.BadInput;
        }

        var parsed = await ScenarioParser.ReadAsync(file, cancel);
        if (parsed.Scenario is not { } scenario) return await RefuseAsync(parsed.Problems, json, output, error);

        var simulated = Simulator.Run(scenario);
        if (simulated.Figures is not { } figures)
            return await RefuseAsync(ScenarioParser.Locate(file, parsed.Positions!, simulated.Rejections), json, output, error);

        var unmet = Expectations.Unmet(scenario, figures);
        if (json) await output.WriteAsync(FiguresJson.Write(figures, unmet, simulated.Explanations));
        else new FiguresTables(FiguresTables.Console(output)).Print(scenario, figures, simulated.Explanations, unmet);
        foreach (var difference in unmet) await error.WriteLineAsync(difference.ToString());
        return unmet.Count == 0 ? ExitCode.Success : ExitCode.Differs;
    }

    private static async Task<int> RefuseAsync(IReadOnlyList<ScenarioProblem> problems, bool json, TextWriter output, TextWriter error)
    {
        if (json) await output.WriteAsync(FiguresJson.Write(problems));
        foreach (var problem in problems) await error.WriteLineAsync(problem.ToString());
        return ExitCode.BadInput;
    }
}

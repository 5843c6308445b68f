using System.Diagnostics;
using System.Globalization;
using Ledger.Cli.Commands;
using Ledger.Cli.Connection;
using Ledger.Cli.Output;
using Ledger.Cli.Scenario;
using Ledger.Cli.Simulation;
using Ledger.Rules;

namespace Ledger.Cli.Demo;

/// <summary>
/// "demo FILE --gateway URL --password-file PATH [--issuer URL] [--keys FOLDER] [--json]": drives a scenario through the running services as its
/// people, message by message, prints every party's statement, and compares each figure with the offline calculation of the same
/// file and with the figures it expects. Who approves a run signs with a software key of the folder, beside the password file unless another
/// is named. Running it twice doubles nothing.
/// </summary>
/// <param name="patience">How long each step goes on when the system does not answer.</param>
public sealed class DemoCommand(Patience patience) : ICommand
{
    public string Verb => "demo";

    public string Usage => $"demo FILE {ConnectionOptions.Usage} [--keys FOLDER] [--json]";

    public Text Summary => new("Drive a scenario file through the running services and compare the outcome.", "通过运行中的服务执行情景文件并核对结果。");

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        var given = new Arguments(arguments);
        var json = given.Flag("--json");
        var keyFolder = given.Value("--keys");
        var connection = ConnectionOptions.Take(given, out var problem);
        var file = given.Single();
        if (connection is null || file is null || given.Left.Count > 0)
        {
            if (problem is not null) await error.WriteLineAsync($"{problem.En} / {problem.Zh}");
            await error.WriteLineAsync($"ledger-cli {Usage}");
            return ExitCode.BadInput;
        }

        var parsed = await ScenarioParser.ReadAsync(file, cancel);
        if (parsed.Scenario is not { } scenario) return await RefuseAsync(parsed.Problems, json, output, error);
        var simulated = Simulator.Run(scenario);
        if (simulated.Figures is not { } expected)
            return await RefuseAsync(ScenarioParser.Locate(file, parsed.Positions!, simulated.Rejections), json, output, error);

        try
        {
            var progress = Progress(error);
            using var session = await Session.OpenAsync(connection, scenario.Consortium.Id, patience, progress, cancel);
            var keys = StepKeys.Of(scenario.Consortium.Id, await File.ReadAllBytesAsync(file, cancel));
            var signing = keyFolder ?? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(connection.PasswordFile))!, "signing-keys");
            var stage = new Stage(scenario, session.Client, keys, patience, progress, new PersonKeys(signing));
            var (read, trail) = await DriveAsync(stage, cancel);
            return await ReportAsync(scenario, expected, read, trail, json, output, error);
        }
        catch (ConnectionException failure)
        {
            if (json) await output.WriteAsync(DemoJson.Write(failure.Message));
            await error.WriteLineAsync(failure.Message);
            if (failure is RefusedException { Status: 409 or 412 or 422 })
            {
                await error.WriteLineAsync(
                    "Does the consortium hold records of another version of this file? A demo starts from nothing, or from the very same file. / "
                    + "该联合体是否已有此文件其他版本的记录？演示须从空白或同一文件开始。");
            }

            return ExitCode.Failed;
        }
    }

    private static async Task<(Readings Read, Trail? Trail)> DriveAsync(Stage stage, CancellationToken cancel)
    {
        await AgreementSteps.RunAsync(stage, cancel);
        var contributions = await ContributionSteps.RunAsync(stage, cancel);
        var riskEvents = await RiskSteps.RunAsync(stage, cancel);
        var settled = await DistributionSteps.RunAsync(stage, cancel);
        stage.Progress("reading statements, books and trail");
        var read = await Readings.ReadAsync(stage, contributions, riskEvents, settled, cancel);
        return (read, await Trail.ReadAsync(stage, settled, cancel));
    }

    private static async Task<int> ReportAsync(
        ScenarioFile scenario, ScenarioFigures expected, Readings read, Trail? trail, bool json, TextWriter output, TextWriter error)
    {
        var figures = DemoFigures.Of(scenario, read);
        var unmet = Expectations.Unmet(scenario, figures);
        IReadOnlyList<FigureDifference> differences = [.. figures.DifferencesFrom(expected), .. Proofs.Broken(figures, read)];
        if (json) await output.WriteAsync(DemoJson.Write(figures, unmet, differences, read, trail));
        else new StatementTables(FiguresTables.Console(output), scenario).Print(figures, read, trail, [.. differences, .. unmet]);

        foreach (var difference in differences) await error.WriteLineAsync($"differs from simulate / 与离线计算不符: {difference}");
        foreach (var difference in unmet) await error.WriteLineAsync($"differs from the file's expectation / 与文件预期不符: {difference}");
        foreach (var fault in trail?.Faults ?? []) await error.WriteLineAsync($"trail / 追溯: {fault}");
        return differences.Count + unmet.Count + (trail?.Faults.Count ?? 0) == 0 ? ExitCode.Success : ExitCode.Differs;
    }

    private static Action<string> Progress(TextWriter error)
    {
        var started = Stopwatch.GetTimestamp();
        return line => error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"[{Stopwatch.GetElapsedTime(started).TotalSeconds,6:0.0} s] {line}"));
    }

    private static async Task<int> RefuseAsync(IReadOnlyList<ScenarioProblem> problems, bool json, TextWriter output, TextWriter error)
    {
        if (json) await output.WriteAsync(FiguresJson.Write(problems));
        foreach (var found in problems) await error.WriteLineAsync(found.ToString());
        return ExitCode.BadInput;
    }
}

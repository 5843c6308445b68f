using System.Globalization;
using Ledger.Cli.Commands;
using Ledger.Cli.Connection;
using Ledger.Cli.Output;
using Spectre.Console;

namespace Ledger.Cli.Operations;

/// <summary>"queues …": how many messages wait in each queue of each service, and how many failed.</summary>
/// <param name="patience">How long to go on when the system does not answer.</param>
public sealed class QueuesCommand(Patience patience) : ICommand
{
    /// <summary>Services that consume messages.</summary>
    private static readonly string[] Services = ["agreements", "contributions", "valuation", "risks", "distribution", "audit"];

    public string Verb => "queues";

    public string Usage => $"queues {OperationsArguments.Usage}";

    public Rules.Text Summary => new("List the queues of all services with what failed.", "列出各服务的队列及失败消息数。");

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        var given = new Arguments(arguments);
        var options = await OperationsArguments.TakeAsync(given, error);
        if (options is null || given.Left.Count > 0)
        {
            await error.WriteLineAsync($"ledger-cli {Usage}");
            return ExitCode.BadInput;
        }

        try
        {
            using var session = await Session.OpenAsync(options.Connection, options.Consortium, patience, error.WriteLine, cancel);
            var table = new Table().Border(TableBorder.Rounded).AddColumns("Queue / 队列", "Waiting / 等待", "Failed / 失败", "Dead / 死信");
            for (var i = 1; i < table.Columns.Count; i++) table.Columns[i].RightAligned();
            foreach (var service in Services)
            {
                var depths = await session.Client.GetAsync<IReadOnlyList<Depth>>(
                    options.Person, $"/api/v1/services/{service}/operations/queues", cancel);
                foreach (var depth in depths.Value)
                    table.AddRow(Markup.Escape(depth.Queue), Number(depth.Ready), Number(depth.Errors), Number(depth.DeadLetters));
            }

            FiguresTables.Console(output).Write(table);
            return ExitCode.Success;
        }
        catch (ConnectionException failure)
        {
            await error.WriteLineAsync(failure.Message);
            return ExitCode.Failed;
        }
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private sealed record Depth(string Queue, long Ready, long Errors, long DeadLetters);
}

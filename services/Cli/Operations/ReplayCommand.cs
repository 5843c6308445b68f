using Ledger.Cli.Commands;
using Ledger.Cli.Connection;
using Ledger.Rules;

namespace Ledger.Cli.Operations;

/// <summary>
/// "replay QUEUE …": puts what lies in a queue's error and dead-letter queues back into the queue. Safe to repeat: the consumer's
/// inbox recognises what it has handled.
/// </summary>
/// <param name="patience">How long to go on when the system does not answer.</param>
public sealed class ReplayCommand(Patience patience) : ICommand
{
    public string Verb => "replay";

    public string Usage => $"replay QUEUE {OperationsArguments.Usage}";

    public Text Summary => new("Put the failed messages of a queue back into it.", "将队列中失败的消息重新投递。");

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        var given = new Arguments(arguments);
        var options = await OperationsArguments.TakeAsync(given, error);
        var queue = given.Single();
        if (options is null || queue is null || given.Left.Count > 0)
        {
            await error.WriteLineAsync($"ledger-cli {Usage}");
            return ExitCode.BadInput;
        }

        if (!TryService(queue, out var service))
        {
            await error.WriteLineAsync($"'{queue}' is no queue: they are named SERVICE.FACT.vN. / “{queue}”不是队列名称，其形式为 SERVICE.FACT.vN。");
            return ExitCode.BadInput;
        }

        try
        {
            using var session = await Session.OpenAsync(options.Connection, options.Consortium, patience, error.WriteLine, cancel);
            var replayed = await session.Client.UploadAsync<Replayed>(
                options.Person, $"/api/v1/services/{service}/operations/queues/{Uri.EscapeDataString(queue)}/replay", [], null, cancel);
            await output.WriteLineAsync($"{replayed.Queue}: {replayed.Moved} messages put back / 已重新投递 {replayed.Moved} 条");
            return ExitCode.Success;
        }
        catch (ConnectionException failure)
        {
            await error.WriteLineAsync(failure.Message);
            return ExitCode.Failed;
        }
    }

    /// <summary>The service that consumes a queue: the part of its name before the first dot.</summary>
    internal static bool TryService(string queue, out string service)
    {
        var dot = queue.IndexOf('.', StringComparison.Ordinal);
        service = dot > 0 ? queue[..dot] : "";
        return service.Length > 0 && service.All(c => char.IsAsciiLetterLower(c) || c == '-');
    }

    private sealed record Replayed(string Queue, int Moved);
}

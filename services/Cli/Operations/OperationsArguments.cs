using Ledger.Cli.Connection;

namespace Ledger.Cli.Operations;

/// <summary>Who looks after the queues, as the command line says.</summary>
/// <param name="Connection">Where the system is.</param>
/// <param name="Consortium"><c>--consortium ID</c>: the administrator's.</param>
/// <param name="Person"><c>--person ID</c>: the administrator.</param>
internal sealed record OperationsArguments(ConnectionOptions Connection, string Consortium, string Person)
{
    public const string Usage = ConnectionOptions.Usage + " [--consortium taihu] [--person an]";

    /// <summary>Takes them out of the arguments; null when something is missing, with the reason told.</summary>
    public static async Task<OperationsArguments?> TakeAsync(Arguments given, TextWriter error)
    {
        var consortium = given.Value("--consortium") ?? "taihu";
        var person = given.Value("--person") ?? "an";
        if (ConnectionOptions.Take(given, out var problem) is { } connection) return new OperationsArguments(connection, consortium, person);
        await error.WriteLineAsync($"{problem!.En} / {problem.Zh}");
        return null;
    }
}

using Ledger.Cli.Commands;

namespace Ledger.Cli;

/// <summary>Hands the arguments to the command whose verb comes first.</summary>
/// <param name="commands">The commands there are.</param>
/// <param name="output">Results.</param>
/// <param name="error">Everything that went wrong.</param>
public sealed class CommandLine(IReadOnlyList<ICommand> commands, TextWriter output, TextWriter error)
{
    /// <summary>Runs one command line.</summary>
    /// <returns>See <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancel)
    {
        if (arguments is [] or ["--help" or "-h" or "help"])
        {
            await WriteUsageAsync(arguments.Count == 0 ? error : output);
            return arguments.Count == 0 ? ExitCode.BadInput : ExitCode.Success;
        }

        if (commands.FirstOrDefault(command => command.Verb == arguments[0]) is { } found)
            return await found.RunAsync([.. arguments.Skip(1)], output, error, cancel);

        await error.WriteLineAsync($"There is no command '{arguments[0]}'. / 没有“{arguments[0]}”命令。");
        await WriteUsageAsync(error);
        return ExitCode.BadInput;
    }

    private async Task WriteUsageAsync(TextWriter writer)
    {
        await writer.WriteLineAsync("ledger-cli COMMAND");
        foreach (var command in commands)
        {
            await writer.WriteLineAsync($"  {command.Usage}");
            await writer.WriteLineAsync($"      {command.Summary.En} / {command.Summary.Zh}");
        }
    }
}

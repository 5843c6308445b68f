using Ledger.Cli;
using Ledger.Cli.Commands;

using var cancel = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    cancel.Cancel();
};

return await new CommandLine([new SimulateCommand()], Console.Out, Console.Error).RunAsync(args, cancel.Token);

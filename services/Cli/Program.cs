using Ledger.Cli;
using Ledger.Cli.Bundles;
using Ledger.Cli.Catalogue;
using Ledger.Cli.Commands;
using Ledger.Cli.Connection;
using Ledger.Cli.Custody;
using Ledger.Cli.Demo;
using Ledger.Cli.Fsck;
using Ledger.Cli.Importing;
using Ledger.Cli.Keys;
using Ledger.Cli.Operations;
using Ledger.Cli.Profiles;
using Ledger.Cli.Verify;

using var cancel = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    cancel.Cancel();
};

ICommand[] commands =
[
    new SimulateCommand(), new RulesCommand(Console.IsInputRedirected ? Console.OpenStandardInput : null), new ProfilesCommand(), new PeopleCommand(),
    new DemoCommand(Patience.Default), new QueuesCommand(Patience.Default), new ReplayCommand(Patience.Default),
    new ImportCommand(Patience.Default), new BundleCommand(Patience.Default), new VerifyCommand(), new FsckCommand(Console.In), new CustodyCommand(Console.In), new KeyCommand(),
];
try
{
    return await new CommandLine(commands, Console.Out, Console.Error).RunAsync(args, cancel.Token);
}
catch (OperationCanceledException) when (cancel.IsCancellationRequested)
{
    return ExitCode.Stopped;
}

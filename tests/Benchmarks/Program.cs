using Ledger.Benchmarks.CommandPath;
using Ledger.Benchmarks.Distribution;
using Ledger.Benchmarks.Import;
using Ledger.Benchmarks.Logging;
using Ledger.Benchmarks.Measuring;
using Ledger.Benchmarks.Pages;
using Ledger.Benchmarks.RelayAndConsume;
using Ledger.Benchmarks.Rules;
using Ledger.Benchmarks.Servers;
using Ledger.Benchmarks.Statement;
using Ledger.Benchmarks.Trail;

// Measures the frame on a real PostgreSQL and RabbitMQ. Measurements go to standard output, one JSON object a line;
// what happens meanwhile goes to standard error.
if (args is ["hostile", ..])
{
    Ledger.Rules.Hostile.HostileTable.Print(Console.Out, seeds: 20);
    return 0;
}

if (!Arguments.TryRead(args, out var arguments, out var problem))
{
    Console.Error.WriteLine(problem);
    Console.Error.WriteLine(Arguments.Usage);
    return 2;
}

using var stop = new StopSignal();
try
{
    var config = await RunConfig.ReadAsync(arguments, stop.Token);
    var output = new Output(config);
    if (arguments.Measures("rules")) RulesBenchmark.Run(arguments, output, stop.Token);
    if (arguments.Measures("command-path")) await CommandPathBenchmark.RunAsync(arguments, output, stop.Token);
    if (arguments.Measures("import")) await ImportBenchmark.RunAsync(arguments, output, stop.Token);
    if (arguments.Measures("settlement")) await SettlementBenchmark.RunAsync(output, stop.Token);
    if (arguments.Measures("posting")) await PostingBenchmark.RunAsync(arguments, output, stop.Token);
    if (arguments.Measures("statement")) await StatementBenchmark.RunAsync(output, stop.Token);
    if (arguments.Measures("trail")) await TrailBenchmark.RunAsync(arguments, output, stop.Token);
    if (arguments.Measures("audit")) await AuditBenchmark.RunAsync(arguments, output, stop.Token);
    if (arguments.Measures("pages")) await PagesBenchmark.RunAsync(output, stop.Token);
    if (arguments.Measures("relay")) await RelayBenchmark.RunAsync(arguments, output, stop.Token);
    return 0;
}
catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
{
    Console.Error.WriteLine("Stopped; databases and queues of this run are removed.");
    return 130;
}

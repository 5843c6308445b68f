using Ledger.Benchmarks.CommandPath;
using Ledger.Benchmarks.Distribution;
using Ledger.Benchmarks.Import;
using Ledger.Benchmarks.Measuring;
using Ledger.Benchmarks.RelayAndConsume;
using Ledger.Benchmarks.Rules;
using Ledger.Benchmarks.Servers;
using Ledger.Benchmarks.Statement;

// Measures the frame on a real PostgreSQL and RabbitMQ. Measurements go to standard output, one JSON object a line;
// what happens meanwhile goes to standard error.
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
    if (arguments.Rules) RulesBenchmark.Run(arguments, output, stop.Token);
    if (arguments.CommandPath) await CommandPathBenchmark.RunAsync(arguments, output, stop.Token);
    if (arguments.Import) await ImportBenchmark.RunAsync(arguments, output, stop.Token);
    if (arguments.Settlement) await SettlementBenchmark.RunAsync(output, stop.Token);
    if (arguments.Posting) await PostingBenchmark.RunAsync(arguments, output, stop.Token);
    if (arguments.Statement) await StatementBenchmark.RunAsync(output, stop.Token);
    if (arguments.Relay) await RelayBenchmark.RunAsync(arguments, output, stop.Token);
    return 0;
}
catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
{
    Console.Error.WriteLine("Stopped; databases and queues of this run are removed.");
    return 130;
}

using Ledger.Benchmarks.Servers;

namespace Ledger.Benchmarks.CommandPath;

/// <summary>One way to record one fact in one transaction.</summary>
internal interface ICommandPath
{
    string Name { get; }

    /// <summary>Database it writes to.</summary>
    BenchDatabase Database { get; }

    /// <summary>Records the fact of this client and number on a stream, new or existing.</summary>
    Task RecordAsync(Guid stream, int client, int n, CancellationToken ct);

    /// <summary>Called before a measured window of this path, for what must be on only while it is measured.</summary>
    Task EnterAsync(CancellationToken ct) => Task.CompletedTask;

    /// <summary>Called after it, when no work of this path may be left over.</summary>
    Task LeaveAsync(CancellationToken ct) => Task.CompletedTask;
}

namespace Ledger.Audit.Tests.Running;

/// <summary>One running service with an empty log, for the tests of a class that leave nothing behind.</summary>
public sealed class EmptyAudit(PostgresServer server) : IAsyncDisposable
{
    private readonly SemaphoreSlim _starting = new(1, 1);
    private RunningAudit? _audit;

    internal async Task<RunningAudit> AuditAsync()
    {
        await _starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            return _audit ??= await RunningAudit.StartAsync(server);
        }
        finally
        {
            _starting.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _starting.Dispose();
        if (_audit is not null) await _audit.DisposeAsync();
    }
}

namespace Ledger.ServiceDefaults.Messaging;

/// <summary>What an operator may ask of this service's queues.</summary>
public interface IBrokerOperations
{
    /// <summary>Declares exchanges, queues and bindings of this service; part of the <c>migrate</c> job, before any producer runs.</summary>
    Task DeclareAsync(CancellationToken ct);

    /// <summary>Depth of each queue of this service and of its error and dead-letter queues.</summary>
    Task<IReadOnlyList<QueueDepth>> DepthsAsync(CancellationToken ct);

    /// <summary>Puts what lies in the queue's error and dead-letter queues back into the queue; the inbox makes that safe.</summary>
    /// <returns>How many messages were moved, or null when the service has no such queue.</returns>
    Task<int?> ReplayAsync(string queue, CancellationToken ct);
}

/// <summary>Messages waiting in one queue.</summary>
public sealed record QueueDepth(string Queue, long Ready, long Errors, long DeadLetters);

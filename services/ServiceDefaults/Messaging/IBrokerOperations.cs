namespace Ledger.ServiceDefaults.Messaging;

/// <summary>What an operator may ask of this service's queues.</summary>
public interface IBrokerOperations
{
    /// <summary>Declares exchanges, queues and bindings of this service; part of the <c>migrate</c> job, before any producer runs.</summary>
    Task DeclareAsync(CancellationToken ct);

    /// <summary>Depth of each queue of this service and of its error and dead-letter queues.</summary>
    /// <exception cref="BrokerAwayException">The broker does not answer.</exception>
    Task<IReadOnlyList<QueueDepth>> DepthsAsync(CancellationToken ct);

    /// <summary>The message that has failed longest in a queue; it stays where it is.</summary>
    /// <param name="depth">The queue as it was counted.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Null when none has, or when somebody else holds it.</returns>
    /// <exception cref="BrokerAwayException">The broker does not answer.</exception>
    Task<QueueFault?> FirstFaultAsync(QueueDepth depth, CancellationToken ct);

    /// <summary>Puts what lies in the queue's error and dead-letter queues back into the queue; the inbox makes that safe.</summary>
    /// <returns>How many messages were moved, or null when the service has no such queue.</returns>
    /// <exception cref="BrokerAwayException">The broker does not answer.</exception>
    Task<int?> ReplayAsync(string queue, CancellationToken ct);
}

/// <summary>Messages waiting in one queue.</summary>
public sealed record QueueDepth(string Queue, long Ready, long Errors, long DeadLetters);

/// <summary>Why a message failed.</summary>
/// <param name="Tenant">Consortium of its fact; empty for pages of audit entries, which mix consortia.</param>
/// <param name="Event">The fact; null when the message says none.</param>
/// <param name="Exception">Kind of the fault; null when the message was given up without one.</param>
/// <param name="Text">What the program said; may hold parts of the message.</param>
/// <param name="At">When; null when the broker did not say.</param>
public sealed record QueueFault(string Tenant, Guid? Event, string? Exception, string? Text, DateTimeOffset? At);

/// <summary>The broker does not answer.</summary>
public sealed class BrokerAwayException(Exception inner) : Exception("The broker does not answer.", inner);

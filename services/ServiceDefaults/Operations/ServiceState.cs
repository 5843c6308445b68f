namespace Ledger.ServiceDefaults.Operations;

/// <summary>How a service stands, for whoever looks after it. Counts and names only: nothing of what any consortium recorded.</summary>
/// <param name="Service">The service.</param>
/// <param name="Ready">Whether every check is well.</param>
/// <param name="Checks">Each health check with its state, as <c>/health/ready</c> says them.</param>
/// <param name="Relay">How far what is recorded has been passed on.</param>
/// <param name="Queues">What waits, and what failed.</param>
public sealed record ServiceState(
    string Service, bool Ready, IReadOnlyDictionary<string, string> Checks, RelayState Relay, IReadOnlyList<QueueState> Queues);

/// <summary>The way of this service's facts to the others and to the log.</summary>
/// <param name="State">In this process: <c>leading</c>, <c>another process leads</c>, <c>stopped</c> or <c>starting</c>.</param>
/// <param name="Failure">Kind of the fault that stopped it; null when none did.</param>
/// <param name="StoppedBefore">Number of the fact that it will not pass; null when it is none of them.</param>
/// <param name="Waiting">Recorded facts that the broker has not confirmed, counted up to <see cref="Limits.LagCounted"/>.</param>
/// <param name="WaitingSince">When the first of them was recorded.</param>
/// <param name="LagSeconds">How long ago that is; 0 when none waits.</param>
public sealed record RelayState(string State, string? Failure, long? StoppedBefore, long Waiting, DateTimeOffset? WaitingSince, long LagSeconds);

/// <summary>One queue.</summary>
/// <param name="Queue">Its name: service, fact, version.</param>
/// <param name="Ready">Messages that wait for their handler.</param>
/// <param name="Errors">Messages whose handler failed.</param>
/// <param name="DeadLetters">Messages that were given up after too many deliveries.</param>
/// <param name="First">The message that has failed longest; null when none did, or somebody is moving it.</param>
public sealed record QueueState(string Queue, long Ready, long Errors, long DeadLetters, FirstFault? First);

/// <summary>Why a message failed. Text and event are told for messages of the reader's own consortium only.</summary>
/// <param name="Exception">Kind of the fault; null when the message was given up without one.</param>
/// <param name="Text">What the program said.</param>
/// <param name="Event">The fact that the message tells of.</param>
/// <param name="At">When it failed.</param>
/// <param name="Own">Whether it is of the reader's consortium.</param>
public sealed record FirstFault(string? Exception, string? Text, Guid? Event, DateTimeOffset? At, bool Own);

/// <summary>How many messages went back into a queue.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Moved">How many.</param>
public sealed record Replayed(string Queue, int Moved);

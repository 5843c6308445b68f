namespace Ledger.ServiceDefaults;

/// <summary>Every limit of the service frame, in one place. Each has a test that goes past it.</summary>
public static class Limits
{
    /// <summary>Largest JSON request body, bytes.</summary>
    public const int RequestBodyBytes = 1 << 20;

    /// <summary>Deepest nesting of a JSON request.</summary>
    public const int JsonDepth = 32;

    /// <summary>Longest Idempotency-Key, characters.</summary>
    public const int IdempotencyKeyLength = 200;

    /// <summary>Longest client reference (own id of a contribution, pool, event), characters.</summary>
    public const int ReferenceLength = 120;

    /// <summary>Items of one list page.</summary>
    public const int PageSize = 200;

    /// <summary>Events the relay numbers and publishes at once, and entries of one audit page.</summary>
    public const int RelayBatch = 200;

    /// <summary>Full pages that the relay has on their way at once; the next is sent when the oldest is confirmed.</summary>
    public const int RelayPagesInFlight = 3;

    /// <summary>Characters of envelopes and payloads in one audit page; a page splits before it passes this.</summary>
    public const int AuditPageCharacters = 4 << 20;

    /// <summary>References one event may carry; more belong behind a manifest event.</summary>
    public const int Citations = 256;

    /// <summary>How often a command without If-Match decides again after losing a race.</summary>
    public const int Redecisions = 3;

    /// <summary>Integration events the relay has in flight at once, each of another stream.</summary>
    public const int PublishesInFlight = 64;

    /// <summary>Deliveries after which the broker moves a message to the dead-letter queue.</summary>
    public const int Deliveries = 20;

    /// <summary>Messages a consumer holds unacknowledged.</summary>
    public const int Prefetch = 64;

    /// <summary>Handlers of one queue at work at once; one stream is never handled twice at a time.</summary>
    public const int HandlersPerQueue = 16;

    /// <summary>Facts waiting in the outbox that an operator's view counts; beyond them it says at least so many.</summary>
    public const int LagCounted = 100_000;

    /// <summary>Bytes of an answer to a regulator in which items are counted; a larger one counts as one thing.</summary>
    public const int CountedAnswerBytes = 4 << 20;

    /// <summary>Longest text of a fault that is shown, characters.</summary>
    public const int FaultText = 500;
}

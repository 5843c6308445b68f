namespace Ledger.Portal.Api;

/// <summary>What a service answered: a value with its version, or why not.</summary>
/// <param name="Value">The body; default when there is a fault.</param>
/// <param name="Version">Version of what was read, from its ETag; null when it has none.</param>
/// <param name="Fault">Why there is no value.</param>
public sealed record Answer<T>(T? Value, long? Version, Fault? Fault)
{
    /// <summary>Whether there is a value.</summary>
    public bool Ok => Fault is null;
}

/// <summary>A refusal (RFC 9457), or that a service does not answer.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">Stable code.</param>
/// <param name="Message">In the reader's language.</param>
/// <param name="Field">The field it is about; null when it is about none.</param>
/// <param name="TraceId">Finds the request in the logs.</param>
public sealed record Fault(int Status, string Code, string Message, string? Field, string? TraceId)
{
    /// <summary>Whether nobody can say if a command took effect: the same command has to be sent again, with its key.</summary>
    public bool Unsure => Status >= StatusCodes.Status500InternalServerError;

    /// <summary>Whether what was read has changed since.</summary>
    public bool Stale => Status == StatusCodes.Status412PreconditionFailed;

    /// <summary>Whether there is no such thing for this person.</summary>
    public bool Absent => Status == StatusCodes.Status404NotFound;
}

/// <summary>Answer to every command.</summary>
/// <param name="Id">What it concerned.</param>
/// <param name="Version">Its version now.</param>
public sealed record Receipt(Guid Id, long Version);

/// <summary>A page of a list.</summary>
/// <param name="Items">Its items.</param>
/// <param name="Next">Cursor of the next page; null at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

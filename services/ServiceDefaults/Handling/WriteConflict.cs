using JasperFx;
using JasperFx.Events;
using Marten.Exceptions;
using Npgsql;

namespace Ledger.ServiceDefaults.Handling;

/// <summary>Races that a unit of work can lose when it commits.</summary>
internal enum Conflict
{
    /// <summary>Another writer moved the stream on.</summary>
    Stream,

    /// <summary>The same idempotency key was committed by another request.</summary>
    IdempotencyKey,

    /// <summary>The same message was handled by another delivery.</summary>
    InboxKey,
}

/// <summary>Reads Marten's and PostgreSQL's exceptions as the few races we know; everything else is a fault.</summary>
internal static class WriteConflict
{
    public static Conflict? Of(Exception failure)
    {
        for (var e = failure; e is not null; e = e.InnerException)
        {
            switch (e)
            {
                case PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "idempotency_key" }:
                    return Conflict.IdempotencyKey;
                case PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "inbox_key" }:
                    return Conflict.InboxKey;
                case PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: { } name } when IsStream(name):
                // Two units of work waited for each other, and the server chose this one to give way.
                case PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected }:
                // A trigger found that what the decision rested on has changed meanwhile: it is to be decided again.
                case PostgresException { SqlState: PostgresErrorCodes.SerializationFailure }:
                case ConcurrencyException or EventStreamUnexpectedMaxEventIdException
                    or JasperFx.Events.ExistingStreamIdCollisionException or Marten.Exceptions.ExistingStreamIdCollisionException:
                    return Conflict.Stream;
            }
        }

        return null;
    }

    private static bool IsStream(string constraint) =>
        constraint.Contains("mt_events", StringComparison.Ordinal) || constraint.Contains("mt_streams", StringComparison.Ordinal);
}

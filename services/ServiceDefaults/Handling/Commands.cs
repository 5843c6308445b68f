using System.Diagnostics;
using JasperFx;
using Ledger.Rules;
using Ledger.ServiceDefaults.Messaging;
using Ledger.ServiceDefaults.Outbox;
using Ledger.ServiceDefaults.Store;
using Marten;
using Marten.Exceptions;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ledger.ServiceDefaults.Handling;

/// <summary>
/// Runs a decision on one stream: load, decide, and write facts together with the idempotency or inbox record in one
/// transaction. Beside <see cref="BulkWrites"/> the only code in the platform that appends events.
/// </summary>
public sealed class Commands(TenantSessions sessions, RelaySignal signal, ILogger<Commands> log)
{
    /// <summary>Handles a client's command. A repeated key gets the stored answer.</summary>
    /// <param name="stream">Stream to decide on.</param>
    /// <param name="context">Tenant, actor, key and expected version.</param>
    /// <param name="none">State of a stream without facts.</param>
    /// <param name="decide">The pure decision.</param>
    /// <param name="ct">Cancels while nothing is committed yet.</param>
    public Task<Outcome> Handle<TState>(
        Guid stream, CommandContext context, TState none, Func<TState, Decision> decide, CancellationToken ct)
        where TState : class =>
        Handle(stream, context, none, (state, _) => Task.FromResult(decide(state)), ct);

    /// <summary>As above, for a decision that needs other facts of this service, read in the same unit of work.</summary>
    public async Task<Outcome> Handle<TState>(
        Guid stream, CommandContext context, TState none, Func<TState, IQuerySession, Task<Decision>> decide, CancellationToken ct)
        where TState : class
    {
        for (var attempt = 1; ; attempt++)
        {
            var outcome = await TryHandle(stream, context, none, decide, ct);
            if (outcome is not null) return outcome;
            if (attempt > Limits.Redecisions) return new Outcome.Stale();
        }
    }

    /// <summary>
    /// Handles a delivered message exactly once. A rejection is recorded in the inbox and the message is done; an outage
    /// throws, and the message comes again.
    /// </summary>
    public Task Handle<TState>(
        Guid stream, DeliveryContext delivery, TState none, Func<TState, Decision> decide, CancellationToken ct)
        where TState : class =>
        Handle(stream, delivery, none, (state, _) => Task.FromResult(decide(state)), ct);

    /// <summary>As above, for a decision that needs other facts of this service.</summary>
    public async Task Handle<TState>(
        Guid stream, DeliveryContext delivery, TState none, Func<TState, IQuerySession, Task<Decision>> decide, CancellationToken ct)
        where TState : class
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await TryHandle(stream, delivery, none, decide, ct)) return;
            if (attempt > Limits.Redecisions)
                throw new ConcurrencyException(typeof(TState), stream);
        }
    }

    /// <summary>
    /// Records a fact that nobody commanded, as a new stream: that somebody is about to read, for example. Every call is a
    /// fact of its own, so there is no key and nothing to race for.
    /// </summary>
    /// <returns>When it is committed.</returns>
    public async Task Record(string tenant, Actor by, NewStream stream, CancellationToken ct)
    {
        await using var session = await sessions.OpenAsync(tenant, ct);
        Identify(session.Documents, by, cause: null);
        FactAppender.Start(session.Documents, stream);
        await session.Documents.SaveChangesAsync(ct);
        signal.Raise();
    }

    private async Task<Outcome?> TryHandle<TState>(
        Guid id, CommandContext context, TState none, Func<TState, IQuerySession, Task<Decision>> decide, CancellationToken ct)
        where TState : class
    {
        var (session, stored) = await sessions.OpenAsync(context.Tenant, Idempotency.Lookup(context), Idempotency.Read, ct);
        await using var _ = session;
        if (stored is not null) return Idempotency.Answer(stored, context);

        var documents = session.Documents;
        Identify(documents, context.By, context.IdempotencyKey);
        var asSeen = context.ExpectedVersion is null;
        try
        {
            var stream = context.ExpectedVersion is { } expected
                ? await documents.Events.FetchForWriting<TState>(id, expected, ct)
                : await documents.Events.FetchForWriting<TState>(id, ct);
            asSeen = true;
            var before = stream.CurrentVersion ?? 0;
            var decision = await decide(stream.Aggregate ?? none, documents);
            if (decision.Rejection is { } rejection) return new Outcome.Refused(rejection);

            // The store reads version and state apart, so a state can be newer than the version before it. What is appended meets that at
            // commit; where nothing is left to do, nothing would, and the caller would be told "done" for what somebody else did.
            if (decision.Facts.Count == 0 && await MovedAsync(documents, id, before, ct)) return context.ExpectedVersion is null ? null : new Outcome.Stale();

            FactAppender.Append(documents, stream, decision);
            var done = Outcome.Created(id, before + decision.Facts.Count, before == 0);
            Idempotency.Record(documents, context, done);
            await documents.SaveChangesAsync(ct);
            signal.Raise();
            return done;
        }
        catch (Exception failure) when (WriteConflict.Of(failure) is { } conflict)
        {
            return conflict switch
            {
                // The same key won the race in another request: its answer is ours.
                Conflict.IdempotencyKey => await StoredAnswer(context, ct),
                // The caller has seen an older version: it must look again itself.
                _ when !asSeen => new Outcome.Stale(),
                // Lost at commit. What the caller saw may still stand (only a further stream collided): the next round finds out.
                _ => null,
            };
        }
    }

    private static async Task<bool> MovedAsync(IDocumentSession documents, Guid id, long before, CancellationToken ct) =>
        ((await documents.Events.FetchStreamStateAsync(id, ct))?.Version ?? 0) != before;

    private async Task<bool> TryHandle<TState>(
        Guid id, DeliveryContext delivery, TState none, Func<TState, IQuerySession, Task<Decision>> decide, CancellationToken ct)
        where TState : class
    {
        var (session, seen) = await sessions.OpenAsync(delivery.Tenant, Inbox.Lookup(delivery), static _ => true, ct);
        await using var _ = session;
        if (seen)
        {
            FrameMetrics.Duplicates.Add(1, new KeyValuePair<string, object?>("consumer", delivery.Consumer));
            return true;
        }

        var documents = session.Documents;
        Identify(documents, delivery.By, delivery.MessageId.ToString());
        try
        {
            var stream = await documents.Events.FetchForWriting<TState>(id, ct);
            var decision = await decide(stream.Aggregate ?? none, documents);
            if (decision.Rejection is { } rejection)
            {
                log.LogWarning(
                    "{Consumer} refused message {MessageId} of {Tenant} for stream {Stream}: {Code}",
                    delivery.Consumer, delivery.MessageId, delivery.Tenant, id, rejection.Code);
            }

            Inbox.Record(documents, delivery, decision.Rejection?.Code);
            FactAppender.Append(documents, stream, decision);
            await documents.SaveChangesAsync(ct);
            if (decision.Facts.Count > 0) signal.Raise();
            return true;
        }
        catch (Exception failure) when (WriteConflict.Of(failure) is { } conflict)
        {
            return conflict is Conflict.InboxKey;
        }
    }

    private async Task<Outcome> StoredAnswer(CommandContext context, CancellationToken ct)
    {
        var (session, stored) = await sessions.OpenAsync(context.Tenant, Idempotency.Lookup(context), Idempotency.Read, ct);
        await session.DisposeAsync();
        return Idempotency.Answer(stored ?? throw new UnreachableException("The key that won the race is not there."), context);
    }

    internal static void Identify(IDocumentSession documents, Actor by, string? cause)
    {
        documents.LastModifiedBy = by.Person;
        documents.CausationId = cause;
        documents.CorrelationId = Activity.Current?.TraceId.ToString();
    }
}

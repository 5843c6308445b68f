using System.Diagnostics;
using System.Text.Json;
using JasperFx.Events;
using Ledger.Rules;
using Ledger.ServiceDefaults.Store;
using Ledger.Transparency;
using Marten;
using Marten.Events;

namespace Ledger.ServiceDefaults.Handling;

/// <summary>Gives every fact its id, its payload hash and the trace it belongs to before Marten appends it.</summary>
internal static class FactAppender
{
    public const string PayloadHash = "ph";
    public const string Traceparent = "traceparent";

    public static void Append<TState>(IDocumentSession documents, IEventStream<TState> stream, Decision decision)
        where TState : class
    {
        if (decision.Facts.Count == 0) return;
        Append(documents, stream, decision.Facts);
        foreach (var other in decision.NewStreams) Start(documents, other);
    }

    public static void Append<TState>(IDocumentSession documents, IEventStream<TState> stream, IEnumerable<object> facts)
        where TState : class => stream.AppendMany([.. facts.Select(fact => Wrap(documents, fact))]);

    public static void Start(IDocumentSession documents, NewStream stream) =>
        documents.Events.StartStream(stream.State, stream.Id, [.. stream.Facts.Select(fact => Wrap(documents, fact))]);

    private static IEvent Wrap(IDocumentSession documents, object fact)
    {
        var wrapped = documents.Events.BuildEvent(fact);
        wrapped.Id = Guid.CreateVersion7();
        wrapped.SetHeader(PayloadHash, CanonicalJson.Hash(JsonSerializer.SerializeToElement(fact, fact.GetType(), FactJson.Facts)));
        if (Activity.Current?.Id is { } traceparent) wrapped.SetHeader(Traceparent, traceparent);
        return wrapped;
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Rules;
using Ledger.ServiceDefaults.Store;
using Ledger.Transparency;
using Ledger.Transparency.Bundles;
using Ledger.Transparency.Notes;

namespace Ledger.Cli.Tests.Verify.Honest;

/// <summary>
/// Streams in memory, and the log of what was recorded in them: facts as the services store them, under their stored names, numbered and
/// hashed as they are logged. What is taken out of it can be a bundle that lacks an event, or one in which an event says something else.
/// </summary>
internal sealed class Log
{
    private static readonly Dictionary<Type, string> Names = Stored(
        Ledger.Agreements.Integration.Facts.Register, Ledger.Valuation.Integration.Facts.Register, Ledger.Risks.Integration.Facts.Register,
        Ledger.Distribution.Integration.Facts.Register);

    private readonly List<ProvenEntry> entries = [];
    private readonly Dictionary<Guid, List<object>> streams = [];

    /// <summary>Folds a stream.</summary>
    public T Load<T>(Guid stream, Func<Guid, T> none, Func<T, object, T> evolve) => streams.GetValueOrDefault(stream, []).Aggregate(none(stream), evolve);

    /// <summary>Records what was decided, with the streams that it starts.</summary>
    public IReadOnlyList<Citation> Commit(string source, Guid stream, Decision decision)
    {
        Assert.True(decision.Rejection is null, $"{decision.Rejection?.Code} {decision.Rejection?.Message.En}");
        Assert.NotEmpty(decision.Facts);
        List<Citation> own = [.. decision.Facts.Select(fact => Add(source, stream, fact))];
        foreach (var started in decision.NewStreams)
            foreach (var fact in started.Facts) Add(source, started.Id, fact);
        return own;
    }

    /// <summary>Records one fact.</summary>
    public Citation Add(string source, Guid stream, object fact)
    {
        var payload = JsonSerializer.SerializeToElement(fact, fact.GetType(), FactJson.Facts);
        if (!streams.TryGetValue(stream, out var own)) streams[stream] = own = [];
        own.Add(fact);
        var cited = new Citation(Guid.CreateVersion7(), CanonicalJson.Hash(payload));
        entries.Add(new ProvenEntry(
            entries.Count, new LeafEnvelope(
                cited.Event, Names[fact.GetType()], cited.PayloadHash, [], source, entries.Count(entry => entry.Envelope.Source == source) + 1, "taihu", entries.Count + 1,
                stream, own.Count, ""),
            payload, 0));
        return cited;
    }

    /// <summary>The facts of a type, with where they are logged.</summary>
    public IEnumerable<(T Fact, Citation Cited)> All<T>() => streams.SelectMany(stream => stream.Value.Select((fact, i) => (fact, Stream: stream.Key, Version: i + 1)))
        .Where(item => item.fact is T).Select(item => ((T)item.fact, Cite(entries.Single(entry => entry.Envelope.Stream == item.Stream && entry.Envelope.Version == item.Version))))
        .OrderBy(item => entries.FindIndex(entry => entry.Envelope.Event == item.Item2.Event));

    /// <summary>Everything as it is logged; complete or not.</summary>
    public ProvenBundle Bundle(bool complete = false) => Of(entries, complete);

    /// <summary>A bundle without the events of a type (and, where given, only those that say so).</summary>
    public ProvenBundle Without(string type, Func<JsonElement, bool>? which = null)
    {
        Assert.Contains(entries, Meant);
        return Of([.. entries.Where(entry => !Meant(entry))], complete: false);

        bool Meant(ProvenEntry entry) => entry.Envelope.Type == type && which?.Invoke(entry.Payload!.Value) != false;
    }

    /// <summary>A bundle in which the last event of a type (which says so, where given) says something else.</summary>
    public ProvenBundle Changed(string type, Action<JsonObject> change, Func<JsonElement, bool>? which = null)
    {
        var at = entries.FindLastIndex(entry => entry.Envelope.Type == type && which?.Invoke(entry.Payload!.Value) != false);
        Assert.True(at >= 0, $"No {type} is logged.");
        var fact = JsonNode.Parse(entries[at].Payload!.Value.GetRawText())!.AsObject();
        change(fact);
        var payload = JsonSerializer.SerializeToElement(fact);
        Assert.NotEqual(CanonicalJson.Hash(entries[at].Payload!.Value), CanonicalJson.Hash(payload));
        return Of([.. entries.Select((entry, i) => i == at ? entry with { Payload = payload } : entry)], complete: false);
    }

    private static Citation Cite(ProvenEntry entry) => new(entry.Envelope.Event, entry.Envelope.PayloadHash);

    private static ProvenBundle Of(IReadOnlyList<ProvenEntry> entries, bool complete) => new(
        new Bundle("taihu", [], [], null, complete, [], [], [], [], ""), new Checkpoint("a", entries.Count, MerkleTree.EmptyRoot), entries);

    private static Dictionary<Type, string> Stored(params Action<StoreSetup>[] services)
    {
        var names = new Dictionary<Type, string>();
        foreach (var register in services)
        {
            var store = new StoreSetup();
            register(store);
            foreach (var (name, type) in store.Facts.ByName) names.TryAdd(type, name);
        }

        return names;
    }
}

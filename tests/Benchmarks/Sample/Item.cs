using System.Diagnostics;
using Ledger.Contracts;
using Ledger.Contracts.V1;
using Ledger.Rules;
using Ledger.ServiceDefaults.Messaging;
using Ledger.ServiceDefaults.Store;

namespace Ledger.Benchmarks.Sample;

// A service of the size that the real ones have: one fact of about 700 bytes, its state, its contract.

public sealed record ItemRecorded(
    string Reference, string Party, string Kind, Text Title, MoneyAmount Claimed, DateOnly EffectiveOn,
    IReadOnlyList<ItemEvidence> Evidence, Citation Agreement, Actor By, DateTimeOffset At);

public sealed record ItemEvidence(string Reference, string SourceClass, DateOnly IssuedOn, string Sha256);

public sealed record ItemHeard(Guid Item, string Reference, string Party, MoneyAmount Claimed, Citation Source);

public sealed record Item
{
    public Guid Id { get; init; }

    public int Records { get; init; }

    public string? Reference { get; init; }

    public string? Party { get; init; }

    public string? Kind { get; init; }

    public Text? Title { get; init; }

    public MoneyAmount? Claimed { get; init; }

    public DateOnly? EffectiveOn { get; init; }

    public IReadOnlyList<ItemEvidence> Evidence { get; init; } = [];

    public static Item None(Guid id) => new() { Id = id };
}

internal static class ItemFold
{
    public static Item Evolve(Item state, object fact) => fact switch
    {
        ItemRecorded f => state with
        {
            Records = state.Records + 1, Reference = f.Reference, Party = f.Party, Kind = f.Kind, Title = f.Title,
            Claimed = f.Claimed, EffectiveOn = f.EffectiveOn, Evidence = f.Evidence,
        },
        ItemHeard f => state with { Records = state.Records + 1, Reference = f.Reference, Party = f.Party, Claimed = f.Claimed },
        _ => throw new UnreachableException(),
    };
}

[IntegrationEvent("bench.item-told", 1)]
public sealed record ItemTold(
    Guid Item, string Reference, string Party, string Kind, string TitleEn, string TitleZh, MoneyAmount Claimed, DateOnly EffectiveOn);

internal static class ItemService
{
    public const string RecordedName = "item_recorded.v1";

    public static void Store(StoreSetup store) => store
        .Fact<ItemRecorded>(RecordedName)
        .Fact<ItemHeard>("item_heard.v1")
        .State<Item>(Item.None, ItemFold.Evolve);

    public static void Outgoing(OutgoingMap map) => map.Map<ItemRecorded, ItemTold>((fact, at) => new(
        at.Stream, fact.Reference, fact.Party, fact.Kind, fact.Title.En, fact.Title.Zh, fact.Claimed, fact.EffectiveOn));
}

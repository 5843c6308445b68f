using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>Enter a series.</summary>
public sealed record OpenIndexSeries(SeriesHeader Header, Actor By, DateTimeOffset At);

/// <summary>Record what was published of it; several vintages (of an imported file) in the order of publication, all or none.</summary>
public sealed record PublishVintages(IReadOnlyList<PublishedVintage> Vintages, Actor By, DateTimeOffset At);

/// <summary>Figures are only added: a revision is a new vintage, and what was known on a day stays known.</summary>
public static class PriceIndexDecider
{
    public static Decision Decide(PriceIndex state, OpenIndexSeries command)
    {
        var said = command.Header;
        if (state.Header is { } standing) return standing == said ? Decision.Nothing : new SeriesExists(standing.Series) { Field = "series" };
        if (EvidenceRules.NoIdentifier("series", said.Series) is { } series) return series;
        if (EvidenceRules.NoIdentifier("publisher", said.Publisher) is { } publisher) return publisher;
        var broken = EvidenceRules.Blank("name", said.Name) ?? EvidenceRules.Blank("region", said.Region, RuleLimits.Identifier)
            ?? EvidenceRules.Blank("unit", said.Unit, RuleLimits.Identifier) ?? EvidenceRules.Blank("base", said.Base, RuleLimits.Identifier);
        return broken is not null ? broken : Decision.Accept(new IndexSeriesOpened(said, command.By, command.At));
    }

    public static Decision Decide(PriceIndex state, PublishVintages command)
    {
        if (state.Header is null) return new SeriesUnknown();
        var facts = new List<object>();
        foreach (var vintage in command.Vintages)
        {
            if (state.Vintages.Any(vintage.SameAs)) continue;
            if (VintageRules.Broken(state, vintage, EvidenceRules.Today(command.At)) is { } broken) return broken;
            var fact = new IndexVintagePublished(vintage, command.By, command.At);
            facts.Add(fact);
            state = Evolve(state, fact);
        }

        return facts.Count == 0 ? Decision.Nothing : Decision.Accept(facts);
    }

    public static PriceIndex Evolve(PriceIndex state, object fact) => fact switch
    {
        IndexSeriesOpened f => state with { Header = f.Header },
        IndexVintagePublished f => state with { Vintages = [.. state.Vintages, f.Published] },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a price index."),
    };
}

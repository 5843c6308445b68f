namespace Ledger.Rules;

/// <summary>Two organisations that hang together: one controls the other, or a person is tied to both.</summary>
public sealed record PartyTie(string One, string Other);

/// <summary>Something that one organisation decided about another.</summary>
/// <param name="Id">What was decided.</param>
/// <param name="By">Organisation that decided.</param>
/// <param name="About">Organisation that it concerns.</param>
public sealed record PartyDealing(string Id, string By, string About);

/// <summary>Inputs of <see cref="RelatedPartyCheck"/>.</summary>
public sealed record RelatedPartiesInput(IReadOnlyList<PartyTie> Ties, IReadOnlyList<PartyDealing> Dealings);

/// <summary>A dealing between related organisations.</summary>
/// <param name="Id">The dealing.</param>
/// <param name="Path">From the one to the other, each tied to the next.</param>
public sealed record RelatedDealing(string Id, IReadOnlyList<string> Path);

/// <summary>Figures of <see cref="RelatedPartyCheck"/>.</summary>
/// <param name="Related">Dealings between related organisations, with the shortest way.</param>
/// <param name="Own">Dealings of an organisation about itself.</param>
public sealed record RelatedPartiesFigures(IReadOnlyList<RelatedDealing> Related, IReadOnlyList<string> Own) : Figures;

/// <summary>
/// Finds dealings between organisations that hang together, directly or through others. Only declared ties are known; that nothing is
/// found proves no independence, and a tie is no misdeed. Source: IAS 24, related party disclosures; domain rules, section 6.
/// </summary>
public static class RelatedPartyCheck
{
    public static Method<RelatedPartiesInput, RelatedPartiesFigures> Method { get; } = new("audit.related-parties", 1, MethodPurpose.Analysis,
        new("Dealings between related parties", "关联方往来检查"), Read, Find);

    public static Outcome<RelatedPartiesFigures> Find(RelatedPartiesInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var next = input.Ties.SelectMany(tie => new[] { tie, new PartyTie(tie.Other, tie.One) })
            .GroupBy(tie => tie.One, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Select(tie => tie.Other).Distinct().Order(StringComparer.Ordinal).ToList(), StringComparer.Ordinal);
        var related = new List<RelatedDealing>();
        foreach (var dealing in input.Dealings.Where(dealing => dealing.By != dealing.About))
        {
            if (Path(next, dealing.By, dealing.About) is { } path) related.Add(new RelatedDealing(dealing.Id, path));
        }

        var own = input.Dealings.Where(dealing => dealing.By == dealing.About).Select(dealing => dealing.Id).ToList();
        var steps = new Steps();
        steps.Add("ties", new("Declared ties", "已申报关联"), input.Ties.Count);
        steps.Add("dealings", new("Dealings looked at", "检查往来数"), input.Dealings.Count);
        steps.Add("related", new("Between related organisations", "关联方之间"), related.Count, note: new("Only declared ties are known.", "仅依据已申报的关联。"));
        steps.Add("own", new("Of an organisation about itself", "自我决定"), own.Count);
        return new RelatedPartiesFigures(related, own) { Steps = steps.Lines };
    }

    private static List<string>? Path(Dictionary<string, List<string>> next, string from, string to)
    {
        var before = new Dictionary<string, string?>(StringComparer.Ordinal) { [from] = null };
        var waiting = new Queue<string>([from]);
        while (waiting.TryDequeue(out var at))
        {
            if (at == to) break;
            foreach (var other in next.GetValueOrDefault(at, []))
            {
                if (before.TryAdd(other, at)) waiting.Enqueue(other);
            }
        }

        if (!before.ContainsKey(to)) return null;
        var path = new List<string>();
        for (string? at = to; at is not null; at = before[at]) path.Insert(0, at);
        return path;
    }

    private static RelatedPartiesInput Read(InputReader inputs)
    {
        var ties = new List<PartyTie>();
        foreach (var reader in inputs.Objects("ties", RuleLimits.AuditItems, mayBeEmpty: true))
        {
            var (one, other) = (reader.Identifier("one"), reader.Identifier("other"));
            reader.Close();
            if (one is not null && other is not null) ties.Add(new PartyTie(one, other));
        }

        var dealings = new List<PartyDealing>();
        foreach (var reader in inputs.Objects("dealings", RuleLimits.AuditItems, mayBeEmpty: true))
        {
            var (id, by, about) = (reader.Identifier("id"), reader.Identifier("by"), reader.Identifier("about"));
            reader.Close();
            if (id is not null && by is not null && about is not null) dealings.Add(new PartyDealing(id, by, about));
        }

        return new RelatedPartiesInput(ties, dealings);
    }
}

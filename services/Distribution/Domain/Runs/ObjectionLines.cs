using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>What an objection can be aimed at.</summary>
internal static class ObjectionLines
{
    /// <summary>A party with a line, a tier, a tier of a party, or any line of the calculation.</summary>
    public static bool Knows(RunComputed computed, string line)
    {
        var tiers = computed.Result.FiguresAs<WaterfallFigures>().Tiers.Select(tier => tier.Tier).ToList();
        var parties = computed.Lines.Select(entry => entry.Party).ToList();
        return parties.Contains(line) || tiers.Contains(line) || computed.Result.Steps.Any(step => step.Id == line)
            || tiers.Any(tier => parties.Any(party => line == $"{tier}/{party}"));
    }

    /// <summary>
    /// What is in dispute with a line, by party: of a tier or one of its keys what each party gets by it, of a party's line that party's; a
    /// party alone, or a line that pays nobody by itself, puts all of it in dispute (null: whatever there is).
    /// </summary>
    public static IReadOnlyList<KeyValuePair<string, Money?>> Amounts(RunComputed computed, string line)
    {
        var parties = computed.Lines.Select(entry => entry.Party).ToList();
        if (parties.Contains(line)) return [new(line, null)];
        var paid = new SortedDictionary<string, Money?>(StringComparer.Ordinal);
        foreach (var tier in computed.Result.FiguresAs<WaterfallFigures>().Tiers)
        {
            if (line == tier.Tier || line.StartsWith($"{tier.Tier}/", StringComparison.Ordinal)) Add(tier, line, paid);
        }

        return paid.Count > 0 ? [.. paid] : [.. parties.Select(party => new KeyValuePair<string, Money?>(party, null))];
    }

    private static void Add(TierFigures tier, string line, SortedDictionary<string, Money?> paid)
    {
        var parts = tier.Keys is { } keys
            ? keys.Select(key => ($"{tier.Tier}/{KebabCase.Name(key.Key)}", key.Payments))
            : [(tier.Tier, tier.Payments)];
        foreach (var (name, payments) in parts)
        {
            foreach (var (party, amount) in payments.Where(entry => !entry.Value.IsZero))
            {
                if (line != tier.Tier && line != name && line != $"{name}/{party}" && line != $"{tier.Tier}/{party}") continue;
                paid[party] = paid.GetValueOrDefault(party) is { } sum ? sum + amount : amount;
            }
        }
    }
}

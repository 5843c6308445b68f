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
}

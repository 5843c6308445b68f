using System.Text.Json;
using Ledger.Rules;
using Ledger.Transparency.Bundles;

namespace Ledger.Cli.Verify;

/// <summary>What is held of a run for objections that were neither withdrawn nor decided when it was settled.</summary>
internal static class HeldLines
{
    /// <summary>By party.</summary>
    /// <param name="work">The verification.</param>
    /// <param name="settled">The settlement; every event before it in its stream is disclosed.</param>
    /// <param name="computed">The run.</param>
    /// <param name="net">Cash after deductions, by party.</param>
    public static IReadOnlyDictionary<string, Money> Of(Reperforming work, ProvenEntry settled, JsonElement computed, IReadOnlyDictionary<string, Money> net)
    {
        var zero = Money.Zero(computed.Sure("pool", "amount").Currency);
        var left = net.ToDictionary(entry => entry.Key, entry => Money.Max(entry.Value, zero), StringComparer.Ordinal);
        var held = new Dictionary<string, Money>(StringComparer.Ordinal);
        var (withdrawn, suspended) = (Numbers("objection_withdrawn.v1"), Numbers("objection_held.v1"));
        foreach (var objection in work.Before(settled, "objection_raised.v1").Reverse().Select(other => other.Payload!.Value))
        {
            if (objection.Number("no") is not { } no || !suspended.Contains(no) || withdrawn.Contains(no)) continue;
            foreach (var (party, amount) in Amounts(computed, objection.Named("line")))
            {
                // What one dispute holds another does not hold again, and no more is held than there is.
                var rest = left.GetValueOrDefault(party) ?? zero;
                var taken = Money.Min(Money.Max(amount ?? rest, zero), rest);
                left[party] = rest - taken;
                held[party] = (held.GetValueOrDefault(party) ?? zero) + taken;
            }
        }

        return held;

        HashSet<long> Numbers(string type) => [.. work.Before(settled, type).Select(other => other.Payload!.Value.Number("no")).OfType<long>()];
    }

    // Of a tier or one of its keys what each party gets by it; of a party's line that party's; else all of everybody (null: whatever there is).
    private static IReadOnlyList<(string Party, Money? Amount)> Amounts(JsonElement computed, string line)
    {
        var parties = computed.Items("lines").Select(entry => entry.Named("party")).ToList();
        if (parties.Contains(line)) return [(line, null)];
        var figures = computed.Read<WaterfallFigures>("result", "value") ?? throw new FormatException("'result.value' cannot be read.");
        var paid = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        foreach (var tier in figures.Tiers.Where(tier => line == tier.Tier || line.StartsWith($"{tier.Tier}/", StringComparison.Ordinal)))
        {
            var parts = tier.Keys is { } keys ? keys.Select(key => ($"{tier.Tier}/{KebabCase.Name(key.Key)}", key.Payments)) : [(tier.Tier, tier.Payments)];
            foreach (var (name, payments) in parts)
            {
                foreach (var (party, amount) in payments.Where(entry => !entry.Value.IsZero))
                {
                    if (line != tier.Tier && line != name && line != $"{name}/{party}" && line != $"{tier.Tier}/{party}") continue;
                    paid[party] = paid.TryGetValue(party, out var sum) ? sum + amount : amount;
                }
            }
        }

        return paid.Count > 0 ? [.. paid.Select(entry => (entry.Key, (Money?)entry.Value))] : [.. parties.Select(party => (party, (Money?)null))];
    }
}

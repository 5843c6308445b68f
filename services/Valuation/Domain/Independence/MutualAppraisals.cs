using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>Organisations whose people value each other's contributions in a ring have a reason to be kind to each other.</summary>
public static class MutualAppraisals
{
    /// <summary>The ring that a new draw would close, or null. Among several the shortest is named.</summary>
    /// <param name="organisation">Of the appraiser.</param>
    /// <param name="party">The contributor.</param>
    /// <param name="past">Draws that count.</param>
    public static Finding? Loop(string organisation, string party, IReadOnlyList<PastAssignment> past)
    {
        // An organisation valuing its own is another rule; here it would only be a ring of one.
        if (organisation == party) return null;
        var values = past.Where(draw => draw.Organisation != draw.Party).ToLookup(draw => draw.Organisation, draw => draw.Party, StringComparer.Ordinal);
        var cameFrom = new Dictionary<string, string>(StringComparer.Ordinal) { [party] = party };
        var open = new Queue<string>([party]);
        while (open.TryDequeue(out var next))
        {
            foreach (var valued in values[next].Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            {
                if (!cameFrom.TryAdd(valued, next)) continue;
                if (valued == organisation) return Named(organisation, party, cameFrom);
                open.Enqueue(valued);
            }
        }

        return null;
    }

    private static Finding Named(string organisation, string party, Dictionary<string, string> cameFrom)
    {
        var ring = new List<string> { organisation };
        for (var at = organisation; at != party;) ring.Add(at = cameFrom[at]);
        ring.Add(organisation);
        ring.Reverse();
        var path = string.Join(" > ", ring);
        return new Finding("independence.mutual-appraisal", new(
            $"Organisations would value each other in a ring: {path}.", $"各组织将循环互评：{path}。"));
    }
}

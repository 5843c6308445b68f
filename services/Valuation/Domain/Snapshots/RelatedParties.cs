using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>Who is related to a party by control, as the agreement names controllers.</summary>
public static class RelatedParties
{
    /// <summary>The party itself, who controls it, whom it controls, and everybody under a common controller; sorted.</summary>
    public static IReadOnlyList<string> Of(AgreementDocument agreement, string party)
    {
        var related = new SortedSet<string>(StringComparer.Ordinal) { party };
        // Control is followed both ways until nobody is added: a sister company is reached by way of the parent.
        for (var before = 0; before != related.Count;)
        {
            before = related.Count;
            foreach (var member in agreement.Parties)
            {
                if (!related.Contains(member.Id) && !member.Controllers.Any(related.Contains)) continue;
                related.Add(member.Id);
                related.UnionWith(member.Controllers);
            }
        }

        return [.. related];
    }
}

using Ledger.Rules;

namespace Ledger.Audit.Trails;

/// <summary>One event of a trail as a row.</summary>
/// <param name="No">Number of the row, from 1.</param>
/// <param name="Event">The event.</param>
/// <param name="State">Whether the rest could be shown.</param>
/// <param name="Type">Stored name of the fact.</param>
/// <param name="Title">Title of what it concerns.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="Person">Who acted.</param>
/// <param name="Organisation">For which organisation.</param>
/// <param name="RestsOn">Rows it cites or follows in its stream.</param>
/// <param name="ApprovedBy">Rows of approvals that speak about it.</param>
/// <param name="Rules">Methods with versions that its figures were calculated by: <c>market.comparables v2</c>.</param>
/// <param name="HashesMatch">Whether every event it cites is the very one that was cited; null when it cites none that is shown.</param>
public sealed record TrailTableRow(
    int No, Guid Event, TrailNodeState State, string? Type, Text? Title, DateTimeOffset? RecordedAt, string? Person, string? Organisation,
    IReadOnlyList<int> RestsOn, IReadOnlyList<int> ApprovedBy, IReadOnlyList<string> Rules, bool? HashesMatch);

/// <summary>Writes a trail as a table.</summary>
internal static class TrailTable
{
    public static IReadOnlyList<TrailTableRow> Of(Trail trail)
    {
        var no = trail.Nodes.Select((node, i) => (node.Event, No: i + 1)).ToDictionary(pair => pair.Event, pair => pair.No);
        var cites = trail.Edges.Where(edge => edge.Kind == TrailEdgeKind.Cites).ToLookup(edge => edge.From);
        var before = trail.Edges.Where(edge => edge.Kind == TrailEdgeKind.Precedes).ToLookup(edge => edge.To, edge => edge.From);
        var approvals = trail.Approvals.Where(approval => approval.Of is not null).ToLookup(approval => approval.Of!.Value);
        var rules = trail.Rules.ToLookup(rule => rule.Event);
        return [.. trail.Nodes.Select((node, i) =>
        {
            var hashes = cites[node.Event].Select(edge => edge.Hash).Where(hash => hash is HashCheck.Matches or HashCheck.Differs).ToList();
            return new TrailTableRow(
                i + 1, node.Event, node.State, node.Type, node.Title, node.RecordedAt, node.Person, node.Organisation,
                [.. cites[node.Event].Select(edge => edge.To).Concat(before[node.Event]).Where(no.ContainsKey).Select(id => no[id]).Distinct().Order()],
                [.. approvals[node.Event].Select(approval => no[approval.Event]).Order()],
                [.. rules[node.Event].Select(rule => FormattableString.Invariant($"{rule.Method} v{rule.Version}")).Distinct()],
                hashes.Count == 0 ? null : hashes.TrueForAll(hash => hash == HashCheck.Matches));
        })];
    }
}

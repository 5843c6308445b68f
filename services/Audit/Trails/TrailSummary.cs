using Ledger.Audit.Bundles;
using Ledger.Audit.Log;

namespace Ledger.Audit.Trails;

/// <summary>What the entries of a trail say about approvals and rules.</summary>
internal static class TrailSummary
{
    public static Trail Of(Trail trail, IReadOnlyList<LoggedEntry> entries, AsOf asOf, IReadOnlyList<Guid> starts)
    {
        var byVersion = entries.ToDictionary(entry => (entry.Envelope.Source, entry.Envelope.Stream, entry.Envelope.Version), entry => entry.Envelope.Event);
        var nodes = trail.Nodes.Where(node => node.Type is not null).ToDictionary(node => node.Event);
        return trail with
        {
            Approvals = [.. entries.Where(entry => Acts.Approvals.Contains(entry.Envelope.Type)).Select(Approval)],
            Rules = [.. entries.SelectMany(NamedThings.Rules).Distinct().Select(rule => new TrailRule(rule.Event, rule.Method, rule.Version))],
            AsOf = asOf == AsOf.Now ? null : asOf,
            Starts = starts.Count > 1 ? starts : null,
        };

        TrailApproval Approval(LoggedEntry entry)
        {
            var (said, node) = (entry.Envelope, nodes[entry.Envelope.Event]);
            Guid? before = byVersion.TryGetValue((said.Source, said.Stream, said.Version - 1), out var of) ? of : null;
            return new TrailApproval(said.Event, said.Type, before, node.Person, node.Organisation, said.RecordedAt);
        }
    }
}

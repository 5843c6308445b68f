using Ledger.Audit.Log;
using Ledger.Transparency;
using Ledger.Transparency.Bundles;

namespace Ledger.Audit.Bundles;

/// <summary>Makes an evidence bundle of a trail: pure, from the entries and their proofs.</summary>
internal static class BundleMaker
{
    private const string Activation = "agreement_activated.v1";

    /// <summary>The bundle. What its entries cite and do not hold is listed as withheld.</summary>
    /// <param name="tenant">Consortium of all entries.</param>
    /// <param name="start">What the bundle is about, one of the entries.</param>
    /// <param name="entries">In the order of the log, all within the checkpoint.</param>
    /// <param name="proven">The signed tree.</param>
    /// <param name="complete">Whether these are all entries of the consortium that the head counts, from the earlier count on if there is one.</param>
    /// <param name="proofs">Inclusion proofs by index.</param>
    public static Bundle Of(
        string tenant, Guid start, IReadOnlyList<LoggedEntry> entries, ProvenTree proven, bool complete,
        IReadOnlyDictionary<long, IReadOnlyList<MerkleHash>> proofs)
    {
        var held = entries.Select(entry => entry.Envelope.Event).ToHashSet();
        var withheld = entries.SelectMany(entry => entry.Envelope.References).Where(cited => !held.Contains(cited.Event))
            .Select(cited => new EventReference(cited.Event, cited.PayloadHash)).Distinct();
        return new Bundle(
            tenant, [Reference(entries.Single(entry => entry.Envelope.Event == start))],
            [.. entries.Select(entry => Entry(entry))], proven.Head is { } head ? Entry(head.Entry, head.Opening) : null, complete,
            [.. entries.Where(entry => entry.Envelope.Type == Activation).Select(Reference)],
            [.. entries.SelectMany(NamedThings.Rules).Distinct()], [.. entries.SelectMany(NamedThings.Files).Distinct()], [.. withheld],
            proven.Tree.Note)
        {
            Keys = [.. proven.Keys.Select(entry => Entry(entry))], From = proven.From is { } from ? Entry(from.Entry, from.Opening) : null,
        };

        // Both texts are stored in canonical form, and a parsed element keeps its text.
        BundleEntry Entry(LoggedEntry entry, params string[] openings) =>
            new(entry.Index, entry.EnvelopeJson.GetRawText(), entry.Payload.GetRawText(), openings, proofs[entry.Index]);
    }

    private static EventReference Reference(LoggedEntry entry) => new(entry.Envelope.Event, entry.Envelope.PayloadHash);
}

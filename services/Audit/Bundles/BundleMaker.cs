using Ledger.Audit.Checkpoints;
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
    /// <param name="proofs">Inclusion proof of each.</param>
    /// <param name="checkpoint">The signed tree.</param>
    public static Bundle Of(
        string tenant, Guid start, IReadOnlyList<LoggedEntry> entries, IReadOnlyList<IReadOnlyList<MerkleHash>> proofs, SignedTree checkpoint)
    {
        var held = entries.Select(entry => entry.Envelope.Event).ToHashSet();
        var withheld = entries.SelectMany(entry => entry.Envelope.References).Where(cited => !held.Contains(cited.Event))
            .Select(cited => new EventReference(cited.Event, cited.PayloadHash)).Distinct();
        return new Bundle(
            tenant, [Reference(entries.Single(entry => entry.Envelope.Event == start))],
            [.. entries.Zip(proofs, Entry)], Head: null, Complete: false,
            [.. entries.Where(entry => entry.Envelope.Type == Activation).Select(Reference)],
            [.. entries.SelectMany(NamedThings.Rules).Distinct()], [.. entries.SelectMany(NamedThings.Files).Distinct()], [.. withheld],
            checkpoint.Note);
    }

    // Both texts are stored in canonical form, and a parsed element keeps its text.
    private static BundleEntry Entry(LoggedEntry entry, IReadOnlyList<MerkleHash> proof) =>
        new(entry.Index, entry.EnvelopeJson.GetRawText(), entry.Payload.GetRawText(), [], proof);

    private static EventReference Reference(LoggedEntry entry) => new(entry.Envelope.Event, entry.Envelope.PayloadHash);
}

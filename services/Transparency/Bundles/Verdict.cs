using System.Text.Json;
using Ledger.Transparency.Notes;

namespace Ledger.Transparency.Bundles;

/// <summary>Outcome of a verification; the values are the exit codes of the verifiers.</summary>
public enum VerdictKind
{
    /// <summary>Everything that the bundle says is proven.</summary>
    Verified = 0,

    /// <summary>Something is not as it was logged, or was not logged by a trusted log.</summary>
    Tampered = 1,

    /// <summary>Nothing is wrong, but something is missing: an entry, or witnesses.</summary>
    Incomplete = 2,

    /// <summary>Not a bundle.</summary>
    Malformed = 3,
}

/// <summary>Why a bundle is not verified.</summary>
/// <param name="Kind">How bad it is.</param>
/// <param name="Code">Stable code, for example <c>entry.not-in-log</c>.</param>
/// <param name="Place">Where in the bundle, for example <c>entries[2].payload</c>.</param>
/// <param name="En">In English.</param>
/// <param name="Zh">In Simplified Chinese.</param>
public sealed record Finding(VerdictKind Kind, string Code, string Place, string En, string Zh);

/// <summary>Something that is proven, not disclosed or not proven, in plain words.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="En">In English.</param>
/// <param name="Zh">In Simplified Chinese.</param>
public sealed record Statement(string Code, string En, string Zh);

/// <summary>An entry as proven.</summary>
/// <param name="Index">Index of its leaf.</param>
/// <param name="Envelope">Its envelope.</param>
/// <param name="Payload">Its payload with the disclosed fields put in; null when it is not in the bundle.</param>
/// <param name="Closed">Hidden fields (or decoys) that were not disclosed.</param>
public sealed record ProvenEntry(long Index, LeafEnvelope Envelope, JsonElement? Payload, int Closed);

/// <summary>What can be worked with once nothing was found to be tampered with.</summary>
/// <param name="Bundle">The bundle.</param>
/// <param name="Checkpoint">The head of the log.</param>
/// <param name="Entries">Its entries, in order.</param>
public sealed record ProvenBundle(Bundle Bundle, Checkpoint Checkpoint, IReadOnlyList<ProvenEntry> Entries);

/// <summary>Outcome of computing the figures of a bundle anew.</summary>
/// <param name="Findings">Figures that differ, or that could not be computed from what is disclosed.</param>
/// <param name="Proven">Figures that are right.</param>
/// <param name="NotProven">Figures that were left out.</param>
public sealed record Reperformance(
    IReadOnlyList<Finding> Findings, IReadOnlyList<Statement> Proven, IReadOnlyList<Statement> NotProven);

/// <summary>What a verification found.</summary>
/// <param name="Findings">Everything that is wrong or missing, in the order of the checks; empty when the bundle is verified.</param>
/// <param name="Proven">What holds; empty unless the checkpoint is authentic and nothing was tampered with.</param>
/// <param name="NotDisclosed">What the bundle keeps from its reader.</param>
/// <param name="NotProven">What no bundle, or not this one, can show.</param>
/// <param name="Bundle">The proven contents; null when malformed or tampered with.</param>
public sealed record Verdict(
    IReadOnlyList<Finding> Findings, IReadOnlyList<Statement> Proven, IReadOnlyList<Statement> NotDisclosed,
    IReadOnlyList<Statement> NotProven, ProvenBundle? Bundle)
{
    /// <summary>The worst finding decides: malformed, then tampered, then incomplete.</summary>
    public VerdictKind Kind
    {
        get
        {
            if (Findings.Any(finding => finding.Kind == VerdictKind.Malformed)) return VerdictKind.Malformed;
            return Findings.Count == 0 ? VerdictKind.Verified : Findings.Min(finding => finding.Kind);
        }
    }

    /// <summary>0 verified, 1 tampered, 2 incomplete or not enough witnesses, 3 malformed.</summary>
    public int ExitCode => (int)Kind;
}

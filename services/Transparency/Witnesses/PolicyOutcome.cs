using Ledger.Transparency.Notes;

namespace Ledger.Transparency.Witnesses;

/// <summary>A witness of a policy.</summary>
/// <param name="Name">Its name in the policy.</param>
/// <param name="Key">What verifies its cosignatures.</param>
/// <param name="Address">Where it takes checkpoints, as written; null when the policy does not say. Verifiers have no use for it.</param>
public sealed record NamedWitness(string Name, VerifierKey Key, string? Address = null);

/// <summary>A witness that has seen a checkpoint.</summary>
/// <param name="Witness">Its name in the policy.</param>
/// <param name="Time">When it says it saw it, POSIX seconds; the latest if it signed more than once.</param>
public sealed record Cosigned(string Witness, long Time);

/// <summary>How a checkpoint stands under a policy.</summary>
public enum CheckpointStanding
{
    /// <summary>Signed by a trusted log and seen by a quorum of witnesses.</summary>
    Trusted,

    /// <summary>Signed by a trusted log, but not seen by enough witnesses.</summary>
    TooFewWitnesses,

    /// <summary>No line of the log's key.</summary>
    NotSignedByLog,

    /// <summary>A line under the name and id of a known key that this key did not make.</summary>
    FalseSignature,

    /// <summary>The policy does not know the origin.</summary>
    UnknownLog,

    /// <summary>The signed text is no checkpoint.</summary>
    NotACheckpoint,
}

/// <summary>What a policy makes of a checkpoint.</summary>
/// <param name="Standing">The outcome.</param>
/// <param name="Checkpoint">What it says; not to be used unless it is <see cref="IsAuthentic"/>. Null when it is none.</param>
/// <param name="Key">The log's key that signed; for a false signature, the key that did not.</param>
/// <param name="Witnesses">Witnesses of the policy that have seen it.</param>
public sealed record PolicyOutcome(
    CheckpointStanding Standing, Checkpoint? Checkpoint, VerifierKey? Key, IReadOnlyList<Cosigned> Witnesses)
{
    /// <summary>Whether the log signed it, with or without enough witnesses.</summary>
    public bool IsAuthentic => Standing is CheckpointStanding.Trusted or CheckpointStanding.TooFewWitnesses;
}

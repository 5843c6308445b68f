using Ledger.Transparency.Notes;

namespace Ledger.Transparency.Witnesses;

/// <summary>The latest tree of one log that a witness cosigned; size 0 when it never did.</summary>
public sealed record SeenTree(long Size, MerkleHash Root)
{
    /// <summary>Nothing cosigned yet.</summary>
    public static SeenTree None { get; } = new(0, MerkleTree.EmptyRoot);
}

/// <summary>What a witness answers; the values are those of HTTP.</summary>
public enum WitnessAnswer
{
    /// <summary>No answer.</summary>
    None = 0,

    /// <summary>Consistent: keep the tree durably, then cosign.</summary>
    Cosign = 200,

    /// <summary>Not a request, or the old size is above the checkpoint's.</summary>
    BadRequest = 400,

    /// <summary>Not signed by the log, or a false signature under its name.</summary>
    Forbidden = 403,

    /// <summary>The witness does not know the log.</summary>
    UnknownLog = 404,

    /// <summary>The old size is not that of the latest tree; the answer says that size.</summary>
    Conflict = 409,

    /// <summary>The proof does not lead from the latest tree to this one.</summary>
    Inconsistent = 422,
}

/// <summary>The rules of a witness. Whoever applies them must compare and replace the latest tree in one step.</summary>
public static class WitnessRules
{
    /// <summary>Media type of the answer 409.</summary>
    public const string SizeMediaType = "text/x.tlog.size";

    /// <summary>Decides about a checkpoint.</summary>
    /// <param name="request">The request.</param>
    /// <param name="logKeys">Keys that the witness trusts for the origin; none when it does not know the log.</param>
    /// <param name="latest">The latest tree of this log that it cosigned.</param>
    public static WitnessAnswer Decide(AddCheckpoint request, IReadOnlyCollection<VerifierKey> logKeys, SeenTree latest)
    {
        var (old, checkpoint) = (request.OldSize, request.Checkpoint);
        if (logKeys.Count == 0) return WitnessAnswer.UnknownLog;
        if (!request.Note.Verify(logKeys).Accepted) return WitnessAnswer.Forbidden;
        if (old > checkpoint.Size) return WitnessAnswer.BadRequest;
        if (old != latest.Size) return WitnessAnswer.Conflict;
        if (checkpoint.Size == 0 && !checkpoint.Root.Equals(MerkleTree.EmptyRoot)) return WitnessAnswer.Inconsistent;
        var consistent = old == 0
            ? request.Proof.Count == 0
            : ConsistencyProof.Verify(old, checkpoint.Size, latest.Root, checkpoint.Root, request.Proof);
        return consistent ? WitnessAnswer.Cosign : WitnessAnswer.Inconsistent;
    }
}

using Ledger.Transparency.Formats;
using Ledger.Transparency.Notes;

namespace Ledger.Transparency.Witnesses;

/// <summary>
/// Which logs are trusted and which witnesses must have seen a checkpoint (C2SP tlog-policy). Beyond the standard, a key may not
/// serve as a log's and a witness's at once: the operator would be its own witness.
/// </summary>
public sealed class WitnessPolicy
{
    private readonly WitnessNode? _quorum;

    internal WitnessPolicy(IReadOnlyList<VerifierKey> logs, IReadOnlyList<NamedWitness> witnesses, WitnessNode? quorum)
    {
        (Logs, Witnesses, _quorum) = (logs, witnesses, quorum);
    }

    /// <summary>Trusted logs; none when the caller knows them from elsewhere.</summary>
    public IReadOnlyList<VerifierKey> Logs { get; }

    /// <summary>Known witnesses, in order.</summary>
    public IReadOnlyList<NamedWitness> Witnesses { get; }

    /// <summary>Whether the policy asks for no witness at all.</summary>
    public bool AsksForNoWitness => _quorum is null;

    /// <summary>Reads a policy file, UTF-8.</summary>
    /// <exception cref="FormatException">Malformed, with the line, or beyond a limit.</exception>
    public static WitnessPolicy Parse(ReadOnlySpan<byte> utf8) => PolicyReader.Read(Lines.Decode(utf8, PolicyReader.MaxBytes));

    /// <summary>Reads a policy.</summary>
    /// <exception cref="FormatException">Malformed, with the line, or beyond a limit.</exception>
    public static WitnessPolicy Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parse(Lines.Encode(text));
    }

    /// <summary>The policy with a further key of a log. A key that is a witness's stays a witness's only.</summary>
    public WitnessPolicy Trusting(VerifierKey log) => Witnesses.Any(witness => witness.Key.Material.SequenceEqual(log.Material))
        ? this
        : new WitnessPolicy([.. Logs, log], Witnesses, _quorum);

    /// <summary>Whether witnesses of these names are enough.</summary>
    public bool IsQuorum(IReadOnlySet<string> witnesses) => _quorum?.IsMet(witnesses) ?? true;

    /// <summary>What the policy makes of a note that should be a checkpoint.</summary>
    public PolicyOutcome Evaluate(SignedNote note)
    {
        Checkpoint checkpoint;
        try
        {
            checkpoint = Checkpoint.Parse(note.Text);
        }
        catch (FormatException)
        {
            return new PolicyOutcome(CheckpointStanding.NotACheckpoint, null, null, []);
        }

        var logs = Logs.Where(key => key.Name == checkpoint.Origin).ToList();
        if (logs.Count == 0) return new PolicyOutcome(CheckpointStanding.UnknownLog, checkpoint, null, []);
        var checkedNote = note.Verify([.. logs, .. Witnesses.Select(witness => witness.Key)]);
        if (checkedNote.Failed is { } failed) return new PolicyOutcome(CheckpointStanding.FalseSignature, checkpoint, failed, []);
        if (checkedNote.Valid.FirstOrDefault(signature => logs.Contains(signature.Key))?.Key is not { } log)
            return new PolicyOutcome(CheckpointStanding.NotSignedByLog, checkpoint, null, []);

        var seen = Witnesses
            .Select(witness => (witness.Name, Time: checkedNote.Valid.Where(line => line.Key.Equals(witness.Key)).Max(line => line.Time)))
            .Where(witness => witness.Time is not null)
            .Select(witness => new Cosigned(witness.Name, witness.Time!.Value)).ToList();
        var standing = IsQuorum(seen.Select(witness => witness.Witness).ToHashSet(StringComparer.Ordinal))
            ? CheckpointStanding.Trusted
            : CheckpointStanding.TooFewWitnesses;
        return new PolicyOutcome(standing, checkpoint, log, seen);
    }
}

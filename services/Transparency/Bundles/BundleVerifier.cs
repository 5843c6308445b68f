using Ledger.Transparency.Notes;
using Ledger.Transparency.Witnesses;

namespace Ledger.Transparency.Bundles;

/// <summary>Verifies bundles: no network, no database, no clock, no trust in whoever made the bundle.</summary>
public static class BundleVerifier
{
    /// <summary>Verifies a bundle. Never throws, whatever the bytes are.</summary>
    /// <param name="utf8">The file.</param>
    /// <param name="policy">Trusted logs and witnesses.</param>
    /// <param name="reperform">Computes the figures anew; called only when nothing was tampered with. Null: the verdict says that it was not done.</param>
    public static Verdict Verify(ReadOnlySpan<byte> utf8, WitnessPolicy policy, Func<ProvenBundle, Reperformance>? reperform = null)
    {
        try
        {
            var bundle = BundleReader.Read(utf8, out var intact);
            var note = Note(bundle.Checkpoint);
            var check = new BundleCheck(bundle);
            if (!intact) check.Damaged();
            return check.Run(note, policy, reperform);
        }
        catch (MalformedBundleException malformed)
        {
            return new Verdict(
                [new Finding(VerdictKind.Malformed, "bundle.malformed", malformed.Place, $"The bundle is malformed here: {malformed.Message}.", $"证据包此处格式有误：{malformed.Message}。")],
                [], [], [], null);
        }
    }

    private static SignedNote Note(string checkpoint)
    {
        try
        {
            var note = SignedNote.Parse(checkpoint);
            Checkpoint.Parse(note.Text);
            return note;
        }
        catch (FormatException malformed)
        {
            throw new MalformedBundleException("checkpoint", malformed.Message, malformed);
        }
    }
}

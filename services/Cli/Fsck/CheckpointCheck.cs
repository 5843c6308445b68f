using System.Globalization;
using Ledger.Transparency;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Witnesses;

namespace Ledger.Cli.Fsck;

/// <summary>Every checkpoint that was stored, every cosignature, and the published checkpoint: signed, and of the tree that the entries make.</summary>
internal sealed class CheckpointCheck(FsckReport report)
{
    private readonly List<(long Size, MerkleHash Root)> _signed = [];
    private WitnessPolicy? _policy;
    private int _next;

    public async Task ReadAsync(Snapshot log, string? published, WitnessPolicy? policy, CancellationToken ct)
    {
        _policy = policy is null ? null : await TrustedKeys.FollowAsync(policy, log, ct);
        await foreach (var row in log.RowsAsync("select size, note, root from audit_checkpoint order by size", ct))
        {
            var place = Place(row.GetInt64(0));
            if (Read(place, row.GetString(1)) is not { } said) continue;
            if (said.Size != row.GetInt64(0) || !said.Root.Equals(Rows.Hash(row, 2)))
                report.Add("checkpoint.row-differs", place, "The row says something else than its signed note.", "该行与其已签署内容不符。");
            _signed.Add((said.Size, said.Root));
            report.Signed = Math.Max(report.Signed, said.Size);
        }

        if (published is not null && Read("published checkpoint", published) is { } copy) _signed.Add((copy.Size, copy.Root));
        _signed.Sort((a, b) => a.Size.CompareTo(b.Size));
        await foreach (var row in log.RowsAsync(
            "select k.size, k.note, s.witness, s.line from audit_cosignature s join audit_checkpoint k on k.size = s.size order by s.size, s.witness", ct))
        {
            if (!Cosigned(row.GetString(1), row.GetString(2), row.GetString(3)))
                report.Add("checkpoint.cosignature-false", Place(row.GetInt64(0)), "A line under a witness's name is not of its key.", "以见证人名义的签名行并非出自其密钥。");
        }
    }

    /// <summary>The tree after one more entry.</summary>
    public void Tree(CompactRange tree)
    {
        for (; _next < _signed.Count && _signed[_next].Size <= tree.Size; _next++)
        {
            if (_signed[_next].Size == tree.Size && !_signed[_next].Root.Equals(tree.Root))
            {
                report.Add("checkpoint.root-differs", Place(tree.Size),
                    $"The first {tree.Size} entries are not those that were signed.", $"前 {tree.Size} 个条目与所签署的不同。");
            }
        }
    }

    /// <summary>The log has no more entries.</summary>
    public void End(CompactRange tree)
    {
        foreach (var (size, _) in _signed.Skip(_next))
            report.Add("checkpoint.beyond-log", Place(size), $"{size} entries were signed; the log holds {tree.Size}.", $"已签署 {size} 个条目，日志仅有 {tree.Size} 个。");
    }

    private static bool Cosigned(string note, string witness, string line)
    {
        try
        {
            return SignedNote.Of(SignedNote.Parse(note).Text, NoteSignature.Parse(line)).Verify([VerifierKey.Parse(witness)]).Accepted;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private Checkpoint? Read(string place, string note)
    {
        try
        {
            var signed = SignedNote.Parse(note);
            var checkpoint = Checkpoint.Parse(signed.Text);
            if (_policy is null || _policy.Evaluate(signed).IsAuthentic) return checkpoint;
        }
        catch (FormatException)
        {
            // Reported below: no checkpoint is no signed checkpoint.
        }

        report.Add("checkpoint.not-signed", place, "The log's key did not sign this checkpoint.", "该检查点没有日志密钥的签名。");
        return null;
    }

    private static string Place(long size) => $"checkpoint {size.ToString(CultureInfo.InvariantCulture)}";
}

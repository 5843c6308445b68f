using System.Globalization;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Witnesses;

namespace Ledger.Transparency.Bundles;

/// <summary>One verification of one bundle: collects everything that is found, not only the first fault.</summary>
internal sealed class BundleCheck(Bundle bundle)
{
    private readonly List<Finding> _findings = [];

    /// <summary>The checksum is wrong.</summary>
    public void Damaged() => Tampered("bundle.checksum", "sum", "The bundle is not as it was written: its checksum is wrong.", "证据包与写出时不一致：校验和不符。");

    /// <exception cref="MalformedBundleException">A text inside the bundle is of another form.</exception>
    public Verdict Run(SignedNote note, WitnessPolicy policy, Func<ProvenBundle, Reperformance>? reperform)
    {
        var checkpoint = Checkpoint.Parse(note.Text);
        var keys = bundle.Keys.Select((entry, i) => new CheckedEntry(entry, $"keys[{i}]", checkpoint, this)).ToList();
        var outcome = KeyChain.Follow(policy, keys, checkpoint.Origin, this).Evaluate(note);
        Stands(outcome);
        var entries = bundle.Entries.Select((entry, i) => new CheckedEntry(entry, $"entries[{i}]", checkpoint, this)).ToList();
        var head = bundle.Head is { } said ? new CheckedHead(said, "head", bundle.Tenant, checkpoint, this) : null;
        var from = bundle.From is { } earlier ? new CheckedHead(earlier, "from", bundle.Tenant, checkpoint, this) : null;
        var links = new LinkCheck(bundle, entries, this);
        links.Run();
        var signatures = new SignatureCheck(entries, this);
        signatures.Run();
        from?.Compare(entries);
        head?.Compare(entries);
        if (bundle.Complete) head?.Contiguous(entries, from);
        if (bundle.Complete && head is null)
            Incomplete("head.missing", "head", "The bundle claims to be complete, and holds no head to show it.", "证据包声称完整，却没有可以证明的租户清点头。");
        if (_findings.Any(finding => finding.Kind == VerdictKind.Tampered)) return new Verdict(_findings, [], [], [], null);

        var proven = new ProvenBundle(bundle, checkpoint, [.. entries.Select(entry => entry.Proven)]);
        var reperformed = reperform?.Invoke(proven);
        if (reperformed is not null) _findings.AddRange(reperformed.Findings);
        if (_findings.Any(finding => finding.Kind is VerdictKind.Tampered or VerdictKind.Malformed)) return new Verdict(_findings, [], [], [], null);
        var words = new Statements(proven, outcome, policy, from, head, signatures, _findings);
        return new Verdict(
            _findings, [.. words.Proven(), .. reperformed?.Proven ?? []], [.. words.NotDisclosed()],
            [.. words.NotProven(reperformed is not null), .. reperformed?.NotProven ?? []], proven);
    }

    public void Tampered(string code, string place, string en, string zh) => _findings.Add(new(VerdictKind.Tampered, code, place, en, zh));

    public void Incomplete(string code, string place, string en, string zh) => _findings.Add(new(VerdictKind.Incomplete, code, place, en, zh));

    private void Stands(PolicyOutcome outcome)
    {
        var origin = outcome.Checkpoint!.Origin;
        switch (outcome.Standing)
        {
            case CheckpointStanding.UnknownLog:
                Tampered("checkpoint.unknown-log", "checkpoint", $"The policy does not know the log {origin}.", $"策略中没有日志 {origin}。");
                break;
            case CheckpointStanding.NotSignedByLog:
                Tampered("checkpoint.not-signed", "checkpoint", $"The log {origin} did not sign the checkpoint.", $"检查点没有日志 {origin} 的签名。");
                break;
            case CheckpointStanding.FalseSignature:
                Tampered("checkpoint.false-signature", "checkpoint", $"A signature under the name {outcome.Key!.Name} is false.", $"以 {outcome.Key!.Name} 名义的签名是假的。");
                break;
            case CheckpointStanding.TooFewWitnesses:
                var seen = outcome.Witnesses.Count.ToString(CultureInfo.InvariantCulture);
                Incomplete("checkpoint.too-few-witnesses", "checkpoint", $"Only {seen} known witnesses have seen the checkpoint; the policy asks for more.", $"只有 {seen} 个已知见证人见过该检查点，未达到策略要求。");
                break;
        }
    }
}

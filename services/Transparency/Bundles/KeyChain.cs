using Ledger.Transparency.Notes;
using Ledger.Transparency.Witnesses;

namespace Ledger.Transparency.Bundles;

/// <summary>Follows a log from key to key: an older key that the policy trusts names the next one, on record in the log itself.</summary>
internal static class KeyChain
{
    /// <summary>The policy with the keys that trusted ones handed over to. A statement that does not hold is a finding and trusts nothing.</summary>
    /// <exception cref="MalformedBundleException">An entry is not of the form of a statement.</exception>
    public static WitnessPolicy Follow(WitnessPolicy policy, IReadOnlyList<CheckedEntry> entries, string origin, BundleCheck check)
    {
        VerifierKey? last = null;
        foreach (var entry in entries)
        {
            if (entry.Envelope is not { Type: KeyRotation.EventType, Source: TenantHeads.Source })
            {
                check.Tampered("key.not-a-rotation", entry.Place, "This entry does not hand the log over to another key.", "该条目不是日志密钥更换条目。");
                continue;
            }

            var rotation = Statement(entry);
            if (rotation.Old.Name != origin || !rotation.IsSigned)
                check.Tampered("key.false-signature", entry.Place, "The statement is not signed by the old and the next key of this log.", "更换声明未由本日志的新旧密钥共同签署。");
            else if (last is not null && !rotation.Old.Equals(last))
                check.Tampered("key.order", entry.Place, "The key that hands over is not the one that the log had.", "交出的密钥不是日志当时的密钥。");
            else if (policy.Logs.Contains(rotation.Old) && !policy.Logs.Contains(rotation.Next))
                policy = policy.Trusting(rotation.Next);
            last = rotation.Next;
        }

        return policy;
    }

    private static KeyRotation Statement(CheckedEntry entry)
    {
        var json = new Json(entry.Payload ?? throw new MalformedBundleException($"{entry.Place}.payload", "is missing"), $"{entry.Place}.payload").Object("statement");
        try
        {
            return KeyRotation.Parse(json["statement"].Text(SignedNote.MaxBytes));
        }
        catch (FormatException malformed) when (malformed is not MalformedBundleException)
        {
            throw new MalformedBundleException($"{entry.Place}.payload.statement", malformed.Message, malformed);
        }
    }
}

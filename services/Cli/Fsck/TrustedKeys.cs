using System.Text.Json;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Witnesses;

namespace Ledger.Cli.Fsck;

/// <summary>
/// The keys that signed a log over the years: from those that the policy trusts along the entries by which one handed over to the
/// next, forwards and backwards, for old checkpoints bear old keys' lines.
/// </summary>
internal static class TrustedKeys
{
    public static async Task<WitnessPolicy> FollowAsync(WitnessPolicy policy, Snapshot log, CancellationToken ct)
    {
        var rotations = new List<KeyRotation>();
        await foreach (var row in log.RowsAsync(
            $"select canonical from audit_log where source = 'audit' and event_type = '{KeyRotation.EventType}' order by index", ct))
        {
            if (Read(row.GetString(0)) is { IsSigned: true } rotation) rotations.Add(rotation);
        }

        foreach (var rotation in rotations) policy = Follow(policy, rotation.Old, rotation.Next);
        foreach (var rotation in Enumerable.Reverse(rotations)) policy = Follow(policy, rotation.Next, rotation.Old);
        return policy;
    }

    private static WitnessPolicy Follow(WitnessPolicy policy, VerifierKey from, VerifierKey to) =>
        policy.Logs.Contains(from) && !policy.Logs.Contains(to) ? policy.Trusting(to) : policy;

    private static KeyRotation? Read(string payload)
    {
        try
        {
            using var json = JsonDocument.Parse(payload);
            return KeyRotation.Parse(json.RootElement.GetProperty("statement").GetString() ?? "");
        }
        catch (Exception malformed) when (malformed is JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
        {
            // An entry of another content than was logged is a finding of the log's check.
            return null;
        }
    }
}

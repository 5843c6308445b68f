using System.Security.Cryptography;
using System.Text;
using Ledger.Transparency.Bundles;
using Nodes = System.Text.Json.Nodes;

namespace Ledger.Transparency.Tests;

/// <summary>A log in which persons register keys and sign approvals; every part can be forged before the log itself signs it.</summary>
internal sealed class SignedLog
{
    public static readonly ECDsa Sun = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    public static readonly ECDsa Zhao = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private static readonly string Hash = Convert.ToHexStringLower(SHA256.HashData("the proposal"u8));

    /// <summary>Stream of the run.</summary>
    private const int Run = 7;

    /// <summary>Whose account registers the approver's key.</summary>
    public string Registrant { get; init; } = "sun";

    /// <summary>Which key is registered.</summary>
    public ECDsa Registered { get; init; } = Sun;

    /// <summary>Which key makes the proof.</summary>
    public ECDsa? Prover { get; init; }

    /// <summary>What the proof names instead of the registrant.</summary>
    public string? ProofOf { get; init; }

    /// <summary>Which key signs.</summary>
    public ECDsa Signer { get; init; } = Sun;

    /// <summary>Which key the approval shows.</summary>
    public ECDsa? Shown { get; init; }

    /// <summary>What is signed instead of the approval's statement.</summary>
    public string? Statement { get; init; }

    /// <summary>Whether the approval is signed at all.</summary>
    public bool Signed { get; init; } = true;

    /// <summary>Whether the key was retired before the approval.</summary>
    public bool Retired { get; init; }

    /// <summary>Minutes between each of these events.</summary>
    public int Minutes { get; init; } = 11;

    /// <summary>Whether the approval cites the agreement instead of the registration.</summary>
    public bool CitesAnother { get; init; }

    /// <summary>Source of the approval.</summary>
    public string Source { get; init; } = "distribution";

    /// <summary>Changes the approval's payload before the log signs it.</summary>
    public Action<Nodes.JsonObject>? Change { get; init; }

    /// <summary>Whether the registration is part of the bundle; without it, withheld.</summary>
    public bool Disclosed { get; init; } = true;

    /// <summary>Whether its payload is.</summary>
    public bool Shows { get; init; } = true;

    public Bundle Bundle()
    {
        var log = SampleLog.Of();
        var first = log.Entries.Count;
        var agreement = SampleLog.Agreement;
        var registration = Add(log, 0, "distribution", "signing_key_registered.v1", 8, new Nodes.JsonObject
        {
            ["by"] = Person(Registrant), ["keyId"] = Id(Registered), ["publicKey"] = Key(Registered),
            ["proof"] = Sign(Prover ?? Registered, $"ledger-signing-key/v1\n{SampleLog.Tenant}\n{ProofOf ?? Registrant}\n{Id(Registered)}\n"),
        });
        if (Retired) Add(log, 1, "distribution", "signing_key_retired.v1", 8, new Nodes.JsonObject { ["by"] = Person("sun"), ["keyId"] = Id(Registered), ["reason"] = "lost" });
        var approval = new Nodes.JsonObject { ["by"] = Person("sun"), ["proposalHash"] = Hash };
        if (Signed)
        {
            approval["signature"] = new Nodes.JsonObject
            {
                ["keyId"] = Id(Shown ?? Signer), ["publicKey"] = Key(Shown ?? Signer),
                ["signature"] = Sign(Signer, Statement ?? $"ledger-approval/v1\n{SampleLog.Tenant}\n{Guid.Parse($"00000000-0000-7000-8000-{Run:x12}")}\n{Hash}\n"),
                ["registration"] = Nodes.JsonNode.Parse(SampleLog.Cited(CitesAnother ? agreement : registration)),
            };
        }

        Change?.Invoke(approval);
        var approved = Add(log, 2, Source, "run_approved.v1", Run, approval);
        var held = Enumerable.Range(first, log.Entries.Count - first).Where(index => Disclosed || index != first).Select(index => log.Entry(index, Shows || index != first));
        return new Bundle(
            SampleLog.Tenant, [approved], [log.Entry(0), .. held], null, false, [agreement], [], [], Disclosed || !Signed || CitesAnother ? [] : [registration], log.Checkpoint().ToString());
    }

    private EventReference Add(SampleLog log, int step, string source, string type, int stream, Nodes.JsonObject payload) =>
        log.Add(source, type, stream, payload.ToJsonString(), at: $"2025-03-02T{9 + (step * Minutes / 60):d2}:{step * Minutes % 60:d2}:00.000001Z");

    private static Nodes.JsonObject Person(string name) => new() { ["organisation"] = "REG", ["person"] = name };

    private static string Id(ECDsa key) => Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));

    private static string Key(ECDsa key) => Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());

    private static string Sign(ECDsa key, string text) =>
        Convert.ToBase64String(key.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
}

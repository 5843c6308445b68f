using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Agreements.Domain;
using Ledger.Rules;

namespace Ledger.Agreements.Tests;

/// <summary>Authorities that sign profiles, as a deployment and its tests know them.</summary>
internal static class Authority
{
    private static readonly ECDsa Key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>DER in Base64.</summary>
    public static string PublicKey { get; } = Convert.ToBase64String(Key.ExportSubjectPublicKeyInfo());

    public static string Pem { get; } = Key.ExportSubjectPublicKeyInfoPem();

    public static string[] Ids { get; } = ["cn-national", "cn-shandong", "us-federal"];

    public static AuthorityKeys Trusted { get; } = new(Ids.Select(id => (id, PublicKey)));

    /// <summary>Over the canonical document, as openssl dgst -sha256 -sign makes it.</summary>
    public static string Sign(ProfileDocument document, ECDsa? key = null) =>
        Convert.ToBase64String((key ?? Key).SignData(document.CanonicalBytes(), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));

    /// <summary>A shipped profile with members replaced: "values/taxCredit.rate/value" and its JSON; null removes.</summary>
    public static ProfileDocument Profile(string id, params (string Path, string? Json)[] changes)
    {
        var root = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Files", $"{id}.profile.json")))!;
        foreach (var (path, json) in changes)
        {
            var steps = path.Split('/');
            var node = root;
            foreach (var step in steps[..^1]) node = node[step]!;
            if (json is null) node.AsObject().Remove(steps[^1]);
            else node[steps[^1]] = JsonNode.Parse(json);
        }

        var read = ProfileDocument.Parse(JsonElement.Parse(root.ToJsonString()));
        Assert.True(read.Value is not null, string.Join("\n", read.Rejections));
        return read.Value;
    }

    /// <summary>The national profile, merged.</summary>
    public static EffectiveProfile National(params (string Path, string? Json)[] changes) => ProfileMerge.Merge(null, Profile("cn", changes)).Value!;
}

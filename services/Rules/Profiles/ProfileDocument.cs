using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Canonical;

namespace Ledger.Rules;

/// <summary>
/// One version of a region policy profile (地区政策参数), read strictly from its document: a national base, or a regional override
/// of one. Its schema is contracts/schemas/profile.schema.json.
/// </summary>
public sealed class ProfileDocument
{
    internal ProfileDocument(JsonElement json)
    {
        Json = json.Clone();
        DocumentHash = Convert.ToHexStringLower(SHA256.HashData(CanonicalBytes()));
    }

    /// <summary>The document as it was signed.</summary>
    public JsonElement Json { get; }

    /// <summary>SHA-256 of the canonical JSON (RFC 8785), lower-case hex.</summary>
    public string DocumentHash { get; }

    /// <summary>"cn-shandong".</summary>
    public required string ProfileId { get; init; }

    /// <summary>From 1.</summary>
    public required int Version { get; init; }

    /// <summary>"CN-37": ISO 3166, or any identifier of the region.</summary>
    public required string RegionCode { get; init; }

    public required Text Title { get; init; }

    /// <summary>The one currency of every amount.</summary>
    public required Currency Currency { get; init; }

    /// <summary>The days for which it is issued.</summary>
    public required Period Effective { get; init; }

    /// <summary>The earlier version that it replaces from its first day on; null for none.</summary>
    public int? Supersedes { get; init; }

    /// <summary>The version of another profile that it overrides; null for a national base.</summary>
    public RegionProfileReference? Base { get; init; }

    /// <summary>Ids of the authorities that issue it; one of them signs.</summary>
    public required IReadOnlyList<string> Authorities { get; init; }

    public required IReadOnlyList<LegalReference> LegalReferences { get; init; }

    /// <summary>Key to value; an override names only what differs.</summary>
    public required IReadOnlyDictionary<string, ProfileValue> Values { get; init; }

    /// <summary>Reads and checks a document; the rejections name every fault with its JSON path.</summary>
    public static Outcome<ProfileDocument> Parse(JsonElement json) => ProfileReader.Read(json);

    /// <summary>The bytes that the authority signs: the canonical JSON (RFC 8785).</summary>
    public byte[] CanonicalBytes() => CanonicalWriter.Write(Json);
}

/// <summary>Where a rule is written.</summary>
/// <param name="Id">By which values name it.</param>
/// <param name="Title">Name and number of the law or notice.</param>
/// <param name="FoundAt">Where its text was read; null when nobody has read it for this profile.</param>
public sealed record LegalReference(string Id, Text Title, string? FoundAt = null);

/// <summary>How sure a value is. JSON: kebab-case.</summary>
[JsonConverter(typeof(KebabCaseEnum<SourceMark>))]
public enum SourceMark
{
    /// <summary>The text was read at the place that the legal reference names.</summary>
    Found,

    /// <summary>From memory: verify it before anybody relies on it as law.</summary>
    FromMemory,

    /// <summary>No law says it: a proposal of those who wrote the profile.</summary>
    OwnDesign,
}

/// <summary>A value of a profile with where it comes from.</summary>
/// <param name="Value">As it stands in the document.</param>
/// <param name="Mark">How sure it is.</param>
/// <param name="Source">Id of a legal reference of the same document; null only for an own design.</param>
/// <param name="Place">Article or section there; null when not stated.</param>
/// <param name="MayRelax">Whether an override may go either way.</param>
public sealed record ProfileValue(JsonElement Value, SourceMark Mark, string? Source = null, string? Place = null, bool MayRelax = false);

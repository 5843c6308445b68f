using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledger.Rules;

/// <summary>A value in force with its origin.</summary>
/// <param name="Value">As it stands in the document of its origin.</param>
/// <param name="Origin">The profile version that says it.</param>
/// <param name="Overrides">Whether a base says something else.</param>
/// <param name="Mark">How sure it is.</param>
/// <param name="Source">The legal source; null for an own design without one.</param>
/// <param name="Place">Article or section there.</param>
/// <param name="MayRelax">Whether a further override may go either way.</param>
public sealed record EffectiveValue(
    JsonElement Value, RegionProfileReference Origin, bool Overrides, SourceMark Mark, LegalReference? Source, string? Place, bool MayRelax)
{
    /// <summary>The value as people read it.</summary>
    [JsonIgnore]
    public string Shown => In(Language.Both);

    /// <summary>The value as people read it, words in a language.</summary>
    public string In(Language language) => Value.ValueKind switch
    {
        JsonValueKind.String => Value.GetString()!,
        JsonValueKind.Null => "∞",
        JsonValueKind.Object => new Text(Value.GetProperty("en").GetString()!, Value.GetProperty("zh").GetString()!).In(language),
        JsonValueKind.Array => string.Join(", ", Value.EnumerateArray().Select(entry => entry.GetString())),
        _ => Value.GetRawText(),
    };
}

/// <summary>A layer of a merged profile.</summary>
/// <param name="Id">Of the profile.</param>
/// <param name="Version">From 1.</param>
/// <param name="DocumentHash">Of the document that was signed.</param>
public sealed record ProfileLayer(string Id, int Version, string DocumentHash);

/// <summary>
/// A profile as it rules: the base with the override over it, key by key. It never changes: a version names the version of its base.
/// </summary>
/// <param name="ProfileId">Of the uppermost layer.</param>
/// <param name="ProfileVersion">Of the uppermost layer.</param>
/// <param name="RegionCode">Of the uppermost layer.</param>
/// <param name="Title">Of the uppermost layer.</param>
/// <param name="Currency">Of every amount.</param>
/// <param name="Effective">Days for which the uppermost layer is issued.</param>
/// <param name="Layers">From the national base up.</param>
/// <param name="Values">Key to value, ascending.</param>
public sealed record EffectiveProfile(
    string ProfileId, int ProfileVersion, string RegionCode, Text Title, Currency Currency, Period Effective,
    IReadOnlyList<ProfileLayer> Layers, IReadOnlyDictionary<string, EffectiveValue> Values)
{
    /// <summary>Its name: id and version.</summary>
    [JsonIgnore]
    public RegionProfileReference Reference => new(ProfileId, ProfileVersion);

    /// <summary>Least pieces of evidence for a kind; 0 when the profile says nothing.</summary>
    public int MinEvidence(ContributionKind kind) =>
        Values.TryGetValue(ProfileKeys.EvidenceOf + KebabCase.Name(kind), out var value) ? value.Value.GetInt32() : 0;

    /// <summary>Years for which each class of records is kept at least; null: without end.</summary>
    public IReadOnlyDictionary<string, int?> RetentionYears() => Values
        .Where(entry => entry.Key.StartsWith(ProfileKeys.RetentionOf, StringComparison.Ordinal))
        .ToDictionary(
            entry => entry.Key[ProfileKeys.RetentionOf.Length..],
            entry => entry.Value.Value.ValueKind == JsonValueKind.Null ? (int?)null : entry.Value.Value.GetInt32(), StringComparer.Ordinal);

    internal ProfileSetting? Setting(string name) =>
        Values.TryGetValue(name, out var value) ? ProfileSetting.Of(ProfileKeys.Find(name)!, value.Value, Currency) : null;
}

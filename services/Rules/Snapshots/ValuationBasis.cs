using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Canonical;

namespace Ledger.Rules;

/// <summary>A piece of registered evidence as it stood when a value was calculated from it.</summary>
/// <param name="Reference">Its reference in the consortium's register; the inputs cite it by this.</param>
/// <param name="Id">Its stream.</param>
/// <param name="Sha256">Hash of the document, lower-case hex.</param>
/// <param name="Source">The fact by which it was registered.</param>
/// <param name="WeightReason">Why the valuer set another weight than the rule's; null where he did not.</param>
public sealed record UsedEvidence(string Reference, Guid Id, string Sha256, Citation Source, Text? WeightReason = null);

/// <summary>A registered index series as it was known when a value was calculated from it.</summary>
/// <param name="Series">Its id; the inputs refer to it by this.</param>
/// <param name="Id">Its stream.</param>
/// <param name="Release">Number of the last vintage known then, from 1 in the order of publication.</param>
/// <param name="PublishedOn">Day of that vintage.</param>
/// <param name="Source">The fact by which that vintage was recorded.</param>
public sealed record UsedIndex(string Series, Guid Id, int Release, DateOnly PublishedOn, Citation Source);

/// <summary>A second method's value that a proposal was reconciled with. It does not count.</summary>
/// <param name="Number">From 1 within the appraisal.</param>
/// <param name="Method">Rule id.</param>
/// <param name="MethodVersion">Rule version.</param>
/// <param name="InputsHash">Hash of its complete inputs.</param>
/// <param name="Value">Value by that method, before the claim is looked at.</param>
public sealed record CitedAlternative(int Number, string Method, int MethodVersion, string InputsHash, Money Value);

/// <summary>What a value was calculated from beside the method's inputs.</summary>
/// <param name="Evidence">In the order of the inputs; empty where the inputs were typed in.</param>
/// <param name="Indexes">In the order of the inputs.</param>
/// <param name="Alternatives">Other methods' values that it was reconciled with.</param>
/// <param name="Subject">Attributes of the thing valued; null where none were stated.</param>
public sealed record ValuationBasis(
    IReadOnlyList<UsedEvidence> Evidence, IReadOnlyList<UsedIndex> Indexes, IReadOnlyList<CitedAlternative> Alternatives, AssetAttributes? Subject = null)
{
    /// <summary>SHA-256 of the canonical JSON (RFC 8785), lower-case hex: binds documents and vintages, which the inputs only name.</summary>
    [JsonIgnore]
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(CanonicalWriter.Write(JsonSerializer.SerializeToElement(this, RuleJson.Results))));
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Canonical;

namespace Ledger.Rules;

/// <summary>The agreement under which a value was proposed.</summary>
/// <param name="Id">Id the parties use.</param>
/// <param name="Version">Version in force on the valuation date.</param>
/// <param name="Activation">The fact by which it became active.</param>
/// <param name="DocumentHash">SHA-256 of the canonical document; null in proposals from before it was kept.</param>
/// <param name="Profile">Region policy profile that the agreement names.</param>
public sealed record SnapshotAgreement(string Id, int Version, Citation Activation, string? DocumentHash = null, RegionProfileReference? Profile = null);

/// <summary>
/// Everything a proposed value rests on, frozen: rule and version, complete inputs, evidence with document hashes, index
/// vintages, agreement; and what came of it. Exported as canonical JSON (RFC 8785), so that the same snapshot calculated again
/// by anybody has the same bytes.
/// </summary>
/// <param name="Format">Always <see cref="FormatName"/>.</param>
/// <param name="Appraisal">Stream of the appraisal.</param>
/// <param name="Number">Of the proposal within the appraisal, from 1.</param>
/// <param name="ProposalHash">What an approver accepts; see <see cref="HashOf"/>.</param>
/// <param name="Contribution">The verification of what was valued.</param>
/// <param name="Agreement">Under which it was valued.</param>
/// <param name="Value">What counts once it is accepted.</param>
/// <param name="Result">The whole calculation.</param>
/// <param name="Basis">Evidence and vintages; null where the inputs were typed in and nothing was reconciled.</param>
public sealed record ValuationSnapshot(
    string Format, Guid Appraisal, int Number, string ProposalHash, Citation Contribution, SnapshotAgreement Agreement, Money Value,
    MethodResult Result, ValuationBasis? Basis = null)
{
    public const string FormatName = "ledger-snapshot/1";

    /// <summary>The canonical bytes.</summary>
    public byte[] Bytes() => CanonicalWriter.Write(JsonSerializer.SerializeToElement(this, RuleJson.Results));

    /// <summary>SHA-256 of the canonical bytes, lower-case hex.</summary>
    [JsonIgnore]
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Bytes()));

    /// <summary>Whether a document says of itself that it is a snapshot.</summary>
    public static bool Is(JsonElement document) =>
        document.ValueKind == JsonValueKind.Object && document.TryGetProperty("format", out var format)
        && format.ValueKind == JsonValueKind.String && format.GetString() == FormatName;

    /// <summary>Reads an exported snapshot.</summary>
    /// <returns>The snapshot; or snapshot.malformed.</returns>
    public static Outcome<ValuationSnapshot> Read(JsonElement document)
    {
        if (!Is(document)) return Malformed($"it is no {FormatName}");
        try
        {
            var read = document.Deserialize<ValuationSnapshot>(Strict)!;
            return Rules.Outcome.Of(read);
        }
        catch (RejectedJsonException broken)
        {
            return broken.Rejection.At(broken.Path is null or "$" ? JsonPath.Root : broken.Path.TrimStart('$', '.'));
        }
        catch (Exception broken) when (broken is JsonException or FormatException or ArgumentException or OverflowException)
        {
            return Malformed(broken.Message.Split(" Path:", 2)[0]);
        }
    }

    /// <summary>
    /// What an approver accepts: SHA-256, lower-case hex, of the canonical JSON of
    /// <c>{"appraisal","basis","inputsHash","method","value","version"}</c>, <c>basis</c> (the basis' hash) only where there is one.
    /// </summary>
    public static string HashOf(Guid appraisal, MethodResult result, Money value, ValuationBasis? basis = null)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(value);
        // Members stand in canonical order, and none of the values holds a character that JSON would escape.
        var bound = basis is null ? "" : $"""
            "basis":"{basis.Hash}",
            """;
        var canonical =
            $$"""{"appraisal":"{{appraisal:D}}",{{bound}}"inputsHash":"{{result.InputsHash}}","method":"{{result.RuleId}}",""" +
            $$"""
            "value":{"amount":"{{value.Amount}}","currency":"{{value.Currency.Code}}"},"version":{{result.RuleVersion}}}
            """;
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)));
    }

    private static readonly JsonSerializerOptions Strict = new(RuleJson.Results)
    {
        RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, AllowDuplicateProperties = false,
    };

    private static InputRejection Malformed(string why) => new InputRejection("snapshot.malformed",
        new($"This is not a snapshot of a valuation: {why}.", "这不是评估快照。")).At(JsonPath.Root);
}

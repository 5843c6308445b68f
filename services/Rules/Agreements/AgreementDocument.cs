using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Canonical;

namespace Ledger.Rules;

/// <summary>
/// One version of a consortium's agreement, read strictly from its document. The same JSON stands in scenario files, in the
/// Agreements API and in the contract that announces an active agreement; its schema is contracts/schemas/agreement.schema.json.
/// As JSON it is the document itself, as it was signed.
/// </summary>
[JsonConverter(typeof(AgreementDocumentJsonConverter))]
public sealed class AgreementDocument
{
    internal AgreementDocument(JsonElement json)
    {
        Json = json.Clone();
        DocumentHash = Convert.ToHexStringLower(SHA256.HashData(CanonicalWriter.Write(Json)));
    }

    /// <summary>The document as it was signed.</summary>
    public JsonElement Json { get; }

    /// <summary>SHA-256 of the canonical JSON (RFC 8785), lower-case hex: what the parties sign.</summary>
    public string DocumentHash { get; }

    public required string AgreementId { get; init; }

    /// <summary>From 1.</summary>
    public required int Version { get; init; }

    public required Text Title { get; init; }

    /// <summary>The one currency of every amount under this agreement.</summary>
    public required Currency Currency { get; init; }

    /// <summary>The days the agreement covers.</summary>
    public required Period Effective { get; init; }

    public required IReadOnlyList<AgreementParty> Parties { get; init; }

    public required ValuationPolicy Valuation { get; init; }

    public required BenefitPolicy Benefit { get; init; }

    public required RiskPolicy Risk { get; init; }

    public required ObjectionWindow ObjectionWindow { get; init; }

    /// <summary>Everything the agreement says beside its core.</summary>
    public AgreementTerms Terms { get; init; } = AgreementTerms.None;

    /// <summary>Reads and checks a document; the rejections name every fault with its JSON path.</summary>
    public static Outcome<AgreementDocument> Parse(JsonElement json) => AgreementReader.Read(json);

    /// <summary>The party of this id, or null.</summary>
    public AgreementParty? Party(string id) => Parties.FirstOrDefault(party => party.Id == id);

    /// <summary>Whether the agreement covers a day.</summary>
    public bool Covers(DateOnly day) => Effective.Contains(day);

    /// <summary>Whether a party was a member on a day.</summary>
    public bool HasAcceded(string party, DateOnly day) =>
        Party(party) is { } member && day >= (member.AccededOn ?? Effective.From);

    /// <summary>The policy of a kind, or null when the agreement takes no such contributions.</summary>
    public KindPolicy? PolicyOf(ContributionKind kind) => Valuation.Kinds.GetValueOrDefault(kind);

    /// <summary>The category of this id, or null.</summary>
    public RiskCategory? Category(string id) => Risk.Categories.FirstOrDefault(category => category.Id == id);

    /// <summary>The terms under which a contribution is valued.</summary>
    /// <exception cref="ArgumentException">The agreement takes no contributions of this kind.</exception>
    public ValuationTerms TermsFor(ContributionKind kind, Money claimed, DateOnly effectiveOn)
    {
        var policy = PolicyOf(kind) ?? throw new ArgumentException("The agreement takes no contributions of this kind.", nameof(kind));
        return new ValuationTerms(Currency, claimed, Valuation.CapAtClaim, policy.MinEvidence, effectiveOn);
    }

    /// <summary>The terms under which a loss is measured.</summary>
    public LossTerms LossTerms => new(Currency);

    /// <summary>
    /// The allocation key for an event: the agreed shares, or the accepted values, of the parties that had acceded by then
    /// (an event before a party's accession does not touch it). The weights need not sum to one.
    /// </summary>
    /// <param name="occurredOn">Day of the event.</param>
    /// <param name="accepted">Accepted value per party; used only when the key is by accepted value.</param>
    public IReadOnlyDictionary<string, Rational> AllocationKey(DateOnly occurredOn, IReadOnlyDictionary<string, Money> accepted)
    {
        ArgumentNullException.ThrowIfNull(accepted);
        var key = Risk.Allocation.Key
            ?? Parties.ToDictionary(party => party.Id, party => accepted.GetValueOrDefault(party.Id)?.Value ?? Rational.Zero, StringComparer.Ordinal);
        var acceded = new SortedDictionary<string, Rational>(StringComparer.Ordinal);
        foreach (var (party, weight) in key.Where(entry => HasAcceded(entry.Key, occurredOn))) acceded[party] = weight;
        return acceded;
    }
}

/// <summary>The document itself as JSON; reading checks it.</summary>
public sealed class AgreementDocumentJsonConverter : JsonConverter<AgreementDocument>
{
    public override AgreementDocument Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var outcome = AgreementDocument.Parse(JsonElement.ParseValue(ref reader));
        return outcome.Value ?? throw new RejectedJsonException(outcome.Rejection!);
    }

    public override void Write(Utf8JsonWriter writer, AgreementDocument value, JsonSerializerOptions options) => value.Json.WriteTo(writer);
}

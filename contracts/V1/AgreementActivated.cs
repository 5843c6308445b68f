using System.Text.Json;

namespace Ledger.Contracts.V1;

/// <summary>Every party has signed this version of the agreement; it rules from its effective date on.</summary>
/// <param name="AgreementStream">Stream of this agreement version in the Agreements service.</param>
/// <param name="AgreementId">Id the parties use, for example <c>taihu-2025</c>.</param>
/// <param name="Version">Version of the agreement, from 1.</param>
/// <param name="DocumentHash">SHA-256 of the canonical document, lower-case hex: what was signed.</param>
/// <param name="Document">The signed document; shape: <c>schemas/agreement.schema.json</c>.</param>
/// <param name="RegionProfile">
/// The region policy profile that the version names, merged over its base, with the origin, legal source and certainty mark of each
/// value, as it stood at the activation; absent when the version names none.
/// </param>
[IntegrationEvent("agreements.agreement-activated", 1)]
public sealed record AgreementActivated(
    Guid AgreementStream, string AgreementId, int Version, string DocumentHash, JsonElement Document, JsonElement? RegionProfile = null);

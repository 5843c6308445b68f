using System.Text.Json;
using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>The consortium adopted a version of a region policy profile that its authority signed.</summary>
/// <param name="ProfileId">Id of the profile.</param>
/// <param name="ProfileVersion">From 1.</param>
/// <param name="Document">As it was signed; shape: contracts/schemas/profile.schema.json.</param>
/// <param name="DocumentHash">SHA-256 of the canonical document.</param>
/// <param name="Signature">The authority's.</param>
/// <param name="By">Who adopted it.</param>
/// <param name="At">Recorded time.</param>
public sealed record ProfileAdopted(
    string ProfileId, int ProfileVersion, JsonElement Document, string DocumentHash, AuthoritySignature Signature, Actor By, DateTimeOffset At);

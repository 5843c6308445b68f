using System.Text.Json;
using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>A version of an agreement was written down; the document follows contracts/schemas/agreement.schema.json.</summary>
public sealed record AgreementDrafted(
    string AgreementId, int Version, JsonElement Document, string DocumentHash, IReadOnlyList<string> Parties, Actor By, DateTimeOffset At);

/// <summary>
/// The draft was put to the parties for signature; its text is fixed from here on. A retroactive change says so, with every effect;
/// when the effects have changed it is put to them anew, and earlier signatures count no longer.
/// </summary>
public sealed record AgreementProposed(string DocumentHash, Actor By, DateTimeOffset At, RetroactiveProposal? Retroactive = null);

/// <summary>One party signed exactly the document with this hash, and, of a retroactive change, the effects with the preview's hash.</summary>
public sealed record AgreementSigned(string Party, string DocumentHash, Actor By, DateTimeOffset At, string? PreviewHash = null);

/// <summary>
/// Every party that must has signed; the version rules from its effective date on, under the profile that it names as it stood then,
/// whatever versions of that profile come later.
/// </summary>
public sealed record AgreementActivated(
    string AgreementId, int Version, string DocumentHash, JsonElement Document, DateTimeOffset At, EffectiveProfile? Profile = null);

/// <summary>The proposal was taken back before every party had signed; whoever signed is free again.</summary>
public sealed record AgreementWithdrawn(string Reason, Actor By, DateTimeOffset At);

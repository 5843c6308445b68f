using System.Text.Json;
using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>Where a version of an agreement stands.</summary>
public enum AgreementStage
{
    /// <summary>Nothing is written yet.</summary>
    None,
    Draft,
    Proposed,

    /// <summary>Signed by every party that must; it rules on the days that <see cref="AgreementStanding"/> tells.</summary>
    Active,

    /// <summary>The proposal was taken back; its signatures bind nobody.</summary>
    Withdrawn,
}

/// <summary>One version of an agreement (协议版本).</summary>
public sealed record Agreement
{
    public Guid Id { get; init; }

    public AgreementStage Stage { get; init; }

    public string AgreementId { get; init; } = "";

    public int AgreementVersion { get; init; }

    public JsonElement Document { get; init; }

    /// <summary>SHA-256 of the canonical document: what the parties sign.</summary>
    public string DocumentHash { get; init; } = "";

    /// <summary>Parties of the document; which of them must sign is the question of <see cref="SignatureStanding"/>.</summary>
    public IReadOnlyList<string> Parties { get; init; } = [];

    public IReadOnlyList<Signature> Signatures { get; init; } = [];

    /// <summary>Set when the version was proposed as a retroactive change; see <see cref="RetroactiveProposal"/>.</summary>
    public RetroactiveProposal? Retroactive { get; init; }

    /// <summary>The profile under which it became active, merged; null before, and when it names none.</summary>
    public EffectiveProfile? Profile { get; init; }

    public static Agreement None(Guid id) => new() { Id = id };

    /// <summary>The document, read; it was checked when it was drafted.</summary>
    public AgreementDocument Read() => AgreementDocument.Parse(Document).Value
        ?? throw new InvalidOperationException($"The recorded document of agreement {AgreementId}/{AgreementVersion} cannot be read.");

    /// <summary>Parties whose signature is still missing.</summary>
    public IEnumerable<string> Missing => Parties.Where(party => !HasSigned(party));

    /// <summary>Whether somebody signed for the party.</summary>
    public bool HasSigned(string party) => Signatures.Any(signature => signature.Party == party);
}

/// <summary>One party's signature.</summary>
public sealed record Signature(string Party, Actor By, DateTimeOffset At);

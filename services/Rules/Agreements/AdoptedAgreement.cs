using System.Diagnostics;
using System.Text.Json;

namespace Ledger.Rules;

/// <summary>A service learned that an agreement version is active and keeps its own copy of the signed document.</summary>
/// <param name="AgreementId">Id the parties use.</param>
/// <param name="Version">Version, from 1.</param>
/// <param name="DocumentHash">SHA-256 of the canonical document: what was signed.</param>
/// <param name="Document">The signed document.</param>
/// <param name="Source">The activation, as recorded by the Agreements service.</param>
/// <param name="Profile">The profile that the version names, merged, for services that act on it; null when none was told.</param>
public sealed record AgreementAdopted(
    string AgreementId, int Version, string DocumentHash, JsonElement Document, Citation Source, EffectiveProfile? Profile = null);

/// <summary>The agreement version refused: what arrived is not what its hash says.</summary>
public sealed record AgreementNotAsSigned() : Rejection("agreement.not-as-signed", RejectionKind.Invalid, new(
    "The agreement document does not match the hash that was signed.", "协议文本与所签哈希不符。"));

/// <summary>A service's own copy of an active agreement version.</summary>
public sealed record AdoptedAgreement
{
    public Guid Id { get; init; }

    public string AgreementId { get; init; } = "";

    public int AgreementVersion { get; init; }

    /// <summary>The signed document; null until the version was adopted.</summary>
    public AgreementDocument? Document { get; init; }

    /// <summary>The activation, citable; null until the version was adopted.</summary>
    public Citation? Source { get; init; }

    /// <summary>The region policy profile under which the version became active; null when it names none.</summary>
    public EffectiveProfile? Profile { get; init; }

    public static AdoptedAgreement None(Guid id) => new() { Id = id };

    /// <summary>The version in force on a day: the highest whose effective period holds the day, or null.</summary>
    public static AdoptedAgreement? InForce(IEnumerable<AdoptedAgreement> adopted, DateOnly day) => adopted
        .Where(agreement => agreement.Document?.Covers(day) ?? false)
        .MaxBy(agreement => agreement.AgreementVersion);
}

/// <summary>A service adopts each active agreement version once, and only as it was signed.</summary>
public static class AdoptedAgreementDecider
{
    /// <summary>Adopts once; refuses a document that is malformed or not the signed one.</summary>
    public static Decision Decide(AdoptedAgreement state, AgreementAdopted fact)
    {
        if (state.Source is not null) return Decision.Nothing;
        var read = AgreementDocument.Parse(fact.Document);
        if (read.Rejection is { } malformed) return malformed;
        return read.Value!.DocumentHash == fact.DocumentHash ? Decision.Accept(fact) : new AgreementNotAsSigned();
    }

    public static AdoptedAgreement Evolve(AdoptedAgreement state, object fact) => fact switch
    {
        AgreementAdopted f => state with
        {
            AgreementId = f.AgreementId, AgreementVersion = f.Version, Document = AgreementDocument.Parse(f.Document).Value, Source = f.Source,
            Profile = f.Profile,
        },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of an adopted agreement."),
    };
}

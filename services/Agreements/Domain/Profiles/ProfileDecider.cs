using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>A profile version is adopted once, signed by its authority, over its base, for days that no other version rules.</summary>
public static class ProfileDecider
{
    public static Decision Decide(RegionProfile state, AdoptProfile command)
    {
        var document = command.Document;
        if (state.Find(document.Version) is { } there)
            return there.DocumentHash == document.DocumentHash ? Decision.Nothing : new ProfileExists(document.ProfileId, document.Version) { Field = "document.version" };
        if (state.Versions.Count >= AgreementLimits.ProfileVersions) return new ProfileFull();
        if (Sign(command, out var signature) is { } unsigned) return unsigned;
        return (CheckBase(command) ?? CheckDays(state, document)) is { } rejection
            ? rejection
            : Decision.Accept(new ProfileAdopted(
                document.ProfileId, document.Version, document.Json, document.DocumentHash, signature!, command.By, command.At));
    }

    public static RegionProfile Evolve(RegionProfile state, object fact) => fact switch
    {
        ProfileAdopted f => Adopt(state, f),
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a profile."),
    };

    private static Rejection? Sign(AdoptProfile command, out AuthoritySignature? signature)
    {
        signature = null;
        if (string.IsNullOrWhiteSpace(command.Authority) || string.IsNullOrWhiteSpace(command.Signature)) return new ProfileUnsigned { Field = "signature" };
        if (command.Signature.Length > AgreementLimits.ProfileSignature) return new ProfileSignatureWrong(command.Authority) { Field = "signature.value" };
        if (!command.Document.Authorities.Contains(command.Authority)) return new AuthorityNotNamed(command.Authority) { Field = "signature.authority" };
        if (!command.Trusted.Trusts(command.Authority)) return new AuthorityNotTrusted(command.Authority) { Field = "signature.authority" };
        signature = command.Trusted.Verify(command.Authority, command.Document.CanonicalBytes(), command.Signature);
        return signature is null ? new ProfileSignatureWrong(command.Authority) { Field = "signature.value" } : null;
    }

    private static Rejection? CheckBase(AdoptProfile command)
    {
        var document = command.Document;
        if (document.Base is { } named)
        {
            if (command.Base is not { } basis) return new ProfileUnknown(named.Id, named.Version) { Field = "document.base" };
            if (basis.Merged.Layers.Count >= AgreementLimits.ProfileLayers) return new ProfileTooDeep() { Field = "document.base" };
            if (document.Effective.From < basis.Effective.From || document.Effective.To > basis.Effective.To)
                return new ProfileOutsideBase(basis.Effective) { Field = "document.effective" };
        }

        return ProfileMerge.Merge(command.Base?.Merged, document).Rejection is { } rejection
            ? rejection with { Field = JsonPath.Within("document", rejection.Field) }
            : null;
    }

    private static Rejection? CheckDays(RegionProfile state, ProfileDocument document)
    {
        if (document.Supersedes is { } number)
        {
            if (state.Find(number) is not { } superseded) return new ProfileUnknown(document.ProfileId, number) { Field = "document.supersedes" };
            if (state.SuccessorOf(superseded) is { } successor) return new ProfileAlreadySuperseded(number, successor.No) { Field = "document.supersedes" };
            if (document.Effective.From <= superseded.Effective.From)
                return new ProfileStartsTooEarly(number, superseded.Effective.From) { Field = "document.effective.from" };
        }

        foreach (var other in state.Versions.Where(other => other.No != document.Supersedes))
        {
            var rules = state.RulingPeriod(other);
            if (rules.From <= document.Effective.To && document.Effective.From <= rules.To)
                return new ProfileVersionsOverlap(other.No, rules) { Field = "document.effective" };
        }

        return null;
    }

    private static RegionProfile Adopt(RegionProfile state, ProfileAdopted fact)
    {
        var document = ProfileDocument.Parse(fact.Document).Value
            ?? throw new InvalidOperationException($"The recorded document of profile {fact.ProfileId}/{fact.ProfileVersion} cannot be read.");
        var version = new ProfileVersion(
            fact.ProfileVersion, fact.Document, fact.DocumentHash, document.Effective, document.Supersedes, document.Base, fact.Signature, fact.By, fact.At);
        return state with { ProfileId = fact.ProfileId, Versions = [.. state.Versions, version] };
    }
}

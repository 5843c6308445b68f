using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>An agreement is active only when every party has signed the same text.</summary>
public static class AgreementDecider
{
    public static Decision Decide(Agreement state, DraftAgreement command) => state.Stage switch
    {
        AgreementStage.None => Decision.Accept(new AgreementDrafted(
            command.Agreement.AgreementId, command.Agreement.Version, command.Document, command.DocumentHash,
            [.. command.Agreement.Parties.Select(party => party.Id)], command.By, command.At)),
        _ when state.DocumentHash == command.DocumentHash => Decision.Nothing,
        _ => new AgreementExists(command.Agreement.AgreementId, command.Agreement.Version) { Field = "document.version" },
    };

    public static Decision Decide(Agreement state, ProposeAgreement command) => state.Stage switch
    {
        AgreementStage.None => new AgreementUnknown(),
        AgreementStage.Draft => Propose(state, command),
        AgreementStage.Proposed => Decision.Nothing,
        _ => new AgreementNotDraft(),
    };

    public static Decision Decide(Agreement state, WithdrawAgreement command) => state.Stage switch
    {
        AgreementStage.None => new AgreementUnknown(),
        AgreementStage.Proposed => Reasons.Check(command.Reason) is { } blank
            ? blank
            : Decision.Accept(new AgreementWithdrawn(command.Reason, command.By, command.At)),
        AgreementStage.Withdrawn => Decision.Nothing,
        _ => new AgreementNotWithdrawable(),
    };

    public static Decision Decide(Agreement state, SignAgreement command)
    {
        var party = command.By.Organisation;
        if (state.Stage == AgreementStage.None) return new AgreementUnknown();
        if (!state.Parties.Contains(party)) return new SignerNotParty(party);
        if (command.DocumentHash != state.DocumentHash) return new DocumentHashMismatch { Field = "documentHash" };
        if (state.Signatures.Any(signature => signature.Party == party)) return Decision.Nothing;
        if (state.Stage != AgreementStage.Proposed) return new AgreementNotProposed();

        var signed = new AgreementSigned(party, state.DocumentHash, command.By, command.At);
        return state.Missing.Take(2).Count() == 1 ? Activate(state, signed, command) : Decision.Accept(signed);
    }

    private static Decision Propose(Agreement state, ProposeAgreement command)
    {
        var document = state.Read();
        if (AgreementVectors.FirstFailure(document) is { } failed) return failed with { Field = $"document.{failed.Field}" };
        if (VersionRules.CheckProposal(document, command.Surroundings, DateOnly.FromDateTime(command.At.UtcDateTime)) is { } rejection) return rejection;
        if (ProfileRules.CheckProposal(document, command.Surroundings.Profile) is { } against) return against;
        return Decision.Accept(new AgreementProposed(state.DocumentHash, command.By, command.At));
    }

    // Between proposal and last signature another version may have become active or a period may have been settled.
    private static Decision Activate(Agreement state, AgreementSigned signed, SignAgreement command)
    {
        var document = state.Read();
        if (VersionRules.CheckActivation(document, command.Surroundings) is { } rejection) return rejection;
        if (ProfileRules.CheckActivation(document, command.Surroundings.Profile) is { } against) return against;
        var profile = document.Terms.RegionProfile is null ? null : command.Surroundings.Profile!.Merged;
        var activated = new AgreementActivated(state.AgreementId, state.AgreementVersion, state.DocumentHash, state.Document, command.At, profile);
        var entered = new VersionEntered(
            state.AgreementId, state.AgreementVersion, state.DocumentHash, document.Effective, document.Terms.Supersedes, command.At);
        return Decision.Accept(signed, activated).AndStart(new NewStream(typeof(EnteredVersion), command.Surroundings.Slot, [entered]));
    }

    public static Agreement Evolve(Agreement state, object fact) => fact switch
    {
        AgreementDrafted f => state with
        {
            Stage = AgreementStage.Draft, AgreementId = f.AgreementId, AgreementVersion = f.Version, Document = f.Document,
            DocumentHash = f.DocumentHash, Parties = f.Parties,
        },
        AgreementProposed => state with { Stage = AgreementStage.Proposed },
        AgreementSigned f => state with { Signatures = [.. state.Signatures, new Signature(f.Party, f.By, f.At)] },
        AgreementActivated f => state with { Stage = AgreementStage.Active, Profile = f.Profile },
        AgreementWithdrawn => state with { Stage = AgreementStage.Withdrawn },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of an agreement."),
    };
}

using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>An agreement is active only when every party that must has signed the same text.</summary>
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

    internal static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);

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
        var document = state.Read();
        var today = Day(command.At);
        var standing = SignatureRule.Of(state, document, command.Surroundings, today);
        if (!state.Parties.Contains(party) && !standing.Electors.Contains(party) && !standing.Required.Contains(party)) return new SignerNotParty(party);
        if (command.DocumentHash != state.DocumentHash) return new DocumentHashMismatch { Field = "documentHash" };
        if (command.PreviewHash != state.Retroactive?.PreviewHash) return new PreviewHashMismatch { Field = "previewHash" };
        if (state.HasSigned(party)) return Decision.Nothing;
        // Whom a majority bound without its signature may still give it.
        if (state.Stage is not (AgreementStage.Proposed or AgreementStage.Active)) return new AgreementNotProposed();
        if (RegisterRules.CheckSigner(command.Surroundings.Register, command.By, today) is { } refused) return refused;

        var signed = new AgreementSigned(party, state.DocumentHash, command.By, command.At, command.PreviewHash);
        if (state.Stage == AgreementStage.Active || state.Retroactive is not null) return Decision.Accept(signed);
        return SignatureRule.Of(Evolve(state, signed), document, command.Surroundings, today).Complete
            ? Activate(state, document, [signed], command.Surroundings, command.At)
            : Decision.Accept(signed);
    }

    public static Decision Decide(Agreement state, ActivateAgreement command)
    {
        switch (state.Stage)
        {
            case AgreementStage.None: return new AgreementUnknown();
            case AgreementStage.Active: return Decision.Nothing;
            case AgreementStage.Draft or AgreementStage.Withdrawn: return new AgreementNotProposed();
        }

        if (state.Retroactive is not null) return new ConfirmationNeeded();
        var document = state.Read();
        return SignatureRule.Of(state, document, command.Surroundings, Day(command.At)).Missing is { } missing
            ? missing
            : Activate(state, document, [], command.Surroundings, command.At);
    }

    private static Decision Propose(Agreement state, ProposeAgreement command)
    {
        var document = state.Read();
        if (AgreementVectors.FirstFailure(document) is { } failed) return failed with { Field = $"document.{failed.Field}" };
        if (VersionRules.CheckProposal(document, command.Surroundings, Day(command.At)) is { } rejection) return rejection;
        if (ProfileRules.CheckProposal(document, command.Surroundings.Profile) is { } against) return against;
        return Decision.Accept(new AgreementProposed(state.DocumentHash, command.By, command.At));
    }

    // Between proposal and last signature another version may have become active, a period may have been settled, a party may have left.
    private static Decision Activate(
        Agreement state, AgreementDocument document, IReadOnlyList<object> before, AgreementSurroundings around, DateTimeOffset at) =>
        (VersionRules.CheckActivation(document, around, Day(at)) ?? ProfileRules.CheckActivation(document, around.Profile)) is { } rejection
            ? rejection
            : Enter(state, document, before, around, at);

    /// <summary>The version becomes active and takes its place in the line.</summary>
    internal static Decision Enter(
        Agreement state, AgreementDocument document, IReadOnlyList<object> before, AgreementSurroundings around, DateTimeOffset at)
    {
        var profile = document.Terms.RegionProfile is null ? null : around.Profile!.Merged;
        var activated = new AgreementActivated(state.AgreementId, state.AgreementVersion, state.DocumentHash, state.Document, at, profile);
        var entered = new VersionEntered(
            state.AgreementId, state.AgreementVersion, state.DocumentHash, document.Effective, document.Terms.Supersedes, at);
        return Decision.Accept([.. before, activated]).AndStart(new NewStream(typeof(EnteredVersion), around.Slot, [entered]));
    }

    public static Agreement Evolve(Agreement state, object fact) => fact switch
    {
        AgreementDrafted f => state with
        {
            Stage = AgreementStage.Draft, AgreementId = f.AgreementId, AgreementVersion = f.Version, Document = f.Document,
            DocumentHash = f.DocumentHash, Parties = f.Parties,
        },
        AgreementProposed f => state with { Stage = AgreementStage.Proposed, Retroactive = f.Retroactive, Signatures = [] },
        AgreementSigned f => state with { Signatures = [.. state.Signatures, new Signature(f.Party, f.By, f.At)] },
        AgreementActivated f => state with { Stage = AgreementStage.Active, Profile = f.Profile },
        AgreementWithdrawn => state with { Stage = AgreementStage.Withdrawn },
        // What it tells the others stands in its own fact; for the version itself the activation beside it says everything.
        RetroactiveChangeConfirmed => state,
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of an agreement."),
    };
}

using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>Put a draft to the parties as a retroactive change.</summary>
/// <param name="PreviewHash">Of the effects that the proposer has seen.</param>
/// <param name="Now">The effects as they are now, with their hash; null when they cannot be listed.</param>
/// <param name="Refused">Why they cannot be listed.</param>
/// <param name="By">Who proposes.</param>
/// <param name="At">Time of receipt.</param>
public sealed record ProposeRetroactive(string PreviewHash, RetroactiveProposal? Now, Rejection? Refused, Actor By, DateTimeOffset At);

/// <summary>Confirm a retroactive change that all parties signed.</summary>
/// <param name="PreviewHash">Of the effects that the parties signed.</param>
/// <param name="Now">The effects as they are now, with their hash; null when they can no longer be listed.</param>
/// <param name="Refused">Why they can no longer be listed.</param>
/// <param name="Surroundings">What the version meets.</param>
/// <param name="By">Who confirms.</param>
/// <param name="At">Time of receipt.</param>
public sealed record ConfirmRetroactive(
    string PreviewHash, RetroactiveProposal? Now, Rejection? Refused, AgreementSurroundings Surroundings, Actor By, DateTimeOffset At);

/// <summary>
/// A version that rules from a day in the past: proposed with all its effects, signed by all parties with the hash of these, and
/// confirmed only while they are still the same.
/// </summary>
public static class RetroactiveDecider
{
    public static Decision Decide(Agreement state, ProposeRetroactive command)
    {
        if (state.Stage == AgreementStage.None) return new AgreementUnknown();
        var again = state is { Stage: AgreementStage.Proposed, Retroactive: not null };
        if (state.Stage != AgreementStage.Draft && !again) return new AgreementNotDraft();
        if (command.Now is not { } now) return command.Refused!;
        if (Reasons.Check(now.Reason) is { } blank) return blank;
        if (command.PreviewHash != now.PreviewHash) return new PreviewStale { Field = "previewHash" };
        return state.Retroactive?.PreviewHash == now.PreviewHash
            ? Decision.Nothing
            : Decision.Accept(new AgreementProposed(state.DocumentHash, command.By, command.At, now));
    }

    public static Decision Decide(Agreement state, ConfirmRetroactive command)
    {
        if (state.Stage == AgreementStage.None) return new AgreementUnknown();
        if (state.Retroactive is not { } proposed) return new NotProposedAsRetroactive();
        if (command.PreviewHash != proposed.PreviewHash) return new PreviewStale { Field = "previewHash" };
        if (state.Stage == AgreementStage.Active) return Decision.Nothing;
        if (state.Stage != AgreementStage.Proposed) return new NotProposedAsRetroactive();
        if (command.Now is not { } now) return command.Refused!;
        if (now.PreviewHash != proposed.PreviewHash) return new PreviewStale { Field = "previewHash" };
        var document = state.Read();
        if (SignatureRule.Of(state, document, command.Surroundings, AgreementDecider.Day(command.At)).Missing is { } missing) return missing;

        var confirmed = new RetroactiveChangeConfirmed(
            state.AgreementId, state.AgreementVersion, state.DocumentHash, proposed, [.. state.Signatures.Select(signature => signature.Party)],
            command.By, command.At);
        return AgreementDecider.Enter(state, document, [confirmed], command.Surroundings, command.At);
    }
}

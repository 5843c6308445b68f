using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>
/// A contribution is registered by who brings it in, verified by who received it, and carries the value accepted elsewhere.
/// </summary>
public static class ContributionDecider
{
    public static Decision Decide(Contribution state, RegisterContribution command)
    {
        var recorded = command.Particulars.Under(command.Secrecy);

        // A repetition is answered by what stands, even when the same particulars would no longer be taken today.
        if (state.Particulars is { } standing)
        {
            return standing == recorded
                ? Decision.Nothing
                : new ContributionExists(standing.Reference) { Field = "reference" };
        }

        if (state.Draft is { } draft && draft.Party != command.Particulars.Party)
            return new ContributionExists(draft.Reference) { Field = "reference" };
        if (RegistrationRules.Broken(command) is { } broken) return HiddenValueRefused.Of(broken, command.Particulars, command.Secrecy);
        if (DuplicateRules.Broken(command) is { } twice) return twice;
        return Decision.Accept(new ContributionRegistered(
            recorded, command.Agreement!.AgreementVersion, command.Agreement.Source!, command.By, command.At,
            command.Elsewhere == Elsewhere.Flagged ? true : null));
    }

    public static Decision Decide(Contribution state, VerifyContribution command)
    {
        if (state.Particulars is not { } particulars) return new ContributionUnknown();
        if (command.By.Organisation == particulars.Party) return new OwnContribution(particulars.Party);
        if (command.By.Organisation != particulars.ReceivedBy)
            return new NotReceiver(command.By.Organisation, particulars.ReceivedBy);
        var said = new SaidByReceiver(particulars, SaidByReceiver.Verification, command.Finding, command.Location, command.Tag, command.Photo?.Sha256);
        if (Broken(command) is { } broken) return HiddenValueRefused.Of(broken, said, command.Secrecy);
        if (command.InspectedOn is { } day && day > RegistrationRules.Today(command.At)) return new DayInFuture(day) { Field = "inspectedOn" };
        if (state.Verification is null && state.Dispute is not null) return new DisputeOpen();
        if (state.Verification is null && state.State != ContributionState.Registered) return new NotVerifiable(state.State);

        var recorded = said.Under(command.Secrecy);
        return state.Verification switch
        {
            null => Decision.Accept(new ContributionVerified(
                particulars, state.AgreementVersion, state.Agreement!, recorded.Finding, recorded.Location, command.By, command.At,
                recorded.Tag, recorded.PhotoSha256, command.InspectedOn, command.Secrecy)),
            { } done when (done.Finding, done.Location, done.Tag, done.PhotoSha256, done.InspectedOn)
                == (recorded.Finding, recorded.Location, recorded.Tag, recorded.PhotoSha256, command.InspectedOn)
                && (command.Secrecy?.Fields ?? []).All(state.ReceiverMarks.Contains) => Decision.Nothing,
            _ => new VerifiedOtherwise(),
        };
    }

    private static Rejection? Broken(VerifyContribution command) =>
        (command.Finding is { } finding ? TextRules.Broken("finding", finding) : null)
        ?? (command.Location is { } location ? TextRules.Broken("location", location) : null)
        ?? (command.Tag is { } tag ? TextRules.BrokenIdentifier("tag", tag) : null)
        ?? (command.Photo is { File: null } photo ? new EvidenceFileMissing(photo.Sha256) { Field = "photoSha256" } : null);

    public static Decision Decide(Contribution state, RecordAcceptedValue command)
    {
        if (state.Particulars is null) return new ContributionUnknown();
        if (state.Verification is null) return new NotVerified();
        if (state.AllValues() is [{ Number: 1, Value: { } recorded }, ..]) return recorded == command.Accepted ? Decision.Nothing : new AcceptedOtherwise();

        var accepted = command.Accepted;
        return Decision.Accept(new AcceptedValueRecorded(
            accepted.AppraisalId, accepted.Value, accepted.Method, accepted.MethodVersion, accepted.Source, command.At));
    }

    public static Decision Decide(Contribution state, ReplaceAcceptedValue command)
    {
        if (state.Particulars is null) return new ContributionUnknown();
        if (state.Verification is null) return new NotVerified();
        return state.AllValues().Any(value => value.Number == command.Replacement.Number) ? Decision.Nothing : Decision.Accept(command.Replacement);
    }

    public static Contribution Evolve(Contribution state, object fact) => fact switch
    {
        ContributionRegistered f => (state with
        {
            Particulars = f.Particulars, Draft = null, AgreementVersion = f.AgreementVersion,
            Agreement = f.Agreement, RegisteredBy = f.By, RegisteredAt = f.At,
            RegisteredElsewhere = f.RegisteredElsewhere ?? false,
        }).Moved(ContributionState.Registered, null, f.At),
        ContributionVerified f => (state with
        {
            Verification = new Verification(f.Finding, f.Location, f.By, f.At, f.Tag, f.PhotoSha256, f.InspectedOn),
            Location = f.Location, Tag = f.Tag, ReceiverMarks = f.Secrecy?.Fields ?? [],
        }).Moved(ContributionState.Verified, null, f.At),
        AcceptedValueRecorded f => Valued(state.With(new NumberedValue(
            1, new AcceptedValue(f.Value, f.Method, f.MethodVersion, f.AppraisalId, f.Source), f.At ?? state.Verification!.At, state.Particulars!.EffectiveOn))),
        AcceptedValueReplaced f => Valued(state.With(new NumberedValue(
            f.Number, new AcceptedValue(f.Value, f.Method, f.MethodVersion, f.AppraisalId, f.Source), f.At, f.ValidFrom, f.ReplacedOn, f.Cause, f.Case, f.Reason))),
        _ => LifeDecider.Evolve(state, fact),
    };

    // A value can arrive after the thing was given back or reversed: it is recorded, and the state stays what it is.
    private static Contribution Valued(Contribution state) =>
        state.State == ContributionState.Verified ? state.Moved(ContributionState.Valued, null, state.AcceptedAt!.Value) : state;
}

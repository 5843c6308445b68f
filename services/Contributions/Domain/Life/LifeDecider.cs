using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>
/// The life of a contribution around registration and verification. The receiver says what happens with the thing, the
/// contributor may withdraw before verification, and only people of a third party decide disputes.
/// </summary>
public static class LifeDecider
{
    private static readonly Dictionary<LifeMove, ContributionState[]> From = new()
    {
        [LifeMove.TakeIntoUse] = [ContributionState.Valued],
        [LifeMove.End] = [ContributionState.Verified, ContributionState.Valued, ContributionState.InUse],
        [LifeMove.Return] = [ContributionState.Verified, ContributionState.Valued, ContributionState.InUse, ContributionState.Ended],
        [LifeMove.Withdraw] = [ContributionState.Drafted, ContributionState.Registered],
        [LifeMove.RecordDamage] = [ContributionState.Verified, ContributionState.Valued, ContributionState.InUse],
        [LifeMove.Dispute] = [ContributionState.Registered, ContributionState.Verified, ContributionState.Valued, ContributionState.InUse, ContributionState.Ended],
        [LifeMove.UpholdDispute] = Enum.GetValues<ContributionState>(),
        [LifeMove.DismissDispute] = Enum.GetValues<ContributionState>(),
        [LifeMove.Reverse] = [ContributionState.Verified, ContributionState.Valued, ContributionState.InUse, ContributionState.Ended],
    };

    public static Decision Decide(Contribution state, DraftContribution command)
    {
        if (state.Particulars is { } standing) return new ContributionExists(standing.Reference) { Field = "reference" };
        var recorded = command.Particulars.Under(command.Secrecy);
        if (state.Draft is { } draft)
        {
            if (draft.Party != command.Particulars.Party) return new ContributionExists(draft.Reference) { Field = "reference" };
            if (draft == recorded && state.State == ContributionState.Drafted) return Decision.Nothing;
        }

        return RegistrationRules.BrokenDraft(command.Particulars, command.At) is { } broken
            ? HiddenValueRefused.Of(broken, command.Particulars, command.Secrecy)
            : Decision.Accept(new ContributionDrafted(recorded, command.By, command.At));
    }

    public static Decision Decide(Contribution state, AddEvidence command)
    {
        if (state.Particulars is not { } said) return new ContributionUnknown();
        if (command.By.Organisation != said.Party && command.By.Organisation != said.ReceivedBy)
            return new NotReceiver(command.By.Organisation, said.Party);
        if (state.State is ContributionState.Withdrawn or ContributionState.Reversed or ContributionState.Returned)
            return new NotVerifiable(state.State);
        if (command.Items.Count == 0) return Problems.Empty("evidence");
        var clear = said with { Evidence = command.Items, Secrecy = null };
        var recorded = clear.Under(command.Secrecy).Evidence;
        if (recorded.All(item => state.Evidence().Contains(item)) && (command.Secrecy?.Fields ?? []).All(state.FurtherMarks.Contains)) return Decision.Nothing;
        if (state.Verification is not null && command.Reason is null) return new ReasonMissing { Field = "reason" };
        if (command.Reason is { } reason && TextRules.Broken("reason", reason) is { } badReason) return badReason;
        var broken = EvidenceRules.BrokenFurther(state.Evidence(), command.Items, command.Files, RegistrationRules.Today(command.At))
            ?? EvidenceRules.BrokenRetention(command.Items, said.Kind, command.Retention ?? RetentionClasses.None);
        if (broken is not null) return HiddenValueRefused.Of(broken, clear, command.Secrecy);
        return DuplicateRules.Broken(AssetKey.OfPapers(command.Items), command.Claims, command.Elsewhere)
            ?? Decision.Accept(new EvidenceAdded(recorded, command.Reason, command.By, command.At, command.Secrecy));
    }

    public static Decision Decide(Contribution state, ChangePlacement command)
    {
        if (state.Particulars is not { } said) return new ContributionUnknown();
        if (command.By.Organisation != said.ReceivedBy) return new NotReceiver(command.By.Organisation, said.ReceivedBy);
        if (state.Verification is null || !state.Stands()) return new NotVerified();
        if (command is { Location: null, Tag: null }) return new NothingChanged();
        var clear = command.Said(said);
        var broken = (command.Location is { } location ? TextRules.Broken("location", location) : null)
            ?? (command.Tag is { } tag ? TextRules.BrokenIdentifier("tag", tag) : null);
        if (broken is not null) return HiddenValueRefused.Of(broken, clear, command.Secrecy);
        if (TextRules.Broken("reason", command.Reason) is { } badReason) return badReason;
        if ((command.Secrecy?.Fields ?? []).Any() && command.Secrecy!.Fields.All(state.ReceiverMarks.Contains)) return Decision.Nothing;
        var recorded = clear.Under(command.Secrecy);
        var changes = command.Secrecy is not null
            || (recorded.Location ?? state.Location) != state.Location || (recorded.Tag ?? state.Tag) != state.Tag;
        return changes
            ? Decision.Accept(new PlacementChanged(recorded.Location, recorded.Tag, command.Reason, command.By, command.At, command.Secrecy))
            : Decision.Nothing;
    }

    public static Decision Decide(Contribution state, MoveContribution command)
    {
        if ((state.Particulars ?? state.Draft) is not { } said) return new ContributionUnknown();
        if (!MayMove(state, said, command)) return new NotYours(command.Move, command.By.Organisation);
        if (command.Move is LifeMove.UpholdDispute or LifeMove.DismissDispute)
        {
            if (state.Dispute is null) return new NotDisputed();
        }
        else if (state.Dispute is not null && command.Move != LifeMove.RecordDamage)
        {
            return new DisputeOpen();
        }

        if (!From[command.Move].Contains(state.State)) return new WrongState(command.Move, state.State);
        if (command.Move == LifeMove.Return && said.Kind != ContributionKind.LoanedEquipment) return new NotLent();
        if (BrokenDay(said, command) is { } badDay) return badDay;
        if (command.Reason is null && command.Move != LifeMove.TakeIntoUse) return new ReasonMissing { Field = "reason" };
        if (command.Reason is { } reason && TextRules.Broken("reason", reason) is { } badReason) return badReason;
        return Decision.Accept(Fact(command, said));
    }

    public static Contribution Evolve(Contribution state, object fact) => fact switch
    {
        ContributionDrafted f => state.Moved(ContributionState.Drafted, f.Particulars.EffectiveOn, f.At) with { Draft = f.Particulars },
        EvidenceAdded f => state with { FurtherEvidence = [.. state.FurtherEvidence, .. f.Items], FurtherMarks = [.. state.FurtherMarks, .. f.Secrecy?.Fields ?? []] },
        ContributionTakenIntoUse f => state.Moved(ContributionState.InUse, f.On, f.At),
        ContributionEnded f => state.Moved(ContributionState.Ended, f.On, f.At),
        ContributionReturned f => state.Moved(ContributionState.Returned, f.On, f.At),
        ContributionWithdrawn f => state.Moved(ContributionState.Withdrawn, null, f.At),
        DamageRecorded f => state with { Damages = [.. state.Damages, new Damage(f.On, f.Reason, f.By, f.At)] },
        PlacementChanged f => state with
        {
            Location = f.Location ?? state.Location, Tag = f.Tag ?? state.Tag, ReceiverMarks = [.. state.ReceiverMarks, .. f.Secrecy?.Fields ?? []],
        },
        ContributionDisputed f => state with { Dispute = new Dispute(f.Reason, f.By, f.At) },
        DisputeResolved { Upheld: true } f => state.Moved(ContributionState.Reversed, null, f.At) with { Dispute = null },
        DisputeResolved => state with { Dispute = null },
        ContributionReversed f => state.Moved(ContributionState.Reversed, null, f.At),
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a contribution."),
    };

    private static bool MayMove(Contribution state, Particulars said, MoveContribution command)
    {
        var own = command.By.Organisation;
        return command.Move switch
        {
            LifeMove.Withdraw => own == said.Party,
            LifeMove.TakeIntoUse or LifeMove.Return => own == said.ReceivedBy,
            LifeMove.End or LifeMove.RecordDamage => own == said.ReceivedBy || own == said.Party,
            LifeMove.Dispute => command.Parties.Contains(own),
            LifeMove.Reverse => own != said.Party && command.Parties.Contains(own),
            _ => own != said.Party && own != state.Dispute?.By.Organisation && command.Parties.Contains(own),
        };
    }

    private static Rejection? BrokenDay(Particulars said, MoveContribution command)
    {
        if (command.Move is not (LifeMove.TakeIntoUse or LifeMove.End or LifeMove.Return or LifeMove.RecordDamage)) return null;
        if (command.On is not { } day) return new DayMissing { Field = "on" };
        if (day > RegistrationRules.Today(command.At)) return new DayInFuture(day) { Field = "on" };
        return day < said.EffectiveOn ? new DayBeforeEffective(day, said.EffectiveOn) { Field = "on" } : null;
    }

    private static object Fact(MoveContribution c, Particulars said) => c.Move switch
    {
        LifeMove.TakeIntoUse => new ContributionTakenIntoUse(c.On!.Value, c.By, c.At),
        LifeMove.End => new ContributionEnded(c.On!.Value, c.Reason!, c.By, c.At, said.ClaimType, said.AgreedUntil),
        LifeMove.Return => new ContributionReturned(c.On!.Value, c.Reason!, c.By, c.At, said.ClaimType, said.AgreedUntil),
        LifeMove.Withdraw => new ContributionWithdrawn(c.Reason!, c.By, c.At),
        LifeMove.RecordDamage => new DamageRecorded(c.On!.Value, c.Reason!, c.By, c.At),
        LifeMove.Dispute => new ContributionDisputed(c.Reason!, c.By, c.At),
        LifeMove.UpholdDispute => new DisputeResolved(true, c.Reason!, c.By, c.At),
        LifeMove.DismissDispute => new DisputeResolved(false, c.Reason!, c.By, c.At),
        LifeMove.Reverse => new ContributionReversed(c.Reason!, c.By, c.At),
        _ => throw new UnreachableException(),
    };
}

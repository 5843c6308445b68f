using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>Who may be drawn. Nobody decides on himself, and nothing recorded is taken away: ties and removals stay readable.</summary>
public static class PanelDecider
{
    public static Decision Decide(AppraiserPanel state, AdmitAppraiser command)
    {
        if (!Commitments.IsPart(command.Person)) return new PersonMalformed { Field = "person" };
        if (!InputReader.IsIdentifier(command.Organisation)) return new OrganisationMalformed { Field = "organisation" };
        if (command.By.Person == command.Person) return new OwnPanelEntry();
        if (PanelRules.Broken(command.Qualifications) is { } broken) return broken;
        if (state.Appraiser(command.Person) is { } known)
        {
            var same = known.Organisation == command.Organisation && PanelRules.Same(known.Qualifications, command.Qualifications);
            return same && known.Standing != AppraiserStanding.Removed ? Decision.Nothing : new AppraiserKnown(command.Person);
        }

        return state.Appraisers.Count >= ValuationLimits.Appraisers
            ? new PanelFull(ValuationLimits.Appraisers)
            : Decision.Accept(new AppraiserAdmitted(command.Person, command.Organisation, command.Qualifications, command.By, command.At));
    }

    public static Decision Decide(AppraiserPanel state, RenewQualifications command)
    {
        if (state.Appraiser(command.Person) is not { } appraiser) return AppraiserUnknown.Of(command.Person);
        if (command.By.Person == command.Person) return new OwnPanelEntry();
        if (appraiser.Standing == AppraiserStanding.Removed) return new AppraiserIsRemoved(command.Person);
        if (PanelRules.Broken(command.Qualifications) is { } broken) return broken;
        return PanelRules.Same(appraiser.Qualifications, command.Qualifications)
            ? Decision.Nothing
            : Decision.Accept(new QualificationsRenewed(command.Person, command.Qualifications, command.By, command.At));
    }

    public static Decision Decide(AppraiserPanel state, ChangeStanding command)
    {
        if (state.Appraiser(command.Person) is not { } appraiser) return AppraiserUnknown.Of(command.Person);
        if (command.By.Person == command.Person) return new OwnPanelEntry();
        if (PanelRules.Broken(command.Reason) is { } blank) return blank;
        if (appraiser.Standing == command.To) return Decision.Nothing;
        if (appraiser.Standing == AppraiserStanding.Removed) return new AppraiserIsRemoved(command.Person);
        return Decision.Accept(command.To switch
        {
            AppraiserStanding.Active => new AppraiserReinstated(command.Person, command.Reason, command.By, command.At),
            AppraiserStanding.Suspended => new AppraiserSuspended(command.Person, command.Reason, command.By, command.At),
            _ => (object)new AppraiserRemoved(command.Person, command.Reason, command.By, command.At),
        });
    }

    public static Decision Decide(AppraiserPanel state, DeclareTie command)
    {
        if (state.Appraiser(command.Person) is null) return AppraiserUnknown.Of(command.Person);
        if (PanelRules.Broken(command) is { } broken) return broken;
        var declared = state.Ties.Any(tie => !tie.Withdrawn && tie.Kind == command.Kind && tie.Person == command.Person
            && tie.Organisation == command.Organisation && tie.From == command.From && tie.LastDay == command.LastDay
            && tie.Share == command.Share && tie.Evidence == command.Evidence);
        if (declared) return Decision.Nothing;
        return state.Ties.Count >= ValuationLimits.Ties
            ? new PanelFull(ValuationLimits.Ties)
            : Decision.Accept(new TieDeclared(
                state.Ties.Count + 1, command.Kind, command.Person, command.Organisation, command.From, command.LastDay, command.Share,
                command.Evidence, command.By, command.At));
    }

    public static Decision Decide(AppraiserPanel state, EndTie command)
    {
        if (state.Ties.FirstOrDefault(tie => tie.No == command.No) is not { } tie) return new TieUnknown(command.No);
        if (command.By.Person == tie.Person) return new OwnPanelEntry();
        if (tie.Withdrawn || (tie.LastDay is { } last && last != command.LastDay)) return new TieClosed(command.No);
        if (tie.LastDay is not null) return Decision.Nothing;
        if (command.LastDay < tie.From) return new PanelDaysNotOrdered(tie.From, command.LastDay) { Field = "lastDay" };
        return Commitments.IsHash(command.Evidence)
            ? Decision.Accept(new TieEnded(command.No, command.LastDay, command.Evidence, command.By, command.At))
            : new EvidenceHashMalformed { Field = "evidence" };
    }

    public static Decision Decide(AppraiserPanel state, WithdrawTie command)
    {
        if (state.Ties.FirstOrDefault(tie => tie.No == command.No) is not { } tie) return new TieUnknown(command.No);
        if (command.By.Person == tie.Person) return new OwnPanelEntry();
        if (tie.Withdrawn) return Decision.Nothing;
        return PanelRules.Broken(command.Reason) is { } blank
            ? blank
            : Decision.Accept(new TieWithdrawn(command.No, command.Reason, command.By, command.At));
    }

    public static AppraiserPanel Evolve(AppraiserPanel state, object fact) => fact switch
    {
        AppraiserAdmitted f => state with { Appraisers = [.. state.Appraisers, new Appraiser(f.Person, f.Organisation, f.Qualifications)] },
        QualificationsRenewed f => Change(state, f.Person, one => one with { Qualifications = f.Qualifications }),
        AppraiserSuspended f => Change(state, f.Person, one => one with { Standing = AppraiserStanding.Suspended, Reason = f.Reason }),
        AppraiserReinstated f => Change(state, f.Person, one => one with { Standing = AppraiserStanding.Active, Reason = null }),
        AppraiserRemoved f => Change(state, f.Person, one => one with { Standing = AppraiserStanding.Removed, Reason = f.Reason }),
        TieDeclared f => state with
        {
            Ties = [.. state.Ties, new Tie(f.No, f.Kind, f.Person, f.Organisation, f.From, f.LastDay, f.Share, f.Evidence)],
        },
        TieEnded f => Change(state, f.No, tie => tie with { LastDay = f.LastDay }),
        TieWithdrawn f => Change(state, f.No, tie => tie with { Withdrawn = true }),
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a panel."),
    };

    private static AppraiserPanel Change(AppraiserPanel state, string person, Func<Appraiser, Appraiser> change) =>
        state with { Appraisers = [.. state.Appraisers.Select(one => one.Person == person ? change(one) : one)] };

    private static AppraiserPanel Change(AppraiserPanel state, int no, Func<Tie, Tie> change) =>
        state with { Ties = [.. state.Ties.Select(tie => tie.No == no ? change(tie) : tie)] };
}

using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>
/// A contribution is registered by who brings it in, verified by who received it, and carries the value accepted elsewhere.
/// </summary>
public static class ContributionDecider
{
    public static Decision Decide(Contribution state, RegisterContribution command)
    {
        // A repetition is answered by what stands, even when the same particulars would no longer be taken today.
        if (state.Particulars is { } standing)
        {
            return standing == command.Particulars
                ? Decision.Nothing
                : new ContributionExists(standing.Reference) { Field = "reference" };
        }

        if (RegistrationRules.Broken(command) is { } broken) return broken;
        return Decision.Accept(new ContributionRegistered(
            command.Particulars, command.Agreement!.AgreementVersion, command.Agreement.Source!, command.By, command.At));
    }

    public static Decision Decide(Contribution state, VerifyContribution command)
    {
        if (state.Particulars is not { } particulars) return new ContributionUnknown();
        if (command.By.Organisation == particulars.Party) return new OwnContribution(particulars.Party);
        if (command.By.Organisation != particulars.ReceivedBy)
            return new NotReceiver(command.By.Organisation, particulars.ReceivedBy);
        if (command.Finding is { } finding && TextRules.Broken("finding", finding) is { } badFinding) return badFinding;
        if (command.Location is { } location && TextRules.Broken("location", location) is { } badLocation) return badLocation;

        return state.Verification switch
        {
            null => Decision.Accept(new ContributionVerified(
                particulars, state.AgreementVersion, state.Agreement!, command.Finding, command.Location, command.By, command.At)),
            { } done when done.Finding == command.Finding && done.Location == command.Location => Decision.Nothing,
            _ => new VerifiedOtherwise(),
        };
    }

    public static Decision Decide(Contribution state, RecordAcceptedValue command)
    {
        if (state.Particulars is null) return new ContributionUnknown();
        if (state.Verification is null) return new NotVerified();
        if (state.Accepted is { } recorded) return recorded == command.Accepted ? Decision.Nothing : new AcceptedOtherwise();

        var accepted = command.Accepted;
        return Decision.Accept(new AcceptedValueRecorded(
            accepted.AppraisalId, accepted.Value, accepted.Method, accepted.MethodVersion, accepted.Source));
    }

    public static Contribution Evolve(Contribution state, object fact) => fact switch
    {
        ContributionRegistered f => state with
        {
            State = ContributionState.Registered, Particulars = f.Particulars, AgreementVersion = f.AgreementVersion,
            Agreement = f.Agreement, RegisteredBy = f.By, RegisteredAt = f.At,
        },
        ContributionVerified f => state with
        {
            State = ContributionState.Verified, Verification = new Verification(f.Finding, f.Location, f.By, f.At),
        },
        AcceptedValueRecorded f => state with
        {
            State = ContributionState.Valued,
            Accepted = new AcceptedValue(f.Value, f.Method, f.MethodVersion, f.AppraisalId, f.Source),
        },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a contribution."),
    };
}

using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>
/// An enterprise keeps its own file; a closed year stands still; every change of something stated before has a reason. What counts is
/// left to the published rule.
/// </summary>
public static class IncentiveDecider
{
    public static Decision Decide(IncentiveFile state, IncentiveCommand command)
    {
        if (command.By.Organisation != command.Enterprise) return new IncentiveNotOwn(command.Enterprise);
        if (!InputReader.IsIdentifier(command.Enterprise)) return new IncentiveIdMalformed { Field = "enterprise" };
        return command switch
        {
            OpenIncentiveYear c => IncentiveYears.Open(state, c),
            CorrectIncentiveParameters c => IncentiveYears.Correct(state, c),
            StateIncentiveDue c => IncentiveYears.State(state, c),
            CloseIncentiveYear c => IncentiveYears.Close(state, c),
            ReopenIncentiveYear c => IncentiveYears.Reopen(state, c),
            StateIncentiveListing c => IncentiveMembership.State(state, c),
            StateIncentiveMember c => IncentiveMembership.State(state, c),
            EnterIncentiveItem c => IncentiveItems.Enter(state, c),
            CorrectIncentiveItem c => IncentiveItems.Correct(state, c),
            StrikeIncentiveItem c => IncentiveItems.Strike(state, c),
            DecideIncentiveItem c => IncentiveItems.Decide(state, c),
            EnterIncentiveReduction c => IncentiveReductions.Enter(state, c),
            StrikeIncentiveReduction c => IncentiveReductions.Strike(state, c),
            _ => throw new UnreachableException($"{command.GetType().Name} is not a command of an incentive file."),
        };
    }

    public static IncentiveFile Evolve(IncentiveFile state, object fact) => fact switch
    {
        IncentiveYearOpened f => state with
        {
            Enterprise = f.Enterprise, Currency = f.Currency,
            Years = [.. state.Years, new IncentiveYear(f.Year, f.Parameters, f.OpeningCarry, [], [])],
        },
        IncentiveListingStated f => state with
        {
            Enterprise = f.Enterprise,
            Listings = [.. state.Listings.Where(listing => listing.From != f.Listing.From).Append(f.Listing).OrderBy(listing => listing.From)],
        },
        IncentiveMemberStated f => state with
        {
            Enterprise = f.Enterprise,
            Members = [.. state.Members.Where(member => member.Member != f.Member.Member || member.From != f.Member.From).Append(f.Member)],
        },
        IncentiveParametersCorrected f => state.With(f.Year, year => year with { Parameters = f.Parameters }),
        IncentiveDueStated f => state.With(f.Year, year => year with { Due = f.Due }),
        IncentiveYearClosed f => state.With(f.Year, year => year with { Closing = new IncentiveClosing(f.Result, f.By, f.At) }),
        IncentiveYearReopened f => state.With(f.Year, year => year with { Closing = null }),
        IncentiveItemEntered f => state.With(f.Year, year => year with { Items = [.. year.Items, new EnteredItem(f.Entry)] }),
        IncentiveItemCorrected f => WithItem(state, f.Year, f.Entry.Reference, _ => new EnteredItem(f.Entry)),
        IncentiveItemStruck f => state.With(f.Year, year => year with { Items = [.. year.Items.Where(other => other.Item.Reference != f.Reference)] }),
        IncentiveItemDecided f => WithItem(state, f.Year, f.Reference, entered => entered with
        {
            Decision = new ItemDecision(f.Treatment, f.Reason, f.Note, f.By, f.At),
        }),
        IncentiveReductionEntered f => state.With(f.Year, year => year with { Reductions = [.. year.Reductions, f.Reduction] }),
        IncentiveReductionStruck f => state.With(f.Year, year => year with
        {
            Reductions = [.. year.Reductions.Where(other => other.Reference != f.Reference)],
        }),
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of an incentive file."),
    };

    private static IncentiveFile WithItem(IncentiveFile state, int year, string reference, Func<EnteredItem, EnteredItem> change) =>
        state.With(year, found => found with { Items = [.. found.Items.Select(other => other.Item.Reference == reference ? change(other) : other)] });
}

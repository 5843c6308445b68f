using CsCheck;
using Ledger.Contributions.Domain;
using Ledger.Contributions.Features;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Contributions.Tests.Samples;

namespace Ledger.Contributions.Tests;

public sealed class AcceptedValueTests
{
    [Fact]
    public void The_value_accepted_in_valuation_stands_beside_the_claim() =>
        Given(Registered, Verified).When(Deciding(new RecordAcceptedValue(Value)))
            .Then(Recorded)
            .ThenState(state => Assert.Equal(ContributionState.Valued, state.State))
            .ThenAgainNothing();

    [Fact]
    public void What_is_not_known_has_no_value() =>
        Given().When(Deciding(new RecordAcceptedValue(Value))).ThenRejected<ContributionUnknown>("contribution.unknown");

    [Fact]
    public void What_is_not_verified_has_no_value() =>
        Given(Registered).When(Deciding(new RecordAcceptedValue(Value))).ThenRejected<NotVerified>("contribution.not-verified");

    [Fact]
    public void A_second_value_does_not_take_the_place_of_the_first() =>
        Given(Registered, Verified, Recorded)
            .When(Deciding(new RecordAcceptedValue(Value with { Source = new Citation(Guid.NewGuid(), new string('c', 64)) })))
            .ThenRejected<AcceptedOtherwise>("contribution.accepted-otherwise");

    [Fact]
    public void The_excess_of_sample_A_is_shown()
    {
        var state = Given(Registered, Verified, Recorded).State;
        var details = ContributionDetails.Of(state);
        Assert.Equal(("1200000.00", "840000.00", "360000.00"), (details.Claimed!.Amount, details.Accepted!.Amount, details.Excess!.Amount));
        Assert.Equal(Chen, details.Verification!.By);
        Assert.Equal([Invoice, Photo], details.Evidence);
        var summary = ContributionSummary.Of(state);
        Assert.Equal((details.Id, details.Reference, details.State, details.Excess), (summary.Id, summary.Reference, summary.State, summary.Excess));
    }

    [Fact]
    public void Before_a_value_is_accepted_there_is_no_excess()
    {
        var details = ContributionDetails.Of(Given(Registered).State);
        Assert.Null(details.Accepted);
        Assert.Null(details.Excess);
        Assert.Null(details.Verification);
    }

    [Fact]
    public void Accepted_value_and_excess_make_the_claim_or_the_excess_is_nil() =>
        Gen.Select(Gen.Long[1, 1_000_000], Gen.Long[0, 1_000_000]).Sample((claimed, accepted) =>
        {
            var machine = Machine with { Claimed = new Money(claimed, Cny) };
            var state = Given(
                Registered with { Particulars = machine }, Verified with { Particulars = machine },
                Recorded with { Value = new Money(accepted, Cny) }).State;
            var excess = state.Excess()!.Minor;
            return accepted >= claimed ? excess == 0 : accepted + excess == claimed;
        });

    private static Given<Contribution> Given(params object[] facts) =>
        GivenWhenThen.Given(Contribution.None(Id), ContributionDecider.Evolve, facts);

    private static Func<Contribution, Decision> Deciding(RecordAcceptedValue command) => state => ContributionDecider.Decide(state, command);
}

using Ledger.Rules;
using Ledger.Tests;
using Ledger.Valuation.Domain;
using Ledger.Valuation.Integration;
using static Ledger.Valuation.Tests.Samples;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Valuation.Tests;

public sealed class OpenAppraisalTests
{
    private static readonly V1.ContributionVerified Message = new(
        ContributionId, "E1-machine", "taihu-2025", 1, "E1", "donated-equipment", "5-axis machine", "五轴机床",
        new V1.MoneyAmount("1200000.00", "CNY"), new DateOnly(2025, 3, 1));

    [Fact]
    public void A_verified_contribution_opens_its_appraisal() =>
        Given().When(Deciding(new OpenAppraisal(Machine)))
            .Then(Opened)
            .ThenState(state => Assert.Equal(AppraisalState.Open, state.State))
            .ThenAgainNothing();

    [Fact]
    public void The_same_contribution_with_other_particulars_is_refused() =>
        Given(Opened).When(Deciding(new OpenAppraisal(Machine with { Claimed = Money.Parse("1.00", Cny) })))
            .ThenRejected<AppraisalOpenedOtherwise>("appraisal.opened-otherwise");

    [Fact]
    public void The_contract_is_read_whole() => Assert.Equal(Machine, WhenContributionVerified.SubjectOf(Message, Verification));

    [Fact]
    public void A_contribution_has_one_appraisal_whose_id_anybody_can_derive()
    {
        Assert.Equal(WhenContributionVerified.StreamOf(ContributionId), WhenContributionVerified.StreamOf(ContributionId));
        Assert.NotEqual(WhenContributionVerified.StreamOf(ContributionId), WhenContributionVerified.StreamOf(Id));
        Assert.NotEqual(ContributionId, WhenContributionVerified.StreamOf(ContributionId));
    }

    [Fact]
    public void What_this_version_cannot_read_is_no_silent_loss()
    {
        Assert.Throws<FormatException>(() => WhenContributionVerified.SubjectOf(Message with { Kind = "goodwill" }, Verification));
        Assert.Throws<FormatException>(() =>
            WhenContributionVerified.SubjectOf(Message with { Claimed = new V1.MoneyAmount("1.005", "CNY") }, Verification));
        Assert.Throws<ArgumentException>(() =>
            WhenContributionVerified.SubjectOf(Message with { Claimed = new V1.MoneyAmount("1.00", "XXQ") }, Verification));
    }

    private static Func<Appraisal, Decision> Deciding(OpenAppraisal command) => state => AppraisalDecider.Decide(state, command);
}

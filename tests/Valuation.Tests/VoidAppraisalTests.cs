using Ledger.Rules;
using Ledger.Tests;
using Ledger.Valuation.Domain;
using static Ledger.Valuation.Tests.Samples;

namespace Ledger.Valuation.Tests;

/// <summary>A contribution that was reversed has no value.</summary>
public sealed class VoidAppraisalTests
{
    private static readonly AppraisalVoided Voided = new(
        new DateOnly(2026, 2, 1), new Text("Was never delivered", "从未交付"), new Citation(Guid.Parse("0198f000-0000-7000-8000-00000000f001"), new string('f', 64)));

    [Fact]
    public void An_accepted_value_is_no_longer_current() => Given(Opened, Proposed, Accepted).When(Void).Then(Voided).ThenAgainNothing()
        .ThenState(state =>
        {
            Assert.Equal(AppraisalState.Void, state.State);
            Assert.NotNull(state.Acceptance);
        });

    [Fact]
    public void Nothing_is_proposed_or_accepted_any_longer()
    {
        Given(Opened, Voided).When(state => AppraisalDecider.Decide(state, Propose)).ThenRejected<ContributionIsReversed>("appraisal.contribution-reversed");
        Given(Opened, Proposed, Voided).When(state => AppraisalDecider.Decide(state, Accept)).ThenRejected<ContributionIsReversed>("appraisal.contribution-reversed");
    }

    [Fact]
    public void A_reversal_heard_of_before_the_verification_stands() => Given(Voided)
        .When(state => AppraisalDecider.Decide(state, new OpenAppraisal(Opened.Subject))).Then(Opened)
        .ThenState(state => Assert.Equal(AppraisalState.Void, state.State));

    [Fact]
    public void A_reversal_can_be_stored_read_and_hashed()
    {
        StoredFacts.Endures(Voided);
        StoredFacts.Endures(Given(Opened, Voided).State);
    }

    private static Decision Void(Appraisal state) => AppraisalDecider.Decide(state, Voided);
}

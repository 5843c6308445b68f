using Ledger.Rules;
using Ledger.Tests;
using Ledger.Valuation.Domain;
using static Ledger.Valuation.Tests.Samples;

namespace Ledger.Valuation.Tests;

public sealed class AcceptValueTests
{
    [Fact]
    public void A_second_person_accepts_exactly_the_standing_proposal() =>
        Given(Opened, Proposed).When(Deciding(Accept))
            .Then(Accepted)
            .ThenState(state =>
            {
                Assert.Equal(AppraisalState.Accepted, state.State);
                Assert.Equal(Approver, state.Acceptance!.By);
            })
            .ThenAgainNothing();

    [Fact]
    public void What_is_not_verified_has_no_appraisal() => Given().When(Deciding(Accept)).ThenRejected<AppraisalUnknown>("appraisal.unknown");

    [Fact]
    public void What_nobody_proposed_cannot_be_accepted() =>
        Given(Opened).When(Deciding(Accept)).ThenRejected<NothingProposed>("appraisal.nothing-proposed");

    [Fact]
    public void The_maker_cannot_accept() =>
        Given(Opened, Proposed).When(Deciding(Accept with { By = Valuer })).ThenRejected<MakerApproves>("appraisal.maker-approves");

    [Fact]
    public void The_maker_cannot_accept_by_way_of_another_organisation() =>
        Given(Opened, Proposed).When(Deciding(Accept with { By = Valuer with { Organisation = "S" } }))
            .ThenRejected<MakerApproves>("appraisal.maker-approves");

    [Fact]
    public void A_colleague_of_the_maker_can_accept() =>
        Given(Opened, Proposed).When(Deciding(Accept with { By = new Actor("qian", Valuer.Organisation) })).Then<ValueAccepted>(_ => { });

    [Fact]
    public void An_approver_of_the_contributor_cannot_accept() =>
        Given(Opened, Proposed).When(Deciding(Accept with { By = Contributor })).ThenRejected<OwnAppraisal>("appraisal.own");

    [Theory]
    [InlineData("")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    public void Another_hash_is_not_what_stands(string hash) =>
        Given(Opened, Proposed).When(Deciding(Accept with { ProposalHash = hash }))
            .ThenRejected<ProposalChanged>("appraisal.proposal-changed", "proposalHash");

    [Fact]
    public void A_proposal_that_was_replaced_cannot_be_accepted()
    {
        var newer = (ValueProposed)AppraisalDecider.Decide(Given(Opened, Proposed).State, Propose with { Inputs = First(4) }).Facts.Single();
        Given(Opened, Proposed, newer).When(Deciding(Accept)).ThenRejected<ProposalChanged>("appraisal.proposal-changed", "proposalHash");
        Given(Opened, Proposed, newer).When(Deciding(Accept with { ProposalHash = newer.ProposalHash }))
            .Then<ValueAccepted>(fact => Assert.Equal(newer.Value, fact.Accepted));
    }

    [Fact]
    public void The_maker_of_a_replaced_proposal_may_accept_anothers()
    {
        var newer = Proposed with { By = new Actor("ma", "V"), ProposalHash = new string('f', 64) };
        Given(Opened, Proposed, newer).When(Deciding(Accept with { By = Valuer, ProposalHash = newer.ProposalHash })).Then<ValueAccepted>(_ => { });
    }

    [Fact]
    public void Another_approver_repeating_the_acceptance_changes_nothing() =>
        Given(Opened, Proposed, Accepted).When(Deciding(Accept with { By = new Actor("wu", "S"), At = At.AddDays(1) })).ThenNothing();

    [Fact]
    public void Without_an_agreement_in_force_nothing_is_accepted() =>
        Given(Opened, Proposed).When(Deciding(Accept with { Agreement = null }))
            .ThenRejected<AgreementNotActive>("appraisal.agreement-not-active");

    [Fact]
    public void A_value_of_an_older_version_of_the_agreement_is_not_accepted() =>
        Given(Opened, Proposed).When(Deciding(Accept with
        {
            Agreement = TaihuAgreement.Adopt(
                TaihuAgreement.Json(("\"version\":1", "\"version\":2")), new Citation(Guid.NewGuid(), new string('e', 64))),
        })).ThenRejected<AgreementChanged>("appraisal.agreement-changed");

    private static Func<Appraisal, Decision> Deciding(AcceptValue command) => state => AppraisalDecider.Decide(state, command);
}

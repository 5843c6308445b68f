using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Rules;
using Ledger.Tests;
using Ledger.Valuation.Domain;
using static Ledger.Valuation.Tests.PanelSamples;
using static Ledger.Valuation.Tests.Samples;

namespace Ledger.Valuation.Tests;

public sealed class DualApprovalTests
{
    private static readonly AdoptedAgreement Above = Threshold("839999.99");
    private static readonly Actor Second = new("wu", "S");
    private static readonly AcceptValue First = Accept with { Agreement = Above };

    [Fact]
    public void Above_the_threshold_the_first_approval_does_not_accept() =>
        Given(Opened, Proposed).When(Deciding(First))
            .Then<ValueApproved>(fact =>
            {
                Assert.Equal(["approval.above-threshold"], fact.Reasons.Select(reason => reason.Rule));
                Assert.Equal((Proposed.ProposalHash, "840000.00"), (fact.ProposalHash, fact.Value.Amount));
            })
            .ThenState(state => Assert.Equal((AppraisalState.Proposed, null), (state.State, state.Acceptance)))
            .ThenAgainNothing();

    [Fact]
    public void At_the_threshold_one_is_enough() =>
        Given(Opened, Proposed).When(Deciding(First with { Agreement = Threshold("840000.00") })).Then<ValueAccepted>(_ => { });

    [Fact]
    public void A_second_approver_of_another_party_accepts() =>
        Given(Approved()).When(Deciding(First with { By = Second })).Then<ValueAccepted>(fact => Assert.Equal(Second, fact.By));

    [Fact]
    public void A_second_approver_of_the_same_party_or_group_does_not()
    {
        Given(Approved()).When(Deciding(First with { By = new Actor("wu", "G") })).ThenRejected<SecondApproverRelated>("appraisal.second-approver-related");
        var group = Threshold("839999.99", ("\"type\":\"park\"}", "\"type\":\"park\",\"controllers\":[\"S\"]}"));
        Given(Approved()).When(Deciding(First with { By = Second, Agreement = group })).ThenRejected<SecondApproverRelated>();
    }

    [Fact]
    public void Neither_maker_nor_contributor_is_one_of_the_two()
    {
        Given(Approved()).When(Deciding(First with { By = Valuer })).ThenRejected<MakerApproves>();
        Given(Approved()).When(Deciding(First with { By = Contributor })).ThenRejected<OwnAppraisal>();
    }

    [Fact]
    public void A_new_proposal_voids_the_approval()
    {
        var newer = (ValueProposed)AppraisalDecider.Decide(Given(Approved()).State, Propose with { Inputs = First4(), Agreement = Above }).Facts.Single();
        object[] facts = [.. Approved(), newer];
        Given(facts).When(Deciding(First with { By = Second })).ThenRejected<ProposalChanged>();
        Given(facts).When(Deciding(First with { By = Second, ProposalHash = newer.ProposalHash })).Then<ValueApproved>(_ => { });
    }

    [Fact]
    public void The_old_proposal_proposed_again_does_not_revive_its_approval()
    {
        var newer = (ValueProposed)AppraisalDecider.Decide(Given(Approved()).State, Propose with { Inputs = First4(), Agreement = Above }).Facts.Single();
        Given([.. Approved(), newer, Proposed]).When(Deciding(First with { By = Second })).Then<ValueApproved>(_ => { });
    }

    [Theory]
    [InlineData("grade", "\"C\"", "approval.grade-c")]
    [InlineData("flags", "[\"dual-approval\"]", "approval.one-item-decides")]
    public void Weak_evidence_asks_for_two_whatever_it_comes_to(string member, string value, string rule)
    {
        var weak = Weak(member, value);
        Given(Opened, weak).When(Deciding(First with { Agreement = Threshold("1000000.00") }))
            .Then<ValueApproved>(fact => Assert.Equal([rule], fact.Reasons.Select(reason => reason.Rule)));
        // An agreement that says nothing of two approvals, and a case without a draw, are as they were.
        Given(Opened, weak).When(Deciding(Accept)).Then<ValueAccepted>(_ => { });
    }

    [Fact]
    public void A_case_with_a_draw_asks_for_two_on_weak_evidence_without_a_threshold() =>
        Given([.. DrawnFacts, Weak("grade", "\"C\"") with { By = new Actor("qian", "V2") }]).When(Deciding(Accept)).Then<ValueApproved>(_ => { });

    [Fact]
    public void A_value_changed_after_the_claim_could_be_read_asks_for_two()
    {
        var qian = new Actor("qian", "V2");
        var blind = Decided(DrawnFacts, state => AppraisalDecider.Decide(state, Propose with { By = qian }));
        Given(blind).When(Deciding(Accept)).Then<ValueAccepted>(_ => { });
        var revised = Decided(blind, state => AppraisalDecider.Decide(state, Propose with { By = qian, Inputs = First4() }));
        var hash = Given(revised).State.Proposal!.ProposalHash;
        Given(revised).When(Deciding(Accept with { ProposalHash = hash }))
            .Then<ValueApproved>(fact => Assert.Equal(["approval.revised-after-claim"], fact.Reasons.Select(reason => reason.Rule)));
    }

    [Fact]
    public void A_value_of_a_conflicted_valuer_is_not_accepted()
    {
        var proposed = Decided(DrawnFacts, state => AppraisalDecider.Decide(state, Propose with { By = new Actor("qian", "V2") }));
        var known = Known(PanelOf(Tied(TieKind.Ownership, "E1", "2024-01-01", share: "0.01", person: "qian")));
        var rejection = Given(proposed).When(Deciding(Accept with { Known = known })).ThenRejected<ValuerConflicted>("appraisal.valuer-conflicted");
        Assert.Contains("independence.ownership", rejection.Message.En, StringComparison.Ordinal);
        Given(proposed).When(Deciding(Accept with { Known = Known() })).Then<ValueAccepted>(_ => { });
    }

    private static object[] Approved() =>
        [Opened, Proposed with { Agreement = Above.Source! }, .. AppraisalDecider.Decide(Given(Opened, Proposed).State, First).Facts];

    private static ValueProposed Weak(string member, string value)
    {
        var figures = JsonNode.Parse(Proposed.Result.Value.GetRawText())!.AsObject();
        figures[member] = JsonNode.Parse(value);
        return Proposed with { Result = Proposed.Result with { Value = JsonSerializer.SerializeToElement(figures), Figures = null } };
    }

    private static JsonElement First4() => Samples.First(4);

    private static AdoptedAgreement Threshold(string amount, params (string, string)[] changes) => TaihuAgreement.Adopt(TaihuAgreement.Json(
        [("\"capAtClaim\":true", $"\"capAtClaim\":true,\"dualApprovalAbove\":\"{amount}\""), .. changes]));

    private static Func<Appraisal, Decision> Deciding(AcceptValue command) => state => AppraisalDecider.Decide(state, command);
}

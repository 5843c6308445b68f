using Ledger.Rules;
using Ledger.ServiceDefaults.Messaging;
using Ledger.Tests;
using Ledger.Valuation.Domain;
using Ledger.Valuation.Features;
using Ledger.Valuation.Integration;
using static Ledger.Valuation.Tests.Samples;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Valuation.Tests;

/// <summary>A contributor may keep its claim secret: the zero that is told in its place caps nothing, is shown nowhere and is no claim.</summary>
public sealed class SecretClaimTests
{
    private static readonly AdoptedAgreement Uncapped = TaihuAgreement.Adopt(TaihuAgreement.Json(("\"capAtClaim\":true", "\"capAtClaim\":false")));

    private static readonly AppraisalOpened Secret = new(Machine with { Claimed = Money.Parse("0.00", Cny), ClaimUndisclosed = true });

    private static readonly ValueProposed Proposed = (ValueProposed)AppraisalDecider.Decide(
        Given(Secret).State, RegisterSamples.Propose with { Agreement = Uncapped }).Facts.Single();

    private static readonly ValueAccepted Accepted = (ValueAccepted)AppraisalDecider.Decide(
        Given(Secret, Proposed).State, new AcceptValue(Proposed.ProposalHash, Uncapped, Approver, At)).Facts.Single();

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, null)]
    [InlineData(null, null)]
    public void The_contract_says_whether_it_is_secret(bool? told, bool? kept)
    {
        var subject = WhenContributionVerified.SubjectOf(new V1.ContributionVerified(
            ContributionId, "E1-machine", "taihu-2025", 1, "E1", "donated-equipment", "5-axis machine", "五轴机床", new V1.MoneyAmount("0.00", "CNY"),
            new DateOnly(2025, 3, 1), ClaimUndisclosed: told), Verification);
        Assert.Equal((kept, kept is null ? Money.Parse("0.00", Cny) : null), (subject.ClaimUndisclosed, subject.Claim));
        StoredFacts.Endures(new AppraisalOpened(subject));
    }

    [Fact]
    public void It_is_valued_on_evidence_and_caps_nothing()
    {
        Assert.Equal("840000.00", Proposed.Value.Amount);
        Assert.False(Proposed.Result.Inputs.GetProperty("terms").GetProperty("capAtClaim").GetBoolean());
    }

    [Fact]
    public void Where_the_agreement_caps_at_the_claim_no_value_is_calculated()
    {
        Given(Secret).When(state => AppraisalDecider.Decide(state, RegisterSamples.Propose)).ThenRejected<ClaimIsSecret>("appraisal.claim-undisclosed");
        Given(Secret, Proposed, Accepted).When(state => RevaluationDecider.Decide(state, RevaluationSamples.ByCurve)).ThenRejected<ClaimIsSecret>("appraisal.claim-undisclosed");
    }

    [Fact]
    public void No_view_shows_a_claim_of_nothing()
    {
        var state = Given(Secret, Proposed, Accepted).State;
        Assert.Null(AppraisalSummary.Of(state).Claimed);
        var details = AppraisalDetails.Of(state);
        Assert.Equal((null, null, "840000.00"), (details.Claimed, details.Proposal!.Excess, details.Accepted!.Amount));
        var view = CaseView.Of(state, ProposalHistory.Of([Secret, Proposed, Accepted])!, RegisterSamples.Known.Evidence.Values.ToDictionary(item => item.Item.Id, item => item.Item));
        Assert.Null(view.Claimed);
        Assert.Equal(["method", "robust", "cap", "accepted"], view.Calculation!.Way.Select(link => link.Stage));
        Assert.DoesNotContain(view.Calculation.Steps, step => step.Id is "claimed" or "excess");
        Assert.Contains(view.Calculation.Steps, step => step.Id == "accepted");
        var page = System.Text.Encoding.UTF8.GetString(Reporting.HtmlReport.Render(
            ValueReportTests.Write(ValueReportTests.Case(Secret, Proposed, Accepted).Value(1), Reporting.ReportLanguage.English)));
        Assert.Contains("kept secret", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Claim, no cap", page, StringComparison.Ordinal);
        Assert.DoesNotContain(">0.00 CNY", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Others_are_told_that_it_is_secret()
    {
        var map = new OutgoingMap();
        Outgoing.Map(map);
        var told = Assert.IsType<V1.ValueAccepted>(map.Apply(Accepted, new FactContext("taihu", Id, 3, At)));
        Assert.Equal((true, "0.00", "840000.00"), (told.ClaimUndisclosed!.Value, told.Claimed.Amount, told.Accepted.Amount));
        Assert.Null(((V1.ValueAccepted)map.Apply(Samples.Accepted, new FactContext("taihu", Id, 3, At))!).ClaimUndisclosed);
    }
}

using Ledger.Contributions.Domain;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Contributions.Tests.Samples;

namespace Ledger.Contributions.Tests;

public sealed class VerifyContributionTests
{
    private static readonly VerifyContribution Verify = new(Verified.Finding, Verified.Location, Chen, Verified.At);

    [Fact]
    public void The_receiver_confirms_exactly_what_was_registered() =>
        Given(Registered).When(Deciding(Verify))
            .Then(Verified)
            .ThenState(state =>
            {
                Assert.Equal(ContributionState.Verified, state.State);
                Assert.Equal(Chen, state.Verification!.By);
            })
            .ThenAgainNothing();

    [Fact]
    public void Nothing_more_need_be_said() =>
        Given(Registered).When(Deciding(Verify with { Finding = null, Location = null }))
            .Then<ContributionVerified>(fact => Assert.Equal((null, null), (fact.Finding, fact.Location)));

    [Fact]
    public void What_nobody_registered_cannot_be_verified() =>
        Given().When(Deciding(Verify)).ThenRejected<ContributionUnknown>("contribution.unknown");

    [Fact]
    public void The_contributor_cannot_verify_its_own() =>
        Given(Registered).When(Deciding(Verify with { By = Lin })).ThenRejected<OwnContribution>("contribution.own");

    [Fact]
    public void Another_party_cannot_verify_for_the_receiver() =>
        Given(Registered).When(Deciding(Verify with { By = new Actor("zhao", "E2") })).ThenRejected<NotReceiver>("contribution.not-receiver");

    [Fact]
    public void A_colleague_of_the_receiver_who_confirms_the_same_changes_nothing() =>
        Given(Registered, Verified).When(Deciding(Verify with { By = new Actor("li", "S"), At = At.AddDays(9) })).ThenNothing();

    [Fact]
    public void A_second_verification_cannot_say_something_else()
    {
        Given(Registered, Verified).When(Deciding(Verify with { Location = "Workshop 3" }))
            .ThenRejected<VerifiedOtherwise>("contribution.verified-otherwise");
        Given(Registered, Verified).When(Deciding(Verify with { Finding = null })).ThenRejected<VerifiedOtherwise>();
    }

    [Fact]
    public void Finding_and_location_have_limits()
    {
        Given(Registered).When(Deciding(Verify with { Finding = new Text("", "好") })).ThenRejected<InputRejection>("input.blank", "finding.en");
        Given(Registered).When(Deciding(Verify with { Finding = new Text("Good", new string('好', RuleLimits.Text + 1)) }))
            .ThenRejected<InputRejection>("input.too-long", "finding.zh");
        Given(Registered).When(Deciding(Verify with { Location = " " })).ThenRejected<InputRejection>("input.blank", "location");
        Given(Registered).When(Deciding(Verify with { Location = new string('x', RuleLimits.Text + 1) }))
            .ThenRejected<InputRejection>("input.too-long", "location");
    }

    [Fact]
    public void What_the_receiver_marks_enters_the_fact_as_its_digest_only()
    {
        var hidden = FieldSecrecy.Of([.. ((string[])["finding", "location"]).Select(field => new MarkedField($"verification.{field}", SecrecyTier.Sealed, "digest-" + field, "asset", Guid.NewGuid()))]);
        var state = Given(Registered).When(Deciding(Verify with { Secrecy = hidden }))
            .Then<ContributionVerified>(fact => Assert.Equal((MarkableFields.HiddenText, MarkableFields.HiddenIdentifier), (fact.Finding, fact.Location)))
            .ThenAgainNothing().After;
        Assert.Equal("S", state.OwnerOf("verification.location"));
        Assert.Null(state.OwnerOf("verification.tag"));
        Given(Registered).When(Deciding(Verify with { Location = new string('x', RuleLimits.Text + 1), Secrecy = hidden })).ThenRejected<HiddenValueRefused>("input.too-long", "location");

        // Another placement is another secret.
        var place = new ChangePlacement("Cellar", null, new Text("Moved", "移动"), Chen, At.AddDays(3), 2, FieldSecrecy.Of([new MarkedField("placements.2.location", SecrecyTier.Sealed, "d", "asset", Guid.NewGuid())]));
        var moved = LifeDecider.Evolve(state, Assert.Single(LifeDecider.Decide(state, place).Facts));
        Assert.Equal(["verification.finding", "verification.location", "placements.2.location"], moved.Hidden().Select(field => field.Field));
        Assert.Empty(LifeDecider.Decide(moved, place).Facts);
    }

    private static Given<Contribution> Given(params object[] facts) =>
        GivenWhenThen.Given(Contribution.None(Id), ContributionDecider.Evolve, facts);

    private static Func<Contribution, Decision> Deciding(VerifyContribution command) => state => ContributionDecider.Decide(state, command);
}

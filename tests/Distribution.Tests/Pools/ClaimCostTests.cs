using Ledger.Distribution.Domain;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Distribution.Tests.SampleA;
using static Ledger.Distribution.Tests.Samples;

namespace Ledger.Distribution.Tests;

public sealed class ClaimCostTests
{
    private static readonly CostClaimed Claimed = new(
        "S-cost", "S", Yuan("90000.00"), new Text("Costs of the year", "本年成本"), Chen, At.AddMinutes(1));

    [Fact]
    public void A_participant_claims_its_cost_once()
    {
        var when = GivenPool(Declared).When(Deciding(ClaimOfS));
        when.Then(Claimed)
            .ThenState(state => Assert.Equal([Claimed], state.Claims))
            .ThenAgainNothing();
        var turn = Assert.Single(when.Decision.NewStreams);
        Assert.Equal((typeof(Turn), ClaimOfS.Turn.Stream), (turn.State, turn.Id));
        Assert.Equal([new TurnTaken($"pool/{PoolId}", 1, "S-cost")], turn.Facts);
    }

    [Fact]
    public void The_party_is_the_callers_own_when_it_is_not_said() =>
        GivenPool(Declared).When(Deciding(ClaimOfS with { Party = null })).Then(Claimed);

    [Fact]
    public void Nobody_claims_for_another()
    {
        var refused = GivenPool(Declared).When(Deciding(ClaimOfS with { By = Zhao })).ThenRejected<ClaimForAnother>("cost-claim.not-own", "party");
        Assert.Equal((RejectionKind.Forbidden, "S", "E2"), (refused.Kind, refused.Party, refused.Organisation));
    }

    [Fact]
    public void There_must_be_a_pool() =>
        Assert.Equal(RejectionKind.NotFound, GivenPool().When(Deciding(ClaimOfS)).ThenRejected<PoolUnknown>("pool.unknown").Kind);

    [Fact]
    public void A_repetition_changes_nothing_even_after_a_run_was_proposed() => GivenPool(Declared, Claimed)
        .When(Deciding(ClaimOfS with { RunStands = true, Agreement = null, By = Wang, At = At.AddDays(9) })).ThenNothing();

    [Fact]
    public void A_reference_names_one_claim_only()
    {
        var given = GivenPool(Declared, Claimed);
        given.When(Deciding(ClaimOfS with { Amount = Yuan("90000.01") })).ThenRejected<CostClaimExists>("cost-claim.exists", "reference");
        given.When(Deciding(ClaimOfS with { Title = new Text("Other", "其他") })).ThenRejected<CostClaimExists>("cost-claim.exists", "reference");
        given.When(Deciding(ClaimOfE2 with { Reference = "S-cost", Amount = Claimed.Amount })).ThenRejected<CostClaimExists>("cost-claim.exists", "reference");
    }

    [Theory]
    [InlineData("")]
    [InlineData("S cost")]
    [InlineData("S.cost")]
    public void A_reference_is_an_identifier(string reference) => GivenPool(Declared)
        .When(Deciding(ClaimOfS with { Reference = reference })).ThenRejected<InputRejection>("input.not-an-identifier", "reference");

    [Theory]
    [InlineData("0.00")]
    [InlineData("-1.00")]
    public void Nothing_or_less_is_no_cost(string amount) => GivenPool(Declared)
        .When(Deciding(ClaimOfS with { Amount = Yuan(amount) })).ThenRejected<InputRejection>("money.not-positive", "amount.amount");

    [Fact]
    public void What_it_was_for_is_said_in_both_languages() => GivenPool(Declared)
        .When(Deciding(ClaimOfS with { Title = new Text("Costs", " ") })).ThenRejected<InputRejection>("input.blank", "title.zh");

    [Fact]
    public void A_claim_is_in_the_currency_of_the_agreement() => GivenPool(Declared)
        .When(Deciding(ClaimOfS with { Amount = Money.Parse("1.00", Usd) })).ThenRejected<WrongCurrency>("money.wrong-currency", "amount.currency");

    [Fact]
    public void A_party_without_a_share_claims_nothing()
    {
        var refused = GivenPool(Declared).When(Deciding(ClaimOfS with { By = Guo, Party = null })).ThenRejected<ClaimantNotParticipant>("cost-claim.not-participant");
        Assert.Equal((RejectionKind.Forbidden, "G"), (refused.Kind, refused.Party));
    }

    [Fact]
    public void An_agreement_must_be_in_force_on_the_last_day() => Assert.Equal(
        Year2025.To,
        GivenPool(Declared).When(Deciding(ClaimOfS with { Agreement = null })).ThenRejected<PoolAgreementNotActive>("pool.agreement-not-active").Day);

    [Fact]
    public void An_agreement_that_pays_back_no_costs_takes_no_claims()
    {
        var agreement = TaihuAgreement.Adopt(TaihuAgreement.Json(("""{"tier":"cost-recovery","cap":"0.40"},""", ""))).Document;
        GivenPool(Declared).When(Deciding(ClaimOfS with { Agreement = agreement })).ThenRejected<NoCostTier>("cost-claim.no-cost-tier");
    }

    [Fact]
    public void After_a_run_was_proposed_nothing_is_claimed() => GivenPool(Declared)
        .When(Deciding(ClaimOfS with { RunStands = true })).ThenRejected<ClaimsClosed>("pool.run-proposed");

    [Fact]
    public void Claims_have_a_limit()
    {
        var claims = Enumerable.Range(0, DistributionLimits.CostClaims).Select(i => Claimed with { Reference = $"S-{i}" }).ToArray();
        GivenPool([Declared, .. claims]).When(Deciding(ClaimOfS)).ThenRejected<InputRejection>("input.too-many", "reference");
        GivenPool([Declared, .. claims[1..]]).When(Deciding(ClaimOfS)).Then(Claimed);
    }

    private static Func<Pool, Decision> Deciding(ClaimCost command) => state => PoolDecider.Decide(state, command);
}

using Ledger.Contracts.V1;
using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Store;
using Ledger.Tests;
using Microsoft.Extensions.DependencyInjection;
using static Ledger.Distribution.Tests.SampleA;
using static Ledger.Distribution.Tests.Samples;

namespace Ledger.Distribution.Tests;

/// <summary>What counts once the use of a contribution is over.</summary>
public sealed class ContributionUseTests(Running.RunningDistribution running)
{
    private static readonly ContributionUseEnded Returned = new(
        Guid.Parse("0198f000-0000-5000-8000-00000000d001"), UseEnding.Returned, new DateOnly(2025, 6, 30), BenefitClaim.Lasting, new DateOnly(2025, 12, 31),
        new Text("Needed at home", "企业自用"), Elsewhere, At);

    [Theory]
    [InlineData(UseEnding.Returned, BenefitClaim.Lasting, "2025-06-01", true)]
    [InlineData(UseEnding.Returned, BenefitClaim.Lasting, "2025-06-30", true)]
    [InlineData(UseEnding.Returned, BenefitClaim.Lasting, "2025-07-01", false)]
    [InlineData(UseEnding.Ended, BenefitClaim.Lasting, "2025-07-01", true)]
    [InlineData(UseEnding.Returned, BenefitClaim.OneTime, "2025-07-01", true)]
    [InlineData(UseEnding.Returned, BenefitClaim.UntilPaid, "2025-07-01", true)]
    [InlineData(UseEnding.Returned, null, "2025-07-01", true)]
    public void A_lasting_claim_ends_with_the_return_and_no_other_does(UseEnding ending, BenefitClaim? claim, string from, bool counts)
    {
        var first = DateOnly.ParseExact(from, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(counts, Given(Returned with { Ending = ending, Claim = claim }).State.CountsIn(new Period(first, first.AddMonths(6))));
        Assert.True(Given().State.CountsIn(new Period(first, first)));
    }

    [Fact]
    public void Every_end_is_kept_once_and_can_be_stored()
    {
        Given().When(state => ContributionUseDecider.Decide(state, Returned)).Then(Returned).ThenAgainNothing();
        StoredFacts.Endures(Returned);
        StoredFacts.Endures(Given(Returned).State);
        Assert.Throws<System.Diagnostics.UnreachableException>(() => ContributionUseDecider.Evolve(ContributionUse.None(Guid.Empty), "x"));
        Assert.Throws<FormatException>(() => UseEnds.Claim("for-ever"));
    }

    [Fact]
    public async Task Ends_and_returns_are_kept_before_any_value_is_heard_of()
    {
        const string tenant = "used";
        var contribution = Guid.NewGuid();
        await running.DeliverAsync<ContributionEnded, WhenContributionEnded>(
            new ContributionEnded(contribution, new DateOnly(2025, 6, 1), "S", "Loan is over", "借用期满", "lasting"), tenant);
        var message = new ContributionReturned(contribution, new DateOnly(2025, 6, 30), "Needed at home", "企业自用", "lasting", new DateOnly(2025, 12, 31));
        var delivery = await running.DeliverAsync<ContributionReturned, WhenContributionReturned>(message, tenant);
        await running.DeliverAsync<ContributionReturned, WhenContributionReturned>(message, tenant, delivery);
        await using var session = await running.Services.GetRequiredService<TenantSessions>().OpenAsync(tenant, TestContext.Current.CancellationToken);
        var use = (await session.Documents.LoadAsync<ContributionUse>(Streams.Use(contribution), TestContext.Current.CancellationToken))!;
        Assert.Equal([UseEnding.Ended, UseEnding.Returned], use.Ends.Select(end => end.Ending));
        Assert.False(use.CountsIn(new Period(new DateOnly(2025, 7, 1), new DateOnly(2025, 12, 31))));
    }

    private static Given<ContributionUse> Given(params object[] facts) =>
        GivenWhenThen.Given(ContributionUse.None(Guid.Empty), ContributionUseDecider.Evolve, facts);
}

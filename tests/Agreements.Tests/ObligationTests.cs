using CsCheck;
using Ledger.Agreements.Domain;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Agreements.Tests.Samples;

namespace Ledger.Agreements.Tests;

/// <summary>Planned against delivered. The sample promises 900,000 by 2027-03-31 and 600,000 by 2028-03-31, notice after 30 days, 30 to cure.</summary>
public sealed class ObligationTests
{
    private static readonly AgreementDocument Agreement = AgreementDocument.Parse(Files.Complete()).Value!;
    private static readonly Currency Cny = Currency.Of("CNY");

    [Theory]
    [InlineData("2027-03-31", ObligationStanding.Due, 0)]
    [InlineData("2027-04-01", ObligationStanding.Overdue, 1)]
    [InlineData("2027-04-30", ObligationStanding.Overdue, 30)]
    [InlineData("2027-05-01", ObligationStanding.NoticeAllowed, 31)]
    public void What_is_not_delivered_falls_due_then_overdue_then_into_notice(string day, ObligationStanding standing, int days)
    {
        var first = Machine(day)[0];
        Assert.Equal((standing, days, "0.00"), (first.Standing, first.DaysOverdue, first.Delivered.Amount));
        Assert.Equal((new DateOnly(2027, 5, 1), new DateOnly(2027, 5, 31)), (first.NoticeFrom!.Value, first.CureBy!.Value));
    }

    [Fact]
    public void Deliveries_fill_instalments_in_the_order_they_are_due()
    {
        var two = Machine("2027-04-15", Delivered("m1", "500000.00", "2027-02-01"), Delivered("m2", "700000.00", "2027-04-10"));
        Assert.Equal(("900000.00", ObligationStanding.Met, new DateOnly(2027, 4, 10)), (two[0].Delivered.Amount, two[0].Standing, two[0].MetOn!.Value));
        Assert.Equal(("300000.00", ObligationStanding.Due, null), (two[1].Delivered.Amount, two[1].Standing, two[1].MetOn));
    }

    [Fact]
    public void A_delivery_counts_from_its_effective_day() =>
        Assert.Equal("500000.00", Machine("2027-04-09", Delivered("m1", "500000.00", "2027-02-01"), Delivered("m2", "700000.00", "2027-04-10"))[0].Delivered.Amount);

    [Fact]
    public void Another_partys_or_another_kinds_delivery_does_not_count()
    {
        Assert.Equal("0.00", Machine("2027-04-15", Delivered("m1", "900000.00", "2027-02-01") with { Party = "S" })[0].Delivered.Amount);
        // A claim that its contributor keeps secret counts by its accepted value, and not before there is one.
        var secret = Delivered("m1", "0.00", "2027-02-01");
        Assert.Equal("0.00", Machine("2027-04-15", secret)[0].Delivered.Amount);
        Assert.Equal("640000.00", Machine("2027-04-15", secret with { Accepted = Money.Parse("640000.00", Cny) })[0].Delivered.Amount);
        Assert.Equal("0.00", Machine("2027-04-15", Delivered("m1", "900000.00", "2027-02-01") with { Kind = ContributionKind.Cash })[0].Delivered.Amount);
    }

    [Fact]
    public void A_commitment_without_default_days_never_falls_into_notice()
    {
        var engineers = ObligationCalendar.Of(Agreement, [], new DateOnly(2029, 1, 1)).Single(obligation => obligation.Commitment == "E2-engineers");
        Assert.Equal((ObligationStanding.Overdue, null, null), (engineers.Standing, engineers.NoticeFrom, engineers.CureBy));
    }

    [Fact]
    public void The_calendar_is_in_the_order_of_due_days() => Assert.Equal(
        ["2027-03-31 E1-machine", "2027-12-31 E2-engineers", "2028-03-31 E1-machine"],
        ObligationCalendar.Of(Agreement, [], new DateOnly(2027, 1, 1)).Select(obligation => $"{obligation.Due:yyyy-MM-dd} {obligation.Commitment}"));

    // What is shown as delivered is what was delivered, up to what was promised, whatever the order of messages.
    [Fact]
    public void Nothing_delivered_is_lost_or_counted_twice() =>
        Gen.Int[1, 60_000_000].Array[0, 8].Sample(amounts =>
        {
            var deliveries = amounts.Select((amount, i) => Delivered($"m{i}", new Money(amount, Cny).Amount, $"2027-02-{i + 1:00}")).ToList();
            var forth = ObligationCalendar.Of(Agreement, deliveries, new DateOnly(2027, 6, 1));
            deliveries.Reverse();
            Assert.Equal(forth, ObligationCalendar.Of(Agreement, deliveries, new DateOnly(2027, 6, 1)));
            var shown = forth.Where(obligation => obligation.Commitment == "E1-machine").Sum(obligation => obligation.Delivered.Minor);
            Assert.Equal(Math.Min(amounts.Sum(amount => (long)amount), 150_000_000L), shown);
        });

    [Fact]
    public void A_verification_is_counted_once()
    {
        var fact = new ContributionDelivered(
            "taihu-2027", "E1", "m1", ContributionKind.DonatedEquipment, Money.Parse("5.00", Cny), new DateOnly(2027, 2, 1), new Citation(Id, new string('a', 64)));
        GivenWhenThen.Given(Delivery.None(Id), DeliveryDecider.Evolve).When(state => DeliveryDecider.Decide(state, fact)).Then(fact).ThenAgainNothing();
        StoredFacts.Endures(fact);
        StoredFacts.Endures(DeliveryDecider.Evolve(Delivery.None(Id), fact));
        Assert.Throws<System.Diagnostics.UnreachableException>(() => DeliveryDecider.Evolve(Delivery.None(Id), "not a fact"));
    }

    private static List<Obligation> Machine(string day, params Delivery[] deliveries) =>
        [.. ObligationCalendar.Of(Agreement, deliveries, DateOnly.Parse(day)).Where(obligation => obligation.Commitment == "E1-machine")];

    private static Delivery Delivered(string reference, string claimed, string on) => new()
    {
        AgreementId = "taihu-2027", Party = "E1", Reference = reference, Kind = ContributionKind.DonatedEquipment, Claimed = Money.Parse(claimed, Cny),
        EffectiveOn = DateOnly.Parse(on), Source = new Citation(Id, new string('a', 64)),
    };
}

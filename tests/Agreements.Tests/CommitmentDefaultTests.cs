using Ledger.Agreements.Domain;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Agreements.Tests.Samples;

namespace Ledger.Agreements.Tests;

/// <summary>
/// Defaults on commitments. The complete sample promises 900,000 by 2027-03-31; notice after 30 days, from 2027-05-01, 30 days to cure,
/// remedies damages, dilution, suspension of the vote.
/// </summary>
public sealed class CommitmentDefaultTests
{
    private static readonly AgreementDocument Agreement = AgreementDocument.Parse(Files.Complete()).Value!;
    private static readonly Currency Cny = Currency.Of("CNY");
    private static readonly DateOnly Due = new(2027, 3, 31);
    private static readonly DateTimeOffset Later = new(2027, 6, 15, 0, 0, 0, TimeSpan.Zero);
    private static readonly ConsortiumRegister Everybody = RegisterSamples.Of("S", "E1", "E2", "G");

    private static DefaultNoticed Noticed => new(
        "E1", 1, "Machine missing.", Day(5, 1), Day(5, 31), Administrator, Later,
        new NoticedCommitment("taihu-2027", 2, "E1-machine", Due, Money.Parse("900000.00", Cny), Agreement.Terms.Default!.Remedies));

    [Fact]
    public void A_notice_on_an_overdue_commitment_follows_the_agreement() => Given().When(Notice(Day(5, 1))).Then(Noticed).ThenAgainNothing();

    [Fact]
    public void What_was_delivered_in_part_is_missing_in_the_rest() => Given()
        .When(Notice(Day(5, 1), deliveries: Delivered("500000.00", "2027-04-10")))
        .Then<DefaultNoticed>(noticed => Assert.Equal("400000.00", noticed.Commitment!.Missing.Amount));

    [Fact]
    public void A_notice_before_its_day_is_refused_and_says_which_day() => Assert.Equal(
        Day(5, 1), Given().When(Notice(Day(4, 30))).ThenRejected<NotOverdue>("default.not-overdue", "commitment").NoticeFrom);

    [Fact]
    public void A_commitment_that_is_met_is_no_ground() =>
        Given().When(Notice(Day(5, 1), deliveries: Delivered("900000.00", "2027-04-10"))).ThenRejected<NotOverdue>("default.not-overdue");

    [Fact]
    public void A_commitment_without_default_days_is_no_ground() => Assert.Null(
        Given().When(Notice(new DateOnly(2028, 6, 1), "E2-engineers", new DateOnly(2027, 12, 31), "E2", at: new(2028, 6, 2, 0, 0, 0, TimeSpan.Zero)))
            .ThenRejected<NotOverdue>("default.not-overdue").NoticeFrom);

    [Fact]
    public void The_commitment_must_be_there_and_the_partys_own()
    {
        Given().When(Notice(Day(5, 1), "E1-tractor")).ThenRejected<CommitmentUnknown>("default.commitment-unknown", "commitment");
        Given().When(Notice(Day(5, 1), due: Day(4, 1))).ThenRejected<CommitmentUnknown>("default.commitment-unknown");
        Given().When(Notice(Day(5, 1), party: "E2")).ThenRejected<CommitmentOfAnother>("default.commitment-of-another", "commitment");
    }

    [Fact]
    public void The_time_to_cure_is_the_agreed_one()
    {
        Given().When(Notice(Day(5, 1), cureDays: 30)).Then(Noticed);
        Given().When(Notice(Day(5, 1), cureDays: 10)).ThenRejected<CureDaysAgreed>("default.cure-days-agreed", "cureDays");
    }

    [Fact]
    public void A_notice_on_another_ground_says_how_long_the_party_can_cure() => Given()
        .When(state => ConsortiumDecider.Decide(state, new NoticeDefault("E1", "Late.", Day(5, 1), null, Administrator, Later)))
        .ThenRejected<CureDaysOutOfRange>("default.cure-days", "cureDays");

    [Fact]
    public void A_notice_is_not_given_ahead() => Given().When(Notice(Day(5, 1), at: new(2027, 4, 30, 23, 59, 59, TimeSpan.Zero)))
        .ThenRejected<NoticeInFuture>("default.notice-in-future", "noticedOn");

    [Fact]
    public void The_same_instalment_is_noticed_once_while_it_is_open()
    {
        Given(Noticed).When(Notice(Day(5, 20))).ThenRejected<NoticedAlready>("default.noticed-already", "commitment");
        var cured = new DefaultCured("E1", 1, Day(5, 10), "There.", Of("S"), Later);
        Given(Noticed, cured).When(Notice(Day(5, 20))).Then<DefaultNoticed>(again => Assert.Equal(2, again.No));
    }

    [Fact]
    public void It_is_cured_when_it_is_delivered()
    {
        Given(Noticed).When(Cure(Day(5, 20))).ThenRejected<NotDelivered>("default.not-delivered", "on");
        Given(Noticed).When(Cure(Day(5, 20), Delivered("900000.00", "2027-05-21"))).ThenRejected<NotDelivered>("default.not-delivered");
        Given(Noticed).When(Cure(Day(5, 20), Delivered("900000.00", "2027-05-20"))).Then(new DefaultCured("E1", 1, Day(5, 20), "There.", Of("S"), Later));
    }

    [Fact]
    public void What_was_delivered_and_reversed_is_missing_again()
    {
        var delivered = Delivered("900000.00", "2027-05-20")[0];
        var reversed = DeliveryDecider.Evolve(delivered, new DeliveryReversed(Day(6, 1), new Citation(Id, new string('b', 64))));
        Given(Noticed).When(Cure(Day(5, 20), reversed)).ThenRejected<NotDelivered>("default.not-delivered");
    }

    [Fact]
    public void What_was_reversed_is_in_no_total_of_what_was_brought_in()
    {
        var valued = Delivered("900000.00", "2027-05-20")[0] with { Accepted = Money.Parse("840000.00", Cny), Valuation = new Citation(Id, new string('c', 64)) };
        Assert.Equal(("900000.00", "840000.00"), (InKindTotals.Of([valued], Cny).Claimed.Amount, InKindTotals.Of([valued], Cny).Accepted.Amount));
        var reversed = DeliveryDecider.Evolve(valued, new DeliveryReversed(Day(6, 1), new Citation(Id, new string('b', 64))));
        Assert.False(reversed.IsEvidenced);
        Assert.Equal(("0.00", "0.00"), (InKindTotals.Of([reversed], Cny).Claimed.Amount, InKindTotals.Of([reversed], Cny).Accepted.Amount));
    }

    [Fact]
    public void A_reversal_is_kept_once_and_stands_when_it_is_heard_of_before_the_verification()
    {
        var reversed = new DeliveryReversed(Day(6, 1), new Citation(Id, new string('b', 64)));
        var verified = new ContributionDelivered("taihu-2027", "E1", "m", ContributionKind.DonatedEquipment, Money.Parse("5.00", Cny), Day(5, 1), new Citation(Id, new string('a', 64)));
        GivenWhenThen.Given(Delivery.None(Id), DeliveryDecider.Evolve).When(state => DeliveryDecider.Decide(state, reversed)).Then(reversed).ThenAgainNothing();
        GivenWhenThen.Given(Delivery.None(Id), DeliveryDecider.Evolve, reversed).When(state => DeliveryDecider.Decide(state, verified)).Then(verified)
            .ThenState(state => Assert.False(state.Counts()));
        StoredFacts.Endures(reversed);
    }

    [Fact]
    public void Only_an_agreed_remedy_is_chosen()
    {
        Given(Noticed).When(Choose(Remedy.Forfeiture)).ThenRejected<RemedyNotAgreed>("default.remedy-not-agreed", "remedy");
        Given(Noticed).When(Choose(Remedy.Dilution)).Then<DefaultRemedied>(remedied => Assert.Equal(Remedy.Dilution, remedied.Remedy));
    }

    [Fact]
    public void A_notice_can_be_stored_read_and_hashed()
    {
        StoredFacts.Endures(Noticed);
        StoredFacts.Endures(Noticed with { Commitment = null });
        StoredFacts.Endures(Everybody.And(Noticed));
    }

    [Theory]
    [InlineData("2027-03-01", 29, "")]
    [InlineData("2027-03-01", 30, "due-soon E1 2027-03-31 900000.00")]
    [InlineData("2027-04-15", 0, "overdue E1 2027-03-31 900000.00")]
    [InlineData("2027-05-01", 0, "notice-allowed E1 2027-03-31 900000.00")]
    public void Who_owes_something_is_reminded(string day, int days, string expected) => Assert.Equal(expected, Remind(day, days, []));

    [Theory]
    [InlineData("2027-05-31", "cure-runs E1 2027-05-31 900000.00")]
    [InlineData("2027-06-01", "remedy-due E1 2027-05-31 900000.00")]
    public void A_default_stands_in_place_of_its_instalment(string day, string expected) =>
        Assert.Equal(expected, Remind(day, 0, Everybody.And(Noticed).Defaults));

    [Fact]
    public void Reminders_are_those_of_a_party_when_one_is_named() => Assert.Equal("", Remind("2027-05-01", 0, [], "S"));

    private static string Remind(string day, int days, IReadOnlyList<DefaultCase> defaults, string? party = null)
    {
        var on = DateOnly.Parse(day);
        var obligations = ObligationCalendar.Of(Agreement, [], on).Select(obligation => new DatedObligation("taihu-2027", obligation)).ToList();
        return string.Join("; ", Reminders.Of(obligations, defaults, on, days, party)
            .Select(reminder => $"{KebabCase.Name(reminder.Kind)} {reminder.Party} {reminder.By:yyyy-MM-dd} {reminder.Missing?.Amount}"));
    }

    private static Func<ConsortiumRegister, Decision> Notice(
        DateOnly on, string commitment = "E1-machine", DateOnly? due = null, string party = "E1", int? cureDays = null, DateTimeOffset? at = null,
        IReadOnlyList<Delivery>? deliveries = null) => state => ConsortiumDecider.Decide(state, new NoticeDefault(
        party, "Machine missing.", on, cureDays, Administrator, at ?? Later,
        new CitedCommitment("taihu-2027", 2, commitment, due ?? Due, Find(commitment, due ?? Due, on, deliveries ?? []), Agreement.Terms.Default)));

    private static Func<ConsortiumRegister, Decision> Cure(DateOnly on, params IReadOnlyList<Delivery> deliveries) => state => ConsortiumDecider.Decide(
        state, new ConfirmCure("E1", 1, on, "There.", Of("S"), Later, Find("E1-machine", Due, on, deliveries)));

    private static Func<ConsortiumRegister, Decision> Choose(Remedy remedy) => state => ConsortiumDecider.Decide(
        state, new ChooseRemedy("E1", 1, remedy, Day(6, 2), "Agreed.", Of("S"), Later));

    private static Obligation? Find(string commitment, DateOnly due, DateOnly on, IReadOnlyList<Delivery> deliveries) => ObligationCalendar
        .Of(Agreement, deliveries, on).FirstOrDefault(obligation => obligation.Commitment == commitment && obligation.Due == due);

    private static Delivery[] Delivered(string amount, string on) =>
    [
        new()
        {
            AgreementId = "taihu-2027", Party = "E1", Reference = "m", Kind = ContributionKind.DonatedEquipment, Claimed = Money.Parse(amount, Cny),
            EffectiveOn = DateOnly.Parse(on), Source = new Citation(Id, new string('a', 64)),
        },
    ];

    private static DateOnly Day(int month, int day) => new(2027, month, day);

    private static Given<ConsortiumRegister> Given(params object[] facts) =>
        new(Everybody.And(facts), ConsortiumDecider.Evolve);
}

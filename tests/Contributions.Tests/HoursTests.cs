using CsCheck;
using Ledger.Contributions.Domain;
using Ledger.Contributions.Features;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Contributions.Tests.Samples;

namespace Ledger.Contributions.Tests;

public sealed class HoursTests
{
    private static readonly Period Spring = new(new DateOnly(2025, 3, 1), new DateOnly(2025, 4, 30));
    private static readonly DateTimeOffset Later = At.AddDays(90);
    private static readonly DateOnly Day = new(2025, 3, 3);
    private static readonly Text Why = new("Wrong day", "日期有误");

    private static readonly Contribution Lent = Of(Id, ContributionKind.LoanedEquipment,
        new(Equipment: new("TH5-2021-037", 46, new Rational(16, 25), null, Spring, 10)));

    private static readonly Contribution Staff = Of(Id, ContributionKind.StaffTime,
        new(StaffTime: new("p-7f3a", new Text("Instructor", "教师"), 20, true, Spring)));

    [Fact]
    public void Use_of_a_lent_machine_is_told_by_lender_or_user_once()
    {
        Given().When(Log(Lent, Chen, Entry("08:00", 120)))
            .Then(new HoursLogged(Id, Id.ToString(), Day, new TimeOnly(8, 0), 120, Chen, Later))
            .ThenState(state => Assert.Equal((120, new DateOnly(2025, 3, 1)), (state.MinutesOf(Id), state.Month)))
            .ThenAgainNothing();
        Given().When(Log(Lent, Lin, Entry("08:00", 120))).Then<HoursLogged>(_ => { });
        Given().When(Log(Lent, new Actor("zhao", "E2"), Entry("08:00", 120))).ThenRejected<NotReceiver>();
    }

    [Fact]
    public void Staff_hours_are_told_by_their_own_organisation() =>
        Given().When(Log(Staff, Chen, Entry("08:00", 60))).ThenRejected<NotReceiver>("contribution.not-receiver");

    [Fact]
    public void The_same_hour_of_a_person_is_not_told_for_two_contributions()
    {
        var other = Of(Guid.Parse("0198f000-0000-5000-8000-00000000c009"), ContributionKind.StaffTime, Staff.Particulars!.Details!);
        Given(Logged(other.Id, "09:00", 60)).When(Log(Staff, Lin, Entry("09:30", 60))).ThenRejected<HoursTwice>("hours.twice", "entries[0].start");
        Given(Logged(other.Id, "09:00", 60)).When(Log(Staff, Lin, Entry("09:00", 60))).ThenRejected<HoursTwice>();
        Given(Logged(other.Id, "09:00", 60)).When(Log(Staff, Lin, Entry("10:00", 60))).Then<HoursLogged>(_ => { });
        Given().When(Log(Staff, Lin, Entry("09:00", 60), Entry("09:59", 10))).ThenRejected<HoursTwice>("hours.twice", "entries[1].start");
    }

    [Fact]
    public void No_more_than_is_available_or_claimed()
    {
        Given().When(Log(Lent, Chen, Entry("08:00", 600))).Then<HoursLogged>(_ => { });
        Given().When(Log(Lent, Chen, Entry("08:00", 601))).ThenRejected<BeyondAvailable>("hours.beyond-available", "entries");
        Given().When(state => MonthLogDecider.Decide(state, new LogHours(Staff, [Entry("08:00", 60)], 19 * 60, Lin, Later))).Then<HoursLogged>(_ => { });
        Given().When(state => MonthLogDecider.Decide(state, new LogHours(Staff, [Entry("08:00", 61)], 19 * 60, Lin, Later)))
            .ThenRejected<BeyondClaimed>("hours.beyond-claimed");
    }

    [Fact]
    public void Wrong_entries_are_named()
    {
        Given().When(Log(Lent, Chen, Entry("23:00", 61))).ThenRejected<HoursMalformed>("hours.malformed", "entries[0].minutes");
        Given().When(Log(Lent, Chen, Entry("08:00", 0))).ThenRejected<HoursMalformed>();
        Given().When(Log(Lent, Chen, Entry("08:00:30", 10))).ThenRejected<HoursMalformed>("hours.malformed", "entries[0].start");
        Given().When(Log(Lent, Chen, Entry("08:00", 1), Entry("08:00", 1) with { Day = new DateOnly(2025, 4, 1) }))
            .ThenRejected<MonthsMixed>("hours.months-mixed", "entries[1].day");
        Given().When(Log(Lent, Chen, Entry("08:00", 1) with { Day = new DateOnly(2025, 5, 1) })).ThenRejected<OutsidePeriod>("hours.outside-period");
        Given().When(state => MonthLogDecider.Decide(state, new LogHours(Lent, [Entry("08:00", 1)], 0, Chen, At.AddDays(-2))))
            .ThenRejected<DayInFuture>("contribution.day-in-future");
        Given().When(Log(Lent, Chen)).ThenRejected<InputRejection>("input.empty");
        Given().When(Log(Lent, Chen, [.. Enumerable.Range(0, ContributionLimits.HoursEntries + 1).Select(i => new HoursEntry(Day, new TimeOnly(0, 0), i + 1))]))
            .ThenRejected<InputRejection>("input.too-many");
        var full = new MonthLog { Id = Id, Entries = [.. Enumerable.Repeat(new LoggedEntry(Guid.Empty, new HoursEntry(Day.AddDays(1), new TimeOnly(1, 0), 1)), ContributionLimits.HoursPerLog)] };
        Assert.Equal("input.too-many", MonthLogDecider.Decide(full, new LogHours(Lent, [Entry("08:00", 1)], 0, Chen, Later)).Rejection?.Code);
    }

    [Fact]
    public void Only_kinds_with_hours_and_particulars_have_them()
    {
        Given().When(Log(Given0(Registered), Lin, Entry("08:00", 1))).ThenRejected<NoHours>("hours.not-for-this");
        Given().When(Log(null, Lin, Entry("08:00", 1))).ThenRejected<ContributionUnknown>();
        Given().When(Log(Lent with { State = ContributionState.Reversed }, Lin, Entry("08:00", 1))).ThenRejected<NotVerifiable>();
        Given().When(Log(Lent with { Dispute = new Dispute(Why, Chen, At) }, Lin, Entry("08:00", 1))).ThenRejected<DisputeOpen>();
    }

    [Fact]
    public void A_wrong_entry_is_struck_out_with_a_reason_and_its_time_is_free_again()
    {
        var strike = new StrikeHours(Lent, Day, new TimeOnly(9, 0), Why, Chen, Later);
        Given(Logged(Id, "09:00", 60)).When(state => MonthLogDecider.Decide(state, strike))
            .Then(new HoursStruck(Id, Day, new TimeOnly(9, 0), Why, Chen, Later, 60))
            .ThenState(state => Assert.Empty(state.Entries));
        Given().When(state => MonthLogDecider.Decide(state, strike)).ThenRejected<HoursUnknown>("hours.unknown");
        Given(Logged(Id, "09:00", 60)).When(state => MonthLogDecider.Decide(state, strike with { Reason = new Text("", "") })).ThenRejected<InputRejection>("input.blank");
    }

    [Fact]
    public void What_counts_stops_at_the_limit_of_each_month()
    {
        var april = MonthLog.None(Guid.NewGuid()) with { Month = new DateOnly(2025, 4, 1), Entries = [new LoggedEntry(Id, new HoursEntry(new DateOnly(2025, 4, 1), new TimeOnly(1, 0), 30))] };
        var march = MonthLog.None(Guid.NewGuid()) with { Month = new DateOnly(2025, 3, 1), Entries = [new LoggedEntry(Id, Entry("01:00", 700)), new LoggedEntry(Guid.Empty, Entry("20:00", 9))] };
        var hours = ContributionHours.Of(Lent, [april, march]);
        Assert.Equal((730, 630), (hours.Minutes, hours.CountingMinutes));
        Assert.Equal([new DateOnly(2025, 3, 1), new DateOnly(2025, 4, 1)], hours.Months.Select(month => month.Month));
        Assert.Equal(20 * 60, ContributionHours.Of(Staff, [march with { Entries = [new LoggedEntry(Id, Entry("00:00", 1_300))] }]).CountingMinutes);
    }

    [Fact]
    public void However_hours_are_told_no_minute_stands_twice_and_the_limit_holds() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 1_439], Gen.Int[1, 300]).Array[0, 30].Sample(tries =>
        {
            var state = MonthLog.None(Id);
            var model = new HashSet<int>();
            foreach (var (day, start, minutes) in tries)
            {
                var entry = new HoursEntry(Day.AddDays(day), new TimeOnly(start / 60, start % 60), minutes);
                var span = Enumerable.Range((day * 1_440) + start, minutes).ToList();
                var same = state.Entries.Any(logged => logged.Entry == entry);
                var fits = start + minutes <= 1_440 && !span.Any(model.Contains) && model.Count + minutes <= 600;
                var decision = MonthLogDecider.Decide(state, new LogHours(Lent, [entry], 0, Chen, Later));
                if ((decision.Facts.Count == 1) != (fits && !same)) return false;
                if (decision.Facts.Count == 1) model.UnionWith(span);
                state = decision.Facts.Aggregate(state, MonthLogDecider.Evolve);
            }

            return state.MinutesOf(Id) == model.Count;
        });

    [Fact]
    public void Facts_and_state_can_be_stored()
    {
        var logged = StoredFacts.Endures(Logged(Id, "09:00", 60));
        Assert.Equal("09:00:00", logged.GetProperty("start").GetString());
        StoredFacts.Endures(new HoursStruck(Id, Day, new TimeOnly(9, 0), Why, Chen, At));
        StoredFacts.Endures(Given(Logged(Id, "09:00", 60)).State);
    }

    private static HoursEntry Entry(string start, int minutes) => new(Day, TimeOnly.Parse(start, System.Globalization.CultureInfo.InvariantCulture), minutes);

    private static HoursLogged Logged(Guid contribution, string start, int minutes)
    {
        var entry = Entry(start, minutes);
        return new HoursLogged(contribution, "p-7f3a", entry.Day, entry.Start, entry.Minutes, Lin, At);
    }

    private static Contribution Of(Guid id, ContributionKind kind, KindDetails details) =>
        ContributionDecider.Evolve(Contribution.None(id), Registered with { Particulars = Machine with { Kind = kind, Details = details } });

    private static Contribution Given0(object fact) => ContributionDecider.Evolve(Contribution.None(Id), fact);

    private static Given<MonthLog> Given(params object[] facts) => GivenWhenThen.Given(MonthLog.None(Id), MonthLogDecider.Evolve, facts);

    private static Func<MonthLog, Decision> Log(Contribution? contribution, Actor by, params HoursEntry[] entries) =>
        state => MonthLogDecider.Decide(state, new LogHours(contribution, entries, 0, by, Later));
}

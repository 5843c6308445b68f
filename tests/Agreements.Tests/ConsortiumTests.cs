using CsCheck;
using Ledger.Agreements.Domain;
using Ledger.Agreements.Features;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Agreements.Tests.Samples;

namespace Ledger.Agreements.Tests;

public sealed class ConsortiumTests
{
    private static readonly DateOnly Founding = new(2025, 1, 1);
    private static readonly PartyEntry E1 = new("E1", new Text("Builder", "机床厂"), PartyType.Enterprise, Uscc: "91350100M000100Y43");
    private static readonly PartyEntry S = new("S", new Text("College", "学院"), PartyType.PublicSchool);
    private static readonly PartyEntry E2 = new("E2", new Text("Parts", "零件厂"), PartyType.Enterprise, Lei: "5493001KJTIIGC8Y1R12");
    private static readonly Text Name = new("Base", "基地");

    private static ConsortiumFounded Founded => new(Name, [E1, S], Founding, Administrator, At);

    private static DefaultNoticed Noticed => new("E1", 1, "Machine not delivered.", Day(4, 1), Day(5, 1), Administrator, At);

    [Fact]
    public void It_is_founded_once() => Given().When(Found(E1, S)).Then(Founded).ThenAgainNothing();

    [Fact]
    public void It_is_not_founded_anew_in_another_way() => Given(Founded).When(Found(E1)).ThenRejected<ConsortiumExists>("consortium.exists");

    [Fact]
    public void Founders_are_checked()
    {
        Given().When(Found()).ThenRejected<FoundersMissing>("consortium.founders", "founders");
        Given().When(Found([.. Enumerable.Range(0, AgreementLimits.Parties + 1).Select(i => S with { Id = $"P{i}" })])).ThenRejected<FoundersMissing>();
        Given().When(Found(S, S)).ThenRejected<PartyExists>("party.exists", "founders[1].id");
        Given().When(Found(S with { Id = "a b" })).ThenRejected<PartyIdMalformed>("party.id-malformed", "founders[0].id");
        Given().When(Found(S with { Name = new Text(" ", "学") })).ThenRejected<NameMalformed>("name.malformed", "founders[0].name");
        Given().When(Found(E1 with { Uscc = "91350100M000100Y44" })).ThenRejected<InputRejection>("identifier.uscc-check", "founders[0].uscc");
        Given().When(Found(E2 with { Lei = "5493001KJTIIGC8Y1R13" })).ThenRejected<InputRejection>("identifier.lei-check", "founders[0].lei");
        Given().When(Found(E1, E1 with { Id = "E9" })).ThenRejected<SameLegalEntity>("party.same-entity", "founders[1]");
    }

    [Fact]
    public void A_party_joins_from_a_day_on() => Given(Founded).When(Admit(E2, Day(2, 1)))
        .Then(new PartyAcceded(E2, Day(2, 1), Administrator, At)).ThenAgainNothing()
        .ThenState(state =>
        {
            Assert.False(state.Member("E2")!.IsMember(Day(1, 31)));
            Assert.True(state.Member("E2")!.IsMember(Day(2, 1)));
        });

    [Fact]
    public void An_accession_is_checked()
    {
        Given().When(Admit(E2, Day(2, 1))).ThenRejected<ConsortiumNotFounded>("consortium.not-founded");
        Given(Founded).When(Admit(E2, new DateOnly(2024, 12, 31))).ThenRejected<BeforeFounding>("consortium.before-founding", "on");
        Given(Founded).When(Admit(E2 with { Id = "S" }, Day(2, 1))).ThenRejected<PartyExists>("party.exists", "party.id");
        var full = Founded with { Founders = [.. Enumerable.Range(0, AgreementLimits.Parties).Select(i => S with { Id = $"P{i}" })] };
        Given(full).When(Admit(E2, Day(2, 1))).ThenRejected<RegisterFull>("consortium.register-full");
    }

    [Fact]
    public void A_party_leaves_after_its_notice() => Given(Founded).When(Leave("E1", Day(3, 1), Day(8, 28)))
        .Then(new PartyWithdrawalNoticed("E1", Day(3, 1), Day(8, 28), "Plant moves.", Of("E1"), At)).ThenAgainNothing()
        .ThenState(state =>
        {
            Assert.True(state.Member("E1")!.IsMember(Day(8, 28)));
            Assert.False(state.Member("E1")!.IsMember(Day(8, 29)));
        });

    [Fact]
    public void A_notice_is_checked()
    {
        Given(Founded).When(Leave("E2", Day(3, 1), Day(8, 28))).ThenRejected<PartyNotMember>("party.not-member");
        Given(Founded).When(Leave("E1", Day(3, 1), Day(2, 28))).ThenRejected<DaysNotOrdered>("days.not-ordered", "lastDay");
        var noticed = new PartyWithdrawalNoticed("E1", Day(3, 1), Day(8, 28), "Plant moves.", Of("E1"), At);
        Given(Founded, noticed).When(Leave("E1", Day(3, 2), Day(9, 28))).ThenRejected<AlreadyLeaving>("party.leaving");
    }

    [Fact]
    public void A_default_is_noticed_with_its_last_day_to_cure() => Given(Founded).When(Notice("E1", 30)).Then(Noticed).ThenAgainNothing();

    [Fact]
    public void A_default_notice_is_checked()
    {
        Given(Founded).When(Notice("E2", 30)).ThenRejected<PartyNotMember>("party.not-member");
        Given(Founded).When(Notice("E1", AgreementLimits.CureDays + 1)).ThenRejected<CureDaysOutOfRange>("default.cure-days", "cureDays");
        Given(Founded).When(Notice("E1", -1)).ThenRejected<CureDaysOutOfRange>();
        Given(Founded).When(state => ConsortiumDecider.Decide(state, new NoticeDefault("E1", "Late.", DateOnly.MaxValue, 1, Administrator, At))).ThenRejected<CureDaysOutOfRange>();
        Given(Founded).When(state => ConsortiumDecider.Decide(state, new NoticeDefault("E1", "Late.", Day(4, 1), 30, Of("E1"), At))).ThenRejected<OwnDefault>("default.own");
    }

    [Fact]
    public void A_default_is_cured_in_time_and_found_so_by_another_party()
    {
        Given(Founded, Noticed).When(Cure("S", Day(5, 1))).Then(new DefaultCured("E1", 1, Day(5, 1), "Delivered.", Of("S"), At)).ThenAgainNothing()
            .ThenState(state => Assert.Equal(DefaultStanding.Cured, state.Defaults[0].On(Day(5, 1))));
        Given(Founded, Noticed).When(Cure("S", Day(5, 2))).ThenRejected<CureTooLate>("default.cure-too-late", "on");
        Given(Founded, Noticed).When(Cure("S", Day(3, 31))).ThenRejected<DaysNotOrdered>("days.not-ordered", "on");
        Given(Founded, Noticed).When(Cure("E1", Day(5, 1))).ThenRejected<OwnDefault>("default.own");
        Given(Founded).When(Cure("S", Day(5, 1))).ThenRejected<DefaultUnknown>("default.unknown");
    }

    [Fact]
    public void A_remedy_comes_after_the_time_to_cure()
    {
        Given(Founded, Noticed).When(Remedied("S", Day(5, 1))).ThenRejected<CurePeriodRuns>("default.cure-period-runs", "on");
        Given(Founded, Noticed).When(Remedied("S", Day(5, 2))).Then(new DefaultRemedied("E1", 1, Remedy.Dilution, Day(5, 2), "Not delivered.", Of("S"), At)).ThenAgainNothing();
        Given(Founded, Noticed).When(Remedied("E1", Day(5, 2))).ThenRejected<OwnDefault>("default.own");
        var cured = new DefaultCured("E1", 1, Day(4, 20), "Delivered.", Of("S"), At);
        Given(Founded, Noticed, cured).When(Remedied("S", Day(5, 2))).ThenRejected<DefaultClosed>("default.closed");
    }

    [Theory]
    [InlineData(5, 1, DefaultStanding.Curable)]
    [InlineData(5, 2, DefaultStanding.RemedyDue)]
    public void A_default_stands_where_the_day_puts_it(int month, int day, DefaultStanding standing) =>
        Assert.Equal(standing, Given(Founded, Noticed).State.Defaults[0].On(Day(month, day)));

    [Fact]
    public void Control_is_declared_and_ended()
    {
        var declared = new ControlDeclared("HOLDING", "E1", Day(1, 1), Administrator, At);
        Given(Founded).When(Control("HOLDING", "E1", Day(1, 1))).Then(declared).ThenAgainNothing();
        Given(Founded).When(Control("E1", "E1", Day(1, 1))).ThenRejected<ControlsItself>("control.itself");
        Given(Founded).When(Control("HOLDING", "X", Day(1, 1))).ThenRejected<PartyNotMember>("party.not-member", "controlled");
        Given(Founded, declared).When(Control("HOLDING", "E1", Day(2, 1))).ThenRejected<ControlKnown>("control.known", "from");
        Given(Founded, declared).When(Uncontrol(Day(6, 30))).Then(new ControlEnded("HOLDING", "E1", Day(6, 30), Administrator, At)).ThenAgainNothing();
        Given(Founded, declared).When(Uncontrol(new DateOnly(2024, 1, 1))).ThenRejected<DaysNotOrdered>("days.not-ordered", "lastDay");
        Given(Founded).When(Uncontrol(Day(6, 30))).ThenRejected<ControlUnknown>("control.unknown");
    }

    [Fact]
    public void Whoever_shares_a_controller_on_the_day_is_related()
    {
        var state = Given(
            Founded, new ControlDeclared("HOLDING", "E1", Day(1, 1), Administrator, At), new ControlDeclared("HOLDING", "S", Day(3, 1), Administrator, At),
            new ControlEnded("HOLDING", "S", Day(4, 30), Administrator, At)).State;
        Assert.Equal("HOLDING", string.Join(' ', state.RelatedTo("E1", Day(2, 1))));
        Assert.Equal("HOLDING S", string.Join(' ', state.RelatedTo("E1", Day(3, 1))));
        Assert.Equal("HOLDING", string.Join(' ', state.RelatedTo("E1", Day(5, 1))));
    }

    [Fact]
    public void Being_related_goes_both_ways_and_ends_even_in_a_circle() =>
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 4]).Array[0, 12].Sample(pairs =>
        {
            var state = Given([Founded, .. pairs.Where(pair => pair.Item1 != pair.Item2)
                .Select(pair => (object)new ControlDeclared($"P{pair.Item1}", $"P{pair.Item2}", Day(1, 1), Administrator, At))]).State;
            var names = Enumerable.Range(0, 5).Select(i => $"P{i}").ToList();
            foreach (var one in names)
            {
                var related = state.RelatedTo(one, Day(6, 1));
                Assert.DoesNotContain(one, related);
                foreach (var other in related) Assert.Contains(one, state.RelatedTo(other, Day(6, 1)));
            }
        });

    [Fact]
    public void People_hold_roles_for_valid_periods()
    {
        var appointed = new PersonAppointed("lin@taihu", "E1", "accountant", Day(2, 1), Administrator, At);
        Given(Founded).When(Appoint("lin@taihu", "E1", "accountant", Day(2, 1))).Then(appointed).ThenAgainNothing();
        Given(Founded).When(Appoint("lin@taihu", "X", "accountant", Day(2, 1))).ThenRejected<PartyNotMember>("party.not-member", "party");
        Given(Founded).When(Appoint(" ", "E1", "accountant", Day(2, 1))).ThenRejected<PersonMalformed>("person.malformed", "person");
        Given(Founded).When(Appoint("lin@taihu", "E1", "a b", Day(2, 1))).ThenRejected<PartyIdMalformed>("party.id-malformed", "role");
        Given(Founded, appointed).When(Appoint("lin@taihu", "E1", "accountant", Day(3, 1))).ThenRejected<AppointmentKnown>("person.already-appointed", "from");
        var released = new PersonReleased("lin@taihu", "E1", "accountant", Day(5, 31), Administrator, At);
        Given(Founded, appointed).When(Release(Day(5, 31))).Then(released).ThenAgainNothing();
        Given(Founded, appointed).When(Release(Day(1, 31))).ThenRejected<DaysNotOrdered>("days.not-ordered", "lastDay");
        Given(Founded).When(Release(Day(5, 31))).ThenRejected<AppointmentUnknown>("person.not-appointed");
        Given(Founded, appointed, released).When(Appoint("lin@taihu", "E1", "accountant", Day(6, 1))).Then<PersonAppointed>(_ => { });
    }

    [Fact]
    public void The_register_is_shown_as_of_a_day()
    {
        var state = Given(
            Founded, new PartyAcceded(E2, Day(2, 1), Administrator, At), Noticed, new PersonAppointed("lin", "E1", "accountant", Day(2, 1), Administrator, At)).State;
        var early = ConsortiumOnADay.Of(state, Day(1, 15));
        Assert.Equal((2, 0, 0), (early.Members.Count, early.Defaults.Count, early.People.Count));
        var later = ConsortiumOnADay.Of(state, Day(5, 2));
        Assert.Equal((3, DefaultStanding.RemedyDue, "lin"), (later.Members.Count, Assert.Single(later.Defaults).Standing, Assert.Single(later.People).Person));
    }

    [Fact]
    public void Every_fact_of_the_register_can_be_stored()
    {
        StoredFacts.Endures(Founded);
        StoredFacts.Endures(new PartyAcceded(E2, Day(2, 1), Administrator, At));
        StoredFacts.Endures(new PartyWithdrawalNoticed("E1", Day(3, 1), Day(8, 28), "Plant moves.", Of("E1"), At));
        StoredFacts.Endures(Noticed);
        StoredFacts.Endures(new DefaultCured("E1", 1, Day(5, 1), "Delivered.", Of("S"), At));
        StoredFacts.Endures(new DefaultRemedied("E1", 1, Remedy.Dilution, Day(5, 2), "Not delivered.", Of("S"), At));
        StoredFacts.Endures(new ControlDeclared("HOLDING", "E1", Day(1, 1), Administrator, At));
        StoredFacts.Endures(new ControlEnded("HOLDING", "E1", Day(6, 30), Administrator, At));
        StoredFacts.Endures(new PersonAppointed("lin", "E1", "accountant", Day(2, 1), Administrator, At));
        StoredFacts.Endures(new PersonReleased("lin", "E1", "accountant", Day(5, 31), Administrator, At));
        StoredFacts.Endures(Given(Founded, Noticed).State);
        Assert.Throws<System.Diagnostics.UnreachableException>(() => ConsortiumDecider.Evolve(ConsortiumRegister.None(Id), "not a fact"));
    }

    private static DateOnly Day(int month, int day) => new(2025, month, day);

    private static Given<ConsortiumRegister> Given(params object[] facts) =>
        GivenWhenThen.Given(ConsortiumRegister.None(Id), ConsortiumDecider.Evolve, facts);

    private static Func<ConsortiumRegister, Decision> Found(params PartyEntry[] founders) =>
        state => ConsortiumDecider.Decide(state, new FoundConsortium(Name, founders, Founding, Administrator, At));

    private static Func<ConsortiumRegister, Decision> Admit(PartyEntry party, DateOnly on) =>
        state => ConsortiumDecider.Decide(state, new AdmitParty(party, on, Administrator, At));

    private static Func<ConsortiumRegister, Decision> Leave(string party, DateOnly noticed, DateOnly last) =>
        state => ConsortiumDecider.Decide(state, new GiveWithdrawalNotice(noticed, last, "Plant moves.", Of(party), At));

    private static Func<ConsortiumRegister, Decision> Notice(string party, int cureDays) =>
        state => ConsortiumDecider.Decide(state, new NoticeDefault(party, "Machine not delivered.", Day(4, 1), cureDays, Administrator, At));

    private static Func<ConsortiumRegister, Decision> Cure(string by, DateOnly on) =>
        state => ConsortiumDecider.Decide(state, new ConfirmCure("E1", 1, on, "Delivered.", Of(by), At));

    private static Func<ConsortiumRegister, Decision> Remedied(string by, DateOnly on) =>
        state => ConsortiumDecider.Decide(state, new ChooseRemedy("E1", 1, Remedy.Dilution, on, "Not delivered.", Of(by), At));

    private static Func<ConsortiumRegister, Decision> Control(string controller, string controlled, DateOnly from) =>
        state => ConsortiumDecider.Decide(state, new DeclareControl(controller, controlled, from, Administrator, At));

    private static Func<ConsortiumRegister, Decision> Uncontrol(DateOnly last) =>
        state => ConsortiumDecider.Decide(state, new EndControl("HOLDING", "E1", last, Administrator, At));

    private static Func<ConsortiumRegister, Decision> Appoint(string person, string party, string role, DateOnly from) =>
        state => ConsortiumDecider.Decide(state, new AppointPerson(person, party, role, from, Administrator, At));

    private static Func<ConsortiumRegister, Decision> Release(DateOnly last) =>
        state => ConsortiumDecider.Decide(state, new ReleasePerson("lin@taihu", "E1", "accountant", last, Administrator, At));
}

using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>Who belongs to the consortium, on which days, and what follows when a party does not keep its word.</summary>
public static class ConsortiumDecider
{
    private const int PersonLength = 200;

    public static Decision Decide(ConsortiumRegister state, FoundConsortium command)
    {
        if (state.FoundedOn is not null)
        {
            var same = state.Name == command.Name && state.FoundedOn == command.On
                && command.Founders.SequenceEqual(state.Members.Take(state.Founders).Select(member => member.Party));
            return same ? Decision.Nothing : new ConsortiumExists();
        }

        if (command.Founders.Count is 0 or > AgreementLimits.Parties) return new FoundersMissing { Field = "founders" };
        if (!Named(command.Name)) return new NameMalformed { Field = "name" };
        var members = new List<Member>();
        for (var i = 0; i < command.Founders.Count; i++)
        {
            if (Check(members, command.Founders[i], JsonPath.Item("founders", i)) is { } rejection) return rejection;
            members.Add(new Member(command.Founders[i], command.On, null));
        }

        return Decision.Accept(new ConsortiumFounded(command.Name, command.Founders, command.On, command.By, command.At));
    }

    public static Decision Decide(ConsortiumRegister state, AdmitParty command)
    {
        if (state.FoundedOn is not { } founded) return new ConsortiumNotFounded();
        if (state.Member(command.Party.Id) is { } there && there.Party == command.Party && there.JoinedOn == command.On) return Decision.Nothing;
        if (command.On < founded) return new BeforeFounding(founded) { Field = "on" };
        if (state.Members.Count >= AgreementLimits.Parties) return new RegisterFull(AgreementLimits.Parties);
        return Check(state.Members, command.Party, "party") is { } rejection
            ? rejection
            : Decision.Accept(new PartyAcceded(command.Party, command.On, command.By, command.At));
    }

    public static Decision Decide(ConsortiumRegister state, GiveWithdrawalNotice command)
    {
        if (state.Member(command.By.Organisation) is not { } member || !member.IsMember(command.NoticedOn))
            return new PartyNotMember(command.By.Organisation) { Field = "noticedOn" };
        if (member.LastDay is { } last)
            return last == command.LastDay ? Decision.Nothing : new AlreadyLeaving(member.Party.Id, last);
        if (command.LastDay < command.NoticedOn) return new DaysNotOrdered(command.NoticedOn, command.LastDay) { Field = "lastDay" };
        if (Reasons.Check(command.Reason) is { } blank) return blank;
        return Decision.Accept(new PartyWithdrawalNoticed(
            member.Party.Id, command.NoticedOn, command.LastDay, command.Reason, command.By, command.At));
    }

    public static Decision Decide(ConsortiumRegister state, NoticeDefault command)
    {
        if (state.Member(command.Party) is not { } member || !member.IsMember(command.NoticedOn))
            return new PartyNotMember(command.Party) { Field = "noticedOn" };
        if (command.By.Organisation == command.Party) return new OwnDefault();
        if (command.Cited is { } cited && CommitmentDefaults.Check(command, cited) is { } baseless) return baseless;
        var agreed = command.Cited?.Terms is { } terms ? terms.NoticeDays + terms.CureDays : command.CureDays;
        if (agreed is not { } days || days is < 0 or > AgreementLimits.CureDays || command.NoticedOn > DateOnly.MaxValue.AddDays(-days))
            return new CureDaysOutOfRange(agreed) { Field = "cureDays" };
        if (Reasons.Check(command.Ground, "ground") is { } blank) return blank;
        var known = state.Defaults.Where(other => other.Party == command.Party).ToList();
        if (known.Exists(other => other.IsOpen && other.Ground == command.Ground && other.NoticedOn == command.NoticedOn && Same(other, command.Cited))) return Decision.Nothing;
        if (command.Cited is not null && known.Find(other => other.IsOpen && Same(other, command.Cited)) is { } noticed) return new NoticedAlready(noticed.No) { Field = "commitment" };
        if (state.Defaults.Count >= AgreementLimits.Entries) return new RegisterFull(AgreementLimits.Entries);
        return Decision.Accept(new DefaultNoticed(
            command.Party, known.Count + 1, command.Ground, command.NoticedOn, command.NoticedOn.AddDays(days), command.By, command.At,
            command.Cited is null ? null : CommitmentDefaults.Noticed(command.Cited)));
    }

    public static Decision Decide(ConsortiumRegister state, ConfirmCure command)
    {
        if (Find(state, command.Party, command.No) is not { } open) return new DefaultUnknown(command.Party, command.No);
        if (command.By.Organisation == command.Party) return new OwnDefault();
        if (!open.IsOpen) return open.CuredOn == command.On ? Decision.Nothing : new DefaultClosed();
        if (command.On < open.NoticedOn) return new DaysNotOrdered(open.NoticedOn, command.On) { Field = "on" };
        if (command.On > open.CureBy) return new CureTooLate(open.CureBy) { Field = "on" };
        if (CommitmentDefaults.CheckCure(open, command.Now) is { } missing) return missing;
        return Reasons.Check(command.Finding, "finding") is { } blank
            ? blank
            : Decision.Accept(new DefaultCured(command.Party, command.No, command.On, command.Finding, command.By, command.At));
    }

    public static Decision Decide(ConsortiumRegister state, ChooseRemedy command)
    {
        if (Find(state, command.Party, command.No) is not { } open) return new DefaultUnknown(command.Party, command.No);
        if (command.By.Organisation == command.Party) return new OwnDefault();
        if (!open.IsOpen) return open.Remedy == command.Remedy && open.RemedyOn == command.On ? Decision.Nothing : new DefaultClosed();
        if (command.On <= open.CureBy) return new CurePeriodRuns(open.CureBy) { Field = "on" };
        if (CommitmentDefaults.CheckRemedy(open, command.Remedy) is { } other) return other;
        return Reasons.Check(command.Reason) is { } blank
            ? blank
            : Decision.Accept(new DefaultRemedied(command.Party, command.No, command.Remedy, command.On, command.Reason, command.By, command.At));
    }

    public static Decision Decide(ConsortiumRegister state, DeclareControl command)
    {
        if (!InputReader.IsIdentifier(command.Controller)) return new PartyIdMalformed { Field = "controller" };
        if (state.Member(command.Controlled) is null) return new PartyNotMember(command.Controlled) { Field = "controlled" };
        if (command.Controller == command.Controlled) return new ControlsItself { Field = "controlled" };
        var known = state.Controls.Where(other => other.Controller == command.Controller && other.Controlled == command.Controlled).ToList();
        if (known.Exists(other => other.From == command.From && other.LastDay is null)) return Decision.Nothing;
        if (known.Exists(other => other.LastDay is not { } last || last >= command.From)) return new ControlKnown { Field = "from" };
        if (state.Controls.Count >= AgreementLimits.Entries) return new RegisterFull(AgreementLimits.Entries);
        return Decision.Accept(new ControlDeclared(command.Controller, command.Controlled, command.From, command.By, command.At));
    }

    public static Decision Decide(ConsortiumRegister state, EndControl command)
    {
        var known = state.Controls.Where(other => other.Controller == command.Controller && other.Controlled == command.Controlled).ToList();
        if (known.Find(other => other.LastDay is null) is not { } open)
            return known.Exists(other => other.LastDay == command.LastDay) ? Decision.Nothing : new ControlUnknown();
        if (command.LastDay < open.From) return new DaysNotOrdered(open.From, command.LastDay) { Field = "lastDay" };
        return Decision.Accept(new ControlEnded(command.Controller, command.Controlled, command.LastDay, command.By, command.At));
    }

    public static Decision Decide(ConsortiumRegister state, AppointPerson command)
    {
        if (string.IsNullOrWhiteSpace(command.Person) || command.Person.Length > PersonLength) return new PersonMalformed { Field = "person" };
        if (!InputReader.IsIdentifier(command.Role)) return new PartyIdMalformed { Field = "role" };
        if (state.Member(command.Party) is not { } member || !member.IsMember(command.From)) return new PartyNotMember(command.Party) { Field = "party" };
        var known = Held(state, command.Person, command.Party, command.Role);
        if (known.Exists(other => other.From == command.From && other.LastDay is null)) return Decision.Nothing;
        if (known.Exists(other => other.LastDay is not { } last || last >= command.From)) return new AppointmentKnown { Field = "from" };
        if (state.People.Count >= AgreementLimits.Entries) return new RegisterFull(AgreementLimits.Entries);
        return Decision.Accept(new PersonAppointed(command.Person, command.Party, command.Role, command.From, command.By, command.At));
    }

    public static Decision Decide(ConsortiumRegister state, ReleasePerson command)
    {
        var known = Held(state, command.Person, command.Party, command.Role);
        if (known.Find(other => other.LastDay is null) is not { } open)
            return known.Exists(other => other.LastDay == command.LastDay) ? Decision.Nothing : new AppointmentUnknown();
        if (command.LastDay < open.From) return new DaysNotOrdered(open.From, command.LastDay) { Field = "lastDay" };
        return Decision.Accept(new PersonReleased(command.Person, command.Party, command.Role, command.LastDay, command.By, command.At));
    }

    public static ConsortiumRegister Evolve(ConsortiumRegister state, object fact) => fact switch
    {
        ConsortiumFounded f => state with
        {
            Name = f.Name, FoundedOn = f.On, Founders = f.Founders.Count, Members = [.. f.Founders.Select(party => new Member(party, f.On, null))],
        },
        PartyAcceded f => state with { Members = [.. state.Members, new Member(f.Party, f.On, null)] },
        PartyWithdrawalNoticed f => state with
        {
            Members = [.. state.Members.Select(member => member.Party.Id == f.Party ? member with { LastDay = f.LastDay } : member)],
        },
        DefaultNoticed f => state with { Defaults = [.. state.Defaults, new DefaultCase(f.Party, f.No, f.Ground, f.NoticedOn, f.CureBy, null, null, null, f.Commitment)] },
        DefaultCured f => Change(state, f.Party, f.No, open => open with { CuredOn = f.On }),
        DefaultRemedied f => Exclude(Change(state, f.Party, f.No, open => open with { Remedy = f.Remedy, RemedyOn = f.On }), f),
        ControlDeclared f => state with { Controls = [.. state.Controls, new ControlRelation(f.Controller, f.Controlled, f.From, null)] },
        ControlEnded f => state with
        {
            Controls = [.. state.Controls.Select(control =>
                control.Controller == f.Controller && control.Controlled == f.Controlled && control.LastDay is null ? control with { LastDay = f.LastDay } : control)],
        },
        PersonAppointed f => state with { People = [.. state.People, new Appointment(f.Person, f.Party, f.Role, f.From, null)] },
        PersonReleased f => state with
        {
            People = [.. state.People.Select(held => held.Person == f.Person && held.Party == f.Party && held.Role == f.Role && held.LastDay is null
                ? held with { LastDay = f.LastDay }
                : held)],
        },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a consortium."),
    };

    private static Rejection? Check(IReadOnlyList<Member> members, PartyEntry party, string path)
    {
        if (!InputReader.IsIdentifier(party.Id)) return new PartyIdMalformed { Field = $"{path}.id" };
        if (!Named(party.Name)) return new NameMalformed { Field = $"{path}.name" };
        if (members.Any(member => member.Party.Id == party.Id)) return new PartyExists(party.Id) { Field = $"{path}.id" };
        if (party.Uscc is { } uscc && UnifiedSocialCreditCode.Check(uscc, $"{path}.uscc") is { } wrongCode) return wrongCode;
        if (party.Lei is { } lei && LegalEntityIdentifier.Check(lei, $"{path}.lei") is { } wrongIdentifier) return wrongIdentifier;
        var same = members.FirstOrDefault(member =>
            (party.Uscc is not null && member.Party.Uscc == party.Uscc) || (party.Lei is not null && member.Party.Lei == party.Lei));
        return same is null ? null : new SameLegalEntity(same.Party.Id) { Field = path };
    }

    // Who is excluded is a member up to the day before; a notice that it gave for an earlier day stands.
    private static ConsortiumRegister Exclude(ConsortiumRegister state, DefaultRemedied fact) => fact.Remedy != Remedy.Exclusion
        ? state
        : state with
        {
            Members = [.. state.Members.Select(member => member.Party.Id == fact.Party && !(member.LastDay < fact.On)
                ? member with { LastDay = fact.On.AddDays(-1) }
                : member)],
        };

    private static bool Same(DefaultCase other, CitedCommitment? cited) => cited is null ? other.Commitment is null : other.Commitment?.Is(cited) ?? false;

    private static bool Named(Text name) => new[] { name.En, name.Zh }.All(text => !string.IsNullOrWhiteSpace(text) && text.Length <= RuleLimits.Text);

    private static DefaultCase? Find(ConsortiumRegister state, string party, int no) =>
        state.Defaults.FirstOrDefault(other => other.Party == party && other.No == no);

    private static List<Appointment> Held(ConsortiumRegister state, string person, string party, string role) =>
        [.. state.People.Where(held => held.Person == person && held.Party == party && held.Role == role)];

    private static ConsortiumRegister Change(ConsortiumRegister state, string party, int no, Func<DefaultCase, DefaultCase> change) =>
        state with { Defaults = [.. state.Defaults.Select(other => other.Party == party && other.No == no ? change(other) : other)] };
}

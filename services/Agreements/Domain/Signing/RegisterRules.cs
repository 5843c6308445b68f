using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>Once the consortium is founded, its register binds agreements: only members are parties, only their people sign.</summary>
internal static class RegisterRules
{
    /// <summary>Role in the register that lets a person sign for a party.</summary>
    public const string SigningRole = "signatory";

    /// <summary>Null when every party of the document may be one; without a register everybody may.</summary>
    /// <param name="document">The version.</param>
    /// <param name="register">The consortium's register, or null.</param>
    /// <param name="today">Day of the decision: defaults count as they stand then.</param>
    public static Rejection? CheckParties(AgreementDocument document, ConsortiumRegister? register, DateOnly today)
    {
        if (register is null) return null;
        for (var i = 0; i < document.Parties.Count; i++)
        {
            var path = JsonPath.Item("document.parties", i);
            if (Check(document.Parties[i], document.Effective.From, register, today, path) is { } rejection) return rejection;
        }

        return null;
    }

    /// <summary>
    /// Null when the person may sign for its organisation. Who joins later signs before it is a member: then the role counts as of
    /// the day of joining.
    /// </summary>
    public static Rejection? CheckSigner(ConsortiumRegister? register, Actor by, DateOnly today)
    {
        if (register is null) return null;
        if (register.Member(by.Organisation) is not { } member) return new PartyNotAcceded(by.Organisation, today);
        var day = today > member.JoinedOn ? today : member.JoinedOn;
        if (!member.IsMember(day)) return new PartyHasLeft(by.Organisation, member.LastDay!.Value);
        return register.People.Any(held =>
            held.Person == by.Person && held.Party == by.Organisation && held.Role == SigningRole && held.Holds(day))
            ? null
            : new SignerNotAppointed(by.Person, by.Organisation, day);
    }

    private static Rejection? Check(AgreementParty party, DateOnly from, ConsortiumRegister register, DateOnly today, string path)
    {
        var day = party.AccededOn is { } joins && joins > from ? joins : from;
        if (register.Member(party.Id) is not { } member || member.JoinedOn > day) return new PartyNotAcceded(party.Id, day) { Field = $"{path}.id" };
        if (member.LastDay is { } last && last < day) return new PartyHasLeft(party.Id, last) { Field = $"{path}.id" };
        if (party.Uscc is { } uscc && member.Party.Uscc is { } known && uscc != known) return new PartyDiffers(party.Id, known) { Field = $"{path}.uscc" };
        if (party.Lei is { } lei && member.Party.Lei is { } registered && lei != registered) return new PartyDiffers(party.Id, registered) { Field = $"{path}.lei" };
        return register.Defaults.FirstOrDefault(other => other.Party == party.Id && other.On(today) == DefaultStanding.RemedyDue) is { } open
            ? new PartyInDefault(party.Id, open.No) { Field = $"{path}.id" }
            : null;
    }
}

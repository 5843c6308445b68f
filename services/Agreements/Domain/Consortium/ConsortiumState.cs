using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>A party as it joins.</summary>
/// <param name="Id">Short id used everywhere ("E1").</param>
/// <param name="Name">Legal name.</param>
/// <param name="Type">What kind of member.</param>
/// <param name="Uscc">Unified social credit code, or null.</param>
/// <param name="Lei">Legal entity identifier, or null.</param>
public sealed record PartyEntry(string Id, Text Name, PartyType Type, string? Uscc = null, string? Lei = null);

/// <summary>A member and its time in the consortium; the last day is null while no notice was given.</summary>
public sealed record Member(PartyEntry Party, DateOnly JoinedOn, DateOnly? LastDay)
{
    public bool IsMember(DateOnly day) => day >= JoinedOn && (LastDay is not { } last || day <= last);
}

/// <summary>Where a default stands on a day.</summary>
public enum DefaultStanding
{
    /// <summary>The party can still cure.</summary>
    Curable,

    /// <summary>The time to cure is over; the others may choose a remedy.</summary>
    RemedyDue,
    Cured,
    Remedied,
}

/// <summary>A default of a party: notice, cure or remedy.</summary>
public sealed record DefaultCase(
    string Party, int No, string Ground, DateOnly NoticedOn, DateOnly CureBy, DateOnly? CuredOn, Remedy? Remedy, DateOnly? RemedyOn,
    NoticedCommitment? Commitment = null)
{
    public bool IsOpen => CuredOn is null && Remedy is null;

    /// <summary>Computed from the day asked for; no timer ticks.</summary>
    public DefaultStanding On(DateOnly day)
    {
        if (CuredOn is { } cured && day >= cured) return DefaultStanding.Cured;
        if (RemedyOn is { } remedied && day >= remedied) return DefaultStanding.Remedied;
        return day <= CureBy ? DefaultStanding.Curable : DefaultStanding.RemedyDue;
    }
}

/// <summary>Somebody controls a party for a time.</summary>
public sealed record ControlRelation(string Controller, string Controlled, DateOnly From, DateOnly? LastDay)
{
    public bool Holds(DateOnly day) => day >= From && (LastDay is not { } last || day <= last);
}

/// <summary>A person holds a role for a party for a time.</summary>
public sealed record Appointment(string Person, string Party, string Role, DateOnly From, DateOnly? LastDay)
{
    public bool Holds(DateOnly day) => day >= From && (LastDay is not { } last || day <= last);
}

/// <summary>The consortium (联合体): its parties, their people, who controls whom, who is in default.</summary>
public sealed record ConsortiumRegister
{
    public Guid Id { get; init; }

    /// <summary>Null before the founding.</summary>
    public Text? Name { get; init; }

    public DateOnly? FoundedOn { get; init; }

    /// <summary>How many of the members, from the first, founded it.</summary>
    public int Founders { get; init; }

    public IReadOnlyList<Member> Members { get; init; } = [];

    public IReadOnlyList<DefaultCase> Defaults { get; init; } = [];

    public IReadOnlyList<ControlRelation> Controls { get; init; } = [];

    public IReadOnlyList<Appointment> People { get; init; } = [];

    public static ConsortiumRegister None(Guid id) => new() { Id = id };

    /// <summary>The member of this id, or null.</summary>
    public Member? Member(string party) => Members.FirstOrDefault(member => member.Party.Id == party);

    /// <summary>Whether the others suspended the party's vote.</summary>
    public bool VoteSuspended(string party, DateOnly day) => Defaults.Any(other =>
        other.Party == party && other.Remedy == Remedy.VoteSuspension && other.On(day) == DefaultStanding.Remedied);

    /// <summary>
    /// Everybody who controls the party or is controlled by it on a day, or shares a controller with it, over any number of steps:
    /// whoever is in this set does not judge for or against it.
    /// </summary>
    public IReadOnlySet<string> RelatedTo(string party, DateOnly day)
    {
        var related = new SortedSet<string>(StringComparer.Ordinal) { party };
        var open = new Queue<string>(related);
        while (open.TryDequeue(out var next))
        {
            foreach (var control in Controls.Where(control => control.Holds(day)))
            {
                if (control.Controller == next && related.Add(control.Controlled)) open.Enqueue(control.Controlled);
                if (control.Controlled == next && related.Add(control.Controller)) open.Enqueue(control.Controller);
            }
        }

        related.Remove(party);
        return related;
    }
}

using Ledger.Rules;

namespace Ledger.Agreements.Domain;

public sealed record FoundConsortium(Text Name, IReadOnlyList<PartyEntry> Founders, DateOnly On, Actor By, DateTimeOffset At);

public sealed record AdmitParty(PartyEntry Party, DateOnly On, Actor By, DateTimeOffset At);

/// <summary>Leave, for the own organisation.</summary>
public sealed record GiveWithdrawalNotice(DateOnly NoticedOn, DateOnly LastDay, string Reason, Actor By, DateTimeOffset At);

/// <summary>Tell a party that it is in default.</summary>
/// <param name="Party">Who.</param>
/// <param name="Ground">What was not kept.</param>
/// <param name="NoticedOn">Day of the notice.</param>
/// <param name="CureDays">Days to cure; may be null when a commitment is cited, whose agreement says it.</param>
/// <param name="By">Who gives notice.</param>
/// <param name="At">Time of receipt.</param>
/// <param name="Cited">The overdue instalment it is about, or null.</param>
public sealed record NoticeDefault(
    string Party, string Ground, DateOnly NoticedOn, int? CureDays, Actor By, DateTimeOffset At, CitedCommitment? Cited = null);

/// <summary>Confirm that a default is cured.</summary>
/// <param name="Party">Who was in default.</param>
/// <param name="No">Its default.</param>
/// <param name="On">Day of the cure.</param>
/// <param name="Finding">What was found.</param>
/// <param name="By">Who found it.</param>
/// <param name="At">Time of receipt.</param>
/// <param name="Now">The instalment that the default cites, as it stands on that day; null when it cites none, or when the version that rules then has none like it.</param>
public sealed record ConfirmCure(string Party, int No, DateOnly On, string Finding, Actor By, DateTimeOffset At, Obligation? Now = null);

public sealed record ChooseRemedy(string Party, int No, Remedy Remedy, DateOnly On, string Reason, Actor By, DateTimeOffset At);

public sealed record DeclareControl(string Controller, string Controlled, DateOnly From, Actor By, DateTimeOffset At);

public sealed record EndControl(string Controller, string Controlled, DateOnly LastDay, Actor By, DateTimeOffset At);

public sealed record AppointPerson(string Person, string Party, string Role, DateOnly From, Actor By, DateTimeOffset At);

public sealed record ReleasePerson(string Person, string Party, string Role, DateOnly LastDay, Actor By, DateTimeOffset At);

using Ledger.Rules;

namespace Ledger.Agreements.Domain;

public sealed record FoundConsortium(Text Name, IReadOnlyList<PartyEntry> Founders, DateOnly On, Actor By, DateTimeOffset At);

public sealed record AdmitParty(PartyEntry Party, DateOnly On, Actor By, DateTimeOffset At);

/// <summary>Leave, for the own organisation.</summary>
public sealed record GiveWithdrawalNotice(DateOnly NoticedOn, DateOnly LastDay, string Reason, Actor By, DateTimeOffset At);

public sealed record NoticeDefault(string Party, string Ground, DateOnly NoticedOn, int CureDays, Actor By, DateTimeOffset At);

public sealed record ConfirmCure(string Party, int No, DateOnly On, string Finding, Actor By, DateTimeOffset At);

public sealed record ChooseRemedy(string Party, int No, Remedy Remedy, DateOnly On, string Reason, Actor By, DateTimeOffset At);

public sealed record DeclareControl(string Controller, string Controlled, DateOnly From, Actor By, DateTimeOffset At);

public sealed record EndControl(string Controller, string Controlled, DateOnly LastDay, Actor By, DateTimeOffset At);

public sealed record AppointPerson(string Person, string Party, string Role, DateOnly From, Actor By, DateTimeOffset At);

public sealed record ReleasePerson(string Person, string Party, string Role, DateOnly LastDay, Actor By, DateTimeOffset At);

using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>The consortium was founded by its first parties.</summary>
public sealed record ConsortiumFounded(Text Name, IReadOnlyList<PartyEntry> Founders, DateOnly On, Actor By, DateTimeOffset At);

/// <summary>A further party joined on a day.</summary>
public sealed record PartyAcceded(PartyEntry Party, DateOnly On, Actor By, DateTimeOffset At);

/// <summary>A party gave notice: it is a member up to and including its last day.</summary>
public sealed record PartyWithdrawalNoticed(string Party, DateOnly NoticedOn, DateOnly LastDay, string Reason, Actor By, DateTimeOffset At);

/// <summary>A party was told that it is in default and by when it can cure; the commitment is named when the default is about one.</summary>
public sealed record DefaultNoticed(
    string Party, int No, string Ground, DateOnly NoticedOn, DateOnly CureBy, Actor By, DateTimeOffset At, NoticedCommitment? Commitment = null);

/// <summary>Somebody of another party found the default cured, in time.</summary>
public sealed record DefaultCured(string Party, int No, DateOnly On, string Finding, Actor By, DateTimeOffset At);

/// <summary>The default was not cured in time and the others chose a remedy.</summary>
public sealed record DefaultRemedied(string Party, int No, Remedy Remedy, DateOnly On, string Reason, Actor By, DateTimeOffset At);

/// <summary>From a day on, somebody controls a party.</summary>
public sealed record ControlDeclared(string Controller, string Controlled, DateOnly From, Actor By, DateTimeOffset At);

/// <summary>The control holds up to and including the last day.</summary>
public sealed record ControlEnded(string Controller, string Controlled, DateOnly LastDay, Actor By, DateTimeOffset At);

/// <summary>A person holds a role for a party from a day on; the person is known by the id at the identity provider only.</summary>
public sealed record PersonAppointed(string Person, string Party, string Role, DateOnly From, Actor By, DateTimeOffset At);

/// <summary>The person holds the role up to and including the last day.</summary>
public sealed record PersonReleased(string Person, string Party, string Role, DateOnly LastDay, Actor By, DateTimeOffset At);

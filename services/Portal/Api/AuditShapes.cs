using System.Text.Json;
using Ledger.Portal.Web;

namespace Ledger.Portal.Api;

// What the regulator's pages read of the Audit service's answers.

/// <summary>An event that was found.</summary>
public sealed record FoundEvent(
    long Index, Guid Event, string Type, string Service, Guid Stream, long Version, DateTimeOffset RecordedAt, DateOnly ValidOn, string? Person,
    string? Organisation, Text? Title, IReadOnlyList<string> Parties);

/// <summary>What a grant extends to.</summary>
public sealed record GrantScope(IReadOnlyList<string> Parties, IReadOnlyList<string> Kinds, DateOnly? From, DateOnly? To, bool Envelopes);

/// <summary>A proposed grant.</summary>
public sealed record GrantProposal(
    string Case, string Reader, IReadOnlyList<string> Persons, GrantScope Scope, string LegalBasis, string Reason, DateTimeOffset Until, Actor By, DateTimeOffset At);

/// <summary>A grant.</summary>
public sealed record GrantLine(Guid Id, string State, GrantProposal Proposal, string ProposalHash, Actor? IssuedBy, string? EndedBecause);

/// <summary>Proposed rules of the desk.</summary>
public sealed record DeskRulesProposal(IReadOnlyList<string> Standing, int DelayDays, Actor By, DateTimeOffset At);

/// <summary>The rules of the desk.</summary>
public sealed record DeskRules(IReadOnlyList<string>? Standing, int DelayDays, DeskRulesProposal? Waiting, string? ProposalHash, bool OpenWithoutRules);

/// <summary>Which amounts make a population.</summary>
public sealed record PopulationOf(string Kind, string Path, string Currency, DateOnly? From, DateOnly? To, long Size);

/// <summary>Its control totals.</summary>
public sealed record ControlTotals(int Count, Money Total, string Hash, int OtherCurrencies, int Negative);

/// <summary>One amount of it.</summary>
public sealed record AuditItem(string Id, Money Amount, string? Party = null, DateOnly? Day = null);

/// <summary>A population.</summary>
public sealed record Population(PopulationOf Of, ControlTotals Totals, IReadOnlyList<AuditItem> Items);

/// <summary>Checks of a population.</summary>
public sealed record PopulationChecks(
    PopulationOf Of, ControlTotals Totals, MethodResult Checks, MethodResult? Benford, Text? BenfordRefused, IReadOnlyList<Text> NotProven);

/// <summary>A report by a method.</summary>
public sealed record DeskReport(MethodResult Result, IReadOnlyList<Text> NotProven);

/// <summary>A drawn sample.</summary>
public sealed record SampleDrawn(
    string Reference, string Case, PopulationOf Population, ControlTotals Totals, string Rule, int RuleVersion, string InputsHash, JsonElement Plan,
    JsonElement Figures, Actor By, DateTimeOffset At);

/// <summary>A drawn sample in a list, without what was drawn.</summary>
public sealed record SampleSummary(Guid Id, string Reference, string Case, PopulationOf Population, ControlTotals Totals, JsonElement Plan, Actor By, DateTimeOffset At);

/// <summary>An event that is cited.</summary>
public sealed record Cited(Guid Ev, string Ph);

/// <summary>What was found.</summary>
public sealed record FindingRaised(
    string Reference, string Case, Text Title, string Description, string Severity, string Responsible, DateOnly Due, IReadOnlyList<Cited> Evidence, Actor By,
    DateTimeOffset At);

/// <summary>An answer to a finding.</summary>
public sealed record FindingAnswered(int No, string Response, IReadOnlyList<Cited> Evidence, Actor By, DateTimeOffset At);

/// <summary>How it was closed.</summary>
public sealed record FindingClosed(int No, string Conclusion, Actor By, DateTimeOffset At);

/// <summary>A finding.</summary>
public sealed record Finding(
    Guid Id, string State, bool Overdue, DateOnly Due, FindingRaised Raised, IReadOnlyList<FindingAnswered> Answers, FindingClosed? Closed);

/// <summary>How a reading was answered.</summary>
public sealed record ReadingAnswer(int Status, string? Code, int Count, string? ResultHash, DateTimeOffset At);

/// <summary>A reading of the log by a regulator.</summary>
public sealed record Reading(
    Guid Event, DateTimeOffset At, Actor By, string? Case, string Resource, IReadOnlyDictionary<string, string>? Query, IReadOnlyList<string> Concerns,
    ReadingAnswer? Answer);

/// <summary>Readings counted.</summary>
public sealed record AccessReport(int Readings, int Refused, int Unanswered, long Entries, IReadOnlyList<AccessGroup> Groups);

/// <summary>Readings of one person of one kind of thing.</summary>
public sealed record AccessGroup(string Organisation, string Person, string? Case, string Resource, int Readings, long Entries);

/// <summary>How long a class of records is kept.</summary>
public sealed record RetentionClass(string Id, int? Years, Text Ground, IReadOnlyList<string> Kinds);

/// <summary>Retention, holds, erasures.</summary>
public sealed record Retention(
    IReadOnlyList<RetentionClass> Classes, IReadOnlyList<string> Unclassed, IReadOnlyList<long> Holds, IReadOnlyList<long> Erasures);

/// <summary>How the signing of the log stands.</summary>
public sealed record LogStatus(
    long Entries, long Unsigned, CheckpointStatus? Signed, CheckpointStatus? Published, IReadOnlyList<WitnessStatus> Witnesses, bool AsksForNoWitness, string Policy);

/// <summary>A checkpoint.</summary>
public sealed record CheckpointStatus(
    string Origin, long Size, string Root, DateTimeOffset SignedAt, long AgeSeconds, string Standing, IReadOnlyList<string> SeenBy, string Note);

/// <summary>A witness.</summary>
public sealed record WitnessStatus(string Name, string Key, long Size, DateTimeOffset? SeenAt);

/// <summary>How a service stands.</summary>
public sealed record ServiceState(
    string Service, bool Ready, IReadOnlyDictionary<string, string> Checks, RelayState Relay, IReadOnlyList<QueueState> Queues);

/// <summary>How far a service's facts have been passed on.</summary>
public sealed record RelayState(string State, string? Failure, long? StoppedBefore, long Waiting, DateTimeOffset? WaitingSince, long LagSeconds);

/// <summary>A queue.</summary>
public sealed record QueueState(string Queue, long Ready, long Errors, long DeadLetters, FirstFault? First);

/// <summary>Why its first failed message failed.</summary>
public sealed record FirstFault(string? Exception, string? Text, Guid? Event, DateTimeOffset? At, bool Own);

/// <summary>How many messages went back.</summary>
public sealed record Replayed(string Queue, int Moved);

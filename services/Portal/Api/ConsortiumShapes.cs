using System.Text.Json;
using Ledger.Portal.Web;

namespace Ledger.Portal.Api;

// What the administrator's pages read of the Agreements service's answers.

/// <summary>A party as it joined.</summary>
public sealed record PartyEntry(string Id, Text Name, string Type, string? Uscc = null, string? Lei = null);

/// <summary>A party's time in the consortium.</summary>
public sealed record Member(PartyEntry Party, DateOnly JoinedOn, DateOnly? LastDay);

/// <summary>A party with those it is tied to.</summary>
public sealed record MemberOnADay(Member Member, IReadOnlyList<string> RelatedTo);

/// <summary>The commitment that a default is about.</summary>
public sealed record NoticedCommitment(string AgreementId, string Commitment, DateOnly Due, Money? Missing);

/// <summary>A default.</summary>
public sealed record DefaultCase(
    string Party, int No, string Ground, DateOnly NoticedOn, DateOnly CureBy, DateOnly? CuredOn, string? Remedy, DateOnly? RemedyOn, NoticedCommitment? Commitment);

/// <summary>A default on a day.</summary>
public sealed record DefaultOnADay(DefaultCase Case, string Standing);

/// <summary>Who controls whom.</summary>
public sealed record Control(string Controller, string Controlled, DateOnly From, DateOnly? LastDay);

/// <summary>A person in a role.</summary>
public sealed record Appointment(string Person, string Party, string Role, DateOnly From, DateOnly? LastDay);

/// <summary>The consortium on a day.</summary>
public sealed record ConsortiumOnADay(
    Text? Name, DateOnly? FoundedOn, DateOnly On, IReadOnlyList<MemberOnADay> Members, IReadOnlyList<DefaultOnADay> Defaults, IReadOnlyList<Control> Controls,
    IReadOnlyList<Appointment> People);

/// <summary>What has to be done by when.</summary>
public sealed record Reminder(string Kind, string Party, DateOnly By, string? AgreementId, string? Commitment, Money? Missing, int? DefaultNo);

/// <summary>A profile version by name.</summary>
public sealed record ProfileReference(string Id, int Version);

/// <summary>A profile version in a list.</summary>
public sealed record ProfileVersion(int Version, string DocumentHash, Period Rules, ProfileReference? Base, string Authority);

/// <summary>A profile with its versions.</summary>
public sealed record ProfileLine(string ProfileId, IReadOnlyList<ProfileVersion> Versions);

/// <summary>A value of a profile.</summary>
public sealed record ProfileValue(JsonElement Value, ProfileReference Origin, bool Overrides, string Mark, JsonElement? Source, string? Place, bool MayRelax);

/// <summary>A key of two profiles.</summary>
public sealed record ComparedKey(string Key, Text Meaning, ProfileValue? Left, ProfileValue? Right, string Order);

/// <summary>Two regions side by side.</summary>
public sealed record ProfilesSideBySide(DateOnly On, ProfileReference Left, ProfileReference Right, IReadOnlyList<ComparedKey> Keys);

/// <summary>Where an agreement meets a profile.</summary>
public sealed record ProfileFinding(string Key, string Kind, string Field, string Agreement, string Demanded, string? Mark, Text Message);

/// <summary>An agreement under another profile.</summary>
public sealed record AgreementUnderProfile(
    string Agreement, ProfileReference Under, ProfileReference? Own, IReadOnlyList<ProfileFinding> Findings, IReadOnlyList<ComparedKey> Changes);

/// <summary>One side of an alignment.</summary>
public sealed record AlignmentSide(IReadOnlyDictionary<string, string> Fields);

/// <summary>Supply and demand of a period.</summary>
public sealed record AlignmentData(Period Period, string Unit, AlignmentSide Supply, AlignmentSide Demand);

/// <summary>The entry of a period.</summary>
public sealed record AlignmentEntry(AlignmentData Data, string Index, string Method, int MethodVersion, int Entered, Actor By, DateTimeOffset At);

/// <summary>An entry with its calculation.</summary>
public sealed record AlignmentView(AlignmentEntry Entry, IReadOnlyDictionary<string, string> Gaps, IReadOnlyList<Step> Steps);

/// <summary>A region over time.</summary>
public sealed record AlignmentOverTime(string Region, IReadOnlyList<AlignmentView> Periods);

/// <summary>A version of an agreement on a day.</summary>
public sealed record VersionOnADay(Guid Id, int AgreementVersion, string DocumentHash, VersionStanding Standing);

/// <summary>Where a version stands.</summary>
public sealed record VersionStanding(DateOnly On, string Standing, Period? Rules, int? SupersededBy);

/// <summary>An amount before and after.</summary>
public sealed record AmountChange(Money Was, Money WouldBe, Money Difference);

/// <summary>A party's amount before and after.</summary>
public sealed record PartyChange(string Party, Money Was, Money WouldBe, Money Difference);

/// <summary>A settled run under another version.</summary>
public sealed record RunEffect(Guid RunId, string PoolReference, Period Period, AmountChange Reserve, IReadOnlyList<PartyChange> Parties);

/// <summary>An allocated loss under another version.</summary>
public sealed record LossEffect(Guid RiskEventId, string Reference, DateOnly OccurredOn, AmountChange Reserve, IReadOnlyList<PartyChange> Parties);

/// <summary>An instalment that differs.</summary>
public sealed record CommitmentEffect(string Commitment, string Party, string Kind, DateOnly Due, Money Was, Money WouldBe);

/// <summary>A cap that differs.</summary>
public sealed record CapEffect(string Party, Money? Was, Money? WouldBe, string? MultipleWas, string? MultipleWouldBe);

/// <summary>Everything that a version would have changed.</summary>
public sealed record RetroactiveEffects(
    int Replaced, DateOnly From, IReadOnlyList<RunEffect> Runs, IReadOnlyList<LossEffect> Losses, IReadOnlyList<CommitmentEffect> Commitments,
    IReadOnlyList<CapEffect> Caps, AmountChange? Retention, AmountChange? ReserveLimit);

/// <summary>A retroactive change with its effects.</summary>
public sealed record RetroactiveProposal(string Reason, string PreviewHash, RetroactiveEffects Effects);


/// <summary>What is to be said about a document that nobody has stored.</summary>
public sealed record DocumentCheck(
    string? DocumentHash, IReadOnlyList<DocumentFault> Faults, VersionReference? InForce, IReadOnlyList<Difference> Differences, IReadOnlyList<TestOutcome> Tests,
    MethodResult? Simulation, DocumentFault? SimulationFault);

/// <summary>A rule that a document breaks.</summary>
public sealed record DocumentFault(string Code, string? Field, Text Message);

/// <summary>A stored version.</summary>
public sealed record VersionReference(Guid Id, int AgreementVersion, string DocumentHash);

/// <summary>A test case of an agreement.</summary>
public sealed record TestOutcome(string Id, bool Passed, Text? Why);

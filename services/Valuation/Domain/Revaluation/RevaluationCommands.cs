using System.Text.Json;
using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>Another service told something that makes the value due.</summary>
public sealed record HearDue(DueReason Due, DateTimeOffset At);

/// <summary>Another service told that the contribution is over.</summary>
public sealed record CloseRevaluation(DueReason Why, DateTimeOffset At);

/// <summary>Judge what falls due by the passing of time.</summary>
/// <param name="Agreement">Version in force on that day, or null.</param>
/// <param name="Series">Index series by id, with the facts that recorded their vintages.</param>
/// <param name="AsOf">The day.</param>
/// <param name="At">Recorded time.</param>
public sealed record JudgeByTime(AdoptedAgreement? Agreement, IReadOnlyDictionary<string, KnownIndex> Series, DateOnly AsOf, DateTimeOffset At);

/// <summary>How an accepted value is carried on by a method <c>revaluation.*</c>.</summary>
/// <param name="Series">revaluation.index: id of a registered series.</param>
/// <param name="Curve">revaluation.depreciation: the curve.</param>
public sealed record RollChoice(string? Series = null, DepreciationCurve? Curve = null);

/// <summary>Months of use that a new value is calculated from.</summary>
/// <param name="Until">Any day of the last month; it is over and valued.</param>
public sealed record UseChoice(DateOnly Until);

/// <summary>Put a new value forward.</summary>
/// <param name="Method">Rule id that the agreement allows for the kind.</param>
/// <param name="Version">Rule version; null means the newest.</param>
/// <param name="On">Valuation date; not before the standing value's, not in the future.</param>
/// <param name="Reason">Why it is valued anew.</param>
/// <param name="Inputs">What the valuer entered; undefined for a method that carries a value on.</param>
/// <param name="Register">What is taken from the register, or null.</param>
/// <param name="Roll">For a method that carries a value on.</param>
/// <param name="Known">What the register holds of it.</param>
/// <param name="Agreement">Version in force on the valuation date, or null.</param>
/// <param name="By">The valuer.</param>
/// <param name="At">Time of receipt.</param>
/// <param name="Use">Take the inputs from the months of use, or null.</param>
/// <param name="Account">The contribution's months; null where no hours were told.</param>
public sealed record ProposeRevaluation(
    string Method, int? Version, DateOnly On, Text Reason, JsonElement Inputs, RegisterChoice? Register, RollChoice? Roll, KnownRegister Known,
    AdoptedAgreement? Agreement, Actor By, DateTimeOffset At, UseChoice? Use = null, UseAccount? Account = null);

/// <summary>Accept the proposal with this hash.</summary>
/// <param name="ProposalHash">Of the proposal the approver has read.</param>
/// <param name="Agreement">Version in force on its valuation date, or null.</param>
/// <param name="By">The approver.</param>
/// <param name="At">Time of receipt.</param>
public sealed record AcceptRevaluation(string ProposalHash, AdoptedAgreement? Agreement, Actor By, DateTimeOffset At);

using System.Text.Json;
using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>A contribution was verified.</summary>
public sealed record OpenAppraisal(Subject Subject);

/// <summary>Put a value forward.</summary>
/// <param name="Method">Rule id.</param>
/// <param name="Version">Rule version; null means the newest.</param>
/// <param name="Inputs">What the valuer entered, without the agreement's terms.</param>
/// <param name="Agreement">Version in force on the contribution's effective day, or null.</param>
/// <param name="By">The valuer.</param>
/// <param name="At">Time of receipt.</param>
public sealed record ProposeValue(
    string Method, int? Version, JsonElement Inputs, AdoptedAgreement? Agreement, Actor By, DateTimeOffset At);

/// <summary>Accept the proposal with this hash.</summary>
/// <param name="ProposalHash">Of the proposal the approver has read.</param>
/// <param name="Agreement">Version in force on the contribution's effective day, or null.</param>
/// <param name="By">The approver.</param>
/// <param name="At">Time of receipt.</param>
/// <param name="Known">Panel and ties; needed where a valuer was drawn.</param>
public sealed record AcceptValue(string ProposalHash, AdoptedAgreement? Agreement, Actor By, DateTimeOffset At, KnownTies? Known = null);

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
/// <param name="Register">What is taken from the evidence register, or null where all inputs are typed in.</param>
/// <param name="Known">What the register holds of it.</param>
/// <param name="Alternatives">Numbers of the alternatives that the value was reconciled with.</param>
/// <param name="Reason">Why it takes the place of an earlier proposal.</param>
public sealed record ProposeValue(
    string Method, int? Version, JsonElement Inputs, AdoptedAgreement? Agreement, Actor By, DateTimeOffset At,
    RegisterChoice? Register = null, KnownRegister? Known = null, IReadOnlyList<int>? Alternatives = null, Text? Reason = null);

/// <summary>Accept the proposal with this hash.</summary>
/// <param name="ProposalHash">Of the proposal the approver has read.</param>
/// <param name="Agreement">Version in force on the contribution's effective day, or null.</param>
/// <param name="By">The approver.</param>
/// <param name="At">Time of receipt.</param>
/// <param name="Known">Panel and ties; needed where a valuer was drawn.</param>
public sealed record AcceptValue(string ProposalHash, AdoptedAgreement? Agreement, Actor By, DateTimeOffset At, KnownTies? Known = null);

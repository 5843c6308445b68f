using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>A version of the accepted value.</summary>
/// <param name="Number">1 is the acceptance; every replacement counts one up.</param>
/// <param name="Value">What counts.</param>
/// <param name="Result">The whole calculation.</param>
/// <param name="Basis">What it rests on beside its inputs, or null.</param>
/// <param name="ProposalHash">Binds value, calculation and basis.</param>
/// <param name="ValidFrom">First day for which it is the right one.</param>
/// <param name="By">Who accepted it or concluded the case.</param>
/// <param name="At">When; the time to object runs from then.</param>
/// <param name="Cause">Why it replaced the one before; null for the acceptance.</param>
/// <param name="Case">Which case replaced the one before; null for the acceptance.</param>
/// <param name="Reason">Why, for everybody to read; null for the acceptance.</param>
/// <param name="UseUntil">Last day of the months of use that it values; such a value is made of months and values none itself.</param>
public sealed record StandingValue(
    int Number, Money Value, MethodResult Result, ValuationBasis? Basis, string ProposalHash, DateOnly ValidFrom, Actor By, DateTimeOffset At,
    ReplacementCause? Cause = null, string? Case = null, Text? Reason = null, DateOnly? UseUntil = null)
{
    /// <summary>Rule id of the calculation.</summary>
    public string Method => Result.RuleId;

    /// <summary>Its version.</summary>
    public int MethodVersion => Result.RuleVersion;

    internal static StandingValue Of(Subject subject, Proposal proposal, Acceptance acceptance) => new(
        1, proposal.Value, proposal.Result, proposal.Basis, proposal.ProposalHash, subject.EffectiveOn, acceptance.By, acceptance.At);

    internal static StandingValue Of(ValueReplaced fact) => new(
        fact.Number, fact.Value, fact.Result, fact.Basis, fact.ProposalHash, fact.ValidFrom, fact.By, fact.At, fact.Cause, fact.Case, fact.Reason, fact.UseUntil);
}

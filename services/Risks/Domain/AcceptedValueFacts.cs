using Ledger.Rules;

namespace Ledger.Risks.Domain;

/// <summary>Valuation accepted the value of a contribution; kept here for keys by accepted value.</summary>
/// <param name="AgreementId">Agreement under which it was brought in.</param>
/// <param name="Party">Who brought it in.</param>
/// <param name="Reference">The contributor's own reference.</param>
/// <param name="Value">Accepted value.</param>
/// <param name="EffectiveOn">From when it counts.</param>
/// <param name="Source">The acceptance, as recorded by Valuation.</param>
public sealed record AcceptedValueCopied(
    string AgreementId, string Party, string Reference, Money Value, DateOnly EffectiveOn, Citation Source);

/// <summary>Valuation replaced the accepted value: it counts from its day on in allocations to come. Allocations that were made stay.</summary>
/// <param name="Number">Of the value; 1 is the acceptance.</param>
/// <param name="Value">The value that counts.</param>
/// <param name="ValidFrom">First day on which it is right.</param>
/// <param name="Source">The replacement, as recorded by Valuation.</param>
public sealed record AcceptedValueReplaced(int Number, Money Value, DateOnly ValidFrom, Citation Source);

/// <summary>The contribution was reversed: its value counts no longer in any allocation to come. Allocations that were made stay.</summary>
/// <param name="On">Day of the reversal.</param>
/// <param name="Source">The reversal, as recorded by Contributions.</param>
public sealed record AcceptedValueStruck(DateOnly On, Citation Source);

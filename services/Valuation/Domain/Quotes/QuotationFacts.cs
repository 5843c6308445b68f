using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>Appraisers were invited to quote.</summary>
/// <param name="Reference">The consortium's own id of the quotation.</param>
/// <param name="Appraisal">The case.</param>
/// <param name="Party">The contributor.</param>
/// <param name="What">What is to be quoted.</param>
/// <param name="Currency">Of every quote.</param>
/// <param name="AsOf">The day for which the price is asked.</param>
/// <param name="Rule">What becomes of the quotes.</param>
/// <param name="Least">Fewest that count.</param>
/// <param name="Invited">Who may quote.</param>
/// <param name="Window">When.</param>
/// <param name="By">Who invited.</param>
/// <param name="At">Recorded time.</param>
public sealed record QuotesInvited(
    string Reference, Guid Appraisal, string Party, Text What, Currency Currency, DateOnly AsOf, QuoteRule Rule, int Least,
    IReadOnlyList<Invitee> Invited, QuoteWindow Window, Actor By, DateTimeOffset At);

/// <summary>An appraiser committed to a quote.</summary>
public sealed record QuoteCommitted(int Round, string Commitment, Actor By, DateTimeOffset At);

/// <summary>Amount and nonce that fit a commitment were received in time. They are told when the quotation is closed.</summary>
public sealed record QuoteRevealed(int Round, string Commitment, Actor By, DateTimeOffset At);

/// <summary>A reveal does not count: late, twice, or not what was committed to.</summary>
/// <param name="Round">Which round.</param>
/// <param name="Code">Why.</param>
/// <param name="Commitment">Hash of what was revealed.</param>
/// <param name="By">Who revealed.</param>
/// <param name="At">Recorded time.</param>
public sealed record RevealVoided(int Round, string Code, string Commitment, Actor By, DateTimeOffset At);

/// <summary>Too few quotes counted: everybody may quote once more. What was revealed stays untold.</summary>
public sealed record QuotesReopened(int Round, QuoteWindow Window, int Valid, Actor By, DateTimeOffset At);

/// <summary>The quotes were opened.</summary>
/// <param name="Value">What they come to.</param>
/// <param name="Result">Every amount, nonce and commitment by <c>quotes.sealed</c>.</param>
/// <param name="By">Who closed.</param>
/// <param name="At">Recorded time.</param>
public sealed record QuotationClosed(Money Value, MethodResult Result, Actor By, DateTimeOffset At);

/// <summary>Too few quotes counted, and it was the second round.</summary>
public sealed record QuotationFailed(int Valid, Actor By, DateTimeOffset At);

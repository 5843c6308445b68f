namespace Ledger.Rules;

/// <summary>One line of a calculation, in the order in which it was made.</summary>
/// <param name="Id">Stable within the method: "adjusted/C1", "residual/accepted-value/E1".</param>
/// <param name="Name">What the line is.</param>
/// <param name="Value">Exact, as a decimal or fraction; an amount with the currency's places; or a word.</param>
/// <param name="Unit">"CNY", "h", "m2"; null for pure numbers and words.</param>
/// <param name="Formula">The line with its numbers: "784000 * 100/98". The same in both languages.</param>
/// <param name="Note">What a reader should know: how it was rounded, why it was cut.</param>
public sealed record Step(string Id, Text Name, string Value, string? Unit = null, string? Formula = null, Text? Note = null);

/// <summary>A smallest unit that rounding left over on one line, and who received it (largest remainder).</summary>
/// <param name="Line">Id of the line that was divided.</param>
/// <param name="Party">Receiver.</param>
/// <param name="Remainder">Fraction of the smallest unit that made it the receiver, cut off after
/// <see cref="RuleLimits.RemainderDigits"/> places; the choice itself is made on exact fractions.</param>
public sealed record ResidualNote(string Line, string Party, Rational Remainder);

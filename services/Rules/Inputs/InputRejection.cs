namespace Ledger.Rules;

/// <summary>
/// A refused input of a rule or document: which field, which value, which rule it broke. <see cref="Rejection.Field"/> is the
/// JSON path from the root of the document that was read ("comparables[2].price"); "$" is the root itself.
/// </summary>
/// <param name="Code">Stable, kebab-case, prefixed by what was read: "input.missing", "agreement.weights-not-one".</param>
/// <param name="Message">The rule and the offending value.</param>
public sealed record InputRejection(string Code, Text Message) : Rejection(Code, RejectionKind.Invalid, Message)
{
    /// <summary>The offending value as it was written, shortened; null when something is missing.</summary>
    public string? Value { get; init; }

    /// <summary>The same rejection, said of a field.</summary>
    public InputRejection At(string field) => this with { Field = field };
}

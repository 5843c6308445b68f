using Ledger.Rules;

namespace Ledger.Risks.Domain;

/// <summary>How what was escalated is borne, as part of an allocation.</summary>
/// <param name="No">The proposal that was decided.</param>
/// <param name="Result">Rule, inputs, figures and every line.</param>
public sealed record ResolvedRest(int No, MethodResult Result);

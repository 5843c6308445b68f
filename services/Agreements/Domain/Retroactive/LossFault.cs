using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>The party at fault, as Risks counted it.</summary>
/// <param name="Party">The party.</param>
/// <param name="Degree">How badly, kebab-case.</param>
/// <param name="RetentionShare">The part of the retention that it takes over; null for none.</param>
public sealed record LossFault(string Party, string Degree, Rational? RetentionShare)
{
    /// <summary>As the method takes it.</summary>
    public FaultOf Of() => new(
        Party, KebabCase.Find<FaultDegree>(Degree) ?? throw new System.Diagnostics.UnreachableException($"Risks knows no fault '{Degree}'."), RetentionShare);
}

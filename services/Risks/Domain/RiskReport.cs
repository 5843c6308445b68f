using Ledger.Rules;

namespace Ledger.Risks.Domain;

/// <summary>What a member says has happened.</summary>
/// <param name="Reference">The reporter's own id.</param>
/// <param name="AgreementId">Agreement under whose terms the loss shall be borne.</param>
/// <param name="Category">Category of the agreement: <c>production-disruption</c>.</param>
/// <param name="Title">What happened.</param>
/// <param name="Description">More about it, when there is more to say.</param>
/// <param name="OccurredOn">The day on which it struck (valid date).</param>
/// <param name="Sufferers">Who suffers the loss, by weight: {"E1":"1","E2":"1"} is half each.</param>
/// <param name="Risk">Reference of the registered risk that struck; null when it was not foreseen.</param>
public sealed record RiskReport(
    string Reference, string AgreementId, string Category, Text Title, Text? Description, DateOnly OccurredOn,
    IReadOnlyDictionary<string, Rational> Sufferers, string? Risk = null)
{
    /// <summary>Whether both say the same; the order of the sufferers does not matter.</summary>
    public bool Equals(RiskReport? other) => other is not null
        && (Reference, AgreementId, Category, Title, Description, OccurredOn, Risk)
            == (other.Reference, other.AgreementId, other.Category, other.Title, other.Description, other.OccurredOn, other.Risk)
        && Sufferers.Count == other.Sufferers.Count
        && Sufferers.All(entry => other.Sufferers.TryGetValue(entry.Key, out var weight) && weight == entry.Value);

    public override int GetHashCode() => HashCode.Combine(Reference, AgreementId, Category, OccurredOn);
}

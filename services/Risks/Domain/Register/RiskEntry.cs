using System.Text.Json.Serialization;
using Ledger.Rules;

namespace Ledger.Risks.Domain;

/// <summary>A risk as it stands in the register.</summary>
/// <param name="Reference">The consortium's own id.</param>
/// <param name="AgreementId">Agreement under which it is shared.</param>
/// <param name="Category">Category of the agreement.</param>
/// <param name="Title">What may happen.</param>
/// <param name="Description">More about it, or null.</param>
/// <param name="Owner">Party that watches over it.</param>
/// <param name="Likelihood">Chance of each possible strike in a year; 0 to 1, at most six decimal places.</param>
/// <param name="Strikes">How often it can strike in a year; from 1.</param>
/// <param name="Exposure">What a strike costs.</param>
/// <param name="Limit">The most of one event that is shared; tightens the category's limit; null for none.</param>
/// <param name="Controls">What is done against it.</param>
/// <param name="ReviewDays">Days from one review to the next.</param>
/// <param name="NextReviewOn">When it is looked at next.</param>
public sealed record RiskEntry(
    string Reference, string AgreementId, string Category, Text Title, Text? Description, string Owner, Rational Likelihood, int Strikes,
    Exposure Exposure, Money? Limit, IReadOnlyList<RiskControl> Controls, int ReviewDays, DateOnly NextReviewOn)
{
    public bool Equals(RiskEntry? other) => other is not null
        && (Reference, AgreementId, Category, Title, Description, Owner, Likelihood) == (other.Reference, other.AgreementId, other.Category, other.Title, other.Description, other.Owner, other.Likelihood)
        && (Strikes, Exposure, Limit, ReviewDays, NextReviewOn) == (other.Strikes, other.Exposure, other.Limit, other.ReviewDays, other.NextReviewOn)
        && Controls.SequenceEqual(other.Controls);

    public override int GetHashCode() => HashCode.Combine(Reference, AgreementId, Category, NextReviewOn);
}

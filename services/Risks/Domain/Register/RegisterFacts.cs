using System.Text.Json.Serialization;
using Ledger.Rules;

namespace Ledger.Risks.Domain;

/// <summary>How well a control works, by whoever answers for it. JSON: kebab-case.</summary>
[JsonConverter(typeof(KebabCaseEnum<ControlStrength>))]
public enum ControlStrength
{
    Planned,
    Weak,
    Adequate,
    Strong,
}

/// <summary>Something done against a risk.</summary>
/// <param name="Title">What.</param>
/// <param name="Owner">Party that answers for it.</param>
/// <param name="Strength">How well it works.</param>
public sealed record RiskControl(Text Title, string Owner, ControlStrength Strength);

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

/// <summary>What a strike of a risk costs: least, most likely, most.</summary>
public sealed record Exposure(Money Least, Money Likely, Money Most);

/// <summary>A risk was put into the register.</summary>
/// <param name="Entry">The risk.</param>
/// <param name="AgreementVersion">Version in force that day.</param>
/// <param name="Agreement">Its activation.</param>
/// <param name="By">Who registered it.</param>
/// <param name="At">Recorded time.</param>
public sealed record RiskRegistered(RiskEntry Entry, int AgreementVersion, Citation Agreement, Actor By, DateTimeOffset At);

/// <summary>A registered risk is seen otherwise.</summary>
/// <param name="Entry">The risk as it stands now.</param>
/// <param name="Reason">Why.</param>
/// <param name="AgreementVersion">Version in force that day.</param>
/// <param name="Agreement">Its activation.</param>
/// <param name="By">Who revised it.</param>
/// <param name="At">Recorded time.</param>
public sealed record RiskRevised(RiskEntry Entry, Text Reason, int AgreementVersion, Citation Agreement, Actor By, DateTimeOffset At);

/// <summary>The owner looked at a registered risk and found it as it stands.</summary>
/// <param name="On">When.</param>
/// <param name="Findings">What was found.</param>
/// <param name="NextReviewOn">When it is looked at next.</param>
/// <param name="By">Who reviewed.</param>
/// <param name="At">Recorded time.</param>
public sealed record RiskReviewed(DateOnly On, Text Findings, DateOnly NextReviewOn, Actor By, DateTimeOffset At);

/// <summary>A risk can strike no longer.</summary>
/// <param name="Reason">Why.</param>
/// <param name="By">Who retired it.</param>
/// <param name="At">Recorded time.</param>
public sealed record RiskRetired(Text Reason, Actor By, DateTimeOffset At);

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

using Ledger.Rules;

namespace Ledger.Audit.Domain;

/// <summary>How heavy a finding is.</summary>
public enum FindingSeverity
{
    Low,
    Medium,
    High,
}

/// <summary>An auditor found something that an organisation must answer.</summary>
/// <param name="Reference">The auditor's own id of the finding.</param>
/// <param name="Case">Case it belongs to.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Description">What was found.</param>
/// <param name="Severity">How heavy it is.</param>
/// <param name="Responsible">Organisation that must answer.</param>
/// <param name="Due">Last day for the answer.</param>
/// <param name="Evidence">Events it rests on.</param>
/// <param name="By">Who found it.</param>
/// <param name="At">When.</param>
public sealed record FindingRaised(
    string Reference, string Case, Text Title, string Description, FindingSeverity Severity, string Responsible, DateOnly Due,
    IReadOnlyList<Citation> Evidence, Actor By, DateTimeOffset At);

/// <summary>The responsible organisation answered.</summary>
/// <param name="No">Number of the answer, from 1.</param>
/// <param name="Response">What it says and does.</param>
/// <param name="Evidence">Events it points to.</param>
/// <param name="By">Who answered.</param>
/// <param name="At">When; late when after the due day.</param>
public sealed record FindingAnswered(int No, string Response, IReadOnlyList<Citation> Evidence, Actor By, DateTimeOffset At);

/// <summary>The answer does not do; another is due.</summary>
public sealed record AnswerReturned(int No, string Reason, DateOnly Due, Actor By, DateTimeOffset At);

/// <summary>The day by which an answer is due was moved.</summary>
public sealed record FindingDueMoved(DateOnly Due, string Reason, Actor By, DateTimeOffset At);

/// <summary>Another person than who raised the finding closed it upon an answer.</summary>
public sealed record FindingClosed(int No, string Conclusion, Actor By, DateTimeOffset At);

/// <summary>The finding had been raised in error.</summary>
public sealed record FindingWithdrawn(string Reason, Actor By, DateTimeOffset At);

using System.Text.Json.Serialization;

namespace Ledger.Rules;

/// <summary>Who settles a dispute after the objection window.</summary>
/// <param name="Panel">Ids of the panel's members: parties or outside organisations.</param>
/// <param name="AppraisalClause">Which clause settles a disputed value; null: none.</param>
/// <param name="Final">Who decides finally; null when not stated.</param>
public sealed record DisputeTerms(IReadOnlyList<string> Panel, AppraisalClauseKind? AppraisalClause, FinalDecision? Final)
{
    /// <summary>Times and cost of an objection to an accepted value; null: the platform's own.</summary>
    public ValueChallengeTerms? ValueChallenge { get; init; }
}

/// <summary>Times and cost of an objection to an accepted value. Where a time is null, the platform's own holds.</summary>
/// <param name="Window">From the acceptance to the last objection.</param>
/// <param name="Reappraisal">For each new appraisal.</param>
/// <param name="Appeal">From a decision by appraisals to the last appeal to the panel, and for its vote.</param>
/// <param name="CostThreshold">Who objected pays where the value moves by less than this share; null: 10%.</param>
public sealed record ValueChallengeTerms(ObjectionWindow? Window, ObjectionWindow? Reappraisal, ObjectionWindow? Appeal, Rational? CostThreshold);

/// <summary>Clauses that settle a disputed value. JSON: kebab-case.</summary>
[JsonConverter(typeof(KebabCaseEnum<AppraisalClauseKind>))]
public enum AppraisalClauseKind
{
    /// <summary>Two appraisals and, where they differ too much, an agreed third: the method appraisal.three-appraiser.</summary>
    ThreeAppraiser,

    /// <summary>One appraiser drawn from the panel.</summary>
    Panel,
}

/// <summary>Who decides finally. JSON: kebab-case.</summary>
[JsonConverter(typeof(KebabCaseEnum<FinalDecision>))]
public enum FinalDecision
{
    Panel,
    Mediation,
    Arbitration,
    Court,
    Regulator,
}

/// <summary>Who may look into the books, and until when.</summary>
/// <param name="Rights">Ids of parties or outside organisations that may audit; at least one.</param>
/// <param name="WindowMonths">Months after a settlement in which it can be contested.</param>
/// <param name="SampleRate">Least share of the lines that a sample holds, 0 to 1; null when not stated.</param>
/// <param name="Cost">Who pays.</param>
public sealed record AuditTerms(IReadOnlyList<string> Rights, int WindowMonths, Rational? SampleRate, AuditCost Cost);

/// <summary>Who pays for an audit. JSON: kebab-case.</summary>
[JsonConverter(typeof(KebabCaseEnum<AuditCost>))]
public enum AuditCost
{
    /// <summary>Whoever asked for it.</summary>
    Auditor,
    Consortium,

    /// <summary>The audited party when the audit finds an error in its favour, else whoever asked.</summary>
    WhoeverErred,
}

/// <summary>How personal data are treated.</summary>
/// <param name="Law">The law that applies, in words.</param>
/// <param name="CrossBorder">Whether personal data may leave the country.</param>
public sealed record PrivacyTerms(Text Law, bool CrossBorder);

/// <summary>The region policy profile under which the agreement stands.</summary>
/// <param name="Id">"cn".</param>
/// <param name="Version">From 1.</param>
public sealed record RegionProfileReference(string Id, int Version);

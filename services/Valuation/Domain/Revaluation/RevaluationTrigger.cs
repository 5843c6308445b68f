using System.Text.Json.Serialization;
using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>Why an accepted value is due again, or no longer. JSON: kebab-case.</summary>
[JsonConverter(typeof(KebabCaseEnum<RevaluationTrigger>))]
public enum RevaluationTrigger
{
    /// <summary>The months for which agreement or profile let a value stand are over.</summary>
    ValidityOver,

    /// <summary>A price index moved further than agreement or profile allow.</summary>
    IndexMoved,

    /// <summary>The thing was damaged.</summary>
    Damage,

    /// <summary>It was moved or tagged anew: it may be used otherwise than it was valued for.</summary>
    ChangeOfUse,

    /// <summary>The last day of the licence is over.</summary>
    LicenceLapse,

    /// <summary>It ended, was withdrawn or was given back before the day until which it was promised: less was brought in than was valued.</summary>
    EndedEarly,

    /// <summary>Its use is over, worn out or withdrawn, and nothing more was promised: nothing falls due any longer.</summary>
    Ended,

    /// <summary>It was given back as it was promised: nothing falls due any longer.</summary>
    Returned,
}

/// <summary>A reason why a value is due, or no longer.</summary>
/// <param name="Trigger">Which.</param>
/// <param name="Since">First day on which it held.</param>
/// <param name="Rule">Rule id with its limit: <c>revaluation.validity:12</c>, <c>revaluation.index-move:0.1</c>.</param>
/// <param name="Reason">Why, for everybody to read.</param>
/// <param name="Source">The fact of another service that it rests on, or the vintage; null where only time passed.</param>
public sealed record DueReason(RevaluationTrigger Trigger, DateOnly Since, string Rule, Text Reason, Citation? Source = null);

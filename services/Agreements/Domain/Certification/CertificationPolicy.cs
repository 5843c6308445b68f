using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>One thing that can be required: a value accepted, or a number of recorded things.</summary>
/// <param name="Id">Unique in its condition.</param>
/// <param name="Name">What it asks for.</param>
/// <param name="Value">Least accepted and evidenced value of contributions within the window; null when it counts records.</param>
/// <param name="Kinds">Kinds of contribution that count; empty for all. Only with a value.</param>
/// <param name="Count">Least number of what the records count; null when it asks for a value.</param>
/// <param name="RecordKind">Kind of record that counts ("interns"). Only with a count.</param>
/// <param name="MinMonths">A record counts only with at least so many months (of internship); null: whatever its months.</param>
/// <param name="Standing">True: records that stand on the day count; false: those whose day lies within the window.</param>
/// <param name="Source">Where it is written.</param>
/// <param name="Mark">How sure it is.</param>
public sealed record CertificationRequirement(
    string Id, Text Name, string Source, SourceMark Mark, Money? Value = null, IReadOnlyList<ContributionKind>? Kinds = null, int? Count = null,
    string? RecordKind = null, int? MinMonths = null, bool Standing = false);

/// <summary>A condition: met when any of its requirements is.</summary>
public sealed record CertificationCondition(string Id, Text Name, IReadOnlyList<CertificationRequirement> AnyOf);

/// <summary>What a region asks of an enterprise that wants to be certified. Entered by its users; nothing is built in.</summary>
/// <param name="Needed">How many conditions must be met.</param>
/// <param name="WindowMonths">Rolling window: 36.</param>
/// <param name="CultivationMonths">Time on the list before certification: 12.</param>
/// <param name="PlanMonths">After the listing, the plan is public within so many months: 3.</param>
/// <param name="BarMonths">After a cancellation, no new application for so many months: 60.</param>
/// <param name="Conditions">The conditions.</param>
/// <param name="Source">Where these times are written.</param>
/// <param name="Mark">How sure they are.</param>
public sealed record CertificationParameters(
    int Needed, int WindowMonths, int CultivationMonths, int PlanMonths, int BarMonths, IReadOnlyList<CertificationCondition> Conditions, string Source,
    SourceMark Mark);

/// <summary>Parameters and the day from which they rule.</summary>
public sealed record StatedCertificationPolicy(DateOnly From, CertificationParameters Parameters);

/// <summary>The certification policy of a consortium over time.</summary>
public sealed record CertificationPolicy
{
    public Guid Id { get; init; }

    /// <summary>In the order in which they were stated.</summary>
    public IReadOnlyList<StatedCertificationPolicy> Stated { get; init; } = [];

    public static CertificationPolicy None(Guid id) => new() { Id = id };

    /// <summary>What rules on a day: the youngest first day, and of those the one stated last; null when nothing does.</summary>
    public StatedCertificationPolicy? On(DateOnly day)
    {
        StatedCertificationPolicy? ruling = null;
        foreach (var stated in Stated.Where(stated => stated.From <= day))
            if (ruling is null || stated.From >= ruling.From) ruling = stated;
        return ruling;
    }
}

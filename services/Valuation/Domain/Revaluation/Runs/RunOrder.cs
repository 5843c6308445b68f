using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>Which contributions a run is about; only such with a standing value.</summary>
/// <param name="Party">Who brought it in; null for everybody.</param>
/// <param name="Kind">Kind; null for all.</param>
/// <param name="AgreementId">Agreement; null for all.</param>
/// <param name="References">The contributors' own ids; null for all.</param>
/// <param name="DueOnly">Only what is due.</param>
public sealed record RunFilter(
    string? Party = null, ContributionKind? Kind = null, string? AgreementId = null, IReadOnlyList<string>? References = null, bool DueOnly = false);

/// <summary>What a portfolio run does.</summary>
/// <param name="Reference">The consortium's own id of the run.</param>
/// <param name="Filter">For which contributions.</param>
/// <param name="Method">Rule id of a method that carries a value on.</param>
/// <param name="MethodVersion">Rule version.</param>
/// <param name="On">New valuation date.</param>
/// <param name="Roll">Series or curve.</param>
/// <param name="Index">The series as it was known on the index date, frozen; null for a curve.</param>
/// <param name="Reason">Why, for everybody to read.</param>
public sealed record RunOrder(
    string Reference, RunFilter Filter, string Method, int MethodVersion, DateOnly On, RollChoice Roll, UsedIndex? Index, Text Reason);

/// <summary>What a run would do with one contribution, or did.</summary>
/// <param name="Number">From 1 within the run, in the order of appraisal ids.</param>
/// <param name="Appraisal">Its appraisal.</param>
/// <param name="Reference">The contributor's own id.</param>
/// <param name="Party">Who brought it in.</param>
/// <param name="Kind">Kind.</param>
/// <param name="Against">Number of the value that stood; 0 where none stands.</param>
/// <param name="Old">Value that stood; null where none stands.</param>
/// <param name="New">New value; null where refused.</param>
/// <param name="ProposalHash">Binds the new value and its calculation; null where refused.</param>
/// <param name="TwoApprovals">Whether the new value needs two approvals of its own.</param>
/// <param name="Code">Why it is refused; null where it is not.</param>
/// <param name="Field">Field of the order or of the method's inputs that the refusal speaks of.</param>
/// <param name="Message">The same for people.</param>
public sealed record RunLine(
    int Number, Guid Appraisal, string Reference, string Party, ContributionKind Kind, int Against, Money? Old, Money? New, string? ProposalHash,
    bool TwoApprovals, string? Code = null, string? Field = null, Text? Message = null)
{
    /// <summary>New less old; null where refused.</summary>
    public Money? Difference => New is { } value && Old is { } old ? value - old : null;
}

/// <summary>How many contributions, by what becomes of them.</summary>
/// <param name="Replaced">A new value takes the place of the old one.</param>
/// <param name="Proposed">A new value is put forward and needs approvals of its own.</param>
/// <param name="Refused">Nothing happens to them.</param>
public sealed record RunCounts(int Replaced, int Proposed, int Refused)
{
    public static RunCounts Zero { get; } = new(0, 0, 0);

    public int Lines => Replaced + Proposed + Refused;

    public static RunCounts operator +(RunCounts a, RunCounts b) => new(a.Replaced + b.Replaced, a.Proposed + b.Proposed, a.Refused + b.Refused);
}

/// <summary>Sums of the lines that are not refused, in one currency.</summary>
/// <param name="Old">What stood.</param>
/// <param name="New">What is to stand.</param>
public sealed record RunTotal(Money Old, Money New)
{
    /// <summary>New less old.</summary>
    public Money Difference => New - Old;
}

using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>Where an appraiser stands.</summary>
public enum AppraiserStanding
{
    Active,

    /// <summary>Not drawn for now.</summary>
    Suspended,

    /// <summary>Never drawn again; what was recorded stays.</summary>
    Removed,
}

/// <summary>What an appraiser may value, and how.</summary>
/// <param name="Kind">Kind of contribution.</param>
/// <param name="Methods">Valuation methods, by id; at least one.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
public sealed record Qualification(ContributionKind Kind, IReadOnlyList<string> Methods, DateOnly From, DateOnly To)
{
    internal bool Says(Qualification other) =>
        Kind == other.Kind && From == other.From && To == other.To && Methods.SequenceEqual(other.Methods, StringComparer.Ordinal);
}

/// <summary>A person on the panel.</summary>
/// <param name="Person">Subject id at the identity provider; no name.</param>
/// <param name="Organisation">Party, or appraisal firm outside the consortium.</param>
/// <param name="Qualifications">What the person may value.</param>
/// <param name="Standing">Whether the person is drawn.</param>
/// <param name="Reason">Why suspended or removed; null while active.</param>
public sealed record Appraiser(
    string Person, string Organisation, IReadOnlyList<Qualification> Qualifications, AppraiserStanding Standing = AppraiserStanding.Active,
    string? Reason = null)
{
    /// <summary>Of these methods, those for which the person is qualified for the kind on the day; in their order.</summary>
    public IReadOnlyList<string> Qualified(ContributionKind kind, IEnumerable<string> methods, DateOnly day)
    {
        var held = Qualifications.Where(one => one.Kind == kind && day >= one.From && day <= one.To)
            .SelectMany(one => one.Methods).ToHashSet(StringComparer.Ordinal);
        return [.. methods.Where(held.Contains)];
    }
}

/// <summary>The panel of appraisers (评估人名册) of a consortium, with the ties that were declared.</summary>
public sealed record AppraiserPanel
{
    public Guid Id { get; init; }

    public IReadOnlyList<Appraiser> Appraisers { get; init; } = [];

    public IReadOnlyList<Tie> Ties { get; init; } = [];

    public static AppraiserPanel None(Guid id) => new() { Id = id };

    /// <summary>The appraiser of this id, or null.</summary>
    public Appraiser? Appraiser(string person) => Appraisers.FirstOrDefault(one => one.Person == person);
}

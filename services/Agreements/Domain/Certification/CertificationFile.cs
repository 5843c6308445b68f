using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>Something that counts for certification beside contributions: interns of a year, a specialty built together.</summary>
/// <param name="Reference">The enterprise's own, unique among its records.</param>
/// <param name="Kind">Kind of record, as the policy names it: "interns", "joint-specialty", "shared-ip", "apprenticeship-pilot".</param>
/// <param name="On">Its day; of what lasts, the first.</param>
/// <param name="Count">How many: people, specialties, titles. People are counted here, never named.</param>
/// <param name="Title">What it is.</param>
/// <param name="Evidence">SHA-256 of its papers, at least one.</param>
/// <param name="Until">Last day of what lasts; null while it lasts, or for what does not.</param>
/// <param name="Months">Months that each of them lasted; null where that has no sense.</param>
public sealed record CertificationRecord(
    string Reference, string Kind, DateOnly On, int Count, Text Title, IReadOnlyList<string> Evidence, DateOnly? Until = null, int? Months = null)
{
    public bool Equals(CertificationRecord? other) => other is not null
        && (Reference, Kind, On, Until, Count, Months, Title) == (other.Reference, other.Kind, other.On, other.Until, other.Count, other.Months, other.Title)
        && Evidence.SequenceEqual(other.Evidence);

    public override int GetHashCode() => HashCode.Combine(Reference, Kind, On, Count);
}

/// <summary>A record and why it no longer counts; null while it does.</summary>
public sealed record KeptRecord(CertificationRecord Record, string? Struck = null);

/// <summary>Why an enterprise was taken off the list.</summary>
public enum CancellationGround
{
    FalseStatement,
    MajorAccident,
    StudentRights,
    DishonestyList,
    Other,
}

/// <summary>An authority cancelled the listing or certification.</summary>
/// <param name="Reference">Unique among the enterprise's cancellations.</param>
/// <param name="On">Day; the bar runs from it.</param>
/// <param name="Ground">Ground.</param>
/// <param name="Finding">What the authority found.</param>
/// <param name="Sha256">Its decision.</param>
public sealed record CertificationCancellation(string Reference, DateOnly On, CancellationGround Ground, string Finding, string Sha256);

/// <summary>A cancellation and why it was taken back; null while it stands.</summary>
public sealed record KeptCancellation(CertificationCancellation Cancellation, string? Struck = null);

/// <summary>The plan that a listed enterprise makes public.</summary>
public sealed record PublishedPlan(DateOnly On, string Sha256);

/// <summary>What one enterprise recorded towards its certification, and what was found against it.</summary>
public sealed record CertificationFile
{
    public Guid Id { get; init; }

    public string Enterprise { get; init; } = "";

    public IReadOnlyList<KeptRecord> Records { get; init; } = [];

    public IReadOnlyList<PublishedPlan> Plans { get; init; } = [];

    public IReadOnlyList<KeptCancellation> Cancellations { get; init; } = [];

    public static CertificationFile None(Guid id) => new() { Id = id };
}

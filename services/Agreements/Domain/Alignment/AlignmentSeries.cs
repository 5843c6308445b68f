using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>The current entry of a period.</summary>
/// <param name="Data">As entered last.</param>
/// <param name="Index">What it comes to.</param>
/// <param name="Method">Rule id.</param>
/// <param name="MethodVersion">Rule version.</param>
/// <param name="Entered">How often data of this period were entered.</param>
/// <param name="By">Who entered them last.</param>
/// <param name="At">When.</param>
public sealed record AlignmentEntry(AlignmentData Data, Rational Index, string Method, int MethodVersion, int Entered, Actor By, DateTimeOffset At);

/// <summary>The alignment of skills in one region over time.</summary>
public sealed record AlignmentSeries
{
    public Guid Id { get; init; }

    public string Region { get; init; } = "";

    /// <summary>By period, ascending.</summary>
    public IReadOnlyList<AlignmentEntry> Entries { get; init; } = [];

    public static AlignmentSeries None(Guid id) => new() { Id = id };

    /// <summary>The entry of exactly this period, or null.</summary>
    public AlignmentEntry? Find(Period period) => Entries.FirstOrDefault(entry => entry.Data.Period == period);
}

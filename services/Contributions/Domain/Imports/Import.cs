using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>What is to be done with which file. The same order again is the same import.</summary>
/// <param name="Kind">What the rows are.</param>
/// <param name="Mode">What becomes of good rows beside bad ones.</param>
/// <param name="DryRun">Judge every row and write nothing.</param>
/// <param name="Format">How the file is written.</param>
/// <param name="Sha256">Hash of the file, under which the evidence store keeps it.</param>
/// <param name="Size">Bytes.</param>
public sealed record ImportOrder(ImportKind Kind, ImportMode Mode, bool DryRun, ImportFormat Format, string Sha256, long Size)
{
    /// <summary>Names the order within a consortium, for one organisation.</summary>
    public string NameFor(string organisation) =>
        $"{organisation}:{KebabCase.Name(Kind)}:{KebabCase.Name(Mode)}:{(DryRun ? "dry" : "real")}:{KebabCase.Name(Format)}:{Sha256}";
}

/// <summary>Rows of an import by what became of them.</summary>
/// <param name="Rows">Rows read.</param>
/// <param name="Valid">Rows that no rule refuses.</param>
/// <param name="Refused">Rows that are refused.</param>
/// <param name="Written">Rows that are new in the register through this import.</param>
/// <param name="Unchanged">Valid rows that stood in the register already.</param>
public sealed record ImportCounts(int Rows, int Valid, int Refused, int Written, int Unchanged)
{
    public static ImportCounts Zero { get; } = new(0, 0, 0, 0, 0);

    public static ImportCounts operator +(ImportCounts a, ImportCounts b) => new(
        a.Rows + b.Rows, a.Valid + b.Valid, a.Refused + b.Refused, a.Written + b.Written, a.Unchanged + b.Unchanged);
}

/// <summary>One import (导入) of a file.</summary>
public sealed record Import
{
    public Guid Id { get; init; }

    public ImportStage Stage { get; init; }

    public ImportOrder? Order { get; init; }

    /// <summary>The order's name for the organisation; equal for every attempt at it.</summary>
    public string Name { get; init; } = "";

    public int Attempt { get; init; }

    public Actor? By { get; init; }

    public DateTimeOffset? RequestedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended or was cancelled.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    public ImportOutcome? Outcome { get; init; }

    /// <summary>Final counts; null before the end.</summary>
    public ImportCounts? Counts { get; init; }

    /// <summary>Whether rows marked fields: its file is erased once it has ended.</summary>
    public bool Marked { get; init; }

    public static Import None(Guid id) => new() { Id = id };

    /// <summary>Whether the same order may be handed in again: this attempt came to nothing.</summary>
    public bool MayRepeat() => Stage == ImportStage.Cancelled
        || Outcome is ImportOutcome.Checked or ImportOutcome.Refused or ImportOutcome.Failed or ImportOutcome.ImportedInPart;
}

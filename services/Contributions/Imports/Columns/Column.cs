namespace Ledger.Contributions.Imports;

/// <summary>How a cell is written.</summary>
internal enum CellForm
{
    /// <summary>As it stands, blanks included.</summary>
    Text,

    /// <summary>Blanks around it do not count.</summary>
    Word,

    /// <summary>An exact number: "0.85".</summary>
    Number,

    /// <summary>A whole number: "120".</summary>
    Whole,

    /// <summary>A day, year first.</summary>
    Date,

    /// <summary>A time of day: "08:30".</summary>
    Time,

    /// <summary>yes, no, true, false, 是, 否.</summary>
    YesNo,

    /// <summary>Identifiers, with blanks, commas or semicolons between them.</summary>
    Words,

    /// <summary>A JSON value.</summary>
    Json,

    /// <summary>Known from exports; says nothing to an import.</summary>
    Ignored,
}

/// <summary>When a cell has to be filled.</summary>
internal enum Need
{
    Never,

    /// <summary>In every row; the column must be there.</summary>
    Always,

    /// <summary>When another cell of its group is filled.</summary>
    WithGroup,
}

/// <summary>A column of an imported file.</summary>
/// <param name="Path">Where the value goes in the request of a single row, as a JSON path.</param>
/// <param name="Form">How it is written.</param>
/// <param name="En">English name.</param>
/// <param name="Zh">Chinese name.</param>
/// <param name="Need">When it has to be filled.</param>
/// <param name="Group">Path of the object that the cell belongs to; null at the top.</param>
/// <param name="Words">Other words for a value, by the word.</param>
internal sealed record Column(
    string Path, CellForm Form, string En, string Zh, Need Need = Need.Never, string? Group = null,
    IReadOnlyDictionary<string, string>? Words = null);

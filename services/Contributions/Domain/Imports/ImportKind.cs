using System.Text.Json.Serialization;
using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>What the rows of a file are. JSON: kebab-case.</summary>
[JsonConverter(typeof(KebabCaseEnum<ImportKind>))]
public enum ImportKind
{
    /// <summary>Contributions of the own organisation.</summary>
    Contributions,

    /// <summary>Hours of use of lent equipment.</summary>
    Use,

    /// <summary>Hours worked by staff.</summary>
    Time,
}

/// <summary>What becomes of good rows beside bad ones. JSON: kebab-case.</summary>
[JsonConverter(typeof(KebabCaseEnum<ImportMode>))]
public enum ImportMode
{
    /// <summary>One bad row and none is written.</summary>
    AllOrNothing,

    /// <summary>Good rows are written, bad ones listed.</summary>
    AcceptGood,
}

/// <summary>How the file is written. JSON: kebab-case.</summary>
[JsonConverter(typeof(KebabCaseEnum<ImportFormat>))]
public enum ImportFormat
{
    /// <summary>Separated by commas, semicolons or tabs, with a header (RFC 4180).</summary>
    Csv,

    /// <summary>One JSON object a line, as the endpoints for single rows take it.</summary>
    JsonLines,
}

/// <summary>Where an import stands. JSON: kebab-case.</summary>
[JsonConverter(typeof(KebabCaseEnum<ImportStage>))]
public enum ImportStage
{
    /// <summary>There is no import.</summary>
    None,

    /// <summary>It waits for its turn and can be cancelled.</summary>
    Waiting,

    /// <summary>Its rows are read.</summary>
    Running,

    /// <summary>It ended; the outcome says how.</summary>
    Finished,

    /// <summary>It was cancelled before it began.</summary>
    Cancelled,
}

/// <summary>How an import ended. JSON: kebab-case.</summary>
[JsonConverter(typeof(KebabCaseEnum<ImportOutcome>))]
public enum ImportOutcome
{
    /// <summary>A dry run: every row was judged and nothing written.</summary>
    Checked,

    /// <summary>Every row is in the register now.</summary>
    Imported,

    /// <summary>The good rows are in the register, the refused ones are listed.</summary>
    ImportedInPart,

    /// <summary>Nothing was written: a row, or the file itself, was refused.</summary>
    Refused,

    /// <summary>The platform could not finish it; what "accept-good" wrote before stands.</summary>
    Failed,
}

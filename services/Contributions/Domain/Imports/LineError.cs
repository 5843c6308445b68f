using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>Why a line of an imported file is refused.</summary>
/// <param name="Line">Line of the file on which the row begins, from 1; the header is line 1.</param>
/// <param name="Column">Column as the file names it, or null when the whole row is meant.</param>
/// <param name="Value">The value, shortened, when there is one.</param>
/// <param name="Code">Stable code.</param>
/// <param name="Field">Field of the single request, as a JSON path, or null.</param>
/// <param name="Message">The rule that was broken.</param>
public sealed record LineError(int Line, string? Column, string? Value, string Code, string? Field, Text Message)
{
    /// <summary>A rejection, said of a line.</summary>
    public static LineError Of(int line, string? column, Rejection rejection, string? value = null) => new(
        line, column, (rejection as InputRejection)?.Value ?? value, rejection.Code, rejection.Field, rejection.Message);
}

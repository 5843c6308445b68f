using Ledger.Contributions.Domain;
using Ledger.Rules;

namespace Ledger.Contributions.Imports;

/// <summary>A row on its way into the register.</summary>
/// <param name="Line">Line of the file on which it begins.</param>
/// <param name="Request">What it asks for: a <c>RegisterContributionRequest</c> or an <see cref="HoursLine"/>; null with errors.</param>
/// <param name="Errors">Why it cannot even be read.</param>
/// <param name="Party">The party that the row names, or null.</param>
/// <param name="ColumnOf">The file's column of a field of the request, or null.</param>
internal sealed record ImportRow(
    int Line, object? Request, IReadOnlyList<LineError> Errors, string? Party = null, Func<string, (string Name, string Value)?>? ColumnOf = null)
{
    /// <summary>Whether the row marks fields: its values are then repeated in no error.</summary>
    public bool Marked { get; init; }

    /// <summary>A rejection of the request, said of this row.</summary>
    public LineError Error(Rejection rejection)
    {
        var column = rejection.Field is { } field ? ColumnOf?.Invoke(field) : null;
        var error = LineError.Of(Line, column?.Name, rejection, column?.Value);
        return Marked ? error with { Value = null } : error;
    }

    /// <summary>An error of a row that marks fields but could not be read: which value is hidden is not known, so none is repeated.</summary>
    public static LineError Silent(LineError error) => error with
    {
        Value = null, Message = new HiddenValueRefused(error.Code, RejectionKind.Invalid).Message,
    };
}

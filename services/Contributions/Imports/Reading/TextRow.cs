using Ledger.Rules;

namespace Ledger.Contributions.Imports;

/// <summary>One record of a text file.</summary>
/// <param name="Line">Line on which it begins, from 1.</param>
/// <param name="Cells">Its cells; of a JSON line the one object.</param>
/// <param name="Problem">Why it cannot be taken apart, or null.</param>
internal sealed record TextRow(int Line, IReadOnlyList<string> Cells, Rejection? Problem = null);

/// <summary>The file as a whole cannot be read: its rows are not looked at.</summary>
internal sealed class ImportFileException(int line, Rejection rejection, string? column = null) : Exception(rejection.Message.En)
{
    public int Line { get; } = line;

    public Rejection Rejection { get; } = rejection;

    public string? Column { get; } = column;
}

using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>Who works on the register.</summary>
/// <param name="By">Person and organisation.</param>
/// <param name="IsValuer">Whether the person is a valuer; others speak for their own organisation only.</param>
public sealed record RegisterKeeper(Actor By, bool IsValuer);

/// <summary>Enter an item.</summary>
public sealed record RegisterMarketEvidence(EvidenceParticulars Said, RegisterKeeper Keeper, DateTimeOffset At);

/// <summary>Withdraw an item.</summary>
/// <param name="Reason">Why.</param>
/// <param name="ReplacedBy">Reference of the item that corrects it, or null.</param>
/// <param name="Replacement">That item as the register holds it, or null.</param>
/// <param name="Keeper">Who withdraws.</param>
/// <param name="At">Time of receipt.</param>
public sealed record WithdrawMarketEvidence(
    Text Reason, string? ReplacedBy, MarketEvidence? Replacement, RegisterKeeper Keeper, DateTimeOffset At);

/// <summary>A row of an imported file, read as the item it describes.</summary>
/// <param name="Line">Line of the file, from 1.</param>
/// <param name="Id">Stream of the item.</param>
/// <param name="Said">What the row says.</param>
public sealed record ImportedRow(int Line, Guid Id, EvidenceParticulars Said);

/// <summary>Enter every row of a file, or none.</summary>
/// <param name="Sha256">Of the file.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Unreadable">Rows that could not be read as items.</param>
/// <param name="Standing">Streams of these rows that exist.</param>
/// <param name="Keeper">Who imports.</param>
/// <param name="At">Time of receipt.</param>
public sealed record ImportMarketEvidence(
    string Sha256, IReadOnlyList<ImportedRow> Rows, IReadOnlyList<LineError> Unreadable, IReadOnlySet<Guid> Standing, RegisterKeeper Keeper,
    DateTimeOffset At);

/// <summary>Why a line of an imported file is refused.</summary>
/// <param name="Line">Line of the file on which the row begins, from 1; the header is line 1.</param>
/// <param name="Column">Column, or the field of the single request, or null when the whole row is meant.</param>
/// <param name="Value">The value, shortened, when there is one.</param>
/// <param name="Code">Stable code: the same as the single request's.</param>
/// <param name="Message">The rule that was broken.</param>
public sealed record LineError(int Line, string? Column, string? Value, string Code, Text Message)
{
    /// <summary>A rejection, said of a line.</summary>
    public static LineError Of(int line, Rejection rejection) =>
        new(line, rejection.Field, (rejection as InputRejection)?.Value, rejection.Code, rejection.Message);
}

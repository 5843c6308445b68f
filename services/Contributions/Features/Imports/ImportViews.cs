using Ledger.Contributions.Domain;
using Ledger.Contributions.Integration;
using Ledger.Rules;

namespace Ledger.Contributions.Features;

/// <summary>An import and how far it has come.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Order">What is done with which file.</param>
/// <param name="Attempt">From 1.</param>
/// <param name="Stage">Waiting, running, finished or cancelled.</param>
/// <param name="Outcome">How it ended; absent before.</param>
/// <param name="Phase">While it runs: checking or writing.</param>
/// <param name="Counts">Rows by what became of them so far. With "all-or-nothing" nobody sees a written row before the end.</param>
/// <param name="Errors">How many errors were found; the list keeps the first <see cref="ContributionLimits.ImportErrorsKept"/>.</param>
/// <param name="By">Who handed it in.</param>
/// <param name="RequestedAt">When.</param>
/// <param name="StartedAt">When its turn came.</param>
/// <param name="EndedAt">When it ended or was cancelled.</param>
public sealed record ImportView(
    Guid Id, ImportOrder Order, int Attempt, ImportStage Stage, ImportOutcome? Outcome, string? Phase, ImportCounts Counts, int Errors,
    Actor By, DateTimeOffset RequestedAt, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt)
{
    internal static ImportView Of(Import import, ImportProgress? progress) => new(
        import.Id, import.Order!, import.Attempt, import.Stage, import.Outcome, import.Stage == ImportStage.Running ? progress?.Phase : null,
        import.Counts ?? progress?.Counts ?? ImportCounts.Zero, progress?.Errors ?? 0, import.By!, import.RequestedAt!.Value, import.StartedAt,
        import.EndedAt);
}

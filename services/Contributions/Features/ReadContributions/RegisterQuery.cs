using Ledger.Contributions.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Marten;
using Marten.Linq.MatchesSql;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Contributions.Features;

/// <summary>Which contributions are meant, and as of when.</summary>
/// <param name="Party">Who brought it in.</param>
/// <param name="Kind">Kind, kebab-case.</param>
/// <param name="State">State, kebab-case; "drafted" shows the own drafts.</param>
/// <param name="AgreementId">Agreement.</param>
/// <param name="From">First effective day.</param>
/// <param name="To">Last effective day.</param>
/// <param name="EffectiveOn">Valid day: the register as it held on this day.</param>
/// <param name="RecordedAt">Recorded time: the register as it was known then.</param>
internal sealed record RegisterQuery(
    [FromQuery] string? Party = null, [FromQuery] string? Kind = null, [FromQuery] string? State = null,
    [FromQuery] string? AgreementId = null, [FromQuery] DateOnly? From = null, [FromQuery] DateOnly? To = null,
    [FromQuery] DateOnly? EffectiveOn = null, [FromQuery] DateTimeOffset? RecordedAt = null)
{
    private static readonly string Drafted = KebabCase.Name(ContributionState.Drafted);

    /// <summary>Why the query cannot be answered, or null.</summary>
    public Rejection? Broken()
    {
        var states = KebabCase.Names<ContributionState>().Where(name => name != KebabCase.Name(ContributionState.None));
        if (State is not null && !states.Contains(State)) return Problems.UnknownValue("state", State, states);
        if (Kind is not null && KebabCase.Find<ContributionKind>(Kind) is null)
            return Problems.UnknownValue("kind", Kind, KebabCase.Names<ContributionKind>());
        return From is { } first && To is { } last && last < first ? Problems.DatesNotOrdered("to", first, last) : null;
    }

    /// <summary>What the store can narrow; the rest is judged by <see cref="Show"/>.</summary>
    public IQueryable<Contribution> Narrow(IQueryable<Contribution> query)
    {
        if (State == Drafted) return query.Where(contribution => contribution.MatchesSql("d.data ->> 'state' = ?", Drafted));
        if (Party is not null) query = query.Where(contribution => contribution.Particulars!.Party == Party);
        if (AgreementId is not null) query = query.Where(contribution => contribution.Particulars!.AgreementId == AgreementId);
        // Enums and days are stored as text, which sorts as the days do.
        if (Kind is not null) query = query.Where(contribution => contribution.MatchesSql("d.data -> 'particulars' ->> 'kind' = ?", Kind));
        if (From is { } first) query = query.Where(contribution => contribution.MatchesSql("d.data -> 'particulars' ->> 'effectiveOn' >= ?", Text(first)));
        if (To is { } last) query = query.Where(contribution => contribution.MatchesSql("d.data -> 'particulars' ->> 'effectiveOn' <= ?", Text(last)));
        if (State is not null && EffectiveOn is null && RecordedAt is null)
            query = query.Where(contribution => contribution.MatchesSql("d.data ->> 'state' = ?", State));
        return query;
    }

    /// <summary>The contribution as the query shows it, or null when it does not. Drafts are shown to their own party only.</summary>
    public Contribution? Show(Contribution contribution, string organisation)
    {
        if (State == Drafted)
        {
            return contribution is { State: ContributionState.Drafted, Draft: { } draft } && draft.Party == organisation
                && (Party is null || Party == organisation) && (Kind is null || KebabCase.Name(draft.Kind) == Kind)
                && (AgreementId is null || draft.AgreementId == AgreementId) && !(draft.EffectiveOn < From) && !(draft.EffectiveOn > To)
                ? contribution : null;
        }

        var shown = contribution.AsOf(EffectiveOn, RecordedAt);
        return shown is not null && (State is null || KebabCase.Name(shown.State) == State) ? shown : null;
    }

    /// <summary>Everything the query shows, from the cursor on, in the order of ids.</summary>
    public async IAsyncEnumerable<Contribution> RunAsync(
        IQuerySession reads, string organisation, Guid? after,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var contribution in ReadAsync(Narrow, reads, after, ct))
        {
            if (Show(contribution, organisation) is { } shown) yield return shown;
        }
    }

    /// <summary>Every contribution of the consortium as it is, drafts of all parties too.</summary>
    public static IAsyncEnumerable<Contribution> EverythingAsync(IQuerySession reads, CancellationToken ct) =>
        ReadAsync(query => query, reads, null, ct);

    private static async IAsyncEnumerable<Contribution> ReadAsync(
        Func<IQueryable<Contribution>, IQueryable<Contribution>> narrow, IQuerySession reads, Guid? after,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        const int Batch = 1_000;
        for (var cursor = after ?? Guid.Empty; ;)
        {
            var from = cursor;
            var found = await narrow(reads.Query<Contribution>()).Where(contribution => contribution.Id > from)
                .OrderBy(contribution => contribution.Id).Take(Batch).ToListAsync(ct);
            foreach (var contribution in found) yield return contribution;
            if (found.Count < Batch) yield break;
            cursor = found[^1].Id;
        }
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}

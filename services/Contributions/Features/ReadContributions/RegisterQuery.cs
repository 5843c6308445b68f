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
/// <param name="ReceivedBy">Who received it.</param>
internal sealed record RegisterQuery(
    [FromQuery] string? Party = null, [FromQuery] string? Kind = null, [FromQuery] string? State = null,
    [FromQuery] string? AgreementId = null, [FromQuery] DateOnly? From = null, [FromQuery] DateOnly? To = null,
    [FromQuery] DateOnly? EffectiveOn = null, [FromQuery] DateTimeOffset? RecordedAt = null, [FromQuery] string? ReceivedBy = null)
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

    /// <summary>What the store can narrow, a batch from the cursor on; the rest is judged by <see cref="Show"/>.</summary>
    private IQueryable<Contribution> Narrow(IQuerySession reads, Guid after, int batch)
    {
        var query = reads.Query<Contribution>().Where(contribution => contribution.Id > after);
        var conditions = Conditions().ToList();
        if (conditions.Count > 0)
        {
            // By the columns made for it (Integration/register.sql): within JSON no index would be used.
            var sql = $"d.id in (select r.id from contribution_register r where r.tenant_id = ? and r.id > ?{string.Concat(conditions.Select(condition => $" and {condition.Sql}"))} order by r.id limit ?)";
            object[] values = [reads.TenantId, after, .. conditions.Select(condition => condition.Value), batch];
            query = query.Where(contribution => contribution.MatchesSql(sql, values));
        }

        return query.OrderBy(contribution => contribution.Id).Take(batch);
    }

    private IEnumerable<(string Sql, object Value)> Conditions()
    {
        if (Party is not null) yield return ("r.party = ?", Party);
        if (ReceivedBy is not null) yield return ("r.received_by = ?", ReceivedBy);
        if (AgreementId is not null) yield return ("r.agreement = ?", AgreementId);
        if (Kind is not null) yield return ("r.kind = ?", Kind);
        if (From is { } first) yield return ("r.effective_on >= ?::date", Text(first));
        if (To is { } last) yield return ("r.effective_on <= ?::date", Text(last));
        if (State is not null && EffectiveOn is null && RecordedAt is null) yield return ("r.state = ?", State);
    }

    /// <summary>The contribution as the query shows it, or null when it does not. Drafts are shown to their own party only.</summary>
    public Contribution? Show(Contribution contribution, string organisation)
    {
        if (State == Drafted)
        {
            return contribution is { State: ContributionState.Drafted, Draft: { } draft } && draft.Party == organisation
                && (Party is null || Party == organisation) && (ReceivedBy is null || draft.ReceivedBy == ReceivedBy) && (Kind is null || KebabCase.Name(draft.Kind) == Kind)
                && (AgreementId is null || draft.AgreementId == AgreementId) && !(draft.EffectiveOn < From) && !(draft.EffectiveOn > To)
                ? contribution : null;
        }

        var shown = contribution.AsOf(EffectiveOn, RecordedAt);
        return shown is not null && (State is null || KebabCase.Name(shown.State) == State) ? shown : null;
    }

    /// <summary>Everything the query shows, from the cursor on, in the order of ids; of a page, its size is told.</summary>
    public async IAsyncEnumerable<Contribution> RunAsync(
        IQuerySession reads, string organisation, Guid? after,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct, int page = ServiceDefaults.Limits.PageSize)
    {
        await foreach (var contribution in ReadAsync(reads, after, page, ct))
        {
            if (Show(contribution, organisation) is { } shown) yield return shown;
        }
    }

    private async IAsyncEnumerable<Contribution> ReadAsync(
        IQuerySession reads, Guid? after, int page, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        const int Most = 1_000;
        // The first batch is one page with one more: who reads a page reads nothing else.
        var batch = page + 1;
        for (var cursor = after ?? Guid.Empty; ; batch = Most)
        {
            var found = await Narrow(reads, cursor, batch).ToListAsync(ct);
            foreach (var contribution in found) yield return contribution;
            if (found.Count < batch) yield break;
            cursor = found[^1].Id;
        }
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}

using Ledger.Rules;
using Ledger.Valuation.Domain;
using Marten;
using Marten.Linq.MatchesSql;

namespace Ledger.Valuation.Integration;

/// <summary>Accepted appraisals in the order of their ids, by the columns made for it (revaluation.sql).</summary>
internal static class AppraisalPages
{
    /// <summary>One page after a cursor.</summary>
    public static async Task<IReadOnlyList<Appraisal>> ReadAsync(IQuerySession reads, RunFilter filter, Guid after, int take, CancellationToken ct)
    {
        var conditions = Conditions(filter).ToList();
        var sql = "d.id in (select r.id from appraisal_register r where r.tenant_id = ? and r.state = 'accepted' and r.id > ?"
            + string.Concat(conditions.Select(condition => $" and {condition.Sql}")) + " order by r.id limit ?)";
        object[] values = [reads.TenantId, after, .. conditions.Select(condition => condition.Value).OfType<object>(), take];
        return await reads.Query<Appraisal>().Where(appraisal => appraisal.MatchesSql(sql, values)).OrderBy(appraisal => appraisal.Id).ToListAsync(ct);
    }

    /// <summary>All of them, page by page.</summary>
    public static async IAsyncEnumerable<Appraisal> AllAsync(
        IQuerySession reads, RunFilter filter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        for (var cursor = Guid.Empty; ;)
        {
            var page = await ReadAsync(reads, filter, cursor, ValuationLimits.SweepPage, ct);
            foreach (var appraisal in page) yield return appraisal;
            if (page.Count < ValuationLimits.SweepPage) yield break;
            cursor = page[^1].Id;
        }
    }

    private static IEnumerable<(string Sql, object? Value)> Conditions(RunFilter filter)
    {
        if (filter.Party is { } party) yield return ("r.party = ?", party);
        if (filter.AgreementId is { } agreement) yield return ("r.agreement = ?", agreement);
        if (filter.Kind is { } kind) yield return ("r.kind = ?", KebabCase.Name(kind));
        if (filter.References is { } references) yield return ("r.reference = any(?)", references.ToArray());
        if (filter.DueOnly) yield return ("r.due_since is not null", null);
    }
}

using Ledger.Rules;
using Ledger.Valuation.Domain;
using Marten;

namespace Ledger.Valuation.Integration;

/// <summary>Revealed quotes that are not opened yet; see Envelopes/envelopes.sql.</summary>
internal static class QuoteEnvelopes
{
    /// <summary>Keeps what was revealed when the unit of work commits.</summary>
    public static void Keep(string tenant, Quotation quotation, RevealQuote reveal, IQuerySession session) =>
        ((IDocumentOperations)session).QueueSqlCommand(
            "call quote_envelope_keep(?, ?, ?, ?, ?, ?)",
            tenant, quotation.Id, quotation.Round, reveal.By.Person, reveal.Amount.Amount, reveal.Nonce);

    /// <summary>What was revealed in the standing round.</summary>
    public static async Task<IReadOnlyList<RevealedQuote>> OpenAsync(string tenant, Quotation quotation, IQuerySession session, CancellationToken ct)
    {
        if (quotation.Currency is not { } currency) return [];
        var rows = await session.AdvancedSql.QueryAsync<string, string, string>(
            "select row(person), row(amount), row(nonce) from quote_envelope where tenant_id = ? and quotation = ? and round = ? order by person",
            ct, tenant, quotation.Id, quotation.Round);
        return [.. rows.Select(row => new RevealedQuote(row.Item1, Money.Parse(row.Item2, currency), row.Item3, ""))];
    }
}

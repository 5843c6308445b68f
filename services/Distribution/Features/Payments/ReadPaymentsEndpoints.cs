using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Store;
using Marten;

namespace Ledger.Distribution.Features;

internal static class ReadPaymentsEndpoints
{
    private const string BookedSql = """
        select currency, sum(case side when 'credit' then minor else -minor end)::text as minor from journal_line
        where tenant_id = ? and party is not null and book = 'cash' and purpose = 'in-transit'
        group by currency having sum(case side when 'credit' then minor else -minor end) <> 0 order by currency collate "C"
        """;

    public static void Map(IEndpointRouteBuilder routes)
    {
        // Who is paid how much is the business of those who pay, check and supervise; a party sees its own in its statement.
        var group = routes.MapGroup("/payments").RequireAuthorization()
            .RequireAuthorization(policy => policy.RequireRole(Roles.FinanceOfficer, Roles.Approver, Roles.Regulator));
        group.MapGet("/batches/{id:guid}", One)
            .Produces<PaymentBatchDetails>()
            .WithSummary("One payment batch, its payments and how each ended");
        group.MapGet("/batches", (Guid? run, string? after, Reads reads, CancellationToken ct) => reads.PageAsync<PaymentBatch, PaymentBatchSummary>(
                after, query => run is null ? query : query.Where(batch => batch.RunId == run), PaymentBatchSummary.Of, ct))
            .Produces<Page<PaymentBatchSummary>>()
            .WithSummary("Payment batches, by run");
        group.MapGet("/results/{id:guid}", (Guid id, Reads reads, CancellationToken ct) => reads.OneAsync<BankResults, BankResultsView>(id, BankResultsView.Of, ct))
            .Produces<BankResultsView>()
            .WithSummary("One imported file of a bank and what became of its entries");
        group.MapGet("/results", (string? after, Reads reads, CancellationToken ct) =>
                reads.PageAsync<BankResults, BankResultsView>(after, query => query, results => BankResultsView.Of(results) with { Entries = [] }, ct))
            .Produces<Page<BankResultsView>>()
            .WithSummary("Imported files of banks, without their entries");
        group.MapGet("/reconciliation", Reconcile)
            .Produces<ReconciliationView>()
            .WithSummary("The books against the bank: what is in transit, and every entry that was not booked");
    }

    internal static async Task<Dictionary<Guid, EndedPayment>> EndedAsync(IQuerySession reads, IEnumerable<Guid> payments, CancellationToken ct)
    {
        var ids = payments.SelectMany(payment => new[] { Streams.FirstOutcome(payment), Streams.SecondOutcome(payment) }).ToArray();
        return (await reads.LoadManyAsync<EndedPayment>(ct, ids)).ToDictionary(ended => ended.Id);
    }

    private static async Task<IResult> One(Guid id, Reads reads, HttpContext http, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        var batch = await session.Documents.LoadAsync<PaymentBatch>(id, ct) ?? throw RequestRefused.NotFound();
        var stream = await session.Documents.Events.FetchStreamStateAsync(id, ct) ?? throw RequestRefused.NotFound();
        http.Response.Headers.ETag = ETags.Of(stream.Version);
        var ended = await EndedAsync(session.Documents, batch.Prepared!.Lines.Select(line => line.PaymentId), ct);
        var files = await session.Documents.Query<FetchedPaymentFile>().Where(file => file.BatchId == id).ToListAsync(ct);
        return Results.Ok(PaymentBatchDetails.Of(batch, ended, files));
    }

    private static async Task<IResult> Reconcile(Reads reads, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        var documents = session.Documents;
        var batches = (await documents.Query<PaymentBatch>().ToListAsync(ct)).Where(batch => batch.Stage == BatchStage.Approved).ToList();
        var ended = await EndedAsync(documents, batches.SelectMany(batch => batch.Prepared!.Lines).Select(line => line.PaymentId), ct);
        var waiting = batches.SelectMany(batch => batch.Prepared!.Lines.Select(line => (batch.Prepared, Line: line)))
            .Where(payment => !ended.ContainsKey(Streams.FirstOutcome(payment.Line.PaymentId)))
            .Select(payment => new WaitingPayment(
                payment.Line.PaymentId, Payment.EndToEndId(payment.Line.PaymentId), payment.Prepared.Reference, payment.Line.Party, payment.Line.Amount,
                payment.Prepared.ExecuteOn))
            .OrderBy(payment => payment.ExecuteOn).ThenBy(payment => payment.EndToEndId, StringComparer.Ordinal).ToList();
        var inTransit = waiting.GroupBy(payment => payment.Amount.Currency).OrderBy(group => group.Key.Code, StringComparer.Ordinal)
            .Select(group => Money.Sum(group.Select(payment => payment.Amount), group.Key)).ToList();
        var booked = await BookedAsync(documents, ct);
        var results = await documents.Query<BankResults>().ToListAsync(ct);
        var open = results.OrderBy(result => result.Imported!.At).SelectMany(result => result.Imported!.Entries
            .Where(entry => IsOpen(entry, ended)).Select(entry => new OpenEntry(result.Id, result.Imported.At, entry)));
        return Results.Ok(new ReconciliationView(inTransit, booked, inTransit.SequenceEqual(booked), waiting, [.. open]));
    }

    // What differed is settled once a later file ended the payment; what belongs to nobody or contradicts stays to be looked at.
    private static bool IsOpen(ReconciledEntry entry, Dictionary<Guid, EndedPayment> ended) => entry.Match switch
    {
        EntryMatch.Unmatched or EntryMatch.Contradicts => true,
        EntryMatch.AmountDiffers => !ended.ContainsKey(Streams.FirstOutcome(entry.PaymentId!.Value)),
        _ => false,
    };

    private static async Task<List<Money>> BookedAsync(IQuerySession reads, CancellationToken ct) =>
        [.. (await reads.RowsAsync<BookedRow>(BookedSql, ct, reads.TenantId)).Select(row => JournalReader.Minor(row.Minor, row.Currency))];

    private sealed record BookedRow(string Currency, string Minor);
}
